"""``pressgraph diff``: what two versions of an article, or two graphs, say differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.common import SOME_FAILED, output_option, setting, store_option

if TYPE_CHECKING:
    import pyoxigraph as ox

    from pressgraph.store.difference import Difference
    from pressgraph.store.explain import Explanation

_STATUS = {
    "pg:Asserted": "asserted by the article",
    "pg:Attributed": "said by {source}",
    "pg:Negated": "negated by {source}",
    "pg:Hypothetical": "supposed by {source}",
    "pg:Planned": "planned, says {source}",
}
_TITLES = {"statement": "Facts", "event": "Events", "claim": "Claims", "quotation": "Quotations"}


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@store_option
@setting("--from", "source", metavar="KIND:URL", help="A remote store (as for load --to) in place of --store.")
@click.option("--format", "form", metavar="FORMAT", help="text, or an RDF format: a change set.")
@output_option
@click.pass_context
def command(
    ctx: click.Context, /, *, old: str, new: str, store: Path, source: str | None, form: str | None, output: str
) -> None:
    """Say which facts, claims and events NEW has and OLD has not, and the other way round.

    Each is a graph file, an article (which is read first), or the IRI of an article's graph in the store. What is
    compared is what is said and of whom, not where it stands in the text. The status is 0 where nothing differs,
    1 where something does.
    """
    from pressgraph.cli.output import write_output
    from pressgraph.store.difference import difference

    before, after = (_quads(name, store, source) for name in (old, new))
    found = difference(before, after)
    write_output(output, _written(found, before, after, form, output))
    if found:
        ctx.exit(SOME_FAILED)


def _quads(name: str, store: Path, source: str | None) -> list[ox.Quad]:
    """A graph from a file, from an article, or from a store."""
    from pressgraph.errors import FormatError
    from pressgraph.graph.formats import format_of_path
    from pressgraph.store.files import read_graph

    if not Path(name).exists() and re.match(r"<?[A-Za-z][A-Za-z0-9+.-]*:", name):
        return _stored(name.removeprefix("<").removesuffix(">"), store, source)
    try:
        format_of_path(name)
    except FormatError:
        return _extracted(name)
    return read_graph(Path(name))


def _stored(name: str, store: Path, source: str | None) -> list[ox.Quad]:
    import pyoxigraph as ox

    from pressgraph.errors import OptionError, StoreError
    from pressgraph.store import ArticleStore
    from pressgraph.store.remote import RemoteStore, connect

    try:
        graph = ox.NamedNode(name)
    except ValueError as error:
        raise OptionError(f"{name!r} is neither a file nor an IRI: {error}") from None
    if source is None:
        quads = ArticleStore(store).graph(name)
    else:
        with connect(source, writable=True) as connection:
            triples = RemoteStore(connection).triples(graph)
        quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    if not quads:
        raise StoreError(f"{source or store} has no article graph <{name}>; pressgraph query articles lists them")
    return quads


def _extracted(name: str) -> list[ox.Quad]:
    import pressgraph
    from pressgraph.graph.mapping import to_quads

    return [quad for article in pressgraph.read(name) for quad in to_quads(pressgraph.extract(article))]


def _written(found: Difference, old: list[ox.Quad], new: list[ox.Quad], form: str | None, output: str) -> bytes:
    from pressgraph.errors import FormatError
    from pressgraph.graph.formats import format_of, format_of_path
    from pressgraph.graph.writers import serialize
    from pressgraph.store.changeset import change_set

    if form == "text":
        return _text(found).encode()
    try:
        chosen = format_of(form) if form else format_of_path(output)
    except FormatError:
        if form:
            raise
        return _text(found).encode()
    return serialize(change_set(found, old, new), chosen)


def _text(found: Difference) -> str:
    if not found:
        return "no difference: the same facts, claims and events\n"
    return "\n".join([*_lines(found), _sum(found)]) + "\n"


def _lines(found: Difference) -> Iterator[str]:
    for kind, title in _TITLES.items():
        lines = [f"  − {_sentence(item)}  ({_status(item)})" for item in found.withdrawn if item.kind == kind]
        lines += [f"  + {_sentence(item)}  ({_status(item)})" for item in found.added if item.kind == kind]
        lines += [_change(*pair) for pair in found.changed if pair[1].kind == kind]
        if lines:
            yield title
            yield from lines


def _change(before: Explanation, after: Explanation) -> str:
    """One line: what stayed, then what it was and is."""
    if (before.subject, before.property, before.value) == (after.subject, after.property, after.value):
        return f"  ~ {_sentence(after)}: was {_status(before)}, is {_status(after)}"
    if (before.assertion, before.source) != (after.assertion, after.source):
        return f"  ~ {_sentence(before)}  ({_status(before)})  →  {_sentence(after)}  ({_status(after)})"
    return f"  ~ {_sentence(after, value=False)}: was {_value(before)}, is {_value(after)}"


def _sentence(item: Explanation, *, value: bool = True) -> str:
    head = {
        "statement": f"{item.subject}: {_words(item.property)}",
        "event": _words(item.subject).capitalize(),
    }.get(item.kind, f"{item.subject} ({_words(item.property) or 'said'})")
    if not value or not item.value:
        return head
    return f"{head} {_value(item)}" if item.kind == "statement" else f"{head}: {_value(item)}"


def _value(item: Explanation) -> str:
    quoted = f'"{item.value}"' if item.kind in ("claim", "quotation") else item.value
    return quoted or "nothing"


def _status(item: Explanation) -> str:
    source = item.source or "the article, which names nobody"
    if item.kind in ("claim", "quotation"):
        return f"said by {item.subject}"
    return _STATUS.get(item.assertion, "of unknown status").format(source=source)


def _words(curie: str) -> str:
    """A term's name as words: ``home location`` for ``schema:homeLocation``."""
    local = re.split(r"[:#/]", curie.strip("<>"))[-1]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).lower()


def _sum(found: Difference) -> str:
    return f"{len(found.added)} added, {len(found.withdrawn)} withdrawn, {len(found.changed)} changed"
