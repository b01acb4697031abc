"""Events from trees of our own sentences: classes, roles, circumstances, and whether they are asserted."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.annotations import Assertion
from pressgraph.errors import RuleError
from pressgraph.language.events import EventsComponent
from pressgraph.language.events.rules import load_events
from tests.language.events.trees import annotated, parsed, shown

READINGS = [
    (
        "Two large explosions were seen on Saturday 18 miles south of Leeds.",
        ["Explosion Asserted explosions location=south of Leeds start=2022-02-26 count=2 large explosions"],
    ),
    (
        "The prosecutor accused John Smith of killing his wife.",
        ["Death Attributed killing Accused agent=John Smith patient=his wife"],
    ),
    (
        "The state charged two bankers with fraud.",
        [
            "LegalProceeding Asserted charged patient=two bankers count=2 bankers",
            "Crime Attributed fraud Charged agent=two bankers",
        ],
    ),
    (
        "Anna Bell was arrested on suspicion of murdering her neighbour.",
        [
            "Arrest Asserted arrested patient=Anna Bell",
            "Crime Attributed murdering Accused agent=Anna Bell patient=her neighbour",
        ],
    ),
    (
        "Tom Reed, who was convicted of murder in 2004, died on Sunday.",
        [
            "Verdict Asserted convicted patient=Tom Reed start=2004",
            "Crime Asserted murder Convicted agent=Tom Reed",
            "Death Asserted died patient=Tom Reed start=2022-02-27",
        ],
    ),
    (
        "Soldiers carried out an attack on the village of Korma.",
        ["Attack Asserted attack agent=Soldiers patient=the village of Korma"],
    ),
    ("The talks took place in Geneva on Monday.", ["Meeting Asserted talks location=Geneva start=2022-02-21"]),
    (
        "Russia's invasion of Ukraine began in 2014.",
        ["ArmedConflict Asserted invasion agent=Russia patient=Ukraine start=2014"],
    ),
    ("Police arrested and questioned the student.", ["Arrest Asserted arrested agent=Police patient=the student"]),
    (
        "At least 12 killed in Turin hotel fire.",
        ["Death Asserted killed location=Turin count=12 people", "Disaster Asserted fire location=Turin"],
    ),
    (
        "The bank acquired a Swiss insurer for $2 billion.",
        ["Acquisition Asserted acquired agent=The bank patient=a Swiss insurer amount=2000000000 USD"],
    ),
    (
        "The president will meet Angela Merkel in Berlin on Monday.",
        ["Meeting Planned meet agent=The president agent=Angela Merkel location=Berlin start=2022-02-28"],
    ),
    (
        "The army bought ten attack helicopters.",
        ["Transaction Asserted bought agent=The army patient=ten attack helicopters count=10 attack helicopters"],
    ),
    ("The company met its sales target in May.", []),
    ("Attacks on farms are common in the region.", []),
    ("The shop charges customers a small fee.", []),
    ("The runner was treated for a heart attack.", []),
    ("The union called for a strike.", ["Protest Hypothetical strike"]),
    ("The mayor denied taking part in the attack.", ["Attack Attributed attack"]),
    (
        "Norway gave Ukraine 20 ambulances worth $3 million.",
        [
            "Provision Asserted gave agent=Norway patient=20 ambulances worth recipient=Ukraine count=20 ambulances amount=3000000 USD"  # noqa: E501
        ],
    ),
    (
        "The factory fired 300 workers in June.",
        ["Dismissal Asserted fired patient=300 workers start=2021-06 count=300 workers"],
    ),
    ("The hunter fired a gun into the air.", []),
    ("The general is on trial for genocide.", ["Crime Attributed genocide OnTrial agent=The general"]),
    (
        "Maria Lopez was acquitted of fraud.",
        ["Verdict Asserted acquitted patient=Maria Lopez", "Crime Negated fraud Acquitted agent=Maria Lopez"],
    ),
    ("Workers often protest in the square.", []),
    (
        '"The rebels attacked the town on Friday," said Paul Gray.',
        ["Attack Attributed attacked agent=The rebels patient=the town start=2022-02-25"],
    ),
    (
        "Police said that gunmen attacked a bank in Leeds on Friday.",
        ["Attack Attributed attacked agent=gunmen patient=a bank location=Leeds start=2022-02-25"],
    ),
    (
        "A fire killed three people and injured ten in Leeds on Friday.",
        [
            "Disaster Asserted fire location=Leeds start=2022-02-25",
            "Death Asserted killed patient=three people location=Leeds start=2022-02-25 count=3 people",
            "Injury Asserted injured location=Leeds start=2022-02-25 count=10 people",
        ],
    ),
    ("The meeting was held in Paris. The meeting lasted two hours.", ["Meeting Asserted meeting location=Paris"]),
    ("The vote is due to begin on Monday.", []),
    ("Paul Gray was born in Leeds in 1960.", ["Birth Asserted born patient=Paul Gray location=Leeds start=1960"]),
    ("The prison ended the strike of 2019.", ["Protest Asserted strike start=2019"]),
    ("The firm was hit by a strike, and the strike cost millions.", ["Protest Asserted strike"]),
]
EXAMPLES = sorted(load_events().examples.items())


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=lambda value: str(value)[:60])
def test_readings(text: str, expected: list[str]) -> None:
    assert [shown(event, text) for event in annotated("events", text)._.events] == expected


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: str(value)[:40])
def test_each_rule_finds_its_example(rule: str, example: str) -> None:
    events = annotated("examples", example)._.events
    origin = "model:event-similarity" if rule.startswith("similar-") else f"rule:events/{rule}"
    assert origin in [event.origin for event in events]


def test_every_rule_has_an_example() -> None:
    rules = load_events()
    found = {rule.name for entries in (rules.verbs, rules.nouns) for many in entries.values() for _, rule in many}
    found |= {rule.name for many in rules.phrases.values() for rule in many}
    assert found == set(rules.examples)


def test_spans_are_of_the_text() -> None:
    for text, _ in READINGS:
        for event in annotated("events", text)._.events:
            assert event.trigger.of(text).strip() == event.trigger.of(text) != ""
            assert any(span.covers(event.trigger) for span in event.evidence)
            assert all(role.span.of(text).strip() for role in event.roles)
            assert 0 < event.confidence <= 1


def test_a_crime_with_a_culprit_is_asserted_only_after_conviction() -> None:
    for name, texts in (("events", [text for text, _ in READINGS]), ("examples", [text for _, text in EXAMPLES])):
        for text in texts:
            for event in annotated(name, text)._.events:
                if event.type == "pg:Crime" and any(role.role == "pg:agent" for role in event.roles):
                    assert event.assertion is not Assertion.ASSERTED or event.stage == "pg:Convicted"


def test_what_is_dropped_is_explained() -> None:
    doc = annotated("events", "Attacks on farms are common in the region.")
    assert [dropped.reason for dropped in doc._.dropped if dropped.what == "pg:Attack"] == ["no tense of telling"]


def test_the_same_text_gives_the_same_events() -> None:
    text = "A fire killed three people and injured ten in Leeds on Friday."
    assert annotated("events", text)._.events == annotated("events", text)._.events


def test_a_document_without_register_is_left_alone() -> None:
    doc = parsed("events", "Police arrested and questioned the student.")
    assert EventsComponent()(doc)._.events == ()


def test_a_users_trigger_is_found(tmp_path: Path) -> None:
    rule = '[[trigger]]\nname = "target-met"\ntype = "pg:Transaction"\nphrases = ["meet target"]\nframe = "act"\n'
    (tmp_path / "events-own.toml").write_text(rule)
    doc = annotated("events", "The company met its sales target in May.")
    assert [event.origin for event in EventsComponent([tmp_path])(doc)._.events] == ["rule:events/target-met"]


def test_a_trigger_of_ours_can_be_switched_off(tmp_path: Path) -> None:
    (tmp_path / "events-own.toml").write_text('disable = ["killing"]\n')
    text = "A fire killed three people and injured ten in Leeds on Friday."
    events = EventsComponent([tmp_path])(annotated("events", text))._.events
    assert [event.type for event in events] == ["pg:Disaster", "pg:Injury"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('type = "pg:Attack"', "has no name"),
        ('name = "x"\ntype = "pg:Party"', "must be an event class"),
        ('name = "x"\ntype = "pg:Attack"\nframe = "odd"', "no frame 'odd'"),
        ('name = "x"\ntype = "pg:Attack"\nwords = ["a"]', "unknown key 'words'"),
        ('name = "x"\ntype = "pg:Attack"\nconfidence = 2', "between 0 and 1"),
        ('name = "x"\ntype = "pg:Attack"\nrequire = { objekt = ["a"] }', "unknown condition 'objekt'"),
        ('name = "x"\ntype = "pg:Attack"\nrequire = { object = ["king"] }', "no kind 'king'"),
    ],
)
def test_malformed_rules_are_named(tmp_path: Path, rule: str, said: str) -> None:
    (tmp_path / "events-own.toml").write_text(f"[[trigger]]\n{rule}\n")
    with pytest.raises(RuleError, match=said):
        load_events([tmp_path])


def test_malformed_frames_are_named(tmp_path: Path) -> None:
    (tmp_path / "events-own.toml").write_text('[frames.odd]\nverb = { villain = "subject" }\n')
    with pytest.raises(RuleError, match="unknown role 'villain'"):
        load_events([tmp_path])
