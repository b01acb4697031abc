"""Pronouns and nouns land on the entity that they mean, with the shipped model."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pressgraph.language.coreference.spans import mention_span
from pressgraph.language.pipeline import load


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(threads=1)


def mentioned(nlp: Language, text: str, name: str) -> set[str]:
    """The texts of all mentions of the entity of this name."""
    doc = nlp(text)
    register = doc._.register
    ids = {entity.id for entity in register.entities() if entity.name == name}
    return {m.span.of(text) for m in register.mentions() if m.entity in ids}


def test_a_pronoun_means_the_person(nlp: Language) -> None:
    text = "Helen Moore runs the port of Bergen. She has worked there since 2011, and her staff like her."
    assert {"She", "her"} <= mentioned(nlp, text, "Helen Moore")


def test_a_pronoun_of_another_gender_does_not(nlp: Language) -> None:
    text = "Mr Stephen Hill met a nurse in Leeds. She had treated him twice."
    assert "She" not in mentioned(nlp, text, "Stephen Hill")


def test_the_company_means_the_company(nlp: Language) -> None:
    text = "Nordic Oil Ltd is cutting 200 jobs in Stavanger. The company blamed high energy prices."
    assert "The company" in mentioned(nlp, text, "Nordic Oil Ltd")


def test_an_unnamed_woman_is_one_entity(nlp: Language) -> None:
    text = "A woman was arrested in Leeds on Friday. Police said she had attacked a guard. The woman denied it."
    doc = nlp(text)
    spans = [{s.of(text) for s in cluster} for cluster in doc._.coreference.clusters]
    assert any({"A woman", "she", "The woman"} <= cluster for cluster in spans)


def test_clusters_and_links_lie_in_the_text(nlp: Language) -> None:
    text = "Ana Silva said her brother Rui had sold his house. He bought it in 1999, she said."
    found = nlp(text)._.coreference
    assert all(len(cluster) > 1 for cluster in found.clusters)
    spans = {span for cluster in found.clusters for span in cluster}
    assert all(0 <= s.begin < s.end <= len(text) for s in spans)
    for link in found.links:
        assert link.antecedent.begin <= link.mention.begin
        assert 0.5 <= link.probability <= 1


def test_the_span_of_a_mention(nlp: Language) -> None:
    doc = nlp("The old mayor of Leeds, who had resigned, left with his wife, Ann Hill.")
    mayor = next(token for token in doc if token.text == "mayor")
    wife = next(token for token in doc if token.text == "wife")
    assert mention_span(mayor).text == "The old mayor of Leeds, who had resigned"
    assert mention_span(wife).text == "his wife"
