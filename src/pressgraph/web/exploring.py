"""The graph view and the query page."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pressgraph.store.queries import bindings, named_queries
from pressgraph.store.results import QueryResult, Term, plain, write_result
from pressgraph.store.sparqlfiles import SparqlFile
from pressgraph.store.terms import PREFIXES
from pressgraph.web.catalog import entity_list
from pressgraph.web.evaluation import NamedQueryTask
from pressgraph.web.neighbourhood import neighbourhood
from pressgraph.web.nodes import Nodes, words
from pressgraph.web.rendering import page
from pressgraph.web.requests import one, query_parameters, while_connected
from pressgraph.web.state import state_of

SHOWN = 500


def graph(request: Request) -> Response:
    """The graph around a node, or a choice of nodes to begin with."""
    iri, store = one(query_parameters(request), "iri"), state_of(request).store()
    if iri is None:
        words = one(query_parameters(request), "q") or ""
        found = entity_list(*state_of(request).indexed(), words, "", 1)
        return page(request, "graph-start.html", found=found, words=words)
    node = _node(iri)
    start = Nodes.stored(store, ox.DefaultGraph()).ref(node)
    drawing = neighbourhood(store, iri)
    return page(request, "graph.html", start=start, drawing=drawing)


def neighbours(request: Request) -> Response:
    """The neighbourhood of a node as JSON."""
    iri = one(query_parameters(request), "iri")
    if iri is None:
        raise HTTPException(400, "give the IRI as the parameter 'iri'")
    found = neighbourhood(state_of(request).store(), _node(iri).value)
    return JSONResponse(found, headers={"Cache-Control": "no-cache"})


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise HTTPException(400, "that is no IRI") from None


def query(request: Request) -> Response:
    """The query editor with the named queries."""
    return page(request, "query.html", styled=True, queries=named_queries(), prefixes=PREFIXES)


async def named_query(request: Request) -> Response:
    """A named query with its parameters: a form, and the result as a table or, with ``format``, in a result format."""
    queries, fields = await to_thread.run_sync(named_queries), query_parameters(request)
    found = queries.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "no query has this name")
    given = {name: value for name in fields if name != "format" and (value := one(fields, name)) is not None}
    form = one(fields, "format")
    if form not in (None, "csv", "tsv", "json", "xml"):
        raise HTTPException(400, "the format must be csv, tsv, json or xml")
    result = await _result(request, found, given)
    if form is not None:
        kind = {"csv": "text/csv", "tsv": "text/tab-separated-values"}.get(form, f"application/sparql-results+{form}")
        headers = {"Content-Disposition": f'attachment; filename="{found.name}.{form}"'}
        return Response(write_result(result, form), media_type=kind, headers=headers)
    labels = await to_thread.run_sync(_labels, state_of(request).store(), result.rows[:SHOWN])
    return page(
        request, "named-query.html", query=found, given=given, result=result, plain=plain, labels=labels, most=SHOWN
    )


async def _result(request: Request, found: SparqlFile, given: dict[str, str]) -> QueryResult:
    state = state_of(request)
    bound = bindings(found, given)
    snapshot = await to_thread.run_sync(state.snapshot_path)
    task = NamedQueryTask(str(snapshot), found.text, tuple(bound.items()), state.options.limit)
    result = await while_connected(request, state.queries.ask(task, state.options.timeout_s))
    return result.without(parameter.name for parameter in found.parameters)


def _labels(store: ox.Store, rows: Sequence[Sequence[Term | None]]) -> dict[Term, str]:
    """What the IRIs among the values name: an article's headline, an entity's name, a term of a vocabulary in words."""
    nodes, known = Nodes.stored(store, ox.DefaultGraph()), tuple(PREFIXES.values())
    named = {value for row in rows for value in row if isinstance(value, ox.NamedNode)}
    return {
        node: words(node.value) if node.value.startswith(known) else ref.label
        for node in named
        if (ref := nodes.ref(node)) is not None
    }
