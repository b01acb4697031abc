"""The register: who is where, descriptions, countries of adjectives, pronouns."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.annotations import Article, Span
from pressgraph.errors import RuleError
from pressgraph.language.entities.lexicon import read_lexicon
from tests.language.entities.building import clusters, flat, parsed, registered

SAID = (
    "Anna/PROPN/nsubj/3 Berg/PROPN/flat/1 said/VERB/root/0 that/SCONJ/mark/6 {0}/PRON/nsubj/6 agreed/VERB/ccomp/3 "
    "./PUNCT/punct/3"
)
BOMBED = (
    "Ukrainian/ADJ/amod/2 civilians/NOUN:NNS/nsubj/3 met/VERB/root/0 a/DET/det/5 woman/NOUN/obj/3 from/ADP/case/7 "
    "Leeds/PROPN/nmod/5 ./PUNCT/punct/3"
)


def test_every_word_of_a_name_answers_for_it() -> None:
    register = registered(parsed(SAID.format("she")), "Person Anna Berg")
    first, second = register.doc[0], register.doc[1]
    assert register.at(first) == register.at(second) is not None
    assert register.heads(second) is None
    assert register.span(second) == Span(0, 9)


def test_the_speaker_is_who_she_says_she_is() -> None:
    register = registered(parsed(SAID.format("she")), "Person Anna Berg")
    assert clusters(register) == {"schema:Person Anna Berg": ["Anna Berg", "she"]}
    pronoun = register.mentions()[1]
    assert (pronoun.kind, pronoun.resolved_by) == ("pronoun", "coreference")
    assert pronoun.confidence < register.mentions()[0].confidence


@pytest.mark.parametrize("pronoun", ["he", "it"])
def test_a_pronoun_of_another_gender_stays_open(pronoun: str) -> None:
    register = registered(parsed(SAID.format(pronoun)), "Person Anna Berg")
    assert [m.kind for m in register.mentions()] == ["name"]
    assert not register.describable(register.doc[4])


def test_a_rival_keeps_a_pronoun_open() -> None:
    doc = parsed(flat("Carl Lund met Peter Hale ."), "He/PRON/nsubj/2 left/VERB/root/0 ./PUNCT/punct/2")
    register = registered(doc, "Person Carl Lund", "Person Peter Hale")
    assert all("He" not in texts for texts in clusters(register).values())


def test_nothing_inside_a_quotation_is_linked() -> None:
    doc = parsed(
        flat("Carl Lund spoke ."), '"/PUNCT/punct/3 He/PRON/nsubj/3 left/VERB/root/0 ./PUNCT/punct/3 "/PUNCT/punct/3'
    )
    assert clusters(registered(doc, "Person Carl Lund")) == {"schema:Person Carl Lund": ["Carl Lund"]}


def test_a_body_that_speaks_of_itself() -> None:
    doc = parsed(
        "Halvard/PROPN/nsubj/3 Motors/PROPN/flat/1 said/VERB/root/0 it/PRON/nsubj/5 agreed/VERB/ccomp/3 ./PUNCT/punct/3"
    )
    assert list(clusters(registered(doc, "Organization Halvard Motors")).values()) == [["Halvard Motors", "it"]]


def test_the_company_is_the_only_company() -> None:
    doc = parsed(flat("Halvard Motors grew ."), "The/DET/det/2 company/NOUN/nsubj/3 won/VERB/root/0 ./PUNCT/punct/3")
    register = registered(doc, "Organization Halvard Motors")
    assert clusters(register) == {"schema:Corporation Halvard Motors": ["Halvard Motors", "The company"]}
    doc = parsed(
        flat("Halvard Motors beat Corvo Airlines ."),
        "The/DET/det/2 company/NOUN/nsubj/3 won/VERB/root/0 ./PUNCT/punct/3",
    )
    register = registered(doc, "Organization Halvard Motors", "Organization Corvo Airlines")
    assert all("The company" not in texts for texts in clusters(register).values())


def test_an_apposition_refers_to_its_name() -> None:
    doc = parsed(
        "The/DET/det/2 minister/NOUN/nsubj/7 ,/PUNCT/punct/4 Anna/PROPN/appos/2 Berg/PROPN/flat/4 ,/PUNCT/punct/4 "
        "left/VERB/root/0 ./PUNCT/punct/7"
    )
    register = registered(doc, "Person Anna Berg")
    assert register.at(doc[1]) == register.at(doc[3])
    assert register.span(doc[1]).of(doc.text) == "The minister"


def test_descriptions_have_a_class_and_no_standing() -> None:
    register = registered(parsed(BOMBED), "NORP Ukrainian", "Location Leeds")
    doc = register.doc
    woman, civilians = register.entity(register.describe(doc[4])), register.entity(register.describe(doc[1]))
    assert (woman.type, woman.name, woman.standalone) == ("schema:Person", "a woman", False)
    assert (civilians.type, civilians.name) == ("pg:Group", "Ukrainian civilians")
    assert register.describe(doc[4]) == woman.id == register.at(doc[4])
    assert register.span(doc[4]).of(doc.text) == "a woman"


def test_an_adjective_points_to_its_country_only_when_asked() -> None:
    register = registered(parsed(BOMBED), "NORP Ukrainian", "Location Leeds")
    assert [e.name for e in register.entities()] == ["Leeds"]
    found = register.country_of(register.doc[0])
    assert found is not None
    assert register.at(register.doc[0]) is None
    assert (register.entity(found).type, register.entity(found).name) == ("schema:Country", "Ukraine")
    assert register.country("UA") == register.country("Ukraine") == found == register.country_of(register.doc[0])
    assert register.country_of(register.doc[4]) is None
    assert register.country("Atlantis") is None


def test_organisations_named_by_their_country() -> None:
    doc = parsed(
        "Norway/PROPN/nmod:poss/3 's/PART/case/1 parliament/NOUN/nsubj/4 met/VERB/root/0 ./PUNCT/punct/4",
        "Norwegian/ADJ/amod/2 troops/NOUN:NNS/nsubj/3 left/VERB/root/0 ./PUNCT/punct/3",
    )
    register = registered(doc, "Location Norway", "NORP Norwegian")
    assert clusters(register) == {
        "schema:Country Norway": ["Norway"],
        "schema:GovernmentOrganization Norway's parliament": ["Norway's parliament"],
        "pg:MilitaryOrganization Norwegian troops": ["Norwegian troops"],
    }
    assert register.entity(register.at(doc[2]) or "").standalone
    assert not register.entity(register.at(doc[6]) or "").standalone


def test_capitals_and_words_make_an_organisation_that_the_model_missed() -> None:
    doc = parsed(
        "The/DET/det/2 Ministry/PROPN/nsubj/5 of/ADP/case/4 Fisheries/PROPN/nmod/2 agreed/VERB/root/0 ./PUNCT/punct/5"
    )
    assert list(clusters(registered(doc))) == ["schema:GovernmentOrganization Ministry of Fisheries"]


def test_salient_is_what_the_headline_names() -> None:
    doc = parsed(flat("Carl Lund resigns"), flat("Rosa Hale wept ."))
    doc._.article = Article(doc.text, headline="Carl Lund resigns", headline_span=Span(0, 17))
    register = registered(doc, "Person Carl Lund", "Person Rosa Hale")
    assert {e.name: e.salient for e in register.entities()} == {"Carl Lund": True, "Rosa Hale": False}


def test_a_document_without_names_or_words() -> None:
    assert registered(parsed(), ).entities() == ()  # fmt: skip


def test_spans_are_the_text_s_own_characters() -> None:
    register = registered(parsed(BOMBED, SAID.format("she")), "NORP Ukrainian", "Location Leeds", "Person Anna Berg")
    register.describe(register.doc[4])
    text = register.doc.text
    assert all(0 <= m.span.begin < m.span.end <= len(text) for m in register.mentions())
    assert [m.span.begin for m in register.mentions()] == sorted(m.span.begin for m in register.mentions())


def test_a_user_s_file_adds_names(tmp_path: Path) -> None:
    (tmp_path / "entities-mine.toml").write_text(
        '[[organisations]]\nclass = "schema:PoliticalParty"\nnames = ["Zelko"]\n'
    )
    register = registered(parsed(flat("Zelko won .")), "Organization Zelko", rules=(str(tmp_path),))
    assert list(clusters(register)) == ["schema:PoliticalParty Zelko"]


@pytest.mark.parametrize(
    "content", ["[[organisation]]\n", '[[places]]\nnames = ["X"]\n', "[countries]\nXX = 1\n", "[[nouns]]\nclass = 3\n"]
)
def test_a_malformed_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "entities-mine.toml").write_text(content)
    with pytest.raises(RuleError, match=r"entities-mine\.toml"):
        read_lexicon((str(tmp_path),))
