"""Lists of a store's articles and entities, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyoxigraph as ox

from pressgraph.store.terms import STATEMENT, TYPE
from pressgraph.web.index import Index, ListedEntity
from pressgraph.web.items import CLAIMS
from pressgraph.web.nodes import Nodes, Ref, words

PAGE = 25
Line = TypeVar("Line")
Listed = TypeVar("Listed")
CLASSES = ("person", "organization", "place", "group", "work")


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in a list, with how many statements and claims its graph has."""

    iri: str
    headline: str
    date: str
    publisher: str = ""
    statements: int = 0
    claims: int = 0


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


def page_of(found: Sequence[Listed], number: int) -> tuple[Sequence[Listed], bool]:
    """A page of a list, and whether there is more."""
    begin = PAGE * (number - 1)
    return found[begin : begin + PAGE], len(found) > begin + PAGE


def article_list(store: ox.Store, index: Index, words_: str, number: int) -> Page[ArticleLine]:
    """Articles whose headline has the words, the latest first."""
    sought = words_.casefold()
    found = [one for one in index.articles if sought in one.words] if sought else index.articles
    listed, more = page_of(found, number)
    return Page(tuple(_article(store, ox.NamedNode(one.iri)) for one in listed), number, more)


def _article(store: ox.Store, node: ox.NamedNode) -> ArticleLine:
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


def entity_list(store: ox.Store, index: Index, words_: str, kind: str, number: int) -> Page[EntityLine]:
    """Entities whose name has the words, those of most articles first; ``kind`` is one of `CLASSES` or empty."""
    sought = words_.casefold()
    found = [one for one in index.entities if sought in one.words and kind in ("", one.family)]
    listed, more = page_of(found, number)
    return Page(tuple(_entity(store, one) for one in listed), number, more)


def _entity(store: ox.Store, listed: ListedEntity) -> EntityLine:
    nodes, node = Nodes.stored(store, ox.DefaultGraph()), ox.NamedNode(listed.iri)
    kinds = nodes.classes(node)
    return EntityLine(nodes.ref(node) or Ref(""), words(kinds[0]) if kinds else "", listed.articles)
