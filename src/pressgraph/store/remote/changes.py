"""A batch of changed article graphs as one update, or as steps each of which may be done again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode, Triple

from pressgraph.errors import StoreError
from pressgraph.store.asserted import asserted
from pressgraph.store.remote.elsewhere import Elsewhere
from pressgraph.store.remote.endpoint import Endpoint, lines, values
from pressgraph.store.remote.ledger import forget, record
from pressgraph.store.remote.places import ASSERTED_GRAPH, LEDGER_GRAPH


@dataclass(frozen=True, slots=True)
class Change:
    """An article graph before and after."""

    graph: NamedNode
    old: set[Triple]
    new: set[Triple]


class Changer:
    """Carries out changes and keeps the merged asserted graph in step with them."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._place = endpoint.place

    def apply(self, changes: Sequence[Change]) -> None:
        """Carry out all changes of a batch, then compare the numbers of triples; StoreError where they differ.

        What the graphs of the batch no longer assert leaves the merged graph unless a graph outside it asserts it.
        """
        said = set(chain.from_iterable(asserted(change.new) for change in changes))
        before = set(chain.from_iterable(asserted(change.old) for change in changes))
        batch = [change.graph for change in changes]
        gone = before - said
        gone -= Elsewhere(self._endpoint, batch).asserted(gone) if gone else set()
        if self._place.atomic:
            self._endpoint.update(self._update(changes, gone, said))
        else:
            self._step(changes, gone, said)
        self._verify(changes)
        if not self._place.atomic:
            self._record(changes)

    def _update(self, changes: Sequence[Change], gone: set[Triple], said: set[Triple]) -> str:
        parts = [f"DELETE DATA {{ {self._merged(gone)} }}"] if gone else []
        parts.append(forget(change.graph for change in changes))
        parts += [f"DROP SILENT GRAPH {change.graph}" for change in changes if change.old]
        graphs = "".join(in_graph(change.graph, change.new) for change in changes if change.new)
        records = chain.from_iterable(record(change.graph, change.new) for change in changes)
        parts.append(f"INSERT DATA {{ {self._merged(said)} {graphs} {in_graph(LEDGER_GRAPH, records)} }}")
        return " ;\n".join(parts)

    def _merged(self, triples: Iterable[Triple]) -> str:
        return in_graph(ASSERTED_GRAPH, triples) if self._place.union else lines(triples)

    def _step(self, changes: Sequence[Change], gone: set[Triple], said: set[Triple]) -> None:
        """Each step leaves the merged graph with nothing that no graph asserts, and the last step makes it whole."""
        self._endpoint.update(forget(change.graph for change in changes))
        for some in chunks(sorted(gone, key=str), self._place.most):
            self._endpoint.update(f"DELETE DATA {{ {in_graph(ASSERTED_GRAPH, some)} }}")
        for change in changes:
            if not change.new:
                self._endpoint.drop(change.graph)
            elif change.new != change.old:
                self._endpoint.put(change.graph, change.new)
        if said:
            self._endpoint.post(ASSERTED_GRAPH, said)

    def _record(self, changes: Sequence[Change]) -> None:
        records = list(chain.from_iterable(record(change.graph, change.new) for change in changes))
        for some in chunks(records, self._place.most):
            self._endpoint.update(f"INSERT DATA {{ {in_graph(LEDGER_GRAPH, some)} }}")

    def _verify(self, changes: Sequence[Change]) -> None:
        graphs = [change.graph for change in changes]
        counts, merged = self._endpoint.counts(graphs), self._merged_counts(graphs)
        for change in changes:
            name, wanted, said = change.graph.value, len(change.new), len(asserted(change.new))
            if counts.get(name, 0) != wanted or merged.get(name, 0) < said:
                raise StoreError(
                    f"{self._place} was given {wanted} triples of <{name}>, {said} of them asserted, and has "
                    f"{counts.get(name, 0)} and {merged.get(name, 0)}: see that nobody else writes there, load it again"
                )

    def _merged_counts(self, graphs: Sequence[NamedNode]) -> dict[str, int]:
        """How many triples of each graph are in the merged graph too."""
        again = f"GRAPH {ASSERTED_GRAPH} {{ ?s ?p ?o }}" if self._place.union else "?s ?p ?o"
        rows = self._endpoint.rows(
            f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {values(graphs)} GRAPH ?g {{ ?s ?p ?o }} {again} }} GROUP BY ?g"
        )
        return {row["g"]: self._endpoint.number(row) for row in rows if "g" in row}


def in_graph(graph: NamedNode, triples: Iterable[Triple]) -> str:
    """A block of quads for an update."""
    return f"GRAPH {graph} {{\n{lines(triples)}}}\n"


def chunks(items: Collection[Triple], size: int) -> Iterator[list[Triple]]:
    """The items in lists of at most ``size``."""
    whole = list(items)
    for begin in range(0, len(whole), size):
        yield whole[begin : begin + size]
