"""Files opened like a store, so that one query serves both."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from pressgraph.errors import FormatError
from pressgraph.graph.formats import format_of_path
from pressgraph.graph.readers import parse
from pressgraph.resources import ontology_dir
from pressgraph.store.asserted import asserted
from pressgraph.store.reifiers import unfold
from pressgraph.store.terms import NEWS_ARTICLE, ONTOLOGY_GRAPH, TYPE


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or stdin's for ``-``; FormatError where it cannot be opened."""
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise FormatError(f"{path} cannot be opened: {error.strerror or error}") from None


def read_graph(path: Path, form: str | None = None) -> list[Quad]:
    """The quads of a graph file, or of stdin for ``-`` (Turtle unless ``form`` says otherwise); FormatError where it
    cannot be opened or parsed."""
    if str(path) == "-":
        return parse(read_bytes(path), form or "turtle", "stdin")
    return parse(read_bytes(path), form or format_of_path(path), str(path))


def open_files(paths: Iterable[Path]) -> ox.Store:
    """A store in memory over files.

    A file of triples (Turtle, N-Triples, RDF/XML, …) is queried as it stands: its triples are in the default graph,
    and in the graph of its article too where it is about one. A file of article graphs is opened as a store holds
    it: the graphs, and in the default graph what they assert. The ontology has its own graph.
    """
    store = ox.Store()
    for path in paths:
        _add(store, read_graph(path))
    store.extend(ontology_quads())
    return store


def ontology_quads() -> list[Quad]:
    """The ontology's triples in its own graph."""
    triples = ox.parse(path=str(ontology_dir() / "pressgraph.ttl"), format=ox.RdfFormat.TURTLE)
    return [Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY_GRAPH) for quad in triples]


def _add(store: ox.Store, quads: list[Quad]) -> None:
    graphs: dict[object, set[Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, set()).add(quad.triple)
    for name, loose in graphs.items():
        triples = set(unfold(loose))
        if isinstance(name, DefaultGraph):
            _extend(store, triples, DefaultGraph())
            _extend(store, triples, *articles_of(triples))
        elif isinstance(name, NamedNode):
            _extend(store, triples, name)
            _extend(store, asserted(triples), DefaultGraph())


def articles_of(triples: Iterable[Triple]) -> list[NamedNode]:
    """The article that a graph is about, in a list; an empty one where there is none, or several."""
    found = {t.subject for t in triples if t.predicate == TYPE and t.object == NEWS_ARTICLE}
    named = [node for node in found if isinstance(node, NamedNode)]
    return named if len(named) == 1 else []


def _extend(store: ox.Store, triples: Iterable[Triple], *names: NamedNode | DefaultGraph) -> None:
    for name in names:
        store.extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
