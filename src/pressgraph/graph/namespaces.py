"""The namespaces of the graph and the CURIEs that name its terms."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import NamedNode

from pressgraph.errors import RuleError

PREFIXES: dict[str, str] = {
    "schema": "https://schema.org/",
    "pg": "https://w3id.org/pressgraph/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}


@lru_cache(maxsize=4096)
def written(curie: str) -> str:
    """A term as N-Triples and N-Quads write it.

    >>> written("rdf:type")
    '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
    """
    return str(term(curie))


@lru_cache(maxsize=4096)
def term(curie: str) -> NamedNode:
    """The IRI of a CURIE.

    Raises RuleError when the prefix is unknown or the local part makes no IRI.

    >>> term("schema:Person").value
    'https://schema.org/Person'
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES or not local:
        known = ", ".join(sorted(PREFIXES))
        raise RuleError(f"{curie!r} is no term of the ontology: write prefix:name with one of the prefixes {known}")
    try:
        return NamedNode(PREFIXES[prefix] + local)
    except ValueError as error:
        raise RuleError(f"{curie!r} makes no valid IRI: {error}") from error


def curie(iri: str) -> str:
    """The CURIE of an IRI in one of our namespaces, or the IRI itself.

    >>> curie("https://w3id.org/pressgraph/ontology#Attack")
    'pg:Attack'
    >>> curie("https://example.org/x")
    'https://example.org/x'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
