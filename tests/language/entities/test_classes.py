"""Classes of names and nouns; the examples of the rule files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from pressgraph.language.entities.lexicon import WordCue, read_lexicon
from pressgraph.language.rules import read_rules
from tests.language.entities.building import clusters, flat, parsed, registered

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Location Ukraine", "schema:Country"),
        ("Location Kyiv", "schema:City"),
        ("Location California", "schema:State"),
        ("Location Black Sea", "schema:BodyOfWater"),
        ("Location Halden Province", "schema:AdministrativeArea"),
        ("Location Halden", "schema:Place"),
        ("Location Georgia", "schema:Place"),
        ("Facility Marlow Tower", "schema:LandmarksOrHistoricalBuildings"),
        ("Facility Marlow", "schema:LandmarksOrHistoricalBuildings"),
        ("Organization Ministry of Health", "schema:GovernmentOrganization"),
        ("Organization Reuters", "schema:NewsMediaOrganization"),
        ("Organization Halden Herald", "schema:NewsMediaOrganization"),
        ("Organization Halden Ltd", "schema:Corporation"),
        ("Organization Leeds University", "schema:EducationalOrganization"),
        ("Organization Halden Rovers", "schema:SportsTeam"),
        ("Organization Green Party", "schema:PoliticalParty"),
        ("NORP Democrats", "schema:PoliticalParty"),
        ("Organization Halden Brigade", "pg:MilitaryOrganization"),
        ("Organization NATO", "pg:InternationalOrganization"),
        ("Organization Halden", "schema:Organization"),
        ("Misc Clean Rivers Act", "schema:Legislation"),
        ("Misc Halden Marathon", "pg:NewsEvent"),
        ("Product Halvotan", "schema:Product"),
        ("NORP Muslims", "pg:Group"),
    ],
)
def test_class_of_a_name(name: str, kind: str) -> None:
    text = name.split(" ", 1)[1]
    found = [key.split(" ")[0] for key in clusters(registered(parsed(flat(text)), name))]
    assert found == [kind]


def test_a_shared_name_is_a_country_beside_its_people() -> None:
    found = clusters(registered(parsed(flat("Georgia and Georgians")), "Location Georgia", "NORP Georgians"))
    assert list(found) == ["schema:Country Georgia", "pg:Group Georgians"]


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("The/DET/det/2 carmaker/NOUN/root/0 Halden/PROPN/appos/2", "Organization Halden", "schema:Corporation"),
        ("The/DET/det/2 town/NOUN/root/0 of/ADP/case/4 Halden/PROPN/nmod/2", "Location Halden", "schema:City"),
        ("Her/PRON/nmod:poss/2 novel/NOUN/root/0 Halden/PROPN/appos/2", "Misc Halden", "schema:Book"),
        (
            "Halden/PROPN/compound/2 shares/NOUN:NNS/nsubj/3 fell/VERB/root/0",
            "Organization Halden",
            "schema:Corporation",
        ),
    ],
)
def test_what_the_text_says_it_is(sentence: str, name: str, kind: str) -> None:
    assert f"{kind} Halden" in clusters(registered(parsed(sentence), name))


def _stretches(sentence: str) -> Iterator[Sequence[str]]:
    words = sentence.rstrip(".").replace(",", " ").split()
    for begin in range(len(words)):
        for end in range(begin + 1, min(len(words), begin + 6) + 1):
            yield words[begin:end]


def _examples(heading: str) -> list[dict[str, Any]]:
    return [table for _, content in read_rules("entities") for table in content.get(heading, []) if "example" in table]


@pytest.mark.parametrize("heading", ["organisation-words", "name-words"])
def test_examples_of_words_match_their_own_class_first(heading: str) -> None:
    cues: list[WordCue] = LEXICON.organisation_words if heading == "organisation-words" else LEXICON.name_words
    tables = _examples(heading)
    assert tables
    for table in tables:
        capital = [s for s in _stretches(table["example"]) if s[0][0].isupper() and s[-1][0].isupper() and len(s) > 1]
        first = [next((cue.kind for cue in cues if cue.matches(stretch)), None) for stretch in capital]
        assert table["class"] in first, table["example"]


@pytest.mark.parametrize("heading", ["nouns", "noun-cues", "owned-nouns"])
def test_examples_of_nouns_have_one_of_the_words(heading: str) -> None:
    tables = _examples(heading)
    assert tables
    for table in tables:
        words = {word.lower() for word in table["example"].rstrip(".").replace(",", "").split()}
        lemmas = words | {word.removesuffix("s") for word in words}
        assert lemmas & set(table.get("words") or table["nouns"]), table["example"]


def test_the_gazetteer_knows_the_countries_of_the_world() -> None:
    codes = {country.code for country in LEXICON.countries.values()}
    assert len(codes) >= 195
    assert all(LEXICON.country(f"iso {code}") is not None for code in codes)


@pytest.mark.parametrize(
    ("word", "code"),
    [("Ukrainian", "UA"), ("Ukrainians", "UA"), ("Swiss", "CH"), ("the U.S.", "US"), ("South Korean", "KR")],
)
def test_demonyms_and_variants(word: str, code: str) -> None:
    country = LEXICON.country(word)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("word", ["us", "ukrainian", "it"])
def test_common_words_are_no_countries(word: str) -> None:
    assert LEXICON.country(word) is None
