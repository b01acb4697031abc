"""The order of quads in a file: the same on every run, and pleasant to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from pressgraph.graph.namespaces import term

_RANKS = {
    "schema:NewsArticle": 0,
    "prov:Activity": 1,
    "prov:SoftwareAgent": 2,
    "rdf:Statement": 4,
    "pg:DescribedEvent": 6,
    "schema:Quotation": 7,
    "schema:Claim": 8,
    "schema:QuantitativeValue": 9,
    "schema:MonetaryAmount": 10,
    "nif:RFC5147String": 11,
}
_ENTITY, _EVENT, _OTHER = 3, 5, 12
_NUMBER = re.compile(r"(\d+)")

Subject = NamedNode | BlankNode | Triple
SortKey = tuple[str, int, tuple[str | int, ...], int, str, str]


def reading_order(quads: Iterable[Quad]) -> list[Quad]:
    """The quads by graph, then article, run, entities, statements, events, claims, values, and spans by place."""
    listed = list(quads)
    ranks = _ranks(listed)
    naturals = {subject: natural(str(subject)) for subject in ranks}
    return sorted(listed, key=lambda quad: _key(quad, ranks[quad.subject], naturals[quad.subject]))


def natural(text: str) -> tuple[str | int, ...]:
    """The text cut into words and numbers, so that 9 comes before 10.

    >>> natural("#char=9,10") < natural("#char=10,2")
    True
    """
    return tuple(int(part) if index % 2 else part for index, part in enumerate(_NUMBER.split(text)))


def _ranks(quads: Iterable[Quad]) -> dict[Subject, int]:
    kind, status = term("rdf:type"), term("pg:assertion")
    classes: dict[Subject, set[str]] = {}
    stated: set[Subject] = set()
    for quad in quads:
        found = classes.setdefault(quad.subject, set())
        if quad.predicate == kind and isinstance(quad.object, NamedNode):
            found.add(quad.object.value)
        elif quad.predicate == status:
            stated.add(quad.subject)
    return {subject: _rank(found, subject in stated) for subject, found in classes.items()}


def _rank(classes: set[str], stated: bool) -> int:
    known = [rank for name, rank in _RANKS.items() if term(name).value in classes]
    if known:
        return min(known)
    if stated:
        return _EVENT
    return _ENTITY if classes else _OTHER


def _key(quad: Quad, rank: int, subject: tuple[str | int, ...]) -> SortKey:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    first = 0 if quad.predicate.value.endswith("22-rdf-syntax-ns#type") else 1
    return (graph, rank, subject, first, quad.predicate.value, str(quad.object))
