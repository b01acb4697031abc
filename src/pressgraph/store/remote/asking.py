"""Queries to a remote endpoint: parameters bound, federation refused, time and rows bounded, answers streamed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, Final, cast

import httpx
import pyoxigraph as ox

from pressgraph.errors import QueryError, StoreError
from pressgraph.store.engine import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, out_of_time
from pressgraph.store.guard import refuse_service
from pressgraph.store.remote.connection import Connection, expect
from pressgraph.store.remote.places import ASSERTED_GRAPH
from pressgraph.store.remote.refusals import RefusalError
from pressgraph.store.results import QueryResult, Term
from pressgraph.store.sparqltext import about_graph, form_of, with_bindings, with_prefixes
from pressgraph.store.terms import PREFIXES, term

_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
_BOOLEAN: Final = term("xsd:boolean")
_TAKES_TIMEOUT: Final = ("fuseki", "graphdb", "rdf4j")  # seconds, as the parameter "timeout"


def ask(
    connection: Connection,
    query: str,
    *,
    bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
    timeout_s: float | None = DEFAULT_TIMEOUT_S,
    limit: int | None = DEFAULT_LIMIT,
    allow_service: bool = False,
) -> QueryResult:
    """Run SPARQL on a remote endpoint.

    On stores whose default graph is the union of all graphs, patterns outside any GRAPH are about the merged
    asserted graph, as on the others. QueryError for a bad query, for SERVICE without ``allow_service``, and after
    ``timeout_s`` seconds; StoreError for the endpoint.
    """
    if not allow_service:
        refuse_service(query)
    text = written(query, bindings or {}, union=connection.place.union)
    try:
        return _answer(connection, text, timeout_s, limit)
    except httpx.TimeoutException:
        raise out_of_time(timeout_s) from None
    except httpx.HTTPError as error:
        raise StoreError(f"{connection.place} broke its answer off ({error}): try again, and see its log") from None
    except RefusalError as error:
        if error.status == 400:
            raise QueryError(
                f"{connection.place} cannot run the query: {error.said or 'it does not say why'}"
            ) from None
        raise


def written(query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal], *, union: bool) -> str:
    """The query as it is sent: parameters in a VALUES block, known prefixes declared."""
    bound = with_bindings(query, bindings)
    return with_prefixes(about_graph(bound, ASSERTED_GRAPH) if union else bound, PREFIXES)


def _answer(connection: Connection, text: str, timeout_s: float | None, limit: int | None) -> QueryResult:
    form = form_of(text)
    kinds = tuple(_GRAPHS if form in ("CONSTRUCT", "DESCRIBE") else _RESULTS)
    data = {"query": text}
    if timeout_s and connection.place.kind in _TAKES_TIMEOUT:
        data["timeout"] = f"{timeout_s:.0f}"
    deadline = time.monotonic() + timeout_s if timeout_s else None
    with connection.stream(connection.place.query, data, {"Accept": ", ".join(kinds)}, timeout_s) as response:
        kind = expect(connection.place, response, kinds)
        body = cast(IO[bytes], _Body(response, deadline, timeout_s))
        try:
            found = _triples(body, kind, limit) if kind in _GRAPHS else _rows(body, kind, limit)
            return _answered(found) if form == "ASK" else found
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"{connection.place} answers with {kind} that cannot be read ({error}): check the address"
            ) from None


def _rows(body: IO[bytes], kind: str, limit: int | None) -> QueryResult:
    parsed = ox.parse_query_results(body, format=_RESULTS[kind])
    if isinstance(parsed, ox.QueryBoolean):
        return QueryResult("ask", answer=bool(parsed))
    names = tuple(variable.value for variable in parsed.variables)
    rows = tuple(tuple(map(_plain, row)) for row in islice(parsed, None if limit is None else limit + 1))
    return QueryResult("select", names, rows[:limit], truncated=limit is not None and len(rows) > limit)


def _answered(found: QueryResult) -> QueryResult:
    """The answer to ASK, for which Virtuoso sends a row with 1, or none."""
    if found.kind == "ask":
        return found
    cells = [cell for row in found.rows for cell in row]
    return QueryResult(
        "ask", answer=any(isinstance(cell, ox.Literal) and cell.value in ("1", "true") for cell in cells)
    )


def _plain(value: Term | None) -> Term | None:
    """A truth value as ``true`` or ``false``, which Virtuoso writes as 1 or 0; any other term as it is."""
    if isinstance(value, ox.Literal) and value.datatype == _BOOLEAN and value.value in ("0", "1"):
        return ox.Literal("true" if value.value == "1" else "false", datatype=_BOOLEAN)
    return value


def _triples(body: IO[bytes], kind: str, limit: int | None) -> QueryResult:
    parsed = ox.parse(body, format=_GRAPHS[kind])
    triples = tuple(quad.triple for quad in islice(parsed, None if limit is None else limit + 1))
    return QueryResult("graph", triples=triples[:limit], truncated=limit is not None and len(triples) > limit)


class _Body:
    """An answer's bytes as a file that can only be read, until the time is up."""

    def __init__(self, response: httpx.Response, deadline: float | None, timeout_s: float | None) -> None:
        self._chunks: Iterator[bytes] = response.iter_bytes()
        self._rest = b""
        self._deadline = deadline
        self._timeout_s = timeout_s

    def read(self, size: int = -1) -> bytes:
        """The next bytes, of which there may be fewer than asked for; QueryError once the time is up."""
        if size < 0:
            return self._rest + b"".join(self._chunks)
        while not self._rest:
            if self._deadline and time.monotonic() > self._deadline:
                raise out_of_time(self._timeout_s)
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = chunk
        found, self._rest = self._rest[:size], self._rest[size:]
        return found
