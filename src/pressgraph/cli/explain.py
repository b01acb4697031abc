"""``pressgraph explain``: why a triple, event or claim is in a graph."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressgraph.cli.common import coloured, mapping_options, metadata_of, metadata_options, rules_option, say
from pressgraph.cli.inputs import Inputs
from pressgraph.errors import FormatError, OptionError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from pressgraph.store.explain import Explanation


@click.command("explain")
@click.argument("source", metavar="INPUT")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--text", "text_from", metavar="INPUT", help="The article, for a graph that does not include its text.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
)
@metadata_options
@mapping_options
@rules_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    source: str,
    words: tuple[str, ...],
    text_from: str | None,
    form: str,
    rules: tuple[Path, ...],
    **options: Any,
) -> None:
    """Say why something is in a graph: evidence, rule or model, confidence, status, and who says so.

    INPUT is an article, or a graph with provenance. Only what has all the WORDs is explained: parts of the subject,
    property, object or IRI, such as: Smith jobTitle.
    """
    from pressgraph.cli.explained import paragraph
    from pressgraph.store.explain import explanations

    metadata = metadata_of(options)
    quads = _graph(source) if _is_graph(source) else _extracted(ctx, source, metadata, options, rules)
    found = [item for item in explanations(quads) if item.matches(words)]
    if text_from:
        text = _text(text_from, metadata)
        found = [replace(item, text=_checked(item, text)) for item in found]
    if form == "json":
        click.echo(json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=2))
    else:
        colour = coloured(sys.stdout)
        click.echo("\n".join(paragraph(item, colour) for item in found), nl=bool(found), color=colour)
    if not found:
        say("pressgraph: nothing in the graph matches; pressgraph extract --report says what was dropped")
        ctx.exit(1)


def _is_graph(source: str) -> bool:
    """Whether a file is a graph by its name; JSON Lines are one where their first line holds annotations."""
    from pressgraph.graph.formats import format_of_path

    try:
        if format_of_path(source).name != "jsonl":
            return True
    except FormatError:
        return False
    try:
        data = _unpacked(Path(source))
    except OSError:
        return False
    return b'"sentences"' in data and b'"mentions"' in data


def _unpacked(path: Path) -> bytes:
    import gzip

    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        return stream.readline()


def _graph(source: str) -> list[ox.Quad]:
    from pressgraph.graph.formats import format_of_path
    from pressgraph.graph.jsonl import load_annotations
    from pressgraph.graph.mapping import to_quads
    from pressgraph.graph.options import MappingOptions
    from pressgraph.store.files import read_bytes, read_graph

    if format_of_path(source).name != "jsonl":
        return read_graph(Path(source))
    options = MappingOptions(profile="recall", include_text=True)
    return [quad for one in load_annotations(read_bytes(Path(source)), source) for quad in to_quads(one, options)]


def _extracted(
    ctx: click.Context, source: str, metadata: dict[str, Any], options: dict[str, Any], rules: tuple[Path, ...]
) -> list[ox.Quad]:
    from pressgraph.cli.extract import mapping_of
    from pressgraph.graph.mapping import to_quads
    from pressgraph.language.annotate import annotate

    inputs = Inputs([source], None, metadata)
    mapping = mapping_of({**options, "include_text": True})
    quads = [quad for _, found in inputs.annotated(annotate, rules, 1) for quad in to_quads(found, mapping)]
    if inputs.status():
        ctx.exit(2)
    return quads


def _text(source: str, metadata: dict[str, Any]) -> str:
    texts = [article.text for _, article in Inputs([source], None, metadata).articles()]
    if len(texts) != 1:
        raise OptionError(f"{source} holds {len(texts)} articles; --text needs the one that the graph was made from")
    return texts[0]


def _checked(item: Explanation, text: str) -> str:
    for evidence in item.evidence:
        if text[evidence.begin : evidence.end] != evidence.words:
            raise OptionError(
                f"the text given is not that of <{item.article}>: give the article the graph was made from"
            )
    return text
