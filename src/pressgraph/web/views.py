"""The lists, and the page of each thing at its IRI."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressgraph.graph.formats import format_of
from pressgraph.graph.writers import serialize_quads
from pressgraph.store.loading import triples_of
from pressgraph.store.terms import NEWS_ARTICLE, ONTOLOGY_GRAPH, TYPE, term
from pressgraph.web.articles import article_view
from pressgraph.web.catalog import CLASSES, article_list, entity_list
from pressgraph.web.entities import SECTIONS, description, entity_view
from pressgraph.web.items import anchor
from pressgraph.web.negotiation import choose
from pressgraph.web.rendering import DOWNLOADS, address, page, root
from pressgraph.web.requests import one, query_parameters, share, whole
from pressgraph.web.segments import paragraphs
from pressgraph.web.state import state_of

RDF_TYPES = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
OFFERS = ("text/html", *RDF_TYPES, "application/n-quads", "application/trig")


def articles(request: Request) -> Response:
    """The list of articles, which is the first page too."""
    fields, state = query_parameters(request), state_of(request)
    words, number = one(fields, "q") or "", whole(fields, "page", 1, 100_000)
    store, index = state.indexed()
    found = article_list(store, index, words, number)
    return page(request, "articles.html", found=found, words=words, index=index)


def entities(request: Request) -> Response:
    """The list of entities."""
    fields = query_parameters(request)
    words, kind, number = one(fields, "q") or "", one(fields, "class") or "", whole(fields, "page", 1, 100_000)
    if kind and kind not in CLASSES:
        raise HTTPException(400, f"the class must be one of {', '.join(CLASSES)}")
    found = entity_list(*state_of(request).indexed(), words, kind, number)
    return page(request, "entities.html", found=found, words=words, kind=kind, kinds=CLASSES)


def minted(request: Request) -> Response:
    """What a minted IRI names, at the path that it has behind the base."""
    return shown(request, state_of(request).options.base + request.path_params["local"])


def resource(request: Request) -> Response:
    """What any other IRI names; minted ones are led to their own place."""
    iri = one(query_parameters(request), "iri")
    if iri is None:
        raise HTTPException(400, "give the IRI as the parameter 'iri'")
    place = address(state_of(request).options, iri)
    if place.startswith("/id/"):
        return RedirectResponse(root(request) + place, 303)
    return shown(request, iri)


def shown(request: Request, iri: str) -> Response:
    """A thing as a page, or its description in an RDF format, whichever the client prefers."""
    node = _node(iri)
    form = one(query_parameters(request), "format")
    accepted = format_of(form).media_type if form else choose(request.headers.get("accept", ""), OFFERS)
    if accepted is None:
        raise HTTPException(406, f"this comes as {', '.join(OFFERS)}")
    store = state_of(request).store()
    if accepted != "text/html":
        return _described(store, node, accepted, bool(form))
    if _is_article(store, node):
        return _article(request, store, node)
    home = _home(store, node)
    if home is not None:
        fragment = anchor(iri) if "#" not in iri else iri.rpartition("#")[2]
        return RedirectResponse(f"{root(request)}{address(state_of(request).options, home)}#{fragment}", 303)
    return _entity(request, store, node)


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise HTTPException(404, "that is no IRI") from None


def _is_article(store: ox.Store, node: ox.NamedNode) -> bool:
    return any(True for _ in store.quads_for_pattern(node, TYPE, NEWS_ARTICLE, node))


def _home(store: ox.Store, node: ox.NamedNode) -> str | None:
    """The article on whose page a statement, claim, event or span is shown; None for everything else."""
    for marker in ("pg:assertion", "pg:speechAct", "schema:isPartOf", "nif:anchorOf"):
        for quad in store.quads_for_pattern(node, term(marker), None, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != ONTOLOGY_GRAPH:
                return quad.graph_name.value
    return None


def _described(store: ox.Store, node: ox.NamedNode, media_type: str, download: bool) -> Response:
    if _is_article(store, node):
        quads = [ox.Quad(t.subject, t.predicate, t.object, node) for t in triples_of(store, node)]
    else:
        quads = description(store, node)
    if not quads:
        raise HTTPException(404, f"nothing is known of <{node.value}>")
    form = format_of(media_type)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if download:
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(node.value)}{form.suffix}"'
    return Response(serialize_quads(quads, form), media_type=media_type, headers=headers)


def _file_name(iri: str) -> str:
    last = iri.rstrip("/").rpartition("/")[2]
    return "".join(char for char in last if char.isascii() and (char.isalnum() or char in "-_"))[:60] or "graph"


def _article(request: Request, store: ox.Store, node: ox.NamedNode) -> Response:
    least = share(query_parameters(request), "min")
    view = article_view(node.value, triples_of(store, node))
    return page(
        request, "article.html", view=view, paragraphs=paragraphs(view), least=least, tried=None, linked=_links(request)
    )


def _links(request: Request) -> dict[str, str]:
    return {form.name: request.url.path + "?" + _query(request, form.name) for form in DOWNLOADS}


def _query(request: Request, form: str) -> str:
    iri = query_parameters(request).get("iri", [])[:1]
    return urlencode([*(("iri", value) for value in iri), ("format", form)])


def _entity(request: Request, store: ox.Store, node: ox.NamedNode) -> Response:
    fields = query_parameters(request)
    numbers = {name: whole(fields, name, 1, 100_000) for name in SECTIONS}
    own = list(_own(store, node))
    if not own:
        raise HTTPException(404, f"nothing is known of <{node.value}>")
    view = entity_view(store, node.value, numbers)
    data = serialize_quads(own, format_of("jsonld"))
    return page(request, "entity.html", view=view, numbers=numbers, data=data, linked=_links(request))


def _own(store: ox.Store, node: ox.NamedNode) -> Sequence[ox.Quad]:
    """The asserted triples of a node, or where it stands in one article's graph alone, those there."""
    default = list(store.quads_for_pattern(node, None, None, ox.DefaultGraph()))
    found = default or list(store.quads_for_pattern(node, None, None, None))
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in dict.fromkeys(found)][:200]
