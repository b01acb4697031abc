"""Constructions of the news that tempt to assert too much: each with a sentence in which the event did happen."""

from __future__ import annotations

import pytest

from pressgraph.annotations import Assertion
from pressgraph.language.factuality import factuality_of
from tests.language.events.trees import annotated, shown

READINGS = [
    ("A trial is due to begin in Leeds in March.", ["LegalProceeding Planned trial location=Leeds start=2022-03"]),
    (
        "The prosecution of Anna Berg began on Friday.",
        ["LegalProceeding Asserted prosecution patient=Anna Berg start=2022-02-25"],
    ),
    (
        "According to the prosecution, Anna Berg bought a boat.",
        ["Transaction Attributed bought agent=Anna Berg patient=a boat"],
    ),
    ("Anna Berg did not attend the conference on Friday.", ["Meeting Asserted conference"]),
    (
        "Anna Berg attended the conference on Friday.",
        ["Meeting Asserted conference agent=Anna Berg start=2022-02-25"],
    ),
    ('The analyst cut her rating of the stock to "sell".', []),
    ("The firm will sell the plant.", ["Transaction Planned sell seller=The firm patient=the plant"]),
    (
        "Leeds United won the cup for the first time since 1978.",
        ["Competition Asserted won the cup agent=Leeds United"],
    ),
    ("The miners have been on strike since May.", ["Protest Asserted strike start=2021-05"]),
    ("Sales in Japan fell in May.", []),
    (
        "The sale of the plant to a rival was completed in May.",
        ["Transaction Asserted sale patient=the plant recipient=a rival start=2021-05"],
    ),
    (
        "A surgeon accused of murdering his partner told a court on Monday that he was at home.",
        ["Crime Attributed murdering Accused agent=A surgeon patient=his partner"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=lambda value: str(value)[:60])
def test_readings(text: str, expected: list[str]) -> None:
    assert [shown(event, text) for event in annotated("news", text)._.events] == expected


def test_who_is_asked_to_pay_is_to_do_it() -> None:
    text = "The minister asked the union to pay the workers."
    (event,) = annotated("news", text)._.events
    assert [role.span.of(text) for role in event.roles if role.role == "pg:agent"] == ["the union"]
    assert event.assertion is Assertion.HYPOTHETICAL


ASIDES = [
    ("Anna Berg, who remains chairman of the bank, will join the board.", "remains", Assertion.ASSERTED),
    ("Directors who remain loyal to the bank will join the board.", "remain", Assertion.PLANNED),
    (
        "Tom Reed is charged with the murder of Anna Berg, with whom he founded the bank.",
        "founded",
        Assertion.ASSERTED,
    ),
    (
        "Tom Reed is charged with the murder of Anna Berg, with whom he founded the bank.",
        "murder",
        Assertion.ATTRIBUTED,
    ),
]


@pytest.mark.parametrize(("text", "word", "expected"), ASIDES)
def test_what_is_told_of_a_name_by_the_way_holds(text: str, word: str, expected: Assertion) -> None:
    doc = annotated("news", text)
    assert factuality_of(doc).of(next(token for token in doc if token.text == word)).assertion is expected
