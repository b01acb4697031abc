"""A node's neighbourhood, for the graph view: nodes and edges with the triples that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

import pyoxigraph as ox

from pressgraph.store.results import Term
from pressgraph.store.terms import NEWS_ARTICLE, TYPE, term
from pressgraph.web.items import CIRCUMSTANCES, CLAIMS, ROLES, STATEMENT, Item, item
from pressgraph.web.nodes import Nodes, Ref, words

AT_MOST = 60
_LINKS = ("rdf:subject", "rdf:object", *ROLES, "pg:participant", "schema:location", "schema:author", "schema:mentions")
_SHOWN = ("rdf:type", "schema:name", "schema:headline", "schema:text", "pg:assertion", "pg:eventType")


@dataclass(frozen=True, slots=True)
class Node:
    """A node: ``family`` is one of the families of `pressgraph.web.nodes`; ``nt`` its triples as N-Triples lines."""

    id: str
    label: str
    family: str
    iri: str
    assertion: str = ""
    nt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from node to node, with the triples that it stands for."""

    id: str
    source: str
    target: str
    label: str
    assertion: str
    confidence: float
    nt: tuple[str, ...] = ()


@dataclass(slots=True)
class _Drawing:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)


def neighbourhood(store: ox.Store, iri: str) -> dict[str, Any]:
    """What is around a node: at most `AT_MOST` of the facts, events and claims with it; ``more`` says if cut off."""
    node = ox.NamedNode(iri)
    found = list(islice(_around(store, node), AT_MOST + 1))
    drawing = _Drawing()
    if not _is_article(store, node):
        _add_node(drawing, Nodes.stored(store, ox.DefaultGraph()), node)
    for graph, one in found[:AT_MOST]:
        nodes = Nodes.stored(store, graph)
        told = item(nodes, one)
        if told is not None:
            _draw(drawing, nodes, one, told)
    return {
        "nodes": [asdict(one) for one in drawing.nodes.values()],
        "edges": [asdict(one) for one in drawing.edges.values()],
        "more": len(found) > AT_MOST,
    }


def _around(store: ox.Store, node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    """Facts, events and claims with the node, each with its graph: of an article all, of any other node its own."""
    seen: set[tuple[object, object]] = set()
    for quad in _linking(store, node):
        key = (quad.graph_name, quad.subject)
        if isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode) and key not in seen:
            seen.add(key)
            if quad.subject != quad.graph_name:
                yield quad.graph_name, quad.subject


def _linking(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Quad]:
    if _is_article(store, node):
        yield from store.quads_for_pattern(None, TYPE, STATEMENT, node)
        yield from store.quads_for_pattern(None, term("pg:assertion"), None, node)
        for kind in CLAIMS:
            yield from store.quads_for_pattern(None, TYPE, kind, node)
        return
    for curie in ("pg:assertion", "pg:speechAct", "schema:text"):
        yield from store.quads_for_pattern(node, term(curie), None, None)
    for curie in _LINKS:
        yield from store.quads_for_pattern(None, term(curie), node, None)


def _is_article(store: ox.Store, node: ox.NamedNode) -> bool:
    return any(True for _ in store.quads_for_pattern(node, TYPE, NEWS_ARTICLE, node))


def _draw(drawing: _Drawing, nodes: Nodes, node: ox.NamedNode, told: Item) -> None:
    if told.kind == "fact":
        _draw_fact(drawing, nodes, node, told)
        return
    label = told.relation if told.kind == "event" else _cut(told.value.label if told.value else "")
    family = "event" if told.kind == "event" else "claim"
    drawing.nodes[node.value] = Node(
        node.value, label, family, node.value, told.assertion, tuple(_lines(nodes, node, _SHOWN))
    )
    for curie in (*ROLES, *CIRCUMSTANCES[:2]) if family == "event" else ("schema:author", "schema:mentions"):
        for value in nodes.values(node, curie):
            _draw_link(drawing, nodes, told, curie, value)


def _draw_link(drawing: _Drawing, nodes: Nodes, told: Item, curie: str, value: Term) -> None:
    node = ox.NamedNode(told.iri)
    target = _add_node(drawing, nodes, value)
    if target is None:
        return
    name = {"schema:author": "says", "schema:mentions": "about"}.get(curie, words(curie.partition(":")[2]))
    ends = (target, node.value) if name == "says" else (node.value, target)
    line = f"{ox.Triple(node, term(curie), value)} ."
    edge = Edge(f"{node.value} {curie} {target}", *ends, name, told.assertion, told.confidence, (line,))
    drawing.edges[edge.id] = edge


def _draw_fact(drawing: _Drawing, nodes: Nodes, node: ox.NamedNode, told: Item) -> None:
    subject, value = nodes.first(node, "rdf:subject"), nodes.first(node, "rdf:object")
    predicate = nodes.first(node, "rdf:predicate")
    source, target = _add_node(drawing, nodes, subject), _add_node(drawing, nodes, value, node.value)
    if source is None or target is None:
        return
    lines = list(_lines(nodes, node, tuple(_STATED)))
    if told.assertion == "asserted":
        lines.append(f"{ox.Triple(subject, predicate, value)} .")  # type: ignore[arg-type]
    drawing.edges[node.value] = Edge(
        node.value, source, target, told.relation, told.assertion, told.confidence, tuple(lines)
    )


_STATED = (
    *("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "pg:assertion", "pg:attributedTo", "pg:confidence"),
    *("schema:startDate", "schema:endDate", "pg:ended"),
)


def _add_node(drawing: _Drawing, nodes: Nodes, value: Term | None, owner: str = "") -> str | None:
    """Put a node or value into the drawing; values belong to the statement that has them."""
    ref = nodes.ref(value)
    if ref is None:
        return None
    if not isinstance(value, ox.NamedNode) or not ref.iri:
        return _add_value(drawing, ref, owner)
    known = drawing.nodes.get(value.value)
    if known is None or known.label == value.value:
        lines = tuple(_lines(nodes, value, _SHOWN))
        drawing.nodes[value.value] = Node(value.value, _cut(ref.label), ref.family, value.value, "", lines)
    return value.value


def _add_value(drawing: _Drawing, ref: Ref, owner: str) -> str:
    id_ = f"value of {owner} {ref.label}"
    drawing.nodes[id_] = Node(id_, _cut(ref.label), "value", "")
    return id_


def _lines(nodes: Nodes, node: ox.NamedNode, curies: Iterable[str]) -> Iterator[str]:
    for curie in curies:
        for value in nodes.values(node, curie):
            yield f"{ox.Triple(node, term(curie), value)} ."


def _cut(text: str, length: int = 60) -> str:
    """A text up to a word's end.

    >>> _cut("more than two satellites", 12)
    'more than…'
    """
    return text if len(text) <= length else (text[: length - 1].rpartition(" ")[0] or text[: length - 1]) + "…"
