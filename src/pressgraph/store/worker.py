"""The process that runs one query: a `Request` on stdin, a `QueryResult` or an error on stdout, both pickled."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from pressgraph.errors import PressgraphError, QueryError
from pressgraph.store.engine import Request
from pressgraph.store.files import open_files
from pressgraph.store.results import QueryResult
from pressgraph.store.sparqltext import with_bindings
from pressgraph.store.terms import PREFIXES


def evaluate(
    store: ox.Store,
    query: str,
    bindings: Mapping[str, ox.NamedNode | ox.Literal],
    limit: int | None,
    dataset: Mapping[str, object] | None = None,
) -> QueryResult:
    """A query's result on an open store; QueryError where it cannot be parsed or evaluated.

    Parameters are bound in the query's pattern, as for remote stores, and also where a join does not reach: in
    subqueries and in the filters of inner groups. ``dataset`` are Oxigraph's own arguments for the graphs to ask.
    """
    substitutions = {ox.Variable(name): value for name, value in bindings.items()} or None
    text = with_bindings(query, bindings)
    try:
        result = store.query(text, prefixes=PREFIXES, substitutions=substitutions, **(dataset or {}))  # type: ignore[arg-type]
        return _collect(result, limit)
    except SyntaxError as error:
        raise QueryError(f"the query is not SPARQL that can be run: {error}") from None
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from None


def _collect(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit: int | None) -> QueryResult:
    """Everything in a result up to the limit."""
    if isinstance(result, ox.QueryBoolean):
        return QueryResult("ask", answer=bool(result))
    stop = None if limit is None else limit + 1
    if isinstance(result, ox.QueryTriples):
        triples = tuple(islice(result, stop))
        return QueryResult("graph", triples=triples[:limit], truncated=limit is not None and len(triples) > limit)
    names = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(row) for row in islice(result, stop))
    return QueryResult("select", names, rows[:limit], truncated=limit is not None and len(rows) > limit)


def main() -> None:
    """Answer the one request on stdin."""
    request: Request = pickle.load(sys.stdin.buffer)
    answer: QueryResult | PressgraphError
    try:
        store = ox.Store.read_only(request.snapshot) if request.snapshot else open_files(map(Path, request.files))
        answer = evaluate(store, request.query, request.bindings, request.limit)
    except PressgraphError as error:
        answer = error
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()
