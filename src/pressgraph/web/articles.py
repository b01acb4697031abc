"""An article with everything that its graph says about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import pyoxigraph as ox

from pressgraph.store.reifiers import unfold
from pressgraph.store.results import plain
from pressgraph.store.terms import TYPE, term
from pressgraph.web.items import CLAIMS, STATEMENT, Item, item
from pressgraph.web.nodes import Nodes, Ref, local_name, words

_MENTION = term("itsrdf:taIdentRef")
_ASSERTION = term("pg:assertion")


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters of the text that mean an entity."""

    begin: int
    end: int
    entity: Ref
    confidence: float
    resolved_by: str


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity of the article, with its class in words and how often it is mentioned."""

    ref: Ref
    kind: str
    mentions: int
    salient: bool


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article to show; ``text`` is None where the graph was made without it."""

    iri: str
    headline: str
    date: str
    url: str
    publisher: Ref | None
    authors: tuple[Ref, ...]
    words: str
    text: str | None
    mentions: tuple[Mention, ...]
    items: tuple[Item, ...]
    entities: tuple[EntityLine, ...]

    def count(self, *kinds: str, asserted: bool | None = None) -> int:
        """How many items are of these kinds, and asserted or not."""
        return sum(
            one.kind in kinds and (asserted is None or (one.assertion == "asserted") is asserted) for one in self.items
        )

    def by_anchor(self) -> dict[str, Item]:
        """The items by their anchors."""
        return {one.anchor: one for one in self.items}


def article_view(article: str, triples: Collection[ox.Triple]) -> ArticleView:
    """The view of an article's graph."""
    unfolded = list(unfold(triples))
    nodes, node = Nodes.of(unfolded), ox.NamedNode(article)
    url = nodes.text(node, "schema:url").strip("<>")
    whole = nodes.first(node, "nif:isString")
    return ArticleView(
        article,
        nodes.text(node, "schema:headline") or "Article without a headline",
        nodes.text(node, "schema:datePublished"),
        url,
        nodes.ref(nodes.first(node, "schema:publisher")),
        tuple(filter(None, map(nodes.ref, nodes.values(node, "schema:author")))),
        nodes.text(node, "schema:wordCount"),
        plain(whole) if whole is not None else None,
        _mentions(nodes, unfolded),
        _items(nodes, unfolded),
        _entities(nodes, node),
    )


def _mentions(nodes: Nodes, triples: list[ox.Triple]) -> tuple[Mention, ...]:
    found = set()
    for triple in triples:
        entity = nodes.ref(triple.object) if triple.predicate == _MENTION else None
        if entity is not None:
            span = triple.subject
            begin, end = nodes.text(span, "nif:beginIndex"), nodes.text(span, "nif:endIndex")
            confidence = nodes.number(span, "itsrdf:taConfidence", 1.0)
            found.add(Mention(int(begin), int(end), entity, confidence, nodes.text(span, "pg:resolvedBy")))
    return tuple(sorted(found, key=lambda one: (one.begin, -one.end, one.entity.iri)))


def _items(nodes: Nodes, triples: list[ox.Triple]) -> tuple[Item, ...]:
    subjects = {
        triple.subject
        for triple in triples
        if triple.predicate == _ASSERTION
        or (triple.predicate == TYPE and (triple.object in CLAIMS or triple.object == STATEMENT))
    }
    found = (item(nodes, subject) for subject in subjects if isinstance(subject, ox.NamedNode))
    return tuple(sorted(filter(None, found), key=lambda one: (one.place, _ORDER[one.kind], one.anchor)))


_ORDER = {"claim": 0, "quotation": 0, "event": 1, "fact": 2}


def _entities(nodes: Nodes, article: ox.NamedNode) -> tuple[EntityLine, ...]:
    salient = set(nodes.values(article, "schema:about"))
    counts: Counter[object] = Counter()
    found = []
    for entity in nodes.values(article, "schema:mentions"):
        ref = nodes.ref(entity)
        if ref is not None:
            counts[entity] = int(nodes.number(entity, "pg:mentionCount"))
            kind = words(next(iter(nodes.values(entity, "rdf:type")), ox.NamedNode("thing:thing")).value)  # type: ignore[union-attr]
            found.append(EntityLine(ref, local_name(kind), counts[entity], entity in salient))
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.ref.label, one.ref.iri)))
