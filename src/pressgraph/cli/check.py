"""``pressgraph check``: SPARQL checks and SHACL shapes on graphs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.common import SOME_FAILED, coloured, output_option, say, setting

if TYPE_CHECKING:
    from pressgraph.checks import Report

FORMS = ("text", "json", "junit", "github", "sarif", "shacl")


@click.command("check")
@click.argument("inputs", nargs=-1, metavar="[GRAPH]...")
@setting("--checks", type=click.Path(path_type=Path, file_okay=False), multiple=True, help="A folder with more checks.")
@setting("--shapes", type=click.Path(path_type=Path, dir_okay=False), multiple=True, help="More SHACL shapes (Turtle).")
@click.option("--only", multiple=True, metavar="NAME", help="Run this check only; may be repeated.")
@click.option("--shacl/--no-shacl", default=True, help="Whether to run the SHACL shapes.")
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="The report's form."
)
@setting(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@click.option("--input-format", metavar="FORMAT", help="The graphs' format, where their names do not tell it.")
@click.option("--store", type=click.Path(path_type=Path, file_okay=False), help="Check the articles of a store too.")
@click.option("--list", "listing", is_flag=True, help="List the checks and end.")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    checks: tuple[Path, ...],
    shapes: tuple[Path, ...],
    only: tuple[str, ...],
    shacl: bool,
    form: str,
    fail_on: str,
    input_format: str | None,
    store: Path | None,
    listing: bool,
    output: str,
) -> None:
    """Check graphs: each article's graph by itself, then what all of a file assert together.

    GRAPH is a file in any RDF format or "-" for stdin.
    """
    from pressgraph.checks import write_report
    from pressgraph.checks.findings import Severity, joined
    from pressgraph.cli.output import write_output

    if listing:
        click.echo(_listed(checks), nl=False)
        return
    if not inputs and store is None:
        raise click.UsageError("name at least one graph, - for stdin, or a store with --store")
    options = {"checks": checks, "shapes": shapes, "only": only, "shacl": shacl}
    reports, failed = _reports(inputs, store, input_format, options)
    report = joined(reports)
    colour = output == "-" and coloured(sys.stdout)
    write_output(output, write_report(report, form, colour=colour).encode())
    if failed:
        ctx.exit(SOME_FAILED if reports else 2)
    if fail_on != "never" and report.fails(Severity(fail_on)):
        ctx.exit(SOME_FAILED)


def _reports(
    inputs: tuple[str, ...], store: Path | None, form: str | None, options: dict[str, object]
) -> tuple[list[Report], int]:
    """The report of each input, and how many could not be read; these are said at once."""
    from pressgraph.checks import check
    from pressgraph.errors import FormatError
    from pressgraph.store import ArticleStore

    reports: list[Report] = []
    failed = 0
    for name in inputs:
        try:
            reports.append(check(name, input_format=form, **options))  # type: ignore[arg-type]
        except FormatError as error:
            say(f"pressgraph: {error}")
            failed += 1
    if store is not None:
        reports.append(check(ArticleStore(store).quads(), **options))  # type: ignore[arg-type]
    return reports, failed


def _listed(folders: tuple[Path, ...]) -> str:
    from pressgraph.checks import load_rules

    return "".join(f"{rule.name:<28} {rule.severity:<8} {rule.title}\n" for rule in load_rules(folders))
