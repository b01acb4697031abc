"""`check`: a dataset or file in, a report out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import pyoxigraph as ox

from pressgraph.checks.findings import Finding, Report, order
from pressgraph.checks.rules import Rule, load_rules
from pressgraph.checks.shacl import shacl_findings
from pressgraph.checks.sparql import sparql_findings
from pressgraph.errors import OptionError
from pressgraph.store.files import articles_of, read_graph
from pressgraph.store.reifiers import unfold

if TYPE_CHECKING:
    import rdflib


def check(
    data: str | Path | Iterable[ox.Quad] | rdflib.Graph,
    *,
    checks: Sequence[str | Path] = (),
    shapes: Sequence[str | Path] = (),
    only: Sequence[str] = (),
    shacl: bool = True,
    input_format: str | None = None,
) -> Report:
    """Run the SPARQL checks and SHACL shapes on a file, dataset or graph.

    ``checks`` are folders with further ``.rq`` files, ``shapes`` further shapes in Turtle; ``only`` names the
    checks to run (``shacl`` for the shapes); ``input_format`` is that of a file whose name does not tell it, ``-`` is
    stdin. FormatError for data that cannot be parsed.
    """
    rules = _chosen(load_rules(map(Path, checks)), only)
    graphs = _graphs(_quads(data, input_format))
    source = str(data) if isinstance(data, str | Path) else ""
    findings = list(sparql_findings(graphs, rules))
    with_shapes = shacl and (not only or "shacl" in only)
    if with_shapes:
        findings += shacl_findings(graphs, [Path(path) for path in shapes])
    named = [_from(finding, source) for finding in findings]
    ran = [rule.name for rule in rules] + (["shacl"] if with_shapes else [])
    return Report(tuple(sorted(set(named), key=order)), tuple(ran), tuple(sorted(graphs)))


def _chosen(rules: list[Rule], only: Sequence[str]) -> list[Rule]:
    unknown = sorted(set(only) - {rule.name for rule in rules} - {"shacl"})
    if unknown:
        raise OptionError(f"no check is named {unknown[0]!r}; there are: {', '.join(r.name for r in rules)}, shacl")
    return [rule for rule in rules if not only or rule.name in only]


def _from(finding: Finding, source: str) -> Finding:
    return replace(finding, source=source)


def _quads(data: str | Path | Iterable[ox.Quad] | rdflib.Graph, form: str | None) -> list[ox.Quad]:
    if isinstance(data, str | Path):
        return read_graph(Path(data), form)
    if "rdflib" in sys.modules and _is_rdflib(data):
        return _of_rdflib(data)
    return [quad for quad in data if isinstance(quad, ox.Quad)]


def _is_rdflib(data: object) -> TypeGuard[rdflib.Graph]:
    from rdflib import Graph

    return isinstance(data, Graph)


def _of_rdflib(graph: rdflib.Graph) -> list[ox.Quad]:
    from rdflib import Dataset

    graphs = list(graph.graphs()) if isinstance(graph, Dataset) else [graph]
    return [quad for one in graphs for quad in _of_one(one)]


def _of_one(graph: rdflib.Graph) -> list[ox.Quad]:
    """The triples of one graph, under its name where that is one: rdflib's default graph has a name of its own."""
    from rdflib import URIRef
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    named = isinstance(graph.identifier, URIRef) and graph.identifier != DATASET_DEFAULT_GRAPH_ID
    name = ox.NamedNode(str(graph.identifier)) if named else ox.DefaultGraph()
    triples = ox.parse(graph.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def _graphs(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Triple]]:
    """The triples by graph name; those outside any graph under the name of their article, or without one."""
    graphs: dict[object, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    named: dict[str, list[ox.Triple]] = {}
    for node, loose in graphs.items():
        triples = list(dict.fromkeys(unfold(loose)))
        named.setdefault(_name(node, triples), []).extend(triples)
    return named or {"": []}


def _name(node: object, triples: list[ox.Triple]) -> str:
    if isinstance(node, ox.NamedNode):
        return node.value
    articles = articles_of(triples)
    return articles[0].value if articles else ""
