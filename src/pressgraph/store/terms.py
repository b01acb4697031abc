"""The IRIs that stores, checks and queries look at, and the prefixes that queries may leave undeclared."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from pressgraph.graph.namespaces import PREFIXES as GRAPH_PREFIXES
from pressgraph.graph.namespaces import term

__all__ = ["NEWS_ARTICLE", "ONTOLOGY_GRAPH", "PREFIXES", "REIFIES", "STATEMENT", "TYPE", "short", "term"]

PREFIXES: Final = {**GRAPH_PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}
ONTOLOGY_GRAPH: Final = NamedNode("https://w3id.org/pressgraph/ontology")


def short(iri: str) -> str:
    """The CURIE of an IRI where a prefix fits, else the IRI in angle brackets.

    >>> short("https://schema.org/Person"), short("https://news.example/1")
    ('schema:Person', '<https://news.example/1>')
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return f"<{iri}>"


TYPE: Final = term("rdf:type")
REIFIES: Final = term("rdf:reifies")
STATEMENT: Final = term("rdf:Statement")
NEWS_ARTICLE: Final = term("schema:NewsArticle")
