"""The SHACL shapes: they hold for our graphs, and each catches what it is for."""

from __future__ import annotations

import warnings

import pytest
import rdflib
from hypothesis import given, settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pyshacl

from pressgraph.annotations import Annotations
from pressgraph.graph import MappingOptions, serialize
from pressgraph.graph.namespaces import PREFIXES
from pressgraph.resources import ontology_file
from tests.graph import sample, strategies

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
PGS = rdflib.Namespace("https://w3id.org/pressgraph/shapes#")
HEADER = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
SHAPES = rdflib.Graph(bind_namespaces="none").parse(ontology_file("shapes.ttl"))


def graph_of(annotations: Annotations, **options: object) -> rdflib.Graph:
    data = serialize(annotations, "turtle", MappingOptions(**options))  # type: ignore[arg-type]
    return rdflib.Graph(bind_namespaces="none").parse(data=data, format="turtle")


def messages(graph: rdflib.Graph) -> list[str]:
    _, results, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    return sorted({str(value) for value in results.objects(None, SH.resultMessage)})


@pytest.mark.parametrize(
    "options",
    [{}, {"profile": "recall"}, {"profile": "publish"}, {"provenance": False}, {"include_text": True, "model": "en 1"}],
)
def test_our_graphs_conform(annotations: Annotations, options: dict[str, object]) -> None:
    assert messages(graph_of(annotations, **options)) == []


@given(strategies.any_annotations())
@settings(max_examples=8, deadline=None)
def test_random_annotations_break_only_rules_about_their_content(annotations: Annotations) -> None:
    """Random facts attribute what they assert, and names may be blank; the form of the graph is always right."""
    content = (
        "is attributed to somebody",
        "write the job title",
        "minValue must not",
        "one headline",
        "one schema:name",
        "with a schema:name",
    )
    found = messages(graph_of(annotations, profile="recall"))
    assert [message for message in found if not any(words in message for words in content)] == []


SAMPLE = graph_of(sample.annotated())
ARTICLE = "?x a schema:NewsArticle"
STATEMENT = "?x a rdf:Statement"
SPAN = "?x a nif:RFC5147String"
DESCRIBED = "?x a pg:DescribedEvent"
CLAIM = "?x a schema:Claim"
# What is deleted, inserted, where; and what the message must say.
BREAKAGES = [
    ("?x schema:inLanguage ?o", "?x schema:inLanguage 'English'", ARTICLE, "BCP 47"),
    ("?x schema:datePublished ?o", "?x schema:datePublished 'May 6'", ARTICLE, "day of publication"),
    ("?x schema:wordCount ?o", "", ARTICLE, "number of words"),
    ("?x schema:version ?o", "", ARTICLE, "version once"),
    ("", "?x schema:headline 'Another'", ARTICLE, "one headline"),
    ("?x nif:beginIndex ?o", "?x nif:beginIndex 1", ARTICLE, "nif:beginIndex is 0"),
    ("?x nif:endIndex ?o", "", ARTICLE, "length of its text"),
    ("", "?x nif:isString 'a', 'b'", ARTICLE, "reference text once"),
    ("", "?x schema:url 'courier'", ARTICLE, "address once"),
    ("", "?x schema:author 'Ada'", ARTICLE, "schema:author lead"),
    ("", "?x schema:publisher 'Courier'", ARTICLE, "schema:publisher lead"),
    ("", "?x schema:mentions <http://x.example/nobody>", ARTICLE, "schema:mentions lead"),
    ("", "?x schema:about 'fire'", ARTICLE, "schema:about lead"),
    ("", "?x schema:citation ?p", ARTICLE + ". ?p a schema:Person", "news media"),
    ("", "?x prov:wasGeneratedBy ?x", ARTICLE, "prov:Activity of the run"),
    ("?x schema:name ?o", "", "?x a schema:City", "exactly one schema:name"),
    ("", "?x schema:name 'Second'", "?x a schema:Person", "exactly one schema:name"),
    ("?x a ?o", "", "?x a schema:Country", "class of the vocabulary"),
    ("", "?x schema:alternateName 5", "?x a schema:Country", "other names"),
    ("", "?x schema:sameAs 'Q1'", "?x a schema:Country", "schema:sameAs lead"),
    ("?x pg:mentionCount ?o", "", "?x a schema:Country", "count the entity's mentions"),
    ("?x pg:mentionCount ?o", "?x pg:mentionCount 'many'", "?x a schema:Country", "number of mentions once"),
    ("", "?x a schema:Place", "?x a schema:Person", "no place and no organisation"),
    ("", "?x schema:birthDate 'May'", "?x a schema:Person", "stays text"),
    ("", "?x schema:spouse ?p", "?x a schema:Person. ?p a schema:City", "schema:spouse lead to a person"),
    ("", "?x pg:reportedAge 400", "?x a schema:Person", "from 0 to 130"),
    ("", "?x schema:jobTitle 7", "?x a schema:Person", "job title"),
    ("", "?x schema:worksFor 'Tideline'", "?x a schema:Person", "employer"),
    ("", "?x schema:foundingDate 'May'", "?x a schema:Corporation", "stays text"),
    ("", "?x pg:chiefExecutive ?p", "?x a schema:Corporation. ?p a schema:City", "pg:chiefExecutive lead to a person"),
    ("", "?x schema:numberOfEmployees 5", "?x a schema:Corporation", "schema:QuantitativeValue"),
    ("", "?x pg:stakeIn 'Portworks'", "?x a schema:Corporation", "pg:stakeIn lead"),
    ("", "?x pg:headOfState ?p", "?x a schema:Country. ?p a schema:City", "pg:headOfState lead"),
    ("", "?x pg:capital ?p", "?x a schema:Country. ?p a schema:Person", "pg:capital lead"),
    ("", "<http://x.example/s> a nif:RFC5147String", ARTICLE, "ARTICLE#char=BEGIN,END"),
    ("?x nif:beginIndex ?o", "", SPAN, "nif:beginIndex once"),
    ("?x nif:endIndex ?o", "?x nif:endIndex 1", SPAN, "nif:beginIndex once"),
    ("?x nif:endIndex ?o", "?x nif:endIndex '9'", SPAN, "nif:endIndex once"),
    ("?x nif:anchorOf ?o", "", SPAN, "characters of the span"),
    ("?x nif:referenceContext ?o", "", SPAN, "the one article"),
    ("?x itsrdf:taIdentRef ?o", "?x itsrdf:taIdentRef 'Velmora'", SPAN, "lead to its entity"),
    ("?x itsrdf:taConfidence ?o", "", SPAN, "how sure the mention is"),
    ("?x pg:resolvedBy ?o", "?x pg:resolvedBy 'guess'", SPAN, "how the mention was joined"),
    ("?x prov:wasDerivedFrom ?o", "", STATEMENT, "name the evidence"),
    ("", "?x prov:wasDerivedFrom ?p", STATEMENT + ". ?p a schema:Person", "spans of the article"),
    ("?x pg:assertion ?o", "", STATEMENT, "exactly one status"),
    ("?x pg:assertion ?o", "?x pg:assertion pg:Denial", STATEMENT, "exactly one status"),
    ("?x pg:confidence ?o", "?x pg:confidence 1.5", STATEMENT, "from 0 to 1"),
    ("?x pg:confidence ?o", "?x pg:confidence 0.5e0", STATEMENT, "xsd:decimal from 0 to 1"),
    ("", "?x pg:attributedTo 'police'", STATEMENT, "the entity that says so"),
    ("", "?x schema:startDate 'in May'", STATEMENT, "stays text"),
    ("", "?x pg:ended 'yes'", STATEMENT, "xsd:boolean"),
    ("", "?x pg:origin 5", STATEMENT, "pg:origin as a plain string"),
    (
        "",
        "?x pg:attributedTo ?p",
        STATEMENT + "; pg:assertion pg:Asserted. ?p a schema:Person",
        "is not asserted by the article",
    ),
    ("?x rdf:subject ?o", "", STATEMENT, "exactly one rdf:subject"),
    ("?x rdf:predicate ?o", "", STATEMENT, "exactly one rdf:predicate"),
    ("", "?x rdf:object 'a', 'b'", STATEMENT, "exactly one rdf:object"),
    ("", "?x pg:share 40", STATEMENT, "pg:share lead"),
    ("", "?x pg:agent 'somebody'", DESCRIBED, "pg:agent lead"),
    ("", "?x schema:location <http://x.example/nowhere>", "?x a pg:Injury", "schema:location lead"),
    ("", "?x schema:startDate 'May'", "?x a pg:Injury", "stays text"),
    ("", "?x pg:dateText 'one', 'two'", DESCRIBED, "unresolved date once"),
    ("", "?x pg:count 5", "?x a pg:Injury", "pg:count lead"),
    ("", "?x pg:amount 5", "?x a pg:Injury", "pg:amount lead"),
    ("?x pg:trigger ?o", "?x pg:trigger 'injured'", "?x a pg:Injury", "pg:trigger lead"),
    ("?x pg:stage ?o", "?x pg:stage pg:Denial", DESCRIBED, "use one of pg:Accused"),
    ("?x pg:assertion ?o", "?x pg:assertion pg:Planned", "?x a pg:Injury", "make it a pg:DescribedEvent"),
    ("", "?x pg:eventType pg:Attack", "?x a pg:Injury", "drop pg:eventType"),
    ("", "?x pg:stage pg:Accused", "?x a pg:Injury", "no court has upheld"),
    ("?x pg:eventType ?o", "", DESCRIBED, "exactly one pg:eventType"),
    ("?x pg:eventType ?o", "?x pg:eventType schema:Event", DESCRIBED, "exactly one pg:eventType"),
    ("?x pg:assertion ?o", "?x pg:assertion pg:Asserted", DESCRIBED, "a described event is not asserted"),
    ("", "?x a pg:Attack", DESCRIBED, "no class of events beside"),
    ("?x schema:text ?o", "", CLAIM, "give the words once"),
    ("?x schema:author ?o", "?x schema:author 'police'", CLAIM, "schema:author lead to the source"),
    ("?x schema:isPartOf ?o", "", CLAIM, "schema:isPartOf lead"),
    ("?x pg:speechAct ?o", "", CLAIM, "exactly one speech act"),
    ("", "?x pg:cue 'one', 'two', 'three'", CLAIM, "cue once"),
    ("", "?x pg:addressee 'the public'", CLAIM, "pg:addressee lead"),
    ("", "?x schema:dateCreated 'May'", CLAIM, "stays text"),
    ("", "?x schema:mentions 'x'", CLAIM, "entities with a name"),
    ("", "?x pg:states <http://x.example/gone>", CLAIM, "statements and described events that are in the graph"),
    ("", "?x pg:reports <http://x.example/gone>", CLAIM, "a claim or quotation that is in the graph"),
    ("?x pg:confidence ?o", "", CLAIM, "state one pg:confidence"),
    ("", "?x prov:wasDerivedFrom ?x", CLAIM, "spans of the article"),
    ("?x schema:value ?o", "", "?x a schema:QuantitativeValue", "give the quantity a number"),
    ("?x schema:value ?o", "?x schema:value 5", "?x a schema:QuantitativeValue", "schema:value once, as xsd:decimal"),
    ("", "?x schema:minValue 5.0; schema:maxValue 4.0", "?x a schema:QuantitativeValue", "exchange them"),
    ("", "?x schema:unitText 5", "?x a schema:QuantitativeValue", "write the unit once"),
    ("", "?x schema:unitCode 5", "?x a schema:QuantitativeValue", "unit's code"),
    ("?x schema:value ?o", "", "?x a schema:MonetaryAmount", "give the sum a number"),
    ("?x schema:currency ?o", "?x schema:currency 'dollars'", "?x a schema:MonetaryAmount", "ISO 4217"),
    ("?x prov:used ?o", "", "?x a prov:Activity", "prov:used lead"),
    ("?x prov:wasAssociatedWith ?o", "", "?x a prov:Activity", "lead to the software"),
    ("?x pg:profile ?o", "?x pg:profile 'brave'", "?x a prov:Activity", "name the profile"),
    ("?x pg:minConfidence ?o", "", "?x a prov:Activity", "pg:minConfidence"),
    ("", "?x prov:endedAtTime 'now'", "?x a prov:Activity", "time of the run"),
    ("?x schema:name ?o", "", "?x a prov:SoftwareAgent", "name the software"),
    ("", "?x schema:softwareVersion 5", "?x a prov:SoftwareAgent", "its version once"),
]


@pytest.mark.parametrize(("gone", "new", "where", "message"), BREAKAGES)
def test_a_broken_graph_is_caught_with_its_remedy(gone: str, new: str, where: str, message: str) -> None:
    graph = rdflib.Graph(bind_namespaces="none") + SAMPLE
    pattern = f"{{ {where} {{ SELECT ?x WHERE {{ {where} }} }} {'. ' + gone if gone else ''} }}"
    delete = f"DELETE {{ {gone} }}" if gone else ""
    insert = f"INSERT {{ {new} }}" if new else ""
    before = set(graph)
    graph.update(f"{HEADER} {delete} {insert} WHERE {pattern}")
    assert set(graph) != before, "the breakage changes nothing"
    assert [found for found in messages(graph) if message in found], messages(graph)


# Links that all must lead to the same kind of thing: each is broken in turn, and all are checked at once.
FAMILIES = [
    (
        "pg:participant pg:patient pg:recipient pg:instrument pg:result pg:cause pg:seller",
        DESCRIBED,
        "let {} lead to an entity with a name",
    ),
    ("schema:parent schema:children schema:sibling schema:relatedTo", "?x a schema:Person", "let {} lead to a person"),
    ("pg:chairperson pg:spokesperson pg:leader", "?x a schema:Corporation", "let {} lead to a person"),
    ("pg:headOfGovernment pg:minister", "?x a schema:Country", "let {} lead to a person"),
    ("schema:minValue schema:maxValue", "?x a schema:QuantitativeValue", "write {} once, as xsd:decimal"),
]


@pytest.mark.parametrize(("names", "where", "message"), FAMILIES)
def test_broken_links_of_a_family_are_caught(names: str, where: str, message: str) -> None:
    graph = rdflib.Graph(bind_namespaces="none") + SAMPLE
    new = "; ".join(f"{name} 'words'" for name in names.split())
    graph.update(f"{HEADER} INSERT {{ ?x {new} }} WHERE {{ {where} }}")
    found = messages(graph)
    for name in names.split():
        assert [text for text in found if text.startswith(message.format(name))], (name, found)


def test_every_message_has_a_breakage() -> None:
    expected = [entry[3] for entry in BREAKAGES]
    expected += [message.format(name) for names, _, message in FAMILIES for name in names.split()]
    for stated in {str(message) for message in SHAPES.objects(None, SH.message)}:
        assert [words for words in expected if words in stated], f"no test breaks: {stated}"


def test_shapes_are_core_alone() -> None:
    assert (None, SH.sparql, None) not in SHAPES
    assert (None, SH.select, None) not in SHAPES


def test_shapes_name_only_terms_that_are_defined() -> None:
    ontology = rdflib.Graph(bind_namespaces="none").parse(ontology_file("pressgraph.ttl"))
    defined = set(ontology.subjects(rdflib.RDF.type, None))
    ours = tuple(PREFIXES[prefix] for prefix in ("pg", "schema", "prov", "nif", "itsrdf"))
    named = {node for triple in SHAPES for node in triple if str(node).startswith(ours)}
    assert named <= defined
