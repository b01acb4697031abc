"""The command line. Each command is a module of its own, which imports what is heavy only when it runs."""

from __future__ import annotations

from pathlib import Path

import click

from pressgraph.cli.root import Root, show_version


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="PRESSGRAPH_CONFIG",
    help="Settings in TOML; by default pressgraph.toml here or in a folder above.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="The version.")
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """News articles in, a checked RDF knowledge graph out.

    "-" is stdin. Data goes to stdout, everything else to stderr. Exit status: 0 clean, 1 findings or some inputs
    failed, 2 could not run, 130 interrupted. An option comes from its flag, else from PRESSGRAPH_*, else from
    pressgraph.toml.
    """
    from pressgraph.cli.config import default_map

    ctx.default_map = default_map(ctx, config)
