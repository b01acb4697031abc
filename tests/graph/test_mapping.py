"""What the graph says, and what it must not say."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from pressgraph.annotations import Annotations, Assertion, Claim, Entity, Fact, Mention, Span
from pressgraph.errors import OptionError, PressgraphError, RuleError
from pressgraph.graph import MappingOptions, to_dataset, to_quads, to_rdflib
from pressgraph.graph.iris import Minter
from pressgraph.graph.namespaces import PREFIXES, term
from tests.graph import sample, strategies

ALL = MappingOptions(profile="recall")
BALANCED = {"pg:capital", "schema:jobTitle", "schema:worksFor", "pg:stakeIn", "schema:location"}


def objects(quads: list[Quad], subject: object, predicate: str) -> list[object]:
    return [quad.object for quad in quads if quad.subject == subject and quad.predicate == term(predicate)]


def subjects(quads: list[Quad], predicate: str, value: object) -> list[Any]:
    return [quad.subject for quad in quads if quad.predicate == term(predicate) and quad.object == value]


def statements(quads: list[Quad]) -> list[tuple[NamedNode, tuple[object, object, object]]]:
    nodes = subjects(quads, "rdf:type", term("rdf:Statement"))
    parts = ("rdf:subject", "rdf:predicate", "rdf:object")
    return [(node, tuple(objects(quads, node, part)[0] for part in parts)) for node in nodes]  # type: ignore[misc]


def described(quads: list[Quad]) -> set[object]:
    """The subjects that the graph describes."""
    return {quad.subject for quad in quads}


def test_the_article(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    article = NamedNode("https://courier.example/2031/harbour-fire")
    assert {quad.graph_name for quad in quads} == {article}
    assert objects(quads, article, "schema:headline") == [Literal("Harbour fire injures two in Velmora")]
    assert objects(quads, article, "schema:datePublished") == [Literal("2031-05-06", datatype=term("xsd:date"))]
    assert objects(quads, article, "schema:inLanguage") == [Literal("en")]
    assert len(objects(quads, article, "schema:mentions")) == len(annotations.entities)
    assert len(objects(quads, article, "schema:about")) == 2
    courier = subjects(quads, "schema:name", Literal("Velmora Courier"))
    assert objects(quads, article, "schema:citation") == courier == objects(quads, article, "schema:publisher")
    (author,) = objects(quads, article, "schema:author")
    assert objects(quads, author, "rdf:type") == [term("prov:Agent")]


@given(strategies.any_annotations())
@settings(max_examples=150)
def test_only_what_is_asserted_is_a_plain_triple(annotations: Annotations) -> None:
    quads = to_quads(annotations, ALL)
    plain = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    found = statements(quads)
    asserted = {triple for node, triple in found if objects(quads, node, "pg:assertion") == [term("pg:Asserted")]}
    for _, triple in found:
        assert (triple in plain) == (triple in asserted)
    meant = {fact.predicate for fact in annotations.facts if fact.assertion is Assertion.ASSERTED}
    assert {
        fact.predicate for fact in annotations.facts if plain & {t for t in plain if t[1] == term(fact.predicate)}
    } <= meant


@given(strategies.any_annotations())
@settings(max_examples=100)
def test_only_what_is_asserted_is_an_event(annotations: Annotations) -> None:
    quads = to_quads(annotations, ALL)
    asserted = Counter(event.type for event in annotations.events if event.assertion is Assertion.ASSERTED)
    for curie in ("pg:Attack", "pg:Meeting", "pg:NewsEvent"):
        assert len(subjects(quads, "rdf:type", term(curie))) <= asserted[curie]
    for node in subjects(quads, "rdf:type", term("pg:DescribedEvent")):
        assert objects(quads, node, "pg:assertion") != [term("pg:Asserted")]


@given(strategies.any_annotations())
@settings(max_examples=100)
def test_every_span_is_true_to_the_text_and_nothing_dangles(annotations: Annotations) -> None:
    for options in (ALL, MappingOptions(), MappingOptions(profile="publish"), MappingOptions(provenance=False)):
        quads = to_quads(annotations, options)
        assert len(quads) == len(set(quads))
        assert not any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object))
        known = described(quads)
        own = (MappingOptions().base, Minter(annotations.article, options.base).article.value)
        for quad in quads:
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(own):
                assert quad.object in known or quad.predicate == term("schema:url"), quad
        for node in subjects(quads, "rdf:type", term("nif:RFC5147String")):
            begin, end = (int(objects(quads, node, name)[0].value) for name in ("nif:beginIndex", "nif:endIndex"))  # type: ignore[attr-defined]
            (anchor,) = objects(quads, node, "nif:anchorOf")
            assert len(anchor.value) == end - begin  # type: ignore[attr-defined]
            assert node.value.endswith(f"#char={begin},{end}")


def test_anchors_are_the_surface(annotations: Annotations) -> None:
    quads = to_quads(annotations, ALL)
    for node in subjects(quads, "rdf:type", term("nif:RFC5147String")):
        begin, end = map(int, node.value.rpartition("=")[2].split(","))
        assert objects(quads, node, "nif:anchorOf") == [Literal(sample.TEXT[begin:end])]


def test_equal_facts_are_one_statement_with_all_evidence(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    (capital,) = subjects(quads, "rdf:predicate", term("pg:capital"))
    assert len(objects(quads, capital, "prov:wasDerivedFrom")) == 2
    assert objects(quads, capital, "pg:confidence") == [Literal("0.98", datatype=term("xsd:decimal"))]


def test_what_has_ended_is_still_asserted(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    (statement,) = subjects(quads, "rdf:predicate", term("schema:worksFor"))
    assert objects(quads, statement, "pg:ended") == [Literal("true", datatype=term("xsd:boolean"))]
    assert objects(quads, statement, "schema:endDate") == [Literal("2029", datatype=term("xsd:gYear"))]
    assert [quad for quad in quads if quad.predicate == term("schema:worksFor")]


def test_a_denied_fact_leads_to_no_triple_but_to_its_speaker(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    (statement,) = subjects(quads, "rdf:predicate", term("schema:location"))
    tideline = objects(quads, statement, "rdf:subject")[0]
    assert not objects(quads, tideline, "schema:location")
    (claim,) = subjects(quads, "pg:states", statement)
    assert objects(quads, claim, "pg:speechAct") == [term("pg:Denial")]
    assert objects(quads, claim, "schema:author") == objects(quads, statement, "pg:attributedTo")


def test_events(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    (injury,) = subjects(quads, "rdf:type", term("pg:Injury"))
    (count,) = objects(quads, injury, "pg:count")
    assert objects(quads, count, "schema:value") == [Literal("2", datatype=term("xsd:decimal"))]
    assert not objects(quads, injury, "pg:dateText")
    (crime,) = subjects(quads, "pg:eventType", term("pg:Crime"))
    assert objects(quads, crime, "rdf:type") == [term("pg:DescribedEvent")]
    assert objects(quads, crime, "pg:stage") == [term("pg:Accused")]
    assert objects(quads, crime, "pg:dateText") == [Literal("some night")]
    assert not subjects(quads, "rdf:type", term("pg:Crime"))


def test_a_split_quotation_is_one_with_two_spans(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    (quotation,) = subjects(quads, "rdf:type", term("schema:Quotation"))
    assert objects(quads, quotation, "schema:text") == [Literal("We will rebuild the harbour, whatever it costs.")]
    assert len(objects(quads, quotation, "prov:wasDerivedFrom")) == 2
    assert objects(quads, quotation, "pg:cue") == [Literal("said")]


def test_a_cue_of_white_space_is_none(annotations: Annotations) -> None:
    blank = annotations.article.text.index(" ")
    claims = tuple(replace(claim, cue=Span(blank, blank + 1)) for claim in annotations.claims)
    quads = to_quads(replace(annotations, claims=claims))
    assert subjects(quads, "rdf:type", term("schema:Quotation"))
    assert not [quad for quad in quads if quad.predicate == term("pg:cue")]


def test_equal_values_share_a_node_that_knows_where_it_stands(annotations: Annotations) -> None:
    quads = to_quads(annotations)
    (share,) = {quad.object for quad in quads if quad.predicate == term("pg:share")}
    assert objects(quads, share, "prov:wasDerivedFrom") == [
        Minter(annotations.article, ALL.base).span(sample.at("40 percent"))
    ]
    (money,) = subjects(quads, "rdf:type", term("schema:MonetaryAmount"))
    assert objects(quads, money, "schema:currency") == [Literal("USD")]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"profile": "recall"}, {*BALANCED, "schema:numberOfEmployees"}),
        ({}, BALANCED),
        ({"profile": "publish"}, {"pg:capital", "schema:jobTitle"}),
        (
            {"profile": "publish", "min_confidence": 0.8},
            {"pg:capital", "schema:jobTitle", "pg:stakeIn", "schema:location"},
        ),
    ],
)
def test_profiles(annotations: Annotations, options: dict[str, object], kept: set[str]) -> None:
    quads = to_quads(annotations, MappingOptions(**options))  # type: ignore[arg-type]
    assert {triple[1] for _, triple in statements(quads)} == {term(name) for name in kept}


def test_what_is_left_out_takes_the_unnamed_along(annotations: Annotations) -> None:
    unnamed = Literal("a man")
    assert subjects(to_quads(annotations), "schema:name", unnamed)
    strict = to_quads(annotations, MappingOptions(profile="publish"))
    assert not subjects(strict, "schema:name", unnamed)
    assert subjects(strict, "schema:name", Literal("Portworks"))


def test_without_provenance_statements_point_to_the_article(annotations: Annotations) -> None:
    quads = to_quads(annotations, MappingOptions(provenance=False))
    namespaces = (PREFIXES["prov"] + "was", PREFIXES["nif"] + "anchorOf", PREFIXES["itsrdf"])
    assert not [quad for quad in quads if quad.predicate.value.startswith(namespaces)]
    (capital,) = subjects(quads, "rdf:predicate", term("pg:capital"))
    assert objects(quads, capital, "schema:subjectOf") == [quads[0].graph_name]


def test_the_text_enters_only_when_asked(annotations: Annotations) -> None:
    text = Literal(sample.TEXT)
    assert not subjects(to_quads(annotations), "nif:isString", text)
    assert subjects(to_quads(annotations, MappingOptions(include_text=True)), "nif:isString", text)


def test_times_of_the_run_enter_only_when_asked(annotations: Annotations) -> None:
    assert not [quad for quad in to_quads(annotations) if quad.predicate == term("prov:endedAtTime")]
    moment = datetime.datetime(2031, 5, 6, 12, 30, 15, 999, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    quads = to_quads(annotations, MappingOptions(run_time=moment, model="en 1.0"))
    (time,) = [quad.object for quad in quads if quad.predicate == term("prov:endedAtTime")]
    assert time == Literal("2031-05-06T10:30:15Z", datatype=term("xsd:dateTime"))
    assert subjects(quads, "schema:softwareVersion", Literal("1.0"))


def test_reifiers_say_the_same(annotations: Annotations) -> None:
    classic = {triple for _, triple in statements(to_quads(annotations))}
    modern = [
        quad.object
        for quad in to_quads(annotations, MappingOptions(rdf12=True))
        if quad.predicate == term("rdf:reifies")
    ]
    assert {(t.subject, t.predicate, t.object) for t in modern if isinstance(t, Triple)} == classic
    with pytest.raises(OptionError, match="rdf12"):
        to_rdflib(annotations, rdf12=True)


def test_rdflib_gets_the_same_graph(annotations: Annotations) -> None:
    dataset = to_rdflib(annotations)
    graph = dataset.graph(rdflib.URIRef("https://courier.example/2031/harbour-fire"))
    assert len(graph) == len(to_dataset(annotations))
    assert (None, rdflib.URIRef(PREFIXES["schema"] + "jobTitle"), rdflib.Literal("mayor")) in graph


def test_claims_link_only_to_what_is_there(annotations: Annotations) -> None:
    odd = Claim("c9", "claim", (Span(0, 7),), states=("f99", "f1"), reports=("c9", "c99"))
    quads = to_quads(replace(annotations, claims=(odd,)))
    (claim,) = subjects(quads, "rdf:type", term("schema:Claim"))
    assert len(objects(quads, claim, "pg:states")) == 1
    assert not objects(quads, claim, "pg:reports")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"entities": ()}, "refers to the entity"),
        ({"mentions": (Mention(Span(0, 10_000), "e1"),)}, "lies outside the article's"),
        ({"mentions": (Mention(Span(3, 3), "e1"),)}, "lies outside the article's"),
        ({"mentions": (Mention(Span(0, 3), "e77"),)}, "refers to the entity 'e77'"),
    ],
)
def test_broken_annotations_are_refused(annotations: Annotations, change: dict[str, object], message: str) -> None:
    with pytest.raises(PressgraphError, match=message):
        to_quads(replace(annotations, **change))  # type: ignore[arg-type]


def test_unknown_terms_are_refused(annotations: Annotations) -> None:
    with pytest.raises(RuleError, match="no term of the ontology"):
        to_quads(replace(annotations, entities=(*annotations.entities, Entity("e10", "Person", "X"))))


def test_a_fact_without_a_number_says_nothing() -> None:
    from pressgraph.annotations import Quantity

    span = Span(0, 7)
    fact = Fact("f1", "e1", "schema:numberOfEmployees", Quantity(), span, span, (span,))
    quads = to_quads(sample.annotated(facts=(fact,), claims=(), events=()))
    assert not statements(quads)


@pytest.mark.parametrize(
    "options",
    [{"profile": "brave"}, {"min_confidence": 1.5}, {"base": "not an iri"}, {"base": "https://x.example/a b"}],
)
def test_options_that_make_no_sense(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        MappingOptions(**options)  # type: ignore[arg-type]
