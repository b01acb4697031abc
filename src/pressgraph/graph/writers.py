"""Graphs as bytes: equal graphs give equal bytes, whatever the order of their quads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import serialize as write

from pressgraph.annotations import Annotations
from pressgraph.errors import FormatError
from pressgraph.graph.formats import Format, format_of
from pressgraph.graph.mapping import mapped, to_quads
from pressgraph.graph.namespaces import PREFIXES
from pressgraph.graph.options import MappingOptions
from pressgraph.graph.ordering import reading_order

OX_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_LINES = frozenset({"ntriples", "nquads"})
_DECLARATION = re.compile(r' xmlns:([a-z]+)="[^"]*"')


def serialize(
    source: Annotations | Sequence[Annotations] | Iterable[Quad],
    format: str | Format = "turtle",  # noqa: A002
    options: MappingOptions | None = None,
) -> bytes:
    """Annotations (of one article or several), or quads, in a format given by name, suffix or media type.

    Formats without named graphs get the triples of all graphs together. Annotations JSON Lines need annotations,
    and hold what the options' threshold keeps. Raises FormatError for an unknown format, or one that cannot hold
    the graph.
    """
    form = format if isinstance(format, Format) else format_of(format)
    options = options or MappingOptions()
    if options.rdf12 and not form.rdf12:
        raise FormatError(
            f"{form.name} has no RDF 1.2 form: choose turtle, trig, ntriples, nquads or rdfxml, or leave out rdf12"
        )
    annotated, quads = _sort_out(source)
    if form.name == "jsonl":
        return _lines(annotated, quads, options)
    if form.name in _LINES and not quads:
        return _sorted_lines(chain.from_iterable(mapped(one, options).lines(form.graphs) for one in annotated))
    return serialize_quads([*(quad for one in annotated for quad in to_quads(one, options)), *quads], form)


def _sort_out(source: Annotations | Sequence[Annotations] | Iterable[Quad]) -> tuple[list[Annotations], list[Quad]]:
    items = [source] if isinstance(source, Annotations) else list(source)
    quads = [item for item in items if isinstance(item, Quad)]
    return [item for item in items if isinstance(item, Annotations)], quads


def _lines(annotated: list[Annotations], quads: list[Quad], options: MappingOptions) -> bytes:
    if quads:
        raise FormatError(
            "annotations JSON Lines cannot be made from a graph: write them while extracting, or choose an RDF format"
        )
    from pressgraph.graph.jsonl import dump_annotations
    from pressgraph.graph.selection import select

    return b"".join(dump_annotations(select(one, options.threshold)) for one in annotated)


def serialize_quads(quads: Iterable[Quad], form: Format) -> bytes:
    """Quads in an RDF format."""
    if form.name == "jsonld":
        from pressgraph.graph.jsonld import to_jsonld

        return to_jsonld(dict.fromkeys(quads))
    if form.name in _LINES:
        raw = _write(quads if form.graphs else (quad.triple for quad in quads), form)
        return _sorted_lines(line.decode("utf-8") for line in raw.splitlines(keepends=True))
    ordered = reading_order(dict.fromkeys(quads if form.graphs else map(_in_default_graph, quads)))
    raw = _write(ordered if form.graphs else [quad.triple for quad in ordered], form, used_prefixes(ordered))
    return _tidy_xml(raw) if form.name == "rdfxml" else _tidy_turtle(raw)


def _write(items: Iterable[Quad] | Iterable[Triple], form: Format, prefixes: dict[str, str] | None = None) -> bytes:
    return write(items, format=OX_FORMATS[form.name], prefixes=prefixes) or b""


def _sorted_lines(lines: Iterable[str]) -> bytes:
    """Each statement once, as one line: line ends in literals are escaped. The order is that of the bytes."""
    return "".join(sorted(set(lines))).encode("utf-8")


def _in_default_graph(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def used_prefixes(quads: Iterable[Quad]) -> dict[str, str]:
    """Those of our prefixes that shorten an IRI of the quads."""
    iris: set[str] = set()
    for quad in quads:
        for node in (quad.subject, quad.predicate, quad.object):
            iris |= _iris(node)
    return {
        prefix: namespace for prefix, namespace in PREFIXES.items() if any(iri.startswith(namespace) for iri in iris)
    }


def _iris(node: object) -> set[str]:
    if isinstance(node, NamedNode):
        return {node.value}
    if isinstance(node, Literal):
        return {node.datatype.value} - {PREFIXES["xsd"] + "string"}
    if isinstance(node, Triple):
        return _iris(node.subject) | _iris(node.predicate) | _iris(node.object)
    return set()


def _tidy_turtle(raw: bytes) -> bytes:
    """Prefixes sorted, and a blank line between subjects: the library's order of prefixes is that of a hash table."""
    lines = raw.split(b"\n")
    head = sorted(line for line in lines if line.startswith(b"@prefix "))
    body = b"\n".join(lines[len(head) :])
    return b"".join(line + b"\n" for line in head) + b"\n" + re.sub(rb" \.\n(?!\}|\Z)", b" .\n\n", body)


def _tidy_xml(raw: bytes) -> bytes:
    """Namespaces sorted, and carriage returns as references, since a parser turns bare ones into line feeds."""
    text = raw.decode("utf-8").replace("\r", "&#13;")
    head, mark, body = text.partition("<rdf:RDF")
    attributes, end, rest = body.partition(">")
    found = sorted(match.group() for match in _DECLARATION.finditer(attributes))
    other = _DECLARATION.sub("", attributes)
    return (head + mark + "".join(found) + other + end + rest).encode("utf-8")
