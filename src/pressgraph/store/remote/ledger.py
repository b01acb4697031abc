"""What was loaded whole: the digest and the number of triples of each article graph, in a graph of their own.

A graph's record is written with its last triple (or after it, where a store has no transactions), so that a load
that was broken off is seen and done again, and one that was not is known to be there without reading it back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from pressgraph.store.remote.endpoint import Endpoint, lines, values
from pressgraph.store.remote.places import ASSERTED_GRAPH, LEDGER_GRAPH
from pressgraph.store.terms import ONTOLOGY_GRAPH, term

OWN_GRAPHS: Final = frozenset({ASSERTED_GRAPH, LEDGER_GRAPH, ONTOLOGY_GRAPH})
_SHA: Final = term("schema:sha256")
_SIZE: Final = NamedNode("http://rdfs.org/ns/void#triples")


@dataclass(frozen=True, slots=True)
class State:
    """A graph in the store: its triples, and what the ledger says of it (an empty digest where it says nothing)."""

    count: int = 0
    recorded: int = 0
    sha: str = ""

    def holds(self, triples: Collection[Triple]) -> bool:
        """Whether the graph was loaded whole with just these triples, and none has come or gone since."""
        return self.count == self.recorded == len(triples) and self.sha == digest(triples)


def digest(triples: Iterable[Triple]) -> str:
    """SHA-256 over the sorted N-Triples."""
    return hashlib.sha256(lines(triples).encode()).hexdigest()


def record(graph: NamedNode, triples: Collection[Triple]) -> list[Triple]:
    """The record of a graph with these triples; none for an empty one."""
    if not triples:
        return []
    size = Literal(str(len(triples)), datatype=term("xsd:integer"))
    return [Triple(graph, _SHA, Literal(digest(triples))), Triple(graph, _SIZE, size)]


def forget(graphs: Iterable[NamedNode]) -> str:
    """An update that takes the records of graphs out."""
    pattern = f"GRAPH {LEDGER_GRAPH} {{ ?g ?p ?o }}"
    return f"DELETE {{ {pattern} }} WHERE {{ {values(graphs)} {pattern} }}"


def states(endpoint: Endpoint, graphs: Collection[NamedNode]) -> dict[NamedNode, State]:
    """The state of each of the graphs."""
    counts = endpoint.counts(graphs)
    rows = endpoint.rows(
        f"SELECT ?g ?sha ?n WHERE {{ {values(graphs)} GRAPH {LEDGER_GRAPH} {{ ?g {_SHA} ?sha ; {_SIZE} ?n }} }}"
    )
    recorded = {row["g"]: (endpoint.number(row), row.get("sha", "")) for row in rows if "g" in row}
    return {graph: State(counts.get(graph.value, 0), *recorded.get(graph.value, (0, ""))) for graph in graphs}
