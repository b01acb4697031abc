"""The SPARQL 1.1 Protocol's query operation (GET, form and direct POST), and the service description."""

from __future__ import annotations

from dataclasses import dataclass

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressgraph.errors import QueryError, StoreError
from pressgraph.store.guard import calls_service
from pressgraph.web.description import DESCRIPTION_TYPES, description
from pressgraph.web.evaluation import NotAcceptableError, QueryTask, Written
from pressgraph.web.negotiation import choose
from pressgraph.web.requests import decoded, form_parameters, media_type, query_parameters, while_connected
from pressgraph.web.state import State, state_of
from pressgraph.web.workers import BusyError, DiedError, TimedOutError

TABLE_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPH_TYPES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "application/trig",
)
_PLAIN = {"application/json": TABLE_TYPES[0], "application/xml": TABLE_TYPES[1], "text/xml": TABLE_TYPES[1]}
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_READ_ONLY = (
    "this endpoint answers queries only: SPARQL Update would tear the merged graph from the article graphs; "
    "load and remove whole article graphs with pressgraph load, or at /graphs where the server is writable"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation: the query, and the dataset that the request names."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def sparql(request: Request) -> Response:
    """The endpoint: a query's result, or the service description where there is none."""
    state = state_of(request)
    operation = await (_posted(request) if request.method == "POST" else _got(request))
    if operation is None:
        return _described(request)
    if calls_service(operation.query):
        raise HTTPException(403, "the query would send requests to another server (SERVICE), which is refused here")
    snapshot = await to_thread.run_sync(state.snapshot_path)
    accept = request.headers.get("accept", "")
    task = QueryTask(
        str(snapshot),
        operation.query,
        operation.default_graphs,
        operation.named_graphs,
        state.options.limit,
        _table_type(accept),
        choose(accept, GRAPH_TYPES),
    )
    return _response(await _asked(request, state, task), state)


async def _asked(request: Request, state: State, task: QueryTask) -> Written:
    """The task's result; what goes wrong becomes a status with its reason."""
    try:
        return await while_connected(request, state.queries.ask(task, state.options.timeout_s))
    except TimedOutError as error:
        raise HTTPException(503, f"the query was {error}; make it more selective") from None
    except BusyError as error:
        raise HTTPException(503, str(error), {"Retry-After": "5"}) from None
    except DiedError as error:
        raise HTTPException(500, str(error)) from None
    except NotAcceptableError as error:
        raise HTTPException(406, str(error)) from None
    except StoreError as error:
        raise HTTPException(503, str(error)) from None
    except QueryError as error:
        raise HTTPException(400, str(error)) from None


def _response(written: Written, state: State) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if written.truncated:
        headers["Pressgraph-Truncated"] = str(state.options.limit)
    return Response(written.body, media_type=written.media_type, headers=headers)


async def _got(request: Request) -> Operation | None:
    fields = query_parameters(request)
    if "update" in fields:
        raise HTTPException(405, "an update must be posted", {"Allow": "POST"})
    return _operation(fields) if fields else None


async def _posted(request: Request) -> Operation:
    kind = media_type(request)
    if kind == _QUERY:
        fields = query_parameters(request)
        if "query" in fields:
            raise HTTPException(400, "the query is in the body already; leave it out of the address")
        return _operation({**fields, "query": [decoded(await request.body(), "the query")]})
    if kind == _UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if kind == "application/x-www-form-urlencoded":
        fields = await form_parameters(request)
        if "update" in fields and "query" not in fields:
            raise HTTPException(403, _READ_ONLY)
        return _operation(fields)
    raise HTTPException(415, f"post a query as {_QUERY}, or as a form")


def _operation(fields: dict[str, list[str]]) -> Operation:
    queries = fields.get("query", [])
    if len(queries) != 1:
        raise HTTPException(400, "give exactly one parameter 'query'")
    default, named = fields.get("default-graph-uri", []), fields.get("named-graph-uri", [])
    return Operation(queries[0], tuple(default), tuple(named))


def _table_type(accept: str) -> str | None:
    chosen = choose(accept, (*TABLE_TYPES, *_PLAIN))
    return _PLAIN.get(chosen, chosen) if chosen else None


def _described(request: Request) -> Response:
    accept = request.headers.get("accept", "")
    chosen = choose(accept, (*DESCRIPTION_TYPES, "text/html"))
    if chosen == "text/html":
        return RedirectResponse(request.scope.get("root_path", "") + "/query", 303, {"Vary": "Accept"})
    if chosen is None:
        raise HTTPException(406, f"the service description comes as {', '.join(DESCRIPTION_TYPES)}")
    endpoint = str(request.url.replace(query="", fragment=""))
    return Response(description(endpoint, chosen), media_type=chosen, headers={"Vary": "Accept"})
