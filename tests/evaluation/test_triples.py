"""Triples of sentences for an ontology."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from pressgraph.annotations import Assertion, Fact, Span
from pressgraph.errors import FormatError
from pressgraph.evaluation import evaluate_text2kg
from pressgraph.evaluation.naming import normal, plain
from pressgraph.evaluation.ontology import Ontology, Relation, beside, ontology_of, read_ontology
from pressgraph.evaluation.tables import table
from pressgraph.language.entities.register import Register
from pressgraph.language.pipeline import load

from .scripted import at, pipeline, related, relating

TEXT = "Ana Ruiz, who was born in Lisbon on 3 May 1950, heads Porto Foods."


def sentence(*triples: tuple[str, str, str], text: str = TEXT) -> dict[str, Any]:
    return {"sent": text, "triples": [{"sub": s, "rel": r, "obj": o} for s, r, o in triples]}


def evaluate(
    path: Path, rows: list[dict[str, Any]], *found: tuple[str, str, str, float], **options: Any
) -> dict[str, Any]:
    path = path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    options.setdefault("nlp", relating(*found))
    scores = evaluate_text2kg(path, **options)
    return scores.as_dict() | {"errors": scores.mistakes.worst(9)}


def three(result: dict[str, Any]) -> tuple[float, float, float]:
    return result["precision"], result["recall"], result["f1"]


def test_names_are_compared_in_normal_form(tmp_path: Path) -> None:
    gold = sentence(("Ana_Ruiz", "birthPlace", "Lisbon"), ("Ana_Ruiz", "birthDate", "1950-05-03"))
    found = ("PLACE_OF_BIRTH", "Ana Ruiz", "Lisbon", 0.9), ("P569", "Ana Ruiz", "3 May 1950", 0.9)
    assert three(evaluate(tmp_path, [gold], *found)) == (1.0, 1.0, 1.0)


def test_scores_are_means_of_sentences(tmp_path: Path) -> None:
    one = sentence(("Ana Ruiz", "birthPlace", "Lisbon"))
    other = sentence(("Bo Lind", "birthPlace", "Oslo"), ("Bo Lind", "spouse", "Eva"), text="Bo Lind, of Oslo, wed Eva.")
    found = ("P19", "Ana Ruiz", "Lisbon", 0.9), ("P19", "Ana Ruiz", "Porto", 0.8), ("P26", "Eva", "Bo Lind", 0.9)
    result = evaluate(tmp_path, [one, other], *found)
    assert result["precision"] == pytest.approx((0.5 + 0) / 2)
    assert result["recall"] == pytest.approx((1 + 0) / 2)
    assert result["micro"]["right"] == 1
    assert result["micro"]["gold"] == 3
    assert result["sentences"] == 2


def test_relations_that_a_sentence_has_not_are_left_out_but_strictly_wrong(tmp_path: Path) -> None:
    rows = [sentence(("Ana Ruiz", "birthPlace", "Lisbon")), sentence(("Lind", "leader", "Eva"), text="Lind, Eva")]
    result = evaluate(tmp_path, rows, ("P19", "Ana Ruiz", "Lisbon", 0.9), ("P169", "Porto Foods", "Ana Ruiz", 0.9))
    assert result["precision"] == 0.5
    assert result["strict"]["precision"] == 0.25
    assert result["conformance"] == 1.0


def test_directions_and_inverses(tmp_path: Path) -> None:
    text = "Porto Foods owns Tate Tea."
    rows = [
        sentence(("Porto Foods", "subsidiary", "Tate Tea"), ("Tate Tea", "parentCompany", "Porto Foods"), text=text)
    ]
    result = evaluate(tmp_path, rows, ("SUBSIDIARY_OF", "Tate Tea", "Porto Foods", 0.9))
    assert result["by_relation"]["parentCompany"]["right"] == 1
    only = [sentence(("Porto Foods", "subsidiary", "Tate Tea"), text=text)]
    assert three(evaluate(tmp_path, only, ("SUBSIDIARY_OF", "Tate Tea", "Porto Foods", 0.9))) == (1.0, 1.0, 1.0)
    assert three(evaluate(tmp_path, only, ("P355", "Tate Tea", "Porto Foods", 0.9))) == (0.0, 0.0, 0.0)


def test_a_finding_states_relations_and_years_their_own() -> None:
    ontology = Ontology((), (Relation("birthDate", ("P569",)), Relation("birthYear", ("P569@year",))))
    assert ontology.statements("DATE_OF_BIRTH", "1950") == [("birthYear", False)]
    assert ontology.statements("DATE_OF_BIRTH", "3 May 1950") == [("birthDate", False)]
    assert ontology.statements("P102", "Greens") == []
    spouse = Ontology((), (Relation("spouse", ("P26",)),))
    assert spouse.statements("SPOUSE", "Eva") == [("spouse", False)]
    place = Ontology((), (Relation("city", ("P131?",)), Relation("isPartOf", ("P361", "P131"))))
    assert place.statements("P131", "Minho") == [("isPartOf", False)]
    assert Ontology((), place.relations[:1]).statements("P131", "Minho") == [("city", False)]
    child = Ontology((), (Relation("child", ("P40",)),))
    assert child.statements("P22", "Ana") == [("child", True)]
    assert child.statements("CHILD_OF", "Ana") == [("child", True)]
    assert child.statements("schema:children", "Ana") == [("child", False)]


def named(find: Callable[[Doc, Register], None]) -> Any:
    def run(doc: Doc) -> None:
        doc._.register = Register(doc)
        find(doc, doc._.register)

    return pipeline(run)


def test_an_entity_goes_by_the_fullest_name_in_the_sentence(tmp_path: Path) -> None:
    text = "Ruiz left. Ana Ruiz of the US said she was born in Lisbon."

    def find(doc: Doc, register: Register) -> None:
        ana = register.new("schema:Person", "Ana Ruiz")
        register.mention(doc[0:1], ana)
        register.mention(doc[3:5], ana)
        register.mention(doc[9:10], ana, "pronoun")
        states = register.new("schema:Country", "United States")
        register.mention(doc[7:8], states)
        doc._.relations = related(text, [("P19", "she", "Lisbon", 0.9), ("P27", "she", "US", 0.9)])

    gold = sentence(("Ana_Ruiz", "birthPlace", "Lisbon"), ("Ana_Ruiz", "nationality", "United_States"), text=text)
    result = evaluate(tmp_path, [gold], nlp=named(find))
    assert result["by_relation"]["birthPlace"]["right"] == 1
    assert result["by_relation"]["nationality"]["right"] == 0
    assert result["hallucination"] == 0.0
    assert result["errors"]["false"][0]["what"] == "nationality: Ana Ruiz → US"


def test_a_name_that_is_not_in_the_sentence_is_a_hallucination() -> None:
    from pressgraph.datasets import TripleSentence
    from pressgraph.evaluation.triples import Predicted, TripleScores, score_sentence

    ontology = Ontology(("City",), (Relation("birthPlace", ("P19",)),))
    said = [
        Predicted("Ana Ruiz", "birthPlace", "City", "P19", 0.9),
        Predicted("Ana Ruiz", "birthPlace", "Madrid", "P19", 0.9),
        Predicted("Eva", "invented", "Madrid", "P1", 0.9),
    ]
    scores = TripleScores()
    score_sentence(TripleSentence(TEXT, ()), said, ontology, scores)
    score_sentence(TripleSentence(TEXT, ()), [], ontology, scores)
    result = scores.as_dict()
    assert result["hallucination"] == pytest.approx(2 / 3 / 2)
    assert result["hallucinations"]["subject"] == pytest.approx(1 / 3 / 2)
    assert result["hallucinations"]["relation"] == pytest.approx(1 / 3 / 2)
    assert result["conformance"] == pytest.approx((2 / 3 + 1) / 2)


def test_facts_of_rules_count_unless_denied(tmp_path: Path) -> None:
    def fact(predicate: str, object_: str, assertion: Assertion = Assertion.ASSERTED) -> Fact:
        subject, place = at(TEXT, "Ana Ruiz"), at(TEXT, object_)
        evidence = (Span(0, len(TEXT)),)
        return Fact("f1", "e1", predicate, "e2", subject, place, evidence, assertion, confidence=0.9)

    def find(doc: Doc) -> None:
        doc._.facts = (fact("schema:birthPlace", "Lisbon"), fact("schema:birthPlace", "Porto", Assertion.NEGATED))

    result = evaluate(tmp_path, [sentence(("Ana Ruiz", "birthPlace", "Lisbon"))], nlp=pipeline(find))
    assert three(result) == (1.0, 1.0, 1.0)


def tekgen(relation: str, label: str, subject: str, object_: str) -> dict[str, Any]:
    return {"sent": TEXT, "sub_label": subject, "rel_label": label, "obj_label": object_, "rel": relation}


def test_the_other_form_and_its_identifiers(tmp_path: Path) -> None:
    rows = [tekgen("P19", "born at", "Ana Ruiz", "Lisbon"), tekgen("P488", "head", "Porto Foods", "Ana Ruiz")]
    found = ("P19", "Ana Ruiz", "Lisbon", 0.9), ("P488", "Porto Foods", "Ana Ruiz", 0.9)
    result = evaluate(tmp_path, rows, *found)
    assert three(result) == (1.0, 1.0, 1.0)
    assert result["sentences"] == 1


ONTOLOGY = {
    "concepts": [{"qid": "Q5", "label": "human"}],
    "relations": [{"pid": "P35", "label": "head of state"}, {"pid": "birthPlace", "label": "birthPlace"}],
}


def test_an_ontology_is_found_beside_the_data_or_given(tmp_path: Path) -> None:
    (tmp_path / "ontologies").mkdir()
    (tmp_path / "test").mkdir()
    data = tmp_path / "test" / "ont_8_politics_test.jsonl"
    assert beside(data) is None
    own = tmp_path / "ontologies" / "8_politics_ontology.json"
    own.write_text(json.dumps(ONTOLOGY), encoding="utf-8")
    assert beside(data) == own
    assert beside(tmp_path / "gold.jsonl") is None
    read = read_ontology(own)
    assert read.concepts == ("human",)
    assert read.statements("P35", "Ana") == [("head of state", False)]
    assert read.statements("P26", "Ana") == []
    rows = [sentence(("Ana Ruiz", "birthPlace", "Lisbon"))]
    found = ("P26", "Ana Ruiz", "Lisbon", 0.9), ("P19", "Ana Ruiz", "Lisbon", 0.9)
    assert evaluate(tmp_path, rows, *found, ontology=own)["strict"]["precision"] == 1.0


@pytest.mark.parametrize("content", ["{", "[]", '{"concepts": [], "relations": [{"pid": "P35"}]}'])
def test_a_bad_ontology_is_said(tmp_path: Path, content: str) -> None:
    own = tmp_path / "o.json"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=r"o\.json.*give an ontology"):
        evaluate(tmp_path, [sentence()], ontology=own)


def test_labels_without_identifiers_are_read_by_the_reviewed_file() -> None:
    from pressgraph.datasets import TripleSentence

    made = ontology_of([TripleSentence("x", (("a", "Member of", "b"),), ("Member of",))])
    assert made.statements("P463", "b") == [("Member of", False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The_Hague", "Hague"),
        ("Chief of the Defence Staff", "Chief_of_Defence_Staff"),
        ("01-02-1959", "1959-02-01"),
        ("12-31-1959", "31 December 1959"),
        ("01 January 2006", "2006"),
        ("Sept. 5, 2001", "2001-9-5"),
        ("$2.1 billion", "2100000000"),
        ("8500.0", "8,500"),
        ('"St. Louis"', "St Louis"),
    ],
)
def test_spellings_that_mean_the_same(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2 May 1990", "3 May 1990"), ("8500", "8501"), ("Lisbon", "Porto"), ("8.5", "85"), ("8 men", "8")],
)
def test_spellings_that_mean_something_else(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_an_article_alone_is_a_name() -> None:
    assert plain("The A") == "thea"


def test_the_reviewed_file_is_consistent() -> None:
    import re

    content = table("text2kg")
    reading = re.compile(r"-?P\d+(@year)?\??")
    for part in ("equivalents", "relations"):
        for label, names in content[part].items():
            assert names, label
            assert all(reading.fullmatch(name) for name in names), label
            assert len(set(names)) == len(names), label
    assert all(re.fullmatch(r"P\d+", p) for pair in content["inverses"].items() for p in pair)
    assert len(content["months"]) == 12


def test_of_rivals_the_likeliest_counts(tmp_path: Path) -> None:
    gold = sentence(("Ana Ruiz", "birthPlace", "Lisbon"))
    found = ("P19", "Ana Ruiz", "Lisbon", 0.2), ("P19", "Porto Foods", "Lisbon", 0.1), ("P19", "Ana Ruiz", "May", 0.15)
    assert three(evaluate(tmp_path, [gold], *found)) == (1.0, 1.0, 1.0)
    sure = ("P19", "Ana Ruiz", "Lisbon", 0.9), ("P19", "Porto Foods", "Lisbon", 0.7)
    assert three(evaluate(tmp_path, [gold], *sure)) == (1.0, 1.0, 1.0)


def test_a_town_goes_by_its_state_too(tmp_path: Path) -> None:
    gold = sentence(("Ana Ruiz", "birthPlace", "Toledo, Ohio"), text="Ana Ruiz was born in Toledo, Ohio.")
    assert three(evaluate(tmp_path, [gold], nlp=load(threads=1))) == (1.0, 1.0, 1.0)
    gold = sentence(("Ana Ruiz", "birthPlace", "Lisbon"), text="Ana Ruiz was born in Lisbon, Portugal.")
    assert evaluate(tmp_path, [gold], nlp=load(threads=1))["recall"] == 1.0
