"""Mentions of one event become one event, and only those."""

from __future__ import annotations

import pytest

from pressgraph.annotations import Assertion, Event
from tests.language.events.trees import annotated, shown

READINGS = [
    (
        "A bomb exploded near the station in Leeds on Friday. The explosion injured ten people.",
        [
            "Explosion Asserted exploded patient=A bomb location=the station start=2022-02-25 evidence=2",
            "Injury Asserted injured patient=ten people count=10 people",
        ],
    ),
    (
        "A bomb exploded near the station on Friday. The explosion in Leeds injured ten people.",
        [
            "Explosion Asserted exploded patient=A bomb location=the station location=Leeds start=2022-02-25"
            " evidence=2",
            "Injury Asserted injured patient=ten people location=Leeds count=10 people",
        ],
    ),
    (
        "Gunmen attacked a bank in Leeds. The attack took place on Friday.",
        ["Attack Asserted attacked agent=Gunmen patient=a bank location=Leeds start=2022-02-25 evidence=2"],
    ),
    (
        'Gunmen attacked a bank in Leeds. "The attack was cruel," said Paul Gray.',
        ["Attack Asserted attacked agent=Gunmen patient=a bank location=Leeds"],
    ),
    (
        "Gunmen attacked a bank in Leeds. The attack in Paris took place on Friday.",
        [
            "Attack Asserted attacked agent=Gunmen patient=a bank location=Leeds",
            "Attack Asserted attack location=Paris start=2022-02-25",
        ],
    ),
    (
        "Two bombs exploded in Leeds. The blast on Friday killed a man.",
        [
            "Explosion Asserted exploded patient=Two bombs location=Leeds count=2 bombs",
            "Explosion Asserted blast start=2022-02-25",
            "Death Asserted killed patient=a man start=2022-02-25",
        ],
    ),
    (
        "A train crashed near Porto. It happened on Sunday.",
        ["Accident Asserted crashed patient=A train location=Porto start=2022-02-27 evidence=2"],
    ),
    (
        "A train crashed near Porto. The incident happened on Sunday.",
        ["Accident Asserted crashed patient=A train location=Porto start=2022-02-27 evidence=2"],
    ),
    (
        "A train crashed near Porto and a bomb exploded in Leeds. The incident happened on Sunday.",
        [
            "Accident Asserted crashed patient=A train location=Porto",
            "Explosion Asserted exploded patient=a bomb location=Leeds",
        ],
    ),
    (
        "Anna Bell died on Sunday. Anna Bell died in Leeds.",
        ["Death Asserted died patient=Anna Bell location=Leeds start=2022-02-27 evidence=2"],
    ),
    (
        "Anna Bell died on Sunday. The death of Anna Bell shocked Leeds.",
        ["Death Asserted died patient=Anna Bell start=2022-02-27 evidence=2"],
    ),
    (
        "Police said that gunmen attacked a bank. The attack on the bank took place on Friday.",
        [
            "Attack Attributed attacked agent=gunmen patient=a bank",
            "Attack Asserted attack patient=the bank start=2022-02-25",
        ],
    ),
    (
        "Gunmen attacked a bank in Leeds. Another attack took place on Friday.",
        ["Attack Asserted attacked agent=Gunmen patient=a bank location=Leeds"],
    ),
    (
        "Gunmen may attack a bank in Leeds. The attack on the bank took place on Friday.",
        [
            "Attack Hypothetical attack agent=Gunmen patient=a bank location=Leeds",
            "Attack Asserted attack patient=the bank start=2022-02-25",
        ],
    ),
    (
        "Russia invaded Ukraine in 2022. The invasion of Ukraine began in the north.",
        ["ArmedConflict Asserted invaded agent=Russia patient=Ukraine start=2022 evidence=2"],
    ),
    (
        "The firm signed a deal with Iran on Monday. The deal with Israel was signed on Friday.",
        [
            "Agreement Asserted deal agent=The firm agent=Iran start=2022-02-21",
            "Agreement Asserted deal agent=Israel start=2022-02-25",
        ],
    ),
    (
        "A fire destroyed a hotel in Turin. At least 12 people died in the fire on Sunday.",
        [
            "Disaster Asserted fire location=Turin start=2022-02-27 evidence=2",
            "Death Asserted died patient=At least 12 people start=2022-02-27 count=12 people",
        ],
    ),
    (
        "A man was shot in Leeds on Friday. The shooting happened outside a bank.",
        ["Attack Asserted shot patient=A man location=Leeds start=2022-02-25 evidence=2"],
    ),
    (
        "The rebels captured the town in 2020. The war in the south ended in 2021.",
        [
            "ArmedConflict Asserted captured agent=The rebels patient=the town start=2020",
            "ArmedConflict Asserted war end=2021",
        ],
    ),
    (
        "Anna Bell was charged with murder in May. The trial began in June.",
        [
            "LegalProceeding Asserted charged patient=Anna Bell start=2021-05",
            "Crime Attributed murder Charged agent=Anna Bell",
            "LegalProceeding Asserted trial start=2021-06",
        ],
    ),
    (
        "John Smith met Anna Bell in Paris. The meeting took place on Friday.",
        ["Meeting Asserted met agent=John Smith agent=Anna Bell location=Paris start=2022-02-25 evidence=2"],
    ),
    (
        "The ministers held talks in Paris on Friday. The news conference took place on Monday.",
        [
            "Meeting Asserted talks agent=The ministers location=Paris start=2022-02-25",
            "Meeting Asserted news conference start=2022-02-21",
        ],
    ),
]


def described(event: Event, text: str) -> str:
    """The event, with the number of its evidence spans where there is more than one."""
    many = f" evidence={len(event.evidence)}" if len(event.evidence) > 1 else ""
    return shown(event, text) + many


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=lambda value: str(value)[:60])
def test_mentions_of_one_event(text: str, expected: list[str]) -> None:
    assert [described(event, text) for event in annotated("coreference", text)._.events] == expected


def test_evidence_lies_outside_quotations() -> None:
    text = 'Gunmen attacked a bank in Leeds. "The attack was cruel," said Paul Gray.'
    (event,) = annotated("coreference", text)._.events
    assert event.assertion is Assertion.ASSERTED
    assert [span.of(text) for span in event.evidence] == ["Gunmen attacked a bank in Leeds."]


def test_a_mention_that_is_taken_up_is_explained() -> None:
    text = "A train crashed near Porto. The incident happened on Sunday."
    dropped = annotated("coreference", text)._.dropped
    assert [item.reason for item in dropped if item.span.of(text) == "incident"] == ["refers to an event told before"]


def test_each_mention_shows_its_sentence() -> None:
    text = "A train crashed near Porto. It happened on Sunday."
    (event,) = annotated("coreference", text)._.events
    assert [span.of(text) for span in event.evidence] == ["A train crashed near Porto.", "It happened on Sunday."]
