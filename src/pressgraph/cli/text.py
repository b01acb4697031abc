"""``pressgraph text``: the reference text that every offset of a graph refers to."""

from __future__ import annotations

from typing import Any

import click

from pressgraph.cli.common import metadata_of, metadata_options, output_option
from pressgraph.cli.inputs import Inputs


@click.command("text")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--glob", metavar="PATTERN", help="Which files of a directory to read.")
@metadata_options
@output_option
@click.pass_context
def command(ctx: click.Context, /, *, inputs: tuple[str, ...], glob: str | None, output: str, **options: Any) -> None:
    """Print the text of an article exactly as the offsets of its graph count it, in code points.

    Several articles are printed one after the other with nothing between them. Nothing is added, no line end either.
    """
    from pressgraph.cli.output import write_output

    source = Inputs(inputs, glob, metadata_of(options))
    texts = [article.text for _, article in source.articles()]
    if texts:
        write_output(output, "".join(texts).encode("utf-8", "surrogatepass"))
    ctx.exit(source.status())
