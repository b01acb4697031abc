"""An entity with what the articles say of it, by it and about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import pyoxigraph as ox

from pressgraph.store.terms import term
from pressgraph.web.catalog import ArticleLine, Page, rows
from pressgraph.web.items import CIRCUMSTANCES, ROLES, Item, item
from pressgraph.web.nodes import Nodes, Ref, words

SECTIONS = ("facts", "by", "about", "events", "articles")
_ROLES = ", ".join((*ROLES, "pg:participant", "schema:location"))
_QUERIES = {
    "facts": """SELECT DISTINCT ?g ?node ?entity ?date WHERE {
  GRAPH ?g { { ?node rdf:subject ?entity } UNION { ?node rdf:object ?entity } }
  OPTIONAL { ?g schema:datePublished ?date } } ORDER BY DESC(?date) ?g ?node""",
    "by": """SELECT DISTINCT ?g ?node ?entity ?date WHERE {
  GRAPH ?g { ?node schema:author ?entity ; schema:text ?words }
  OPTIONAL { ?g schema:datePublished ?date } } ORDER BY DESC(?date) ?g ?node""",
    "about": """SELECT DISTINCT ?g ?node ?entity ?date WHERE {
  GRAPH ?g { ?node schema:mentions ?entity ; schema:text ?words }
  OPTIONAL { ?g schema:datePublished ?date } } ORDER BY DESC(?date) ?g ?node""",
    "events": f"""SELECT DISTINCT ?g ?node ?entity ?day WHERE {{
  GRAPH ?g {{ ?node ?role ?entity ; pg:assertion ?status FILTER (?role IN ({_ROLES}))
    OPTIONAL {{ ?node schema:startDate ?day }} }} }} ORDER BY (!BOUND(?day)) STR(?day) ?g ?node""",
    "articles": """SELECT DISTINCT ?g ?entity ?date WHERE {
  ?g schema:mentions ?entity ; a schema:NewsArticle OPTIONAL { ?g schema:datePublished ?date }
  } ORDER BY DESC(?date) ?g""",
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
        **pages,
    )


def _links(nodes: Nodes, node: ox.NamedNode) -> list[Ref]:
    """Web addresses of the same thing."""
    found = [*nodes.values(node, "schema:sameAs"), *nodes.values(node, "schema:url")]
    web = [link.value for link in found if isinstance(link, ox.NamedNode | ox.Literal)]
    return [Ref(urlsplit(link).netloc or link, link) for link in web if link.startswith(("https://", "http://"))]


def _told(store: ox.Store, node: ox.NamedNode, section: str, number: int) -> Page[Told]:
    listed, more = rows(store, _QUERIES[section], number, {"entity": node})
    found = []
    for graph, told, *_ in listed:
        if isinstance(graph, ox.NamedNode) and isinstance(told, ox.NamedNode):
            nodes = Nodes.stored(store, graph)
            one = item(nodes, told)
            if one is not None:
                headline, date = nodes.text(graph, "schema:headline"), nodes.text(graph, "schema:datePublished")
                found.append(Told(one, graph.value, headline or graph.value, date))
    return Page(tuple(found), number, more)


def _articles(store: ox.Store, node: ox.NamedNode, number: int) -> Page[ArticleLine]:
    listed, more = rows(store, _QUERIES["articles"], number, {"entity": node})
    nodes = Nodes.stored(store, ox.DefaultGraph())
    lines = [
        ArticleLine(
            graph.value,
            nodes.text(graph, "schema:headline") or graph.value,
            nodes.text(graph, "schema:datePublished"),
            "",
            0,
            0,
        )
        for graph, *_ in listed
        if isinstance(graph, ox.NamedNode)
    ]
    return Page(tuple(lines), number, more)


_AT_MOST = 1000
_LINKING = (*(term(curie) for curie in ("rdf:subject", "rdf:object", "schema:author", "pg:attributedTo")),)
_TAKING_PART = tuple(term(curie) for curie in (*ROLES, *CIRCUMSTANCES[:2]))


def description(store: ox.Store, node: ox.NamedNode) -> list[ox.Quad]:
    """What the store says of a node: its asserted triples both ways, and the statements, claims and events with
    it, with their evidence; each without its graph's name, and at most a thousand of each."""
    default = ox.DefaultGraph()
    found = list(_some(store.quads_for_pattern(node, None, None, default)))
    found += [quad for quad in _some(store.quads_for_pattern(None, None, node, default)) if not _listing(quad)]
    for predicate in (*_LINKING, *_TAKING_PART, term("schema:mentions")):
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
