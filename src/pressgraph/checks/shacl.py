"""SHACL shapes, validated by pySHACL one graph at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from pressgraph.checks.findings import Finding, Severity
from pressgraph.errors import FormatError, QueryError
from pressgraph.resources import ontology_file
from pressgraph.store.files import ontology_quads
from pressgraph.store.terms import PREFIXES, short, term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.INFO}
_SUBCLASS: Final = term("rdfs:subClassOf")
_SH: Final = PREFIXES["sh"]
_DETAILS: Final = ("resultPath", "value", "sourceShape")
CHECK_PREFIX: Final = "shacl:"


def shacl_findings(graphs: Mapping[str, Sequence[ox.Triple]], shapes: Sequence[Path] = ()) -> Iterator[Finding]:
    """Validate each graph against the shipped shapes, which name each class that they mean, and against ``shapes``,
    which may speak of classes above: the ontology's class tree is known to these."""
    shipped = _shapes([ontology_file("shapes.ttl")])
    own = _shapes(shapes) if shapes else None
    classes = [quad.triple for quad in ontology_quads() if quad.predicate == _SUBCLASS] if shapes else []
    for name in sorted(graphs):
        yield from _validate(_data(graphs[name]), shipped, name)
        if own is not None:
            yield from _validate(_data([*graphs[name], *classes]), own, name)


def _shapes(paths: Sequence[Path]) -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(str(path), format="turtle")
        except Exception as error:  # rdflib raises a different class for each kind of fault
            raise FormatError(f"{path} cannot be read as shapes in Turtle: {error}") from None
    return graph


def _data(triples: Sequence[ox.Triple]) -> Graph:
    """The triples in rdflib, through its own parser, without RDF 1.2's triple terms, which it cannot hold."""
    from rdflib import Graph

    classic = [triple for triple in triples if not isinstance(triple.object, ox.Triple)]
    encoded = ox.serialize(classic, format=ox.RdfFormat.N_TRIPLES)
    return Graph(bind_namespaces="none").parse(data=encoded, format="nt")


def _validate(data: Graph, shapes: Graph, name: str) -> Iterator[Finding]:
    import pyshacl
    from rdflib import Graph

    try:
        conforms, results, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    except Exception as error:  # pySHACL lets any error of rdflib through
        raise QueryError(f"the shapes cannot be run: {error}") from None
    if not isinstance(results, Graph):
        raise QueryError(f"the shapes cannot be run: {text}")
    if not conforms:
        yield from _findings(results, name)


def _findings(results: Graph, name: str) -> Iterator[Finding]:
    from rdflib import RDF, URIRef

    for result in results.subjects(RDF.type, URIRef(_SH + "ValidationResult")):
        part = {str(p).removeprefix(_SH): o for p, o in results.predicate_objects(result)}
        component = _local(part.get("sourceConstraintComponent")).removesuffix("ConstraintComponent")
        details = tuple(
            (key, str(part[key])) for key in ("resultPath", "value", "sourceShape") if _shows(part.get(key))
        )
        severity = _SEVERITIES.get(_local(part.get("resultSeverity")), Severity.ERROR)
        focus = str(part.get("focusNode", ""))
        yield Finding(CHECK_PREFIX + component, severity, focus, _message(part, focus), name, details)


def _message(part: Mapping[str, Node], focus: str) -> str:
    path = part.get("resultPath")
    where = f"{short(focus)} {short(str(path))}" if _shows(path) else short(focus)
    return f"{where}: {part.get('resultMessage', 'does not conform')}"


def _shows(node: Node | None) -> bool:
    """Whether a node means anything outside the results: blank nodes do not."""
    from rdflib import BNode

    return node is not None and not isinstance(node, BNode)


def _local(node: Node | None) -> str:
    return str(node or "").removeprefix(_SH)
