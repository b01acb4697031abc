"""The endpoint's description of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from pressgraph.graph.formats import format_of
from pressgraph.graph.namespaces import term
from pressgraph.graph.writers import serialize_quads

DESCRIPTION_TYPES = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")


def description(endpoint: str, media_type: str) -> bytes:
    """The service at an address, described in an RDF format."""
    service, dataset = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    default = NamedNode(f"{endpoint}#merged")
    found = [
        Quad(service, term("rdf:type"), _sd("Service")),
        Quad(service, _sd("endpoint"), NamedNode(endpoint)),
        Quad(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Quad(service, _sd("defaultDataset"), dataset),
        Quad(dataset, term("rdf:type"), _sd("Dataset")),
        Quad(dataset, _sd("defaultGraph"), default),
        Quad(default, term("rdf:type"), _sd("Graph")),
        Quad(default, term("rdfs:comment"), ox.Literal("What all articles assert, each triple once.", language="en")),
    ]
    results = (NamedNode(_FORMATS + name) for name in (*_RESULTS, *_GRAPHS))
    found += [Quad(service, _sd("resultFormat"), form) for form in results]
    return serialize_quads(found, format_of(media_type))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
