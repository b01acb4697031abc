"""The SPARQL 1.1 Graph Store HTTP Protocol over article graphs: reading for all, writing with the token.

A graph is always replaced or removed as a whole, so that the merged graph of what articles assert stays right.
"""

from __future__ import annotations

import pyoxigraph as ox
from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pressgraph.errors import FormatError
from pressgraph.graph.formats import format_of
from pressgraph.graph.readers import parse
from pressgraph.graph.writers import serialize_quads
from pressgraph.store import ArticleStore, Status
from pressgraph.store.loading import triples_of
from pressgraph.web.negotiation import choose
from pressgraph.web.protocol import GRAPH_TYPES
from pressgraph.web.requests import media_type, one, query_parameters
from pressgraph.web.state import State, state_of


async def graphs(request: Request) -> Response:
    """One graph, named by the parameter ``graph``: read, replaced or removed."""
    state, node = state_of(request), _named(request)
    if request.method in ("GET", "HEAD"):
        return await to_thread.run_sync(_read, request, state, node)
    _authorise(request, state)
    if request.method == "DELETE":
        return await to_thread.run_sync(_remove, state, node)
    data, kind = await request.body(), media_type(request)
    return await to_thread.run_sync(_replace, state, node, data, kind)


def _named(request: Request) -> ox.NamedNode:
    iri = one(query_parameters(request), "graph")
    if iri is None:
        raise HTTPException(400, "name the graph with the parameter 'graph'; the default graph follows from the others")
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise HTTPException(400, "the graph's name is no IRI") from None


def _authorise(request: Request, state: State) -> None:
    if state.options.token is None:
        raise HTTPException(403, "this server only reads; start it with --writable to load and remove articles")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not state.allows(token.strip()):
        raise HTTPException(401, "send the token as Authorization: Bearer", {"WWW-Authenticate": "Bearer"})


def _read(request: Request, state: State, node: ox.NamedNode) -> Response:
    accepted = choose(request.headers.get("accept", ""), GRAPH_TYPES)
    if accepted is None:
        raise HTTPException(406, f"a graph comes as {', '.join(GRAPH_TYPES)}")
    form = format_of(accepted)
    triples = triples_of(state.store(), node)
    if not triples:
        raise HTTPException(404, f"there is no graph <{node.value}>")
    name = node if form.graphs and form.name != "jsonld" else ox.DefaultGraph()
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
    return Response(serialize_quads(quads, form), media_type=accepted, headers={"Vary": "Accept"})


def _replace(state: State, node: ox.NamedNode, data: bytes, kind: str) -> Response:
    try:
        form = format_of(kind)
    except FormatError:
        raise HTTPException(415, f"send the graph as one of {', '.join(GRAPH_TYPES)}") from None
    if form.name == "jsonl":
        raise HTTPException(415, f"send the graph as one of {', '.join(GRAPH_TYPES)}")
    triples = [quad.triple for quad in parse(data, form, "the body")]
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    if not quads:
        raise HTTPException(400, "the graph is empty; remove it with DELETE instead")
    [done] = ArticleStore(state.options.store).load(quads, graph=node.value)
    return Response(status_code=201 if done.status is Status.ADDED else 204)


def _remove(state: State, node: ox.NamedNode) -> Response:
    if not triples_of(state.store(), node):
        raise HTTPException(404, f"there is no graph <{node.value}>")
    ArticleStore(state.options.store).remove(node.value)
    return Response(status_code=204)
