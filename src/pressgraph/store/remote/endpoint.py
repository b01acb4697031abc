"""A remote store's graphs: read, counted, put and updated through its protocols."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from pressgraph.errors import StoreError
from pressgraph.store.remote.connection import Connection, expect

_JSON: Final = ("application/sparql-results+json", "application/json")
_NTRIPLES: Final = ("application/n-triples", "text/plain")
_UPDATE: Final = "application/sparql-update; charset=utf-8"


class Endpoint:
    """The few operations that loading needs; StoreError where the store fails or answers nonsense."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.place = connection.place

    def rows(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT as the plain values of their variables.

        Virtuoso keeps a query's plan by its text, and one that it made while the graphs were empty takes a hundred
        times as long once they are full: each query there gets a text of its own.
        """
        if self.place.kind == "virtuoso":
            query = f"# {secrets.token_hex(8)}\n{query}"
        response = self.connection.send(
            "POST", self.place.query, data={"query": query}, headers={"Accept": ", ".join(_JSON)}
        )
        expect(self.place, response, _JSON)
        try:
            bindings = json.loads(response.content)["results"]["bindings"]
            return [{name: str(term["value"]) for name, term in row.items()} for row in bindings]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise self._nonsense("results", error) from None

    def triples(self, graph: NamedNode) -> set[Triple]:
        """A graph's triples; an empty set for one that is not there."""
        headers = {"Accept": "application/n-triples"}
        response = self.connection.send("GET", self.place.graph(graph), headers=headers, fine=(404,))
        if response.status_code == 404:
            return set()
        expect(self.place, response, _NTRIPLES)
        try:
            return {quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)}
        except (SyntaxError, ValueError) as error:
            raise self._nonsense(f"the graph <{graph.value}>", error) from None

    def put(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Make these triples the whole of a graph, in one request."""
        self._store("PUT", graph, triples)

    def post(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Add triples to a graph, in one request."""
        self._store("POST", graph, triples)

    def drop(self, graph: NamedNode) -> None:
        """Take a graph out; it need not be there."""
        self.connection.send("DELETE", self.place.graph(graph), fine=(404,))

    def update(self, text: str) -> None:
        """Run SPARQL Update."""
        if self.place.kind == "virtuoso":  # it takes an update as a form's field only
            self.connection.send("POST", self.place.update, data={"update": text})
            return
        self.connection.send("POST", self.place.update, content=text.encode(), headers={"Content-Type": _UPDATE})

    def counts(self, graphs: Iterable[NamedNode]) -> dict[str, int]:
        """How many triples each of the graphs has; those without any are left out."""
        rows = self.rows(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {values(graphs)} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g")
        return {row["g"]: self.number(row) for row in rows if "g" in row}

    def number(self, row: Mapping[str, str]) -> int:
        """A row's count ``n``."""
        try:
            return int(row["n"])
        except (LookupError, ValueError) as error:
            raise self._nonsense("a count", error) from None

    def _store(self, method: str, graph: NamedNode, triples: Iterable[Triple]) -> None:
        body = lines(triples).encode()
        headers = {"Content-Type": "application/n-triples"}
        self.connection.send(method, self.place.graph(graph), content=body, headers=headers)

    def _nonsense(self, what: str, error: Exception) -> StoreError:
        return StoreError(f"{self.place} answers with {what} that cannot be read ({error}): check the address")


def lines(triples: Iterable[Triple]) -> str:
    """N-Triples, sorted."""
    return "".join(sorted(f"{triple} .\n" for triple in triples))


def values(graphs: Iterable[NamedNode]) -> str:
    """A VALUES block that binds ``?g`` to each of the graphs."""
    return f"VALUES ?g {{ {' '.join(str(graph) for graph in graphs)} }}"
