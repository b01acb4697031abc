"""Lists of a store's articles and entities, page by page.

These queries are our own, bounded by a page and quick on stores of millions of quads, so they run in the server's
process; what visitors type is bound to variables, never pasted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyoxigraph as ox

from pressgraph.store.results import Term
from pressgraph.store.terms import NEWS_ARTICLE, PREFIXES, STATEMENT, TYPE, term
from pressgraph.web.items import CLAIMS
from pressgraph.web.nodes import Nodes, Ref, words

PAGE = 25
Line = TypeVar("Line")
_ARTICLES = """
SELECT ?a ?q WHERE {
  ?a a schema:NewsArticle
  OPTIONAL { ?a schema:headline ?headline }
  OPTIONAL { ?a schema:datePublished ?date }
  FILTER (?q = "" || CONTAINS(LCASE(?headline), ?q))
} ORDER BY DESC(?date) ?a"""
_ENTITIES = """
SELECT ?e ?q (COUNT(?a) AS ?n) WHERE {
  ?a schema:mentions ?e ; a schema:NewsArticle .
  ?e schema:name ?name ; a ?class .
  FILTER (CONTAINS(LCASE(?name), ?q))
  FILTER (%s)
} GROUP BY ?e ?q ORDER BY DESC(?n) (CONTAINS(STR(?e), "/article/")) LCASE(MIN(?name)) ?e"""
CLASSES: dict[str, tuple[str, ...]] = {
    "person": ("schema:Person",),
    "organization": (
        *("schema:Organization", "schema:GovernmentOrganization", "schema:NewsMediaOrganization", "schema:Corporation"),
        *("schema:EducationalOrganization", "schema:SportsTeam", "schema:PoliticalParty", "pg:MilitaryOrganization"),
        "pg:InternationalOrganization",
    ),
    "place": (
        *("schema:Place", "schema:Country", "schema:City", "schema:State", "schema:AdministrativeArea"),
        *("schema:LandmarksOrHistoricalBuildings", "schema:BodyOfWater", "schema:CivicStructure", "schema:Airport"),
    ),
    "group": ("pg:Group",),
    "work": ("schema:Product", "schema:CreativeWork", "schema:Book", "schema:Movie", "schema:Legislation"),
}


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list, with how many statements and claims its graph has."""

    iri: str
    headline: str
    date: str
    publisher: str
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in a list, with its class in words and the number of articles that mention it."""

    ref: Ref
    kind: str
    articles: int


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """One page of a list, counted from 1; ``more`` tells whether another follows."""

    lines: tuple[Line, ...]
    number: int = 1
    more: bool = False


def rows(store: ox.Store, query: str, number: int, values: Mapping[str, Term]) -> tuple[list[list[Term | None]], bool]:
    """A page of a query's rows, and whether there are more."""
    paged = f"{query}\nLIMIT {PAGE + 1} OFFSET {PAGE * (number - 1)}"
    substitutions = {ox.Variable(name): value for name, value in values.items()}
    found = store.query(paged, prefixes=PREFIXES, substitutions=substitutions)
    assert isinstance(found, ox.QuerySolutions)
    listed = [list(row) for row in found]
    return listed[:PAGE], len(listed) > PAGE


def article_list(store: ox.Store, words_: str, number: int) -> Page[ArticleLine]:
    """Articles whose headline has the words, the latest first."""
    listed, more = rows(store, _ARTICLES, number, {"q": ox.Literal(words_.casefold())})
    return Page(tuple(_article(store, row[0]) for row in listed), number, more)


def _article(store: ox.Store, node: object) -> ArticleLine:
    assert isinstance(node, ox.NamedNode)
    nodes = Nodes.stored(store, ox.DefaultGraph())
    publisher = nodes.ref(nodes.first(node, "schema:publisher"))
    return ArticleLine(
        node.value,
        nodes.text(node, "schema:headline") or node.value,
        nodes.text(node, "schema:datePublished"),
        publisher.label if publisher else "",
        count(store, STATEMENT, node),
        sum(count(store, kind, node) for kind in CLAIMS),
    )


def count(store: ox.Store, kind: ox.NamedNode, graph: ox.NamedNode) -> int:
    """How many nodes of a class a graph has."""
    return sum(1 for _ in store.quads_for_pattern(None, TYPE, kind, graph))


def entity_list(store: ox.Store, words_: str, kind: str, number: int) -> Page[EntityLine]:
    """Entities whose name has the words, those of most articles first; ``kind`` is one of `CLASSES` or empty."""
    condition = f"?class IN ({', '.join(CLASSES[kind])})" if kind else "true"
    listed, more = rows(store, _ENTITIES % condition, number, {"q": ox.Literal(words_.casefold())})
    return Page(tuple(_entity(store, row[0], row[2]) for row in listed), number, more)


def _entity(store: ox.Store, node: Term | None, number: Term | None) -> EntityLine:
    nodes = Nodes.stored(store, ox.DefaultGraph())
    ref = nodes.ref(node) or Ref("")
    kinds = nodes.classes(node)
    return EntityLine(ref, words(kinds[0]) if kinds else "", int(number.value) if isinstance(number, ox.Literal) else 0)


def totals(store: ox.Store) -> dict[str, int]:
    """How many articles and quads there are."""
    articles = sum(1 for _ in store.quads_for_pattern(None, TYPE, NEWS_ARTICLE, ox.DefaultGraph()))
    return {"articles": articles, "quads": len(store)}


def is_entity(store: ox.Store, node: ox.NamedNode) -> bool:
    """Whether an article mentions it."""
    return any(True for _ in store.quads_for_pattern(None, term("schema:mentions"), node, None))
