"""Small article graphs, and what a store has to hold after they were loaded."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pyoxigraph as ox

from pressgraph.store.asserted import asserted
from pressgraph.store.loading import by_graph, in_order
from tests.checks.graphs import quads

A, B, C = (f"https://news.example/{name}" for name in "abc")
Graphs = list[tuple[ox.NamedNode, set[ox.Triple]]]


def article(iri: str, turtle: str) -> list[ox.Quad]:
    return quads(f"<{iri}> a schema:NewsArticle . {turtle}", iri)


def graphs(*articles: Iterable[ox.Quad]) -> Graphs:
    return in_order(by_graph(quad for one in articles for quad in one))


def some_article(number: int, chance: random.Random) -> list[ox.Quad]:
    """An article that asserts some facts of a few that all share, and keeps others to itself as denied."""
    iri = f"https://news.example/{number}"
    lines = [f":s{fact} schema:spouse :o{fact} ." for fact in chance.sample(range(12), 4)]
    # The same triples about nodes that this article only describes: in its graph, and not asserted by it.
    lines += [f":s{fact} a pg:DescribedEvent ; schema:spouse :o{fact} ." for fact in chance.sample(range(12), 2)]
    lines.append(
        f'<{iri}#st{number}> a rdf:Statement ; rdf:subject :s1 ; pg:share {number}.5 ; schema:text "t\\"{number}"@en .'
    )
    return article(iri, "\n".join(lines))


def merged(loaded: Iterable[Iterable[ox.Triple]]) -> set[ox.Triple]:
    """What article graphs assert together."""
    return {triple for triples in loaded for triple in asserted(set(triples))}
