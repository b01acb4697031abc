"""Quantities, durations, money, percentages and ages."""

from __future__ import annotations

import pytest

from .conftest import Show


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("after two weeks", "duration 'two weeks' = 2 WEE"),
        ("for 90 minutes", "duration '90 minutes' = 90 MIN"),
        ("a two-year contract", "duration 'two-year' = 2 ANN"),
        ("half an hour", "duration 'half an hour' = 0.5 HUR"),
        ("two hours and 30 minutes", "duration 'two hours and 30 minutes' = 150 MIN"),
        ("2 or 3 weeks", "duration '2 or 3 weeks' = [2,3] WEE"),
        ("18 miles", "quantity '18 miles' = 18 SMI"),
        ("a 10km run", "quantity '10km' = 10 KMT"),
        ("about 5 km", "quantity 'about 5 km' = 5 KMT"),
        ("over 5 km", "quantity 'over 5 km' = [5,] KMT"),
        ("up to 5 km", "quantity 'up to 5 km' = [,5] KMT"),
        ("5 km or more", "quantity '5 km or more' = [5,] KMT"),
        ("10-12 km", "quantity '10-12 km' = [10,12] KMT"),
        ("between 10 and 12 km", "quantity 'between 10 and 12 km' = [10,12] KMT"),
        ("grew from 5 to 10 km", "quantity '10 km' = 10 KMT"),
        ("5 feet 10 inches tall", "quantity '5 feet 10 inches' = 70 INH"),
        ("1.5 million square kilometres", "quantity '1.5 million square kilometres' = 1500000 KMK"),
        ("at 60 mph", "quantity '60 mph' = 60 HM"),
        ("at -5°C", "quantity '-5°C' = -5 CEL"),
        ("minus 5 degrees Celsius", "quantity 'minus 5 degrees Celsius' = -5 CEL"),
        ("50 pounds", "quantity '50 pounds' = 50 pound"),
        ("66 percent", "percentage '66 percent' = 66 P1"),
        ("66 per cent", "percentage '66 per cent' = 66 P1"),
        ("4.5%", "percentage '4.5%' = 4.5 P1"),
        ("more than 50%", "percentage 'more than 50%' = [50,] P1"),
        ("5-10%", "percentage '5-10%' = [5,10] P1"),
        ("between 5 and 10 percent", "percentage 'between 5 and 10 percent' = [5,10] P1"),
        ("3 percentage points", "percentage '3 percentage points' = 3 percentage point"),
        ("a 50-year-old man", "age '50-year-old' = 50 ANN"),
        ("a six-year-old boy", "age 'six-year-old' = 6 ANN"),
        ("aged 34", "age 'aged 34' = 34 ANN"),
        ("four months old", "age 'four months old' = 4 MON"),
        ("in her 50s", "age 'her 50s' = [50,59] ANN"),
        ("aged 18 to 25", "age 'aged 18 to 25' = [18,25] ANN"),
        ("10- to 12-year-olds", "age '10- to 12-year-olds' = [10,12] ANN"),
    ],
)
def test_measures(show: Show, text: str, expected: str) -> None:
    assert show(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$2.1bn", "2100000000 USD"),
        ("€500m", "500000000 EUR"),
        ("£3,000", "3000 GBP"),
        ("US$40 million", "40000000 USD"),
        ("2.5 billion euros", "2500000000 EUR"),
        ("500 yen", "500 JPY"),
        ("A$5", "5 AUD"),
        ("C$6", "6 CAD"),
        ("HK$30bn", "30000000000 HKD"),
        ("40 million Australian dollars", "40000000 AUD"),
        ("EUR20", "20 EUR"),
        ("20,000 won", "20000 KRW"),
        ("5 million pounds", "5000000 GBP"),
        ("$5 to $7 million", "[5000000,7000000] USD"),
        ("$500 to $1 million", "[500,1000000] USD"),
        ("$1.2m-$3m", "[1200000,3000000] USD"),
        ("between $5 and $7", "[5,7] USD"),
        ("over $3 billion", "[3000000000,] USD"),
        ("Rs 20 crore", "200000000"),
        ("Officials in Delhi paid Rs 20 crore", "200000000 INR"),
        ("Officials in Lahore paid Rs 20 crore", "200000000 PKR"),
        ("Delhi and Lahore paid Rs 20 crore", "200000000"),
    ],
)
def test_money(show: Show, text: str, expected: str) -> None:
    assert [line.partition(" = ")[2] for line in show(text)] == [expected]


def test_a_rise_is_two_sums_and_no_range(show: Show) -> None:
    assert show("from $5 to $7") == ["money '$5' = 5 USD", "money '$7' = 7 USD"]


def test_the_bare_dollar_is_the_publishers(show: Show) -> None:
    assert show("$5", url="https://www.example.com.au/a") == ["money '$5' = 5 AUD"]
    assert show("US$5", url="https://www.example.com.au/a") == ["money 'US$5' = 5 USD"]


@pytest.mark.parametrize(
    "text",
    [
        "won 3-0", "Covid-19 hit", "MH17 fell", "A320 and F-16", "5G and 4G", "the first mile", "the second half",
        "call 555-1234", "version 3.2.1", "chapter 12", "They won 2 won games", "room 007", "aged 2,000", "9/11",
        "a few weeks", "Team 3 won", "user123 minutes", "the euro", "per cent", "miles away",
        "12-9 km",
    ],
)  # fmt: skip
def test_no_measures(show: Show, text: str) -> None:
    assert show(text) == []
