"""What the lists are made from: all articles and entities of a snapshot in order, read once and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from pressgraph.store.results import plain
from pressgraph.store.terms import NEWS_ARTICLE, TYPE, term
from pressgraph.web.nodes import family, local_name


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article: ``words`` is its headline, casefolded for searching."""

    iri: str
    words: str
    date: str


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """An entity: ``words`` are its names, casefolded for searching; ``articles`` how many mention it."""

    iri: str
    words: str
    family: str
    articles: int


@dataclass(frozen=True, slots=True)
class Index:
    """The latest articles first, the entities of most articles first, and how many quads there are."""

    articles: tuple[ListedArticle, ...]
    entities: tuple[ListedEntity, ...]
    quads: int


def index_of(store: ox.Store) -> Index:
    """The index of a store: some passes over its merged graph."""
    articles: set[object] = {quad.subject for quad in _quads(store, TYPE, NEWS_ARTICLE)}
    return Index(tuple(_articles(store, articles)), tuple(_entities(store, articles)), len(store))


def _quads(store: ox.Store, predicate: ox.NamedNode, value: ox.NamedNode | None = None) -> Iterable[ox.Quad]:
    return store.quads_for_pattern(None, predicate, value, ox.DefaultGraph())


def _articles(store: ox.Store, articles: set[object]) -> list[ListedArticle]:
    headlines = _texts(store, "schema:headline", articles)
    dates = _texts(store, "schema:datePublished", articles)
    found = [
        ListedArticle(node.value, headlines.get(node, "").casefold(), dates.get(node, ""))
        for node in articles
        if isinstance(node, ox.NamedNode)
    ]
    found.sort(key=lambda one: one.iri)
    return sorted(found, key=lambda one: one.date, reverse=True)


def _entities(store: ox.Store, articles: set[object]) -> list[ListedEntity]:
    counts = Counter(quad.object for quad in _quads(store, term("schema:mentions")) if quad.subject in articles)
    names = _texts(store, "schema:name", set(counts))
    classes: dict[object, list[str]] = {}
    for quad in _quads(store, TYPE):
        if quad.subject in counts and isinstance(quad.object, ox.NamedNode):
            classes.setdefault(quad.subject, []).append(local_name(quad.object.value))
    found = [
        ListedEntity(node.value, names.get(node, "").casefold(), family(classes.get(node, ())), counts[node])
        for node in counts
        if isinstance(node, ox.NamedNode)
    ]
    # What one article alone explains ("the court") comes after names that stand by themselves.
    return sorted(found, key=lambda one: (-one.articles, "/article/" in one.iri, one.words, one.iri))


def _texts(store: ox.Store, curie: str, nodes: set[object]) -> dict[object, str]:
    """One value of a property for each node, the same whatever the order of the store."""
    found: dict[object, str] = {}
    for quad in _quads(store, term(curie)):
        if quad.subject in nodes:
            text = plain(quad.object)
            found[quad.subject] = min(text, found.get(quad.subject, text))
    return found
