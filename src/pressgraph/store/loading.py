"""Article graphs into a store, each all or nothing, and the merged asserted graph kept in step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from pressgraph.errors import StoreError
from pressgraph.store.asserted import asserted
from pressgraph.store.reifiers import unfold
from pressgraph.store.terms import NEWS_ARTICLE, ONTOLOGY_GRAPH, TYPE


class Status(StrEnum):
    """What loading or removing a graph did to the store."""

    ADDED = "added"
    REPLACED = "replaced"
    EXTENDED = "extended"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REMOVED = "removed"


class Mode(StrEnum):
    """What loading does with an article graph: REPLACE and MERGE change one that is there, KEEP leaves it as it is,
    DELETE takes it out."""

    REPLACE = "replace"
    MERGE = "merge"
    KEEP = "keep"
    DELETE = "delete"

    def outcome(self, old: set[Triple], given: set[Triple]) -> set[Triple]:
        """The triples that a graph with ``old`` ones has after it was given some."""
        outcomes = {Mode.REPLACE: given, Mode.MERGE: old | given, Mode.KEEP: old or given}
        return outcomes.get(self, set())


@dataclass(frozen=True, slots=True)
class Loaded:
    """One article graph after loading: how many of its triples came and went."""

    graph: str
    status: Status
    added: int = 0
    removed: int = 0


def by_graph(quads: Iterable[Quad], graph: str | None = None) -> dict[NamedNode, set[Triple]]:
    """The triples of each named graph, RDF 1.2 statements unfolded, literals as a store writes them.

    Triples outside any graph are put into ``graph``, by default that of the one article they describe.
    StoreError where they describe none or several, and where there are blank nodes.
    """
    graphs: dict[NamedNode | DefaultGraph, list[Triple]] = {}
    for quad in quads:
        refuse_blank(quad)
        graphs.setdefault(quad.graph_name, []).append(quad.triple)  # type: ignore[arg-type]
    loose = graphs.pop(DefaultGraph(), [])
    if loose:
        articles = {t.subject for t in loose if t.predicate == TYPE and t.object == NEWS_ARTICLE}
        name = NamedNode(graph) if graph else name_of(articles)
        graphs.setdefault(name, []).extend(loose)
    return {name: canonical(triples) for name, triples in graphs.items() if isinstance(name, NamedNode)}


def name_of(articles: Iterable[object]) -> NamedNode:
    """The graph's name for triples outside any graph that describe these articles; StoreError unless there is one."""
    named = [article for article in articles if isinstance(article, NamedNode)]
    if len(named) == 1:
        return named[0]
    if named:
        raise StoreError(
            f"{len(named)} articles in one graph cannot be told apart: write them as N-Quads or TriG, "
            "which keep one graph per article, or name a graph for all of them with --graph IRI"
        )
    raise StoreError("no graph name and no schema:NewsArticle to name it: give one with --graph IRI")


def refuse_blank(quad: Quad) -> None:
    """StoreError for a quad with a blank node."""
    if any(isinstance(node, ox.BlankNode) for node in (quad.subject, quad.object, quad.graph_name)):
        raise StoreError(
            f"blank node in {quad}: a graph with blank nodes cannot be replaced or compared; give its nodes IRIs"
        )


def canonical(triples: Iterable[Triple]) -> set[Triple]:
    """The triples as the store returns them: 1.50 as 1.5, language tags in lower case."""
    memory = ox.Store()
    memory.extend(Quad(t.subject, t.predicate, t.object) for t in unfold(triples))
    return {quad.triple for quad in memory}


def load_graphs(
    store: ox.Store, graphs: Iterable[tuple[NamedNode, set[Triple]]], mode: Mode = Mode.REPLACE
) -> Iterator[Loaded]:
    """Load graphs one by one, each in one transaction."""
    for name, given in graphs:
        if name == ONTOLOGY_GRAPH:
            raise StoreError(f"{name.value} is the ontology's own graph and cannot be loaded over")
        old = triples_of(store, name)
        new = mode.outcome(old, given)
        if old != new:
            _change(store, name, old, new)
        if not new:
            store.remove_graph(name)
        yield result_of(name, old, new, mode)


def in_order(graphs: Mapping[NamedNode, set[Triple]]) -> list[tuple[NamedNode, set[Triple]]]:
    """Graphs in the order of their names."""
    return sorted(graphs.items(), key=lambda item: item[0].value)


def result_of(name: NamedNode, old: set[Triple], new: set[Triple], mode: Mode) -> Loaded:
    """What loading made of a graph."""
    if old == new:
        return Loaded(name.value, Status.KEPT if old and mode is Mode.KEEP else Status.UNCHANGED)
    there = Status.EXTENDED if mode is Mode.MERGE else Status.REPLACED
    status = Status.REMOVED if not new else there if old else Status.ADDED
    return Loaded(name.value, status, len(new - old), len(old - new))


def remove_graph(store: ox.Store, name: NamedNode) -> Loaded:
    """Take an article's graph out, and from the asserted graph whatever no other article asserts."""
    old = triples_of(store, name)
    if not old or name == ONTOLOGY_GRAPH:
        raise StoreError(f"the store has no article graph <{name.value}>; pressgraph query articles lists them")
    _change(store, name, old, set())
    store.remove_graph(name)
    return Loaded(name.value, Status.REMOVED, 0, len(old))


def triples_of(store: ox.Store, name: NamedNode) -> set[Triple]:
    """All triples of one named graph."""
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}


def article_graphs(store: ox.Store) -> list[NamedNode]:
    """The names of all article graphs, sorted."""
    names = [name for name in store.named_graphs() if isinstance(name, NamedNode) and name != ONTOLOGY_GRAPH]
    return sorted(names, key=lambda node: node.value)


def _change(store: ox.Store, name: NamedNode, old: set[Triple], new: set[Triple]) -> None:
    """Turn ``old`` into ``new`` in the article's graph and in the asserted graph, in one transaction."""
    said, saying = asserted(old), asserted(new)
    gone = _asserted_nowhere_else(store, name, said - saying)
    removals = _block(gone) + _block(old - new, name)
    additions = _block(saying - said) + _block(new - old, name)
    store.update(f"DELETE DATA {{\n{removals}}} ;\nINSERT DATA {{\n{additions}}}")


def _block(triples: Iterable[Triple], graph: NamedNode | None = None) -> str:
    lines = "".join(sorted(f"{triple} .\n" for triple in triples))
    return f"GRAPH {graph} {{\n{lines}}}\n" if graph else lines


def _asserted_nowhere_else(store: ox.Store, name: NamedNode, triples: set[Triple]) -> set[Triple]:
    """Those of the triples that no article graph but ``name`` asserts."""
    cache: dict[NamedNode, set[Triple]] = {}
    return {triple for triple in triples if not _asserted_elsewhere(store, name, triple, cache)}


def _asserted_elsewhere(store: ox.Store, name: NamedNode, triple: Triple, cache: dict[NamedNode, set[Triple]]) -> bool:
    for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
        other = quad.graph_name
        if not isinstance(other, NamedNode) or other in (name, ONTOLOGY_GRAPH):
            continue
        if other not in cache:
            cache[other] = asserted(triples_of(store, other))
        if triple in cache[other]:
            return True
    return False


def merged(graphs: Mapping[NamedNode, set[Triple]]) -> ox.Store:
    """A store in memory with these article graphs, and the asserted graph of all as its default graph."""
    store = ox.Store()
    for name, triples in graphs.items():
        store.extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
        store.extend(Quad(t.subject, t.predicate, t.object) for t in asserted(triples))
    return store


def load_ontology(store: ox.Store, quads: Iterable[Quad]) -> bool:
    """Put the ontology into its own graph where it is missing or differs; whether anything changed."""
    new = ox.Dataset(Quad(q.subject, q.predicate, q.object, ONTOLOGY_GRAPH) for q in quads)
    old = ox.Dataset(store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH))
    for dataset in (new, old):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    if set(new) == set(old):
        return False
    store.remove_graph(ONTOLOGY_GRAPH)
    store.extend(new)
    return True
