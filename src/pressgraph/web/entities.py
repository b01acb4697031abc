"""An entity with what the articles say of it, by it and about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import pyoxigraph as ox

from pressgraph.store.results import plain
from pressgraph.store.terms import NEWS_ARTICLE, TYPE, term
from pressgraph.web.catalog import PAGE, ArticleLine, Page
from pressgraph.web.items import CIRCUMSTANCES, ROLES, Item, item
from pressgraph.web.nodes import Nodes, Ref, words
from pressgraph.web.places import Spot, spot

Pair = tuple[ox.NamedNode, ox.NamedNode]
SECTIONS = ("facts", "by", "about", "events", "articles")
_LINKING = {
    "facts": ("rdf:subject", "rdf:object"),
    "by": ("schema:author",),
    "about": ("schema:mentions",),
    "events": (*ROLES, "pg:participant", "schema:location"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An item with the article that tells it."""

    item: Item
    article: str
    headline: str
    date: str


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity to show; each section is a page of its list."""

    ref: Ref
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    links: tuple[Ref, ...]
    facts: Page[Told]
    by: Page[Told]
    about: Page[Told]
    events: Page[Told]
    articles: Page[ArticleLine]
    spot: Spot | None = None


def entity_view(store: ox.Store, iri: str, numbers: Mapping[str, int]) -> EntityView:
    """The view of an entity; ``numbers`` are the pages of its sections, by default the first."""
    node, nodes = ox.NamedNode(iri), Nodes.stored(store, ox.DefaultGraph())
    pages = {name: _told(store, node, name, numbers.get(name, 1)) for name in ("facts", "by", "about", "events")}
    return EntityView(
        nodes.ref(node) or Ref(iri, iri),
        tuple(words(kind) for kind in nodes.classes(node)),
        tuple(sorted(ref.label for ref in map(nodes.ref, nodes.values(node, "schema:alternateName")) if ref)),
        tuple(_links(nodes, node)),
        articles=_articles(store, node, numbers.get("articles", 1)),
        spot=spot(store, node),
        **pages,
    )


def _links(nodes: Nodes, node: ox.NamedNode) -> list[Ref]:
    """Web addresses of the same thing."""
    found = [*nodes.values(node, "schema:sameAs"), *nodes.values(node, "schema:url")]
    web = [link.value for link in found if isinstance(link, ox.NamedNode | ox.Literal)]
    return [Ref(urlsplit(link).netloc or link, link) for link in web if link.startswith(("https://", "http://"))]


def _told(store: ox.Store, node: ox.NamedNode, section: str, number: int) -> Page[Told]:
    """A page of a section: the latest articles' first, events in the order of their days."""
    linking, merged = _linking(store, node, section), Nodes.stored(store, ox.DefaultGraph())
    if section == "events":
        days = {pair: _day(store, pair[1], "schema:startDate", pair[0]) or "9" for pair in linking}
        linking.sort(key=lambda pair: (days[pair], pair[0].value, pair[1].value))
    else:
        _latest_first(store, linking)
    begin = PAGE * (number - 1)
    found = []
    for graph, told in linking[begin : begin + PAGE]:
        one = item(Nodes.stored(store, graph), told)
        if one is not None:
            headline, date = merged.text(graph, "schema:headline"), merged.text(graph, "schema:datePublished")
            found.append(Told(one, graph.value, headline or graph.value, date))
    return Page(tuple(found), number, len(linking) > begin + PAGE)


def _linking(store: ox.Store, node: ox.NamedNode, section: str) -> list[Pair]:
    """Statements, claims or events with the entity, each with its graph."""
    found: dict[Pair, None] = {}
    for curie in _LINKING[section]:
        for quad in store.quads_for_pattern(None, term(curie), node, None):
            graph, told = quad.graph_name, quad.subject
            if isinstance(graph, ox.NamedNode) and isinstance(told, ox.NamedNode) and told != graph:
                found[graph, told] = None
    return list(found)


def _latest_first(store: ox.Store, pairs: list[Pair]) -> None:
    default = ox.DefaultGraph()
    days = {graph: _day(store, graph, "schema:datePublished", default) for graph in {pair[0] for pair in pairs}}
    pairs.sort(key=lambda pair: (pair[0].value, pair[1].value))
    pairs.sort(key=lambda pair: days[pair[0]], reverse=True)


def _day(store: ox.Store, node: ox.NamedNode, curie: str, graph: ox.NamedNode | ox.DefaultGraph) -> str:
    """A date of a node, empty where there is none; nothing else of the node is read."""
    return min((plain(quad.object) for quad in store.quads_for_pattern(node, term(curie), None, graph)), default="")


def _is_article(store: ox.Store, node: ox.NamedNode) -> bool:
    return ox.Quad(node, TYPE, NEWS_ARTICLE, ox.DefaultGraph()) in store


def _articles(store: ox.Store, node: ox.NamedNode, number: int) -> Page[ArticleLine]:
    merged = Nodes.stored(store, ox.DefaultGraph())
    mentioning = store.quads_for_pattern(None, term("schema:mentions"), node, ox.DefaultGraph())
    named = [quad.subject for quad in mentioning if isinstance(quad.subject, ox.NamedNode)]
    pairs = [(article, article) for article in named if _is_article(store, article)]
    _latest_first(store, pairs)
    begin = PAGE * (number - 1)
    lines = [
        ArticleLine(
            article.value,
            merged.text(article, "schema:headline") or article.value,
            merged.text(article, "schema:datePublished"),
        )
        for article, _ in pairs[begin : begin + PAGE]
    ]
    return Page(tuple(lines), number, len(pairs) > begin + PAGE)


_AT_MOST = 1000
_STATED = (*(term(curie) for curie in ("rdf:subject", "rdf:object", "schema:author", "pg:attributedTo")),)
_TAKING_PART = tuple(term(curie) for curie in (*ROLES, *CIRCUMSTANCES[:2]))


def description(store: ox.Store, node: ox.NamedNode) -> list[ox.Quad]:
    """What the store says of a node: its asserted triples both ways, and the statements, claims and events with
    it, with their evidence; each without its graph's name, and at most a thousand of each."""
    default = ox.DefaultGraph()
    found = list(_some(store.quads_for_pattern(node, None, None, default)))
    found += [quad for quad in _some(store.quads_for_pattern(None, None, node, default)) if not _listing(quad)]
    for predicate in (*_STATED, *_TAKING_PART, term("schema:mentions")):
        for quad in _some(store.quads_for_pattern(None, predicate, node, None)):
            if quad.graph_name != default and not _listing(quad, store):
                found += _with_evidence(store, quad.subject, quad.graph_name)
    if len(found) == 0:
        found = [quad for name in _graphs(store, node) for quad in _with_evidence(store, node, name)]
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in dict.fromkeys(found)]


def _some(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return list(islice(quads, _AT_MOST))


def _listing(quad: ox.Quad, store: ox.Store | None = None) -> bool:
    """Whether a quad is an article's list of what it mentions: that is the article's description, not the node's."""
    if quad.predicate not in (term("schema:mentions"), term("schema:about")):
        return False
    if store is None:
        return True
    article = ox.Quad(quad.subject, term("rdf:type"), term("schema:NewsArticle"), quad.graph_name)
    return article in store


def _with_evidence(store: ox.Store, node: object, graph: object) -> list[ox.Quad]:
    found = list(store.quads_for_pattern(node, None, None, graph))  # type: ignore[arg-type]
    for quad in list(found):
        if quad.predicate in (term("prov:wasDerivedFrom"), term("pg:trigger"), term("pg:count"), term("pg:amount")):
            found += store.quads_for_pattern(quad.object, None, None, graph)  # type: ignore[arg-type]
    return found


def _graphs(store: ox.Store, node: ox.NamedNode) -> list[object]:
    return list(dict.fromkeys(quad.graph_name for quad in _some(store.quads_for_pattern(node, None, None, None))))
