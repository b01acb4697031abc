"""A small article graph without faults, to which the tests of the checks add one fault each."""

from __future__ import annotations

import pyoxigraph as ox

PREFIXES = """
@prefix schema: <https://schema.org/> .
@prefix pg: <https://w3id.org/pressgraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://news.example/a#> .
"""

ARTICLE = "https://news.example/a"

# The reference text is: Ana Bell, 40, leads Norvik. "We won," she said. It may close.
SOUND = """
<https://news.example/a> a schema:NewsArticle , nif:Context ;
    schema:headline "Norvik" ; schema:version "1" ;
    schema:datePublished "2030-05-06"^^xsd:date ; schema:inLanguage "en" ;
    schema:wordCount 12 ; nif:beginIndex 0 ; nif:endIndex 62 ;
    nif:isString 'Ana Bell, 40, leads Norvik. "We won," she said. It may close. ' ;
    schema:mentions :ana , :norvik ; prov:wasGeneratedBy :run .
:software a prov:SoftwareAgent ; schema:name "pressgraph" .
:run a prov:Activity ; prov:wasAssociatedWith :software ; prov:used <https://news.example/a> ;
    pg:profile "balanced" ; pg:minConfidence 0.5 .
:ana a schema:Person ; schema:name "Ana Bell" ; pg:mentionCount 2 ; pg:reportedAge 40 .
:norvik a schema:City ; schema:name "Norvik" ; pg:mentionCount 1 .
:ana schema:homeLocation :norvik .
<https://news.example/a#char=0,8> a nif:RFC5147String ; nif:beginIndex 0 ; nif:endIndex 8 ; nif:anchorOf "Ana Bell" ;
    nif:referenceContext <https://news.example/a> ; itsrdf:taIdentRef :ana ;
    itsrdf:taConfidence 0.9 ; pg:resolvedBy "name" .
<https://news.example/a#char=20,26> a nif:RFC5147String ; nif:beginIndex 20 ; nif:endIndex 26 ; nif:anchorOf "Norvik" ;
    nif:referenceContext <https://news.example/a> ; itsrdf:taIdentRef :norvik ;
    itsrdf:taConfidence 0.9 ; pg:resolvedBy "name" .
<https://news.example/a#char=29,36> a nif:RFC5147String ; nif:beginIndex 29 ; nif:endIndex 36 ; nif:anchorOf "We won," ;
    nif:referenceContext <https://news.example/a> .
:st1 a rdf:Statement ; rdf:subject :ana ; rdf:predicate schema:homeLocation ; rdf:object :norvik ;
    pg:assertion pg:Asserted ; pg:confidence 0.9 ; prov:wasDerivedFrom <https://news.example/a#char=0,8> .
:st2 a rdf:Statement ; rdf:subject :ana ; rdf:predicate pg:reportedAge ; rdf:object 40 ;
    pg:assertion pg:Asserted ; pg:confidence 0.9 ; prov:wasDerivedFrom <https://news.example/a#char=0,8> .
:st3 a rdf:Statement ; rdf:subject :norvik ; rdf:predicate pg:capital ; rdf:object :norvik2 ;
    pg:assertion pg:Attributed ; pg:attributedTo :ana ; pg:confidence 0.8 ;
    prov:wasDerivedFrom <https://news.example/a#char=20,26> .
:norvik2 a schema:City ; schema:name "Old Norvik" ; pg:mentionCount 0 .
:q a schema:Quotation ; schema:text "We won," ; schema:author :ana ; pg:speechAct pg:Assertion ; pg:confidence 0.9 ;
    schema:isPartOf <https://news.example/a> ; prov:wasDerivedFrom <https://news.example/a#char=29,36> .
:win a pg:Competition ; pg:assertion pg:Asserted ; pg:confidence 0.9 ; pg:agent :ana ;
    schema:startDate "2030-05-05"^^xsd:date ; prov:wasDerivedFrom <https://news.example/a#char=29,36> ;
    pg:trigger <https://news.example/a#char=29,36> .
:close a pg:DescribedEvent ; pg:eventType pg:NewsEvent ; pg:assertion pg:Hypothetical ; pg:confidence 0.7 ;
    pg:patient :norvik ; prov:wasDerivedFrom <https://news.example/a#char=20,26> ;
    pg:trigger <https://news.example/a#char=20,26> .
"""


def quads(turtle: str, graph: str | None = None) -> list[ox.Quad]:
    """The triples of Turtle with the tests' prefixes, in a graph or in none."""
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    parsed = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in parsed]


def faulty(added: str, removed: str = "") -> list[ox.Quad]:
    """The sound graph with a fault: text taken out of its Turtle, and text added."""
    assert removed in SOUND
    return quads(SOUND.replace(removed, "") + added)
