"""Within-article coreference of names."""

from __future__ import annotations

import pytest

from pressgraph.language.entities.spelling import SpellingIndex, edits
from tests.language.entities.building import clusters, flat, parsed, registered


def _entities(sentences: list[str], names: list[str]) -> dict[str, list[str]]:
    return clusters(registered(parsed(*map(flat, sentences)), *names))


def test_full_and_short_names_are_one_person() -> None:
    found = _entities(
        ["Anna Berg spoke .", "Ms Berg left .", "Anna returned ."],
        ["Person Anna Berg", "Person Berg", "Person Anna"],
    )
    assert found == {"schema:Person Anna Berg": ["Anna Berg", "Berg", "Anna"]}


def test_titles_and_possessives_stay_outside_the_mention() -> None:
    doc = parsed(
        "President/PROPN/nmod:desc/2 Berg/PROPN/nmod:poss/4 's/PART/case/2 car/NOUN/nsubj/5 stopped/VERB/root/0 "
        "./PUNCT/punct/5"
    )
    assert clusters(registered(doc, "Person President Berg's")) == {"schema:Person Berg": ["Berg"]}


def test_namesakes_stay_apart_and_a_bare_surname_is_nobody_s() -> None:
    register = registered(
        parsed(flat("Carl Lund and Rosa Lund came ."), flat("Lund spoke .")),
        "Person Carl Lund", "Person Rosa Lund", "Person Lund",
    )  # fmt: skip
    assert list(clusters(register)) == ["schema:Person Carl Lund", "schema:Person Rosa Lund", "schema:Person Lund"]
    assert [entity.standalone for entity in register.entities()] == [True, True, False]


def test_a_title_tells_namesakes_apart() -> None:
    found = _entities(
        ["Carl Lund and Rosa Lund came .", "Mrs Lund spoke ."], ["Person Carl Lund", "Person Rosa Lund", "Person Lund"]
    )
    assert found["schema:Person Rosa Lund"] == ["Rosa Lund", "Lund"]


def test_a_title_that_contradicts_keeps_a_surname_apart() -> None:
    found = _entities(["Carl Lund came .", "Mrs Lund spoke ."], ["Person Carl Lund", "Person Lund"])
    assert found["schema:Person Carl Lund"] == ["Carl Lund"]


def test_a_surname_in_use_stays_with_its_bearer_when_a_namesake_comes() -> None:
    found = _entities(
        ["Carl Lund came .", "Lund spoke .", "Rosa Lund left .", "Lund wept ."],
        ["Person Carl Lund", "Person Lund", "Person Rosa Lund", "Person Lund"],
    )
    assert found["schema:Person Carl Lund"] == ["Carl Lund", "Lund", "Lund"]


def test_a_misspelt_surname_joins_the_one_used_before() -> None:
    found = _entities(
        ["Pavlo Harenko spoke .", "Harenko left .", "Herenko returned ."],
        ["Person Pavlo Harenko", "Person Harenko", "Person Herenko"],
    )
    assert found == {"schema:Person Pavlo Harenko": ["Pavlo Harenko", "Harenko", "Herenko"]}


def test_alike_surnames_with_different_first_names_are_two_people() -> None:
    found = _entities(["Marcus Johnson met Peter Johnston ."], ["Person Marcus Johnson", "Person Peter Johnston"])
    assert len(found) == 2


def test_initials_and_short_first_names() -> None:
    found = _entities(["William Hale came .", "Bill Hale left ."], ["Person William Hale", "Person Bill Hale"])
    assert len(found) == 1
    found = _entities(["Maria Hale came .", "Marie Hale left ."], ["Person Maria Hale", "Person Marie Hale"])
    assert len(found) == 2


def test_acronym_in_brackets_and_afterwards() -> None:
    found = _entities(
        ["National Grain Board ( NGB ) met .", "NGB closed ."],
        ["Organization National Grain Board", "Organization NGB", "Organization NGB"],
    )
    assert list(found.values()) == [["National Grain Board", "NGB", "NGB"]]


def test_short_forms_of_organisations() -> None:
    found = _entities(
        ["Halvard Motors Corp sold .", "Halvard Motors grew .", "Halvard won ."],
        ["Organization Halvard Motors Corp", "Organization Halvard Motors", "Organization Halvard"],
    )
    assert found == {"schema:Corporation Halvard Motors Corp": ["Halvard Motors Corp", "Halvard Motors", "Halvard"]}


def test_a_place_is_not_the_organisation_named_after_it() -> None:
    found = _entities(["Leeds University is in Leeds ."], ["Organization Leeds University", "Location Leeds"])
    assert found == {
        "schema:EducationalOrganization Leeds University": ["Leeds University"],
        "schema:City Leeds": ["Leeds"],
    }


def test_variants_of_a_country_are_one_and_its_people_another() -> None:
    found = _entities(["America and the US and Americans"], ["Location America", "Location US", "NORP Americans"])
    assert found == {"schema:Country United States": ["America", "US"], "pg:Group Americans": ["Americans"]}


def test_the_majority_decides_the_class_of_a_name() -> None:
    found = _entities(
        ["Orlova came .", "Orlova left .", "Orlova slept ."],
        ["Person Orlova", "Location/0.4 Orlova", "Person Orlova"],
    )
    assert found == {"schema:Person Orlova": ["Orlova", "Orlova", "Orlova"]}


def test_a_handle_belongs_to_the_name_with_its_letters() -> None:
    register = registered(
        parsed(flat("Anna Berg wrote ."), flat("@annaberg and @nobody9 agreed .")), "Person Anna Berg"
    )
    assert clusters(register) == {
        "schema:Person Anna Berg": ["Anna Berg", "@annaberg"],
        "schema:Thing @nobody9": ["@nobody9"],
    }
    assert [m.kind for m in register.mentions()] == ["name", "handle", "handle"]


def test_a_newspaper_keeps_its_article() -> None:
    found = _entities(
        ["Berg told The Independent and The Treasury ."], ["Organization Independent", "Organization The Treasury"]
    )
    assert list(found) == ["schema:NewsMediaOrganization The Independent", "schema:GovernmentOrganization Treasury"]


def test_a_first_name_and_a_known_surname_make_a_person_of_a_doubtful_place() -> None:
    found = _entities(["Anna Orlova came .", "Orlova left ."], ["Location/0.5 Anna Orlova", "Person Orlova"])
    assert found == {"schema:Person Anna Orlova": ["Anna Orlova", "Orlova"]}


def test_the_field_of_a_minister_is_no_organisation() -> None:
    doc = parsed("Minister/NOUN/nmod:desc/4 of/ADP/case/3 Fisheries/PROPN/nmod/1 Berg/PROPN/nsubj/5 left/VERB/root/0")
    assert clusters(registered(doc, "Organization Fisheries", "Person Berg")) == {"schema:Person Berg": ["Berg"]}


def test_names_without_a_class_are_dropped_with_a_reason() -> None:
    register = registered(parsed(flat("Zorblax opened .")), "Misc Zorblax")
    assert register.entities() == ()
    assert [(d.span.of(register.doc.text), bool(d.reason)) for d in register.doc._.dropped] == [("Zorblax", True)]


@pytest.mark.parametrize(
    ("word", "found"), [("federov", ["fedorov"]), ("fedorov", []), ("gedorov", []), ("smyth", ["smith"])]
)
def test_spelling_index(word: str, found: list[str]) -> None:
    index = SpellingIndex()
    for known in ("fedorov", "smith", "lee"):
        index.add(known)
    assert index.near(word) == found


def test_edits_are_symmetric() -> None:
    assert edits("zelensky", "zelenskyy") == edits("zelenskyy", "zelensky") == 1
