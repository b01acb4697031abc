"""A visitor's query as a task: evaluated on a snapshot, its result written in the form that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from pressgraph.errors import QueryError
from pressgraph.graph.formats import format_of
from pressgraph.graph.writers import serialize_quads
from pressgraph.store.guard import refuse_service
from pressgraph.store.results import QueryResult, as_quads, write_result
from pressgraph.store.worker import evaluate

MERGED_AT_MOST = 500_000


class NotAcceptableError(QueryError):
    """The result has no form among those that were asked for."""


@dataclass(frozen=True, slots=True)
class Written:
    """A result as it is sent; ``truncated`` says that the row limit cut it off."""

    body: bytes
    media_type: str
    truncated: bool


@dataclass(frozen=True, slots=True)
class QueryTask:
    """A query over a snapshot's directory.

    ``default_graphs`` and ``named_graphs`` are the request's dataset, both empty for the store's own; ``table`` and
    ``graph`` are the media types for rows or answers and for triples, None where none is acceptable.
    """

    snapshot: str
    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    limit: int
    table: str | None
    graph: str | None

    def run(self) -> Written:
        """Evaluate and write it; QueryError for what is no query, NotAcceptableError."""
        refuse_service(self.query)
        store, dataset = _dataset(self)
        result = evaluate(store, self.query, {}, self.limit, dataset)
        wanted = self.graph if result.kind == "graph" else self.table
        if wanted is None:
            raise NotAcceptableError(f"a {result.kind} result cannot be written in any of the forms that are accepted")
        if result.kind == "graph":
            return Written(serialize_quads(as_quads(result), format_of(wanted)), wanted, result.truncated)
        name = {"text/csv": "csv", "text/tab-separated-values": "tsv"}.get(wanted, wanted.rpartition("+")[2])
        return Written(write_result(result, name), wanted, result.truncated)


@lru_cache(maxsize=1)
def open_snapshot(path: str) -> ox.Store:
    """A snapshot's store, kept open as long as the process is asked about it."""
    return ox.Store.read_only(path)


def _dataset(task: QueryTask) -> tuple[ox.Store, dict[str, object]]:
    """The store to ask, and the graphs to ask it about."""
    store = open_snapshot(task.snapshot)
    if not task.default_graphs and not task.named_graphs:
        return store, {}
    default, named = _nodes(task.default_graphs), _nodes(task.named_graphs)
    if len(default) <= 1:
        return store, {"default_graph": default, "named_graphs": named}
    return _merged(store, default, named), {"default_graph": ox.DefaultGraph(), "named_graphs": named}


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in dict.fromkeys(iris)]
    except ValueError as error:
        raise QueryError(f"a graph's name is no IRI: {error}") from None


def _merged(store: ox.Store, default: list[ox.NamedNode], named: list[ox.NamedNode]) -> ox.Store:
    """A store in memory whose default graph is the RDF merge of several: Oxigraph's own union repeats triples."""
    memory = ox.Store()
    for graphs, keep in ((default, False), (named, True)):
        for name in graphs:
            quads = store.quads_for_pattern(None, None, None, name)
            target = name if keep else ox.DefaultGraph()
            memory.extend(ox.Quad(quad.subject, quad.predicate, quad.object, target) for quad in quads)
            if len(memory) > MERGED_AT_MOST:
                raise QueryError("the graphs of this request are too large together; leave them out or name fewer")
    return memory


@dataclass(frozen=True, slots=True)
class NamedQueryTask:
    """A query of ours over a snapshot's directory, with its parameters bound to variables."""

    snapshot: str
    query: str
    values: tuple[tuple[str, ox.NamedNode | ox.Literal], ...]
    limit: int

    def run(self) -> QueryResult:
        """Evaluate it; QueryError where that fails."""
        return evaluate(open_snapshot(self.snapshot), self.query, dict(self.values), self.limit)
