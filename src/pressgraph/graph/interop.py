"""Quads as rdflib's datasets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox
import rdflib
from rdflib.term import IdentifiedNode, Node

from pressgraph.errors import OptionError
from pressgraph.graph.namespaces import PREFIXES

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """The quads as an rdflib dataset with our prefixes bound.

    Plain strings carry no datatype, since rdflib tells ``"a"`` and ``"a"^^xsd:string`` apart.
    Raises OptionError for RDF 1.2 triple terms, which rdflib does not have.
    """
    dataset = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    for quad in quads:
        named = None if isinstance(quad.graph_name, ox.DefaultGraph) else _node(quad.graph_name)
        graph = dataset.default_graph if named is None else dataset.graph(cast(IdentifiedNode, named))
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return dataset


def _node(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if isinstance(node, ox.Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        kind = node.datatype.value
        return rdflib.Literal(node.value, datatype=None if kind == XSD_STRING else rdflib.URIRef(kind), normalize=False)
    raise OptionError("rdflib has no RDF 1.2 triple terms: ask for the graph without rdf12")
