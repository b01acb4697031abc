"""Plural number words, parts, rates, heights, warmth, cents, currencies by evidence, approximations, shares."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Article, Money, Quantity
from pressgraph.language.values import count_value, number

from .conftest import SUNDAY, Show

Read = Callable[..., Doc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hundreds of people", "quantity 'hundreds of people' = [100,] IE"),
        ("scores of people", "quantity 'scores of people' = [20,] IE"),
        ("tens of thousands of people", "quantity 'tens of thousands of people' = [10000,] IE"),
        ("dozens of miles", "quantity 'dozens of miles' = [12,] SMI"),
        ("tens of millions of euros", "money 'tens of millions of euros' = [10000000,] EUR"),
        ("several million dollars", "money 'several million dollars' = [1000000,] USD"),
        ("two-and-a-half million euros", "money 'two-and-a-half million euros' = 2500000 EUR"),
        ("a quarter of a million people", "quantity 'a quarter of a million people' = 250000 IE"),
        ("15 seats", "quantity '15 seats' = 15 seats"),
        ("a 45-seat bus", "quantity '45-seat' = 45 seats"),
        ("by 52 votes", "quantity '52 votes' = 52 votes"),
        ("40 tonnes a day", "quantity '40 tonnes a day' = 40 tonne per day"),
        ("60 hours a week", "quantity '60 hours a week' = 60 hour per week"),
        ("two million barrels per day", "quantity 'two million barrels per day' = 2000000 B1"),
        ("for a year", "duration 'a year' = 1 ANN"),
        ("over a decade", "duration 'over a decade' = [1,] DEC"),
        ("an hour and a half", "duration 'an hour and a half' = 1.5 HUR"),
        ("nearly half an hour", "duration 'nearly half an hour' = 0.5 HUR"),
        ("a day-long strike", "duration 'day-long' = 1 DAY"),
        ("35 degrees", "quantity '35 degrees' = 35 degree"),
        ("Temperatures reached 35C", "quantity '35C' = 35 CEL"),
        ("a 6-foot-2 guard", "quantity '6-foot-2' = 74 INH"),
        ("6ft 2in", "quantity '6ft 2in' = 74 INH"),
        ("a magnitude 6.5 earthquake", "quantity 'magnitude 6.5' = 6.5 magnitude"),
        ("25 basis points", "percentage '25 basis points' = 25 basis point"),
        ("half a percentage point", "percentage 'half a percentage point' = 0.5 percentage point"),
        ("300 TWh", "quantity '300 TWh' = 300 D32"),
        ("in their late twenties", "age 'their late twenties' = [20,29] ANN"),
        ("in her teens", "age 'her teens' = [13,19] ANN"),
        ("aged 65 and over", "age 'aged 65 and over' = [65,] ANN"),
        ("aged 8–10 years", "age 'aged 8–10 years' = [8,10] ANN"),
        ("under the age of five", "age 'under the age of five' = [,5] ANN"),
        ("99p", "money '99p' = 0.99 GBP"),
        ("50 pence", "money '50 pence' = 0.5 GBP"),
        ("50 cents", "money '50 cents' = 0.5"),
        ("25 euro cents", "money '25 euro cents' = 0.25 EUR"),
        ("Rs. 500", "money 'Rs. 500' = 500"),
        ("NZ $26 million", "money 'NZ $26 million' = 26000000 NZD"),
    ],
)
def test_special_measures(show: Show, text: str, expected: str) -> None:
    assert show(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "one in five people", "two-thirds of 300 people", "nine of 10 people", "a third of a million people",
        "seat 35C", "two degrees from Yale", "a 1080p screen", "50 Cent sang", "once a year", "6 in 10",
        "hundreds of families",
    ],
)  # fmt: skip
def test_no_special_measures(show: Show, text: str) -> None:
    assert show(text) == []


def test_a_rate_is_not_read_across_a_time(show: Show) -> None:
    assert show("He lost 5 kg a month ago.") == ["quantity '5 kg' = 5 KGM", "date 'a month ago' = 2022-01"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It cost $5.", "USD"),
        ("A Toronto firm paid $5.", ""),
        ("A Toronto firm paid C$5 ($4).", "USD"),
        ("A Toronto firm paid $5 (US$4).", ""),
        ("A Toronto firm paid a Texas firm in Chicago $5.", "USD"),
        ("It cost US$9 in Ohio, then $5.", "USD"),
        ("Shops in Osaka charge ¥5.", "JPY"),
        ("Shops in Shanghai charge ¥5.", ""),
        ("It cost €7, then 5 cents.", "EUR"),
        ("It cost $7, then 5 cents.", "USD"),
        ("It cost $7 and €7, then 5 cents.", ""),
    ],
)
def test_a_shared_sign_is_decided_by_the_article(read: Read, text: str, code: str) -> None:
    value = read(text)._.values[-1].value if not text.endswith("4).") else None
    if value is None:
        value = next(
            v.value for v in read(text)._.values if v.span.of(text) in ("$5", "$4") and "C$" not in v.span.of(text)
        )
    assert isinstance(value, Money)
    assert value.currency == code


def test_a_publishers_name_decides_before_the_article(nlp: Language) -> None:
    doc = nlp.make_doc("It cost $5.")
    doc._.article = Article(doc.text, date=SUNDAY, publisher="Sydney Courier")
    (value,) = nlp.get_pipe("pressgraph_values")(doc)._.values
    assert value.value == Money(Decimal(5), currency="AUD")


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("nearly 300 people", True), ("about $5", True), ("roughly 40 percent", True), ("300 people", False),
        ("exactly 300 people", False), ("at least 300 people", False), ("a total of $5", False), ("40 km or so", True),
    ],
)  # fmt: skip
def test_approximations_say_so(read: Read, text: str, approximate: bool) -> None:
    (value,) = read(text)._.values
    assert isinstance(value.value, (Money, Quantity))
    assert value.value.approximate is approximate


@pytest.mark.parametrize(
    ("text", "expected"), [("three-quarters of a million", "750000"), ("a third of a million", "None")]
)
def test_parts_of_a_scale(text: str, expected: str) -> None:
    assert str(number(text)) == expected


def _parsed(nlp: Language, rows: list[tuple[str, int, str, str]]) -> Doc:
    words, heads, deps, pos = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(nlp.vocab, words, heads=heads, deps=deps, pos=pos, lemmas=words)
    doc._.article = Article(doc.text, date=SUNDAY)
    return nlp.get_pipe("pressgraph_values")(doc)


def _whole(doc: Doc) -> str | None:
    (value,) = (value for value in doc._.values if value.kind == "percentage")
    return value.of.of(doc.text) if value.of else None


def test_a_percentage_knows_what_it_is_of(nlp: Language) -> None:
    rows = [
        ("Ten", 1, "nummod", "NUM"),
        ("percent", 6, "nsubj", "NOUN"),
        ("of", 5, "case", "ADP"),
        ("the", 5, "det", "DET"),
        ("young", 5, "amod", "ADJ"),
        ("voters", 1, "nmod", "NOUN"),
        ("stayed", 6, "ROOT", "VERB"),
        ("away", 6, "advmod", "ADV"),
    ]
    assert _whole(_parsed(nlp, rows)) == "the young voters"


def test_a_stake_is_of_what_it_is_in(nlp: Language) -> None:
    rows = [
        ("They", 1, "nsubj", "PRON"),
        ("hold", 1, "ROOT", "VERB"),
        ("a", 5, "det", "DET"),
        ("10", 4, "nummod", "NUM"),
        ("percent", 5, "compound", "NOUN"),
        ("stake", 1, "obj", "NOUN"),
        ("in", 7, "case", "ADP"),
        ("Norbank", 5, "nmod", "PROPN"),
    ]
    assert _whole(_parsed(nlp, rows)) == "Norbank"


def test_a_change_is_a_share_of_nothing(nlp: Language) -> None:
    rows = [
        ("Prices", 1, "nsubj", "NOUN"),
        ("rose", 1, "ROOT", "VERB"),
        ("5", 3, "nummod", "NUM"),
        ("percent", 1, "obl", "NOUN"),
        ("in", 5, "case", "ADP"),
        ("June", 1, "obl", "PROPN"),
    ]
    assert _whole(_parsed(nlp, rows)) is None


def test_a_number_that_stands_for_what_it_counts(nlp: Language) -> None:
    rows = [
        ("At", 1, "case", "ADP"),
        ("least", 2, "nmod", "ADJ"),
        ("12", 4, "nsubj", "NUM"),
        ("were", 4, "aux", "AUX"),
        ("killed", 4, "ROOT", "VERB"),
    ]
    value = count_value(_parsed(nlp, rows)[2])
    assert value is not None
    assert value.value == Quantity(minimum=Decimal(12))


def test_a_number_behind_a_name_counts_nothing(nlp: Language) -> None:
    rows = [("Lee", 2, "nsubj", "PROPN"), ("52", 0, "nmod:unmarked", "NUM"), ("spoke", 2, "ROOT", "VERB")]
    assert count_value(_parsed(nlp, rows)[1]) is None


def test_hundreds_count_what_they_are_of(nlp: Language) -> None:
    rows = [
        ("Hundreds", 4, "nsubj", "NOUN"),
        ("of", 3, "case", "ADP"),
        ("Kenyan", 3, "amod", "ADJ"),
        ("families", 0, "nmod", "NOUN"),
        ("fled", 4, "ROOT", "VERB"),
    ]
    doc = _parsed(nlp, rows)
    for place in (0, 3):
        value = count_value(doc[place])
        assert value is not None
        assert value.value == Quantity(minimum=Decimal(100), unit_text="Kenyan families")
        assert value.span.of(doc.text) == "Hundreds"
