"""What is in the merged asserted graph, and what is not."""

from __future__ import annotations

import pyoxigraph as ox

from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store.asserted import asserted
from pressgraph.store.reifiers import unfold
from pressgraph.store.terms import short, term
from tests.checks.graphs import SOUND, quads
from tests.graph import sample


def triples(turtle: str) -> set[ox.Triple]:
    return {quad.triple for quad in quads(turtle)}


def test_facts_events_speech_and_metadata_stay() -> None:
    kept = asserted(triples(SOUND))
    wanted = triples(
        """:ana schema:homeLocation :norvik ; pg:reportedAge 40 ; schema:name "Ana Bell" .
        <https://news.example/a> a schema:NewsArticle ; schema:headline "Norvik" ; schema:mentions :ana .
        :q a schema:Quotation ; schema:author :ana ; schema:text "We won," .
        :win a pg:Competition ; pg:agent :ana ."""
    )
    assert wanted <= kept


def test_bookkeeping_leaves_no_trace() -> None:
    kept = asserted(triples(SOUND))
    nodes = {short(t.subject.value) for t in kept if isinstance(t.subject, ox.NamedNode)}
    assert not any("char=" in node or "#st" in node or "run" in node or "close" in node for node in nodes)
    predicates = {t.predicate for t in kept}
    assert not predicates & {
        term("prov:wasDerivedFrom"),
        term("pg:trigger"),
        term("pg:mentionCount"),
        term("nif:endIndex"),
    }
    assert term("nif:Context") not in {t.object for t in kept}
    # Nothing points to a node that is not described.
    described = {t.subject for t in kept}
    local = {t.object for t in kept if isinstance(t.object, ox.NamedNode) and t.object.value.startswith("https://news")}
    assert local <= described


def test_claims_inside_claims_are_not_asserted() -> None:
    graph = triples(
        """:outer a schema:Claim ; schema:text "he denied it" ; pg:reports :inner ; schema:author :police .
        :inner a schema:Claim ; schema:text "it" ; schema:author :he ."""
    )
    kept = asserted(graph)
    assert {t.subject for t in kept} == {ox.NamedNode("https://news.example/a#outer")}
    assert term("pg:reports") not in {t.predicate for t in kept}


def test_values_of_what_is_not_asserted_go_with_it() -> None:
    graph = triples(
        """:a a schema:QuantitativeValue ; schema:value 3 . :b a schema:QuantitativeValue ; schema:value 4 .
        :st a rdf:Statement ; rdf:subject :x ; rdf:predicate schema:numberOfEmployees ; rdf:object :a .
        :x schema:numberOfEmployees :b ."""
    )
    assert {t.subject for t in asserted(graph)} == {
        ox.NamedNode("https://news.example/a#b"),
        ox.NamedNode("https://news.example/a#x"),
    }


def test_sample_article_asserts_no_denied_or_planned_fact() -> None:
    for rdf12 in (False, True):
        graph = list(
            unfold(q.triple for q in to_quads(sample.annotated(), MappingOptions(profile="recall", rdf12=rdf12)))
        )
        kept = asserted(graph)
        status = term("pg:assertion")
        assert {t.object for t in kept if t.predicate == status} == {term("pg:Asserted")}
        assert not any(isinstance(t.object, ox.Triple) for t in kept)
        assert term("schema:location") not in {t.predicate for t in kept if "tideline" in str(t.subject)}


def test_reifiers_become_statements() -> None:
    graph = list(unfold(triples(":r rdf:reifies <<( :a schema:spouse :b )>> .")))
    expected = triples(":r a rdf:Statement ; rdf:subject :a ; rdf:predicate schema:spouse ; rdf:object :b .")
    assert expected <= set(graph)
    assert len(graph) == 5
