"""``pressgraph extract``: articles in, graphs out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressgraph.cli.common import (
    mapping_options,
    metadata_of,
    metadata_options,
    output_option,
    rules_option,
    say,
    setting,
)
from pressgraph.cli.inputs import Inputs
from pressgraph.cli.reported import Report, report_path

if TYPE_CHECKING:
    from pressgraph.annotations import Annotations
    from pressgraph.graph import MappingOptions
    from pressgraph.graph.formats import Format

Annotated = Iterable[tuple[str, "Annotations"]]


@click.command("extract")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@output_option
@setting("--format", "form", metavar="FORMAT", help="turtle, jsonld, ntriples, nquads, trig, rdfxml or jsonl.")
@metadata_options
@mapping_options
@setting("--rdf12", is_flag=True, help="Write RDF 1.2 reifiers.")
@setting("--provenance/--no-provenance", default=True, help="Whether to write mentions, evidence and the run.")
@setting("--include-text", is_flag=True, help="Put the article's text into the graph.")
@rules_option
@click.option("--glob", metavar="PATTERN", help="Which files of a directory to read.")
@setting("--processes", type=click.IntRange(min=1), default=1, show_default=True, help="How many processes to use.")
@click.option("--report", is_flag=True, help="Say on stderr what was read, found and dropped, and why.")
@click.option(
    "--report-file",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=report_path,
    metavar="FILE",
    help="Write that to FILE.json, or as a page to FILE.html, with what failed and was passed over.",
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    output: str,
    form: str | None,
    rules: tuple[Path, ...],
    glob: str | None,
    processes: int,
    report: bool,
    report_file: Path | None,
    **options: Any,
) -> None:
    """Extract graphs from articles.

    INPUT is a text, Markdown, HTML, JSON or JSON Lines file, packed with gzip or not, a directory, an address, or
    "-" for stdin. With -o DIR/ each input gets a file of its own, named after it.
    """
    from pressgraph.language.annotate import annotate
    from pressgraph.reading.passed import ADVICE, told

    source = Inputs(inputs, glob, metadata_of(options))
    chosen, mapping = _format(form, output), mapping_of(options)
    found = source.annotated(annotate, rules, processes)
    found = _reported(found, mapping) if report else found
    kept = Report(source, mapping) if report_file else None
    found = _progress(kept.noting(found) if kept else found, len(inputs))
    _write(found, output, chosen, mapping)
    if kept and report_file:
        kept.write(report_file)
    if report and (passed := told(source.passed.described())):
        say(f"passed over {passed}; {ADVICE}")
    ctx.exit(source.status())


def mapping_of(options: dict[str, Any]) -> MappingOptions:
    """The mapping's options from those of the command, without those that are left to their defaults."""
    from pressgraph.api import model_name
    from pressgraph.graph import MappingOptions

    given = {name: value for name, value in options.items() if value is not None}
    return MappingOptions(**given, model=model_name())


def _format(form: str | None, output: str) -> Format:
    from pressgraph.cli.output import is_folder
    from pressgraph.graph.formats import format_of, format_of_path

    if form:
        return format_of(form)
    return format_of("turtle") if output == "-" or is_folder(output) else format_of_path(output)


def _write(found: Annotated, output: str, form: Format, options: MappingOptions) -> None:
    from pressgraph.cli.output import is_folder

    if is_folder(output):
        _write_each(found, Path(output), form, options)
    elif output == "-" and form.name in ("nquads", "ntriples", "jsonl"):
        _stream(found, form, options)
    else:
        _write_one(found, output, form, options)


def _write_each(found: Annotated, folder: Path, form: Format, options: MappingOptions) -> None:
    """One file per input; one per article where the format cannot keep an input's articles apart."""
    from pressgraph.cli.output import Names, write_output
    from pressgraph.graph.writers import serialize

    names = Names(form.suffix)
    apart = form.graphs or form.name == "jsonl"
    for path, group in groupby(found, key=lambda item: item[0]):
        articles = [one for _, one in group]
        for batch in [articles] if apart else [[one] for one in articles]:
            write_output(str(folder / names.of(path)), serialize(batch, form, options))


def _stream(found: Annotated, form: Format, options: MappingOptions) -> None:
    """Formats of lines go out article by article, so that any number of them fits into memory."""
    from pressgraph.cli.output import write_output
    from pressgraph.graph.writers import serialize

    for _, one in found:
        write_output("-", serialize(one, form, options))


def _write_one(found: Annotated, output: str, form: Format, options: MappingOptions) -> None:
    from pressgraph.cli.output import write_output
    from pressgraph.graph.writers import serialize

    articles = [one for _, one in found]
    if not articles:
        return
    write_output(output, serialize(articles, form, options))
    if len(articles) > 1 and not (form.graphs or form.name == "jsonl"):
        say(f"{len(articles)} articles in one graph; trig, nquads or jsonld keep them apart, and so does -o DIR/")


def _reported(found: Annotated, options: MappingOptions) -> Iterator[tuple[str, Annotations]]:
    from pressgraph.cli.report import report_of

    for path, one in found:
        say(report_of(path, one, options.threshold))
        yield path, one


def _progress(found: Annotated, inputs: int) -> Iterator[tuple[str, Annotations]]:
    """The same, with a count on stderr where that is a terminal and there is more than one input."""
    shown = sys.stderr.isatty() and inputs > 1
    count = 0
    for count, item in enumerate(found, start=1):
        if shown:
            click.echo(f"\r{count} articles", nl=False, err=True)
        yield item
    if shown and count:
        click.echo(err=True)
