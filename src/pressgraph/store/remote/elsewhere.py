"""Which triples are still asserted by some article graph, asked of the store without reading all of it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from pressgraph.store.asserted import asserted
from pressgraph.store.loading import canonical
from pressgraph.store.remote.endpoint import Endpoint
from pressgraph.store.remote.ledger import OWN_GRAPHS

_AT_ONCE = 200


class Elsewhere:
    """The graphs of a store but those that are being changed."""

    def __init__(self, endpoint: Endpoint, but: Iterable[NamedNode]) -> None:
        self._endpoint = endpoint
        self._but = sorted({*but, *OWN_GRAPHS}, key=lambda node: node.value)

    def asserted(self, triples: Iterable[Triple]) -> set[Triple]:
        """Those of the triples that one of the graphs asserts.

        A graph may hold a triple without asserting it. The store names one graph for each triple; only where none of
        those named asserts it are others asked for.
        """
        found: set[Triple] = set()
        left = sorted(triples, key=str)
        tried: set[NamedNode] = set()
        while left:
            homes = dict(self._homes(left, tried))
            for home in sorted(set(homes.values()), key=lambda node: node.value):
                found |= self._asserted_in(home).intersection(left)
                tried.add(home)
            left = [triple for triple in homes if triple not in found]
        return found

    def _homes(self, triples: list[Triple], tried: set[NamedNode]) -> Iterable[tuple[Triple, NamedNode]]:
        """Each triple that is in a graph not yet tried, with the first of those graphs."""
        hidden = ", ".join(str(name) for name in [*self._but, *sorted(tried, key=lambda node: node.value)])
        for begin in range(0, len(triples), _AT_ONCE):
            some = triples[begin : begin + _AT_ONCE]
            rows = "\n".join(f"({i} {t.subject} {t.predicate} {t.object})" for i, t in enumerate(some))
            query = (
                f"SELECT ?i (MIN(STR(?g)) AS ?home) WHERE {{ VALUES (?i ?s ?p ?o) {{ {rows} }} "
                f"GRAPH ?g {{ ?s ?p ?o }} FILTER (?g NOT IN ({hidden})) }} GROUP BY ?i"
            )
            for row in self._endpoint.rows(query):
                if "i" in row and row.get("home"):
                    yield some[int(row["i"])], NamedNode(row["home"])

    def _asserted_in(self, graph: NamedNode) -> set[Triple]:
        return asserted(canonical(self._endpoint.triples(graph)))
