"""What the words around a name say about its class; outlets that the model missed; names cut and split."""

from __future__ import annotations

import pytest

from tests.language.entities.building import clusters, flat, parsed, registered

TWEETED = (
    "The/DET/det/2 founder/NOUN/nsubj/5 Halvo/PROPN/appos/2 Brandt/PROPN/flat/3 tweeted/VERB/root/0 ./PUNCT/punct/5"
)
SERVICE = (
    "Berg/PROPN/nmod:poss/4 's/PART/case/1 Halvo/PROPN/compound/4 service/NOUN/nsubj/5 failed/VERB/root/0 "
    "./PUNCT/punct/5"
)
INDEPENDENT = (
    "The/DET/det/2 Independent/ADJ/nsubj/3 reports/VERB/root/0 that/SCONJ/mark/6 Berg/PROPN/nsubj/6 "
    "left/VERB/ccomp/3 ./PUNCT/punct/3"
)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "The/DET/det/7 50/NUM/nummod/4 -/PUNCT/punct/4 year/NOUN/nmod/6 -/PUNCT/punct/6 old/ADJ/amod/7 "
            "Brandt/PROPN/nsubj/8 left/VERB/root/0 ./PUNCT/punct/8",
            "Organization/0.8 Brandt",
        ),
        (
            "Brandt/PROPN/nsubj/5 ,/PUNCT/punct/3 50/NUM/appos/1 ,/PUNCT/punct/3 left/VERB/root/0 ./PUNCT/punct/5",
            "Location/0.8 Brandt",
        ),
        (
            "The/DET/det/2 actor/NOUN/nsubj/4 Brandt/PROPN/appos/2 left/VERB/root/0 ./PUNCT/punct/4",
            "Organization/0.8 Brandt",
        ),
        (
            "Brandt/PROPN/nsubj/6 ,/PUNCT/punct/1 who/PRON/nsubj/4 fell/VERB/acl:relcl/1 ,/PUNCT/punct/1 "
            "left/VERB/root/0 ./PUNCT/punct/6",
            "Organization/0.8 Brandt",
        ),
    ],
)
def test_strong_cues_of_a_person_outvote_the_model(sentence: str, name: str) -> None:
    assert "schema:Person Brandt" in clusters(registered(parsed(sentence), name))


def test_a_full_name_and_its_surname_vote_together() -> None:
    doc = parsed(TWEETED, flat("Brandt left ."), flat("Brandt slept ."))
    register = registered(doc, "Organization/0.8 Halvo Brandt", "Person/0.7 Brandt", "Organization/0.6 Brandt")
    assert clusters(register) == {"schema:Person Halvo Brandt": ["The founder", "Halvo Brandt", "Brandt", "Brandt"]}


def test_an_organisation_without_such_cues_stays_one() -> None:
    doc = parsed("Halvo/PROPN/compound/2 Brandt/PROPN/nsubj/3 said/VERB/root/0 ./PUNCT/punct/3")
    assert list(clusters(registered(doc, "Organization Halvo Brandt"))) == ["schema:Organization Halvo Brandt"]


def test_a_listed_place_is_no_person_by_a_number_behind_it() -> None:
    doc = parsed("Paris/PROPN/nsubj/5 ,/PUNCT/punct/3 12/NUM/appos/1 ,/PUNCT/punct/3 won/VERB/root/0 ./PUNCT/punct/5")
    assert list(clusters(registered(doc, "Location Paris"))) == ["schema:City Paris"]


def test_the_beginning_of_a_company_s_name_is_the_company() -> None:
    doc = parsed(flat("Ponto do Lago SA grew ."), flat("Ponto do Lago fell ."))
    register = registered(doc, "Organization Ponto do Lago SA", "Person/0.95 Ponto do Lago")
    assert clusters(register) == {"schema:Corporation Ponto do Lago SA": ["Ponto do Lago SA", "Ponto do Lago"]}


def test_a_doubtful_misspelling_joins_the_sure_name() -> None:
    doc = parsed(flat("Pavlo Harenko spoke ."), flat("Herenko returned ."))
    found = clusters(registered(doc, "Person/0.97 Pavlo Harenko", "Organization/0.54 Herenko"))
    assert found == {"schema:Person Pavlo Harenko": ["Pavlo Harenko", "Herenko"]}
    doc = parsed(flat("Pavlo Harenko spoke ."), flat("Herenko returned ."))
    assert len(clusters(registered(doc, "Person/0.97 Pavlo Harenko", "Organization/0.95 Herenko"))) == 2


def test_a_doubtful_first_name_joins_its_bearer() -> None:
    doc = parsed(flat("Yselda Brandt spoke ."), flat("Yselda left ."))
    found = clusters(registered(doc, "Person Yselda Brandt", "Organization/0.54 Yselda"))
    assert found == {"schema:Person Yselda Brandt": ["Yselda Brandt", "Yselda"]}


def test_a_name_before_a_product_s_noun_is_a_product() -> None:
    register = registered(parsed(SERVICE), "Person Berg", "Organization/0.4 Halvo")
    assert "schema:Product Halvo" in clusters(register)
    register = registered(parsed(SERVICE), "Person Berg", "Organization/0.97 Halvo")
    assert "schema:Organization Halvo" in clusters(register)


def test_a_listed_outlet_that_reports_is_found() -> None:
    for names in (["Person Berg"], ["Organization The", "Person Berg"]):
        doc = parsed(INDEPENDENT)
        doc[2].lemma_ = "report"
        found = clusters(registered(doc, *names))
        assert found["schema:NewsMediaOrganization The Independent"] == ["The Independent"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The/DET/det/2 Sun/PROPN/nsubj/3 rose/VERB/root/0 ./PUNCT/punct/3",
        "The/DET/det/2 Mayor/PROPN/nsubj/3 said/VERB/root/0 so/ADV/advmod/3 ./PUNCT/punct/3",
        "Times/NOUN:NNS/nsubj/2 change/VERB/root/0 ./PUNCT/punct/2",
    ],
)
def test_the_beginning_of_a_sentence_is_no_outlet(sentence: str) -> None:
    doc = parsed(sentence)
    for token in doc:
        token.lemma_ = {"said": "say"}.get(token.text, token.lemma_)
    assert clusters(registered(doc)) == {}


def test_an_unlisted_outlet_with_an_article_of_its_own() -> None:
    doc = parsed(
        "Berg/PROPN/nsubj/2 left/VERB/root/0 ,/PUNCT/punct/2 according/VERB/case/7 to/ADP/fixed/4 The/DET/det/7 "
        "Fenlander/PROPN/obl/2 ./PUNCT/punct/2"
    )
    found = clusters(registered(doc, "Person Berg"))
    assert found["schema:Organization The Fenlander"] == ["The Fenlander"]


def test_a_town_and_its_country_are_two_names() -> None:
    doc = parsed(flat("Halden , Kenya and Brandt , California"))
    found = clusters(registered(doc, "Location Halden, Kenya", "Organization Brandt, California"))
    assert [name for texts in found.values() for name in texts] == ["Halden", "Kenya", "Brandt", "California"]
    assert "schema:Country Kenya" in found
    assert "schema:State California" in found


def test_half_of_a_compound_adjective_is_no_group() -> None:
    doc = parsed(
        "The/DET/det/5 Norwegian/PROPN/compound/4 -/PUNCT/punct/4 born/VERB/amod/5 writer/NOUN/nsubj/6 "
        "left/VERB/root/0 ./PUNCT/punct/6"
    )
    register = registered(doc, "NORP Norwegian")
    assert clusters(register) == {}
    assert register.entity(register.country_of(doc[1]) or "").name == "Norway"


def test_a_country_and_a_single_word_are_two_names() -> None:
    doc = parsed("give/VERB/root/0 Kenya/PROPN/compound/3 Halvo/PROPN/obj/1 ./PUNCT/punct/1")
    assert len(clusters(registered(doc, "Location Kenya", "Organization Halvo"))) == 2


def test_a_weak_mention_is_as_sure_as_its_entity_usually_is() -> None:
    doc = parsed(flat("Anna Berg came ."), flat("Anna Berg left ."), flat("Anna Berg slept ."))
    register = registered(doc, "Person/0.95 Anna Berg", "Person/0.4 Anna Berg", "Person/0.95 Anna Berg")
    confidences = [mention.confidence for mention in register.mentions()]
    assert confidences[0] == confidences[2] > confidences[1] > 0.7


def test_the_rarer_misspelling_of_a_surname_joins_however_sure_the_model_is() -> None:
    doc = parsed(flat("Pavlo Harenko spoke ."), flat("Harenko slept ."), flat("Herenko returned ."))
    found = clusters(registered(doc, "Person Pavlo Harenko", "Person Harenko", "Organization/0.95 Herenko"))
    assert found == {"schema:Person Pavlo Harenko": ["Pavlo Harenko", "Harenko", "Herenko"]}


def test_a_listed_place_after_in_is_a_place() -> None:
    sentence = "Berg/PROPN/nsubj/2 spoke/VERB/root/0 in/ADP/case/4 Mombasa/PROPN/obl/2 ./PUNCT/punct/2"
    assert "schema:City Mombasa" in clusters(registered(parsed(sentence), "Person Berg", "Organization/0.85 Mombasa"))
