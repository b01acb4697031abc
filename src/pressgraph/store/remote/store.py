"""A remote store as one object: article graphs loaded, replaced and removed, each all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from pressgraph.errors import StoreError
from pressgraph.store.files import ontology_quads
from pressgraph.store.loading import Loaded, Mode, canonical, result_of
from pressgraph.store.remote.changes import Change, Changer
from pressgraph.store.remote.connection import Connection
from pressgraph.store.remote.endpoint import Endpoint, lines
from pressgraph.store.remote.ledger import OWN_GRAPHS, State, forget, record, states
from pressgraph.store.remote.places import LEDGER_GRAPH, Place
from pressgraph.store.terms import NEWS_ARTICLE, ONTOLOGY_GRAPH

_GRAPHS_AT_ONCE: Final = 100
Graphs = Iterable[tuple[NamedNode, set[Triple]]]


class RemoteStore:
    """Article graphs in a store that is reached over HTTP.

    The merged asserted graph is the store's default graph, or ``https://w3id.org/pressgraph/asserted`` where the
    default graph is the union of all. Let one process load at a time: no protocol has a lock.
    """

    def __init__(self, connection: Connection) -> None:
        self.place: Place = connection.place
        self._endpoint = Endpoint(connection)
        self._changer = Changer(self._endpoint)

    def load(self, graphs: Graphs, mode: Mode = Mode.REPLACE) -> Iterator[Loaded]:
        """Load graphs in batches of bounded size, each batch verified before the next; what is there is skipped.

        Yields what became of each graph. StoreError ends it: the graphs of earlier batches are in the store.
        """
        if mode is not Mode.DELETE:
            self.load_ontology()
        for batch in _batches(graphs, self.place.most if self.place.atomic else 25_000):
            yield from self._load(batch, mode)

    def remove(self, names: Iterable[str]) -> Iterator[Loaded]:
        """Take articles out again, with everything that only they assert; StoreError, before any goes, for one that is
        not there."""
        graphs = [NamedNode(name) for name in names]
        counts = {name: count for some in batched(graphs) for name, count in self._endpoint.counts(some).items()}
        for graph in graphs:
            if graph.value not in counts or graph in OWN_GRAPHS:
                raise StoreError(
                    f"{self.place} has no article graph <{graph.value}>; pressgraph query articles lists them"
                )
        return self.load(((graph, set()) for graph in graphs), Mode.DELETE)

    def triples(self, graph: NamedNode) -> set[Triple]:
        """A graph's triples, literals as our own stores write them; empty where it is not there."""
        return canonical(self._endpoint.triples(graph))

    def graphs(self) -> list[str]:
        """The names of the article graphs, sorted."""
        rows = self._endpoint.rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g a {NEWS_ARTICLE} }} }}")
        return sorted(row["g"] for row in rows if "g" in row)

    def load_ontology(self) -> bool:
        """Put the ontology into its own graph where it is missing or differs; whether anything changed."""
        triples = _ontology()
        if states(self._endpoint, [ONTOLOGY_GRAPH])[ONTOLOGY_GRAPH].holds(triples):
            return False
        self._endpoint.update(forget([ONTOLOGY_GRAPH]))
        self._endpoint.put(ONTOLOGY_GRAPH, triples)
        self._endpoint.update(f"INSERT DATA {{ GRAPH {LEDGER_GRAPH} {{ {lines(record(ONTOLOGY_GRAPH, triples))} }} }}")
        return True

    def _load(self, batch: list[tuple[NamedNode, set[Triple]]], mode: Mode) -> list[Loaded]:
        known = states(self._endpoint, [name for name, _ in batch])
        planned = [self._change(name, given, mode, known[name]) for name, given in batch]
        todo = [change for change, settled in planned if not settled]
        if todo:
            self._changer.apply(todo)
        return [result_of(change.graph, change.old, change.new, mode) for change, _ in planned]

    def _change(self, name: NamedNode, given: set[Triple], mode: Mode, state: State) -> tuple[Change, bool]:
        """What becomes of a graph, and whether there is nothing to do."""
        if name in OWN_GRAPHS:
            raise StoreError(f"<{name.value}> is a graph of the store's own and cannot be loaded over")
        if mode is not Mode.DELETE and state.holds(given):
            return Change(name, given, given), True
        old = self.triples(name) if state.count else set()
        new = mode.outcome(old, given)
        return Change(name, old, new), old == new and (state.holds(new) or not new or mode is Mode.KEEP)


def batched(graphs: Sequence[NamedNode]) -> Iterator[Sequence[NamedNode]]:
    """The graphs in lists that one query can name."""
    for begin in range(0, len(graphs), _GRAPHS_AT_ONCE):
        yield graphs[begin : begin + _GRAPHS_AT_ONCE]


def _batches(graphs: Graphs, most: int) -> Iterator[list[tuple[NamedNode, set[Triple]]]]:
    """Graphs together, up to a number of triples and of graphs; a larger graph makes a batch of its own."""
    batch: list[tuple[NamedNode, set[Triple]]] = []
    size = 0
    for name, triples in graphs:
        if batch and (size + len(triples) > most or len(batch) == _GRAPHS_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append((name, triples))
        size += len(triples)
    if batch:
        yield batch


def _ontology() -> set[Triple]:
    """The ontology with stable names for its blank nodes, which no digest or update could hold."""
    dataset = ox.Dataset(ontology_quads())
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return canonical(Triple(_named(q.subject), q.predicate, _named(q.object)) for q in dataset)  # type: ignore[arg-type]


def _named(node: object) -> object:
    if isinstance(node, ox.BlankNode):
        return NamedNode(f"{ONTOLOGY_GRAPH.value}/.well-known/genid/{node.value}")
    return node
