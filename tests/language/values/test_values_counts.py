"""Counts and ages beside a noun, and numbers in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from spacy.tokens import Doc, Token

from pressgraph.language.values import age_of, amount_in, count_of, count_value, date_in, number

Read = Callable[..., Doc]


def _word(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("over 2,000 Starlink satellites", "satellites", (None, 2000, None)),
        ("as many as 12,000 satellites", "satellites", (None, None, 12000)),
        ("two large explosions", "explosions", (2, None, None)),
        ("at least 14 people", "people", (None, 14, None)),
        ("fewer than 20 people", "people", (None, None, 20)),
        ("between 10 and 12 soldiers", "soldiers", (None, 10, 12)),
        ("10 to 12 attacks", "attacks", (None, 10, 12)),
        ("nearly 300 flights", "flights", (300, None, None)),
        ("a dozen protesters", "protesters", (12, None, None)),
        ("more than two dozen countries", "countries", (None, 24, None)),
        ("three million refugees", "refugees", (3000000, None, None)),
        ("2.5m people", "people", (2500000, None, None)),
        ("12 Ukrainian and Russian soldiers", "soldiers", (12, None, None)),
        ("two men and three women", "women", (3, None, None)),
        ("two men and three women", "men", (2, None, None)),
        ("dozens of people", "people", (None, 12, None)),
        ("tens of thousands of Kenyan farmers", "farmers", (None, 10000, None)),
        ("several thousand people", "people", (None, 1000, None)),
    ],
)
def test_count(read: Read, text: str, noun: str, expected: tuple[int | None, ...]) -> None:
    quantity = count_of(_word(read(text), noun))
    assert quantity is not None
    assert (quantity.value, quantity.minimum, quantity.maximum) == expected
    assert quantity.unit_text.endswith(noun)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("$5 million people", "people"),
        ("18 miles", "miles"),
        ("in 2018 people voted", "people"),
        ("Covid-19 cases", "cases"),
        ("won 3-0 games", "games"),
        ("the 26 February attack", "attack"),
        ("14 of them were men", "men"),
        ("5 percent people", "people"),
        ("a 1,200-strong crowd", "crowd"),
        ("killed 12, officials said", "officials"),
        ("two men and women", "women"),
        ("Flight 370 passengers", "passengers"),
        ("the 2022 Winter Olympics", "Olympics"),
        ("a 50-year-old woman", "woman"),
        ("Storm kills 12\nPeople flee", "People"),
        ("the third attack", "attack"),
        ("a man", "man"),
    ],
)
def test_no_count(read: Read, text: str, noun: str) -> None:
    assert count_of(_word(read(text), noun)) is None


def test_a_count_knows_its_span(read: Read) -> None:
    doc = read("There, over 2,000 Starlink satellites fly.")
    value = count_value(_word(doc, "satellites"))
    assert value is not None
    assert value.span.of(doc.text) == "over 2,000"


@pytest.mark.parametrize(
    ("text", "noun", "age"),
    [
        ("a 50-year-old Kyiv teacher", "teacher", 50),
        ("Ann Lee, 34, said", "Lee", 34),
        ("Ann Lee (34) said", "Lee", 34),
        ("the boy, aged six, ran", "boy", 6),
        ("Ann, who is 34 years old, ran", "Ann", 34),
    ],
)
def test_age(read: Read, text: str, noun: str, age: int) -> None:
    value = age_of(_word(read(text), noun))
    assert value is not None
    assert value.kind == "age"
    assert value.value.value == age  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Ann Lee, 2018, ran", "Lee"),
        ("Ann Lee, 34 miles away, ran", "Lee"),
        ("the 34-year-old said the man ran", "man"),
        ("Ann Lee (34 said", "Lee"),
        ("Ann Lee, 0, ran", "Lee"),
        ("Ann ran, aged friends said", "Ann"),
    ],
)
def test_no_age(read: Read, text: str, noun: str) -> None:
    assert age_of(_word(read(text), noun)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-one", "21"),
        ("two hundred and fifty thousand", "250000"),
        ("forty-five thousand six hundred and seventy-eight", "45678"),
        ("three million", "3000000"),
        ("half a million", "500000"),
        ("one and a half million", "1500000"),
        ("a dozen", "12"),
        ("1,200", "1200"),
        ("1,00,000", "100000"),
        ("0.50", "0.5"),
        ("2½", "2.5"),
        ("1/2", "0.5"),
        ("2.5m", "2500000"),
        ("1.2bn", "1200000000"),
        ("20 crore", "200000000"),
    ],
)
def test_number(text: str, expected: str) -> None:
    assert str(number(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "million", "two-thirds", "third", "3-0", "9/11", "007", "1e5", "COVID-19", "and", "2.1.3", "9" * 40]
)
def test_not_a_number(text: str) -> None:
    assert number(text) is None


def test_values_by_place(read: Read) -> None:
    doc = read("On Saturday he paid $5. On Friday he paid $6.")
    assert [value.span.of(doc.text) for value in date_in(doc, 0, 23)] == ["Saturday"]
    assert [value.span.of(doc.text) for value in amount_in(doc, 23, len(doc.text))] == ["$6"]
    assert Decimal(5) == amount_in(doc, 0, 23)[0].value.value  # type: ignore[union-attr]
