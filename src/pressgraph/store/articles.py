"""The embedded store as one object: a directory with article graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from pressgraph.store.directory import reading, writing
from pressgraph.store.engine import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, run_query
from pressgraph.store.files import ontology_quads
from pressgraph.store.loading import (
    Loaded,
    Mode,
    article_graphs,
    by_graph,
    in_order,
    load_graphs,
    load_ontology,
    remove_graph,
    triples_of,
)
from pressgraph.store.queries import bindings, find_query
from pressgraph.store.results import QueryResult


class ArticleStore:
    """An Oxigraph directory with one graph per article, and what they assert as its default graph.

    Nothing is held open between calls. One process writes at a time (StoreError in the others); queries read a
    snapshot beside it. The ontology is in the graph ``https://w3id.org/pressgraph/ontology``.
    """

    def __init__(self, directory: str | Path) -> None:
        self.directory = Path(directory)

    def load(
        self, quads: Iterable[ox.Quad], *, graph: str | None = None, mode: Mode | str = Mode.REPLACE
    ) -> list[Loaded]:
        """Load article graphs, each all or nothing; ``mode`` says what becomes of one that is there already.

        Quads outside any graph belong to ``graph``, by default to the one article that they describe.
        """
        return list(self.load_graphs(in_order(by_graph(quads, graph)), mode=mode))

    def load_graphs(
        self, graphs: Iterable[tuple[ox.NamedNode, set[ox.Triple]]], *, mode: Mode | str = Mode.REPLACE
    ) -> Iterator[Loaded]:
        """Load graphs one at a time as they come; what was loaded stays where a later one fails."""
        with writing(self.directory) as store:
            load_ontology(store, ontology_quads())
            yield from load_graphs(store, graphs, Mode(mode))

    def remove(self, *graphs: str) -> list[Loaded]:
        """Take articles out again, with everything that only they assert."""
        with writing(self.directory) as store:
            return [remove_graph(store, ox.NamedNode(graph)) for graph in graphs]

    def graphs(self) -> list[str]:
        """The names of the article graphs, sorted."""
        with reading(self.directory) as store:
            return [name.value for name in article_graphs(store)]

    def graph(self, name: str) -> list[ox.Quad]:
        """The quads of one article graph; none where it is not there."""
        with reading(self.directory) as store:
            return list(store.quads_for_pattern(None, None, None, ox.NamedNode(name)))

    def quads(self) -> list[ox.Quad]:
        """The quads of all article graphs."""
        with reading(self.directory) as store:
            names = article_graphs(store)
            return [ox.Quad(t.subject, t.predicate, t.object, name) for name in names for t in triples_of(store, name)]

    def query(
        self,
        query: str,
        parameters: Mapping[str, str] | None = None,
        *,
        timeout_s: float | None = DEFAULT_TIMEOUT_S,
        limit: int | None = DEFAULT_LIMIT,
        allow_service: bool = False,
    ) -> QueryResult:
        """Run SPARQL, or a named query, with its parameters bound."""
        found = find_query(query)
        result = run_query(
            found.text,
            store=self.directory,
            bindings=bindings(found, parameters or {}),
            timeout_s=timeout_s,
            limit=limit,
            allow_service=allow_service,
        )
        return result.without(parameter.name for parameter in found.parameters)
