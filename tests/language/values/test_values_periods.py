"""Quarters, nights, weekdays from one to another, months up to a date, days of a month, times of day."""

from __future__ import annotations

import datetime

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Article, Date

from .conftest import SUNDAY, Show


def _dates(show: Show, text: str, date: datetime.date | None = SUNDAY) -> list[str]:
    return [line.partition(" = ")[2] for line in show(text, date) if line.startswith("date")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents fell in the fourth quarter of 2021.", "2021-10 to 2021-12"),
        ("Rents fell in Q3 of 2023.", "2023-07 to 2023-09"),
        ("Rents fell in 2021's third quarter.", "2021-07 to 2021-09"),
        ("Rents fell in the fourth quarter of last year.", "2021-10 to 2021-12"),
        ("Rents fell in the last quarter of 2020.", "2020-10 to 2020-12"),
        ("Rents fell in the first half of this year.", "2022-01 to 2022-06"),
        ("Rents fell in H2 2019.", "2019-07 to 2019-12"),
        ("Rents fell in the quarter ended September 30, 2021.", "2021-07 to 2021-09"),
        ("Rents fell in the three months to the end of March 2021.", "2021-01 to 2021-03"),
        ("Rents fell in the year to June 2021.", "2020-07 to 2021-06"),
        ("Rents fell in the nine months ended 30 November 2020.", "2020-03 to 2020-11"),
        ("The port was shut overnight into Sunday.", "2022-02-26 to 2022-02-27"),
        ("Rain fell from late Saturday into Sunday.", "2022-02-26 to 2022-02-27"),
        ("The port was shut from Thursday to Saturday.", "2022-02-24 to 2022-02-26"),
        ("The fair will run from Friday to Sunday.", "2022-03-04 to 2022-03-06"),
        ("The port was shut between Friday and Sunday.", "2022-02-25 to 2022-02-27"),
        ("They met on Friday and Saturday.", "2022-02-25 to 2022-02-26"),
        ("They met on the last Friday of January 2022.", "2022-01-28"),
        ("They met on the first Monday of May 2021.", "2021-05-03"),
        ("They met on the third of May 2021.", "2021-05-03"),
        ("They marched on the Fourth of July, 2021.", "2021-07-04"),
        ("She resigns on the 14th of next month.", "2022-03-14"),
        ("Filed 2021/05/12 by hand", "2021-05-12"),
        ("The vote began at 3 p.m. on Tuesday.", "2022-02-22T15:00:00"),
        ("The vote began on Tuesday, 12 May 2020, at 10:15 a.m.", "2020-05-12T10:15:00"),
        ("The vote began on Tuesday at noon.", "2022-02-22T12:00:00"),
        ("The vote began at 15:30 on Tuesday.", "2022-02-22T15:30:00"),
        ("The vote began at 3pm local time on Tuesday.", "2022-02-22T15:00:00"),
        ("The vote began at 12:30 a.m. on Tuesday.", "2022-02-22T00:30:00"),
        ("The vote began at about 3 p.m. on Tuesday.", "2022-02-22"),
        ("The vote began by 3 p.m. on Tuesday.", "2022-02-22"),
        ("The vote lasted from 1 p.m. to 3 p.m. on Tuesday.", "2022-02-22"),
        ("The vote began at 9:30 on Tuesday.", "2022-02-22"),
        ("the music of the early 2000s", "2000 to 2009"),
        ("the music of the mid-1980s", "1980 to 1989"),
        ("a crisis that lasted from 2014-18", "2014 to 2018"),
    ],
)
def test_periods(show: Show, text: str, expected: str) -> None:
    assert _dates(show, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Rents fell in the fourth quarter.",
        "Rents fell last quarter.",
        "Rents fell in fiscal 2022.",
        "Rents fell in the fiscal third quarter of 2021.",
        "Rents fell in the third quarter of fiscal 2021.",
        "Rents fell in the 2022 fiscal year.",
        "Rents fell in the financial year 2021/22.",
        "Rents fell in the quarter ended 25 September 2021.",
        "Rents fell overnight.",
        "Open from Friday to Sunday",
        "The rule expires at the end of the year.",
        "the fashion of the 1900s",
        "after the September 11 attacks",
        "after the August 9 shooting",
        "They gather on the first Monday of May",
        "He holed out on the 14th. It was a long hole.",
    ],
)
def test_what_is_open_stays_text(show: Show, text: str) -> None:
    assert _dates(show, text) == ["text"]


@pytest.mark.parametrize(
    "text",
    [
        "an overnight success",
        "on the tenth anniversary of the coup",
        "on the 14th floor",
        "the 14th amendment",
        "World Cup 2018 day five",
        "a two-year extension, by three months to a total of five",
        "the next Tuesday night",
    ],
)
def test_no_periods(show: Show, text: str) -> None:
    assert _dates(show, text) == []


def test_a_fiscal_year_anywhere_makes_quarters_doubtful(show: Show) -> None:
    text = "Sales rose in the first quarter of 2021. The company's fiscal year begins in June."
    assert _dates(show, text)[0] == "text"


def test_fiscal_policy_is_no_fiscal_year(show: Show) -> None:
    assert _dates(show, "Fiscal policy was loose in the first quarter of 2021.") == ["2021-01 to 2021-03"]


def test_an_extension_to_a_month_is_no_stretch(show: Show) -> None:
    assert show("It was extended by three months to June 2023.") == [
        "duration 'three months' = 3 MON",
        "date 'June 2023' = 2023-06",
    ]


def test_a_month_about_as_far_either_way_stays_text(show: Show) -> None:
    assert _dates(show, "the fair in August", datetime.date(2022, 4, 1)) == ["text"]
    assert _dates(show, "The fair was held in August.", datetime.date(2022, 4, 1)) == ["2021-08"]


def _died_on_the_14th(nlp: Language, tag: str, before: str = "") -> str:
    words = [*before.split(), "He", "died", "on", "the", "14th", "."]
    shift = len(words) - 6
    heads = [*range(shift), *(shift + place for place in (1, 1, 4, 4, 1, 1))]
    deps = ["ROOT"] * shift + ["nsubj", "ROOT", "case", "det", "obl", "punct"]
    doc = Doc(nlp.vocab, words, heads=heads, deps=deps, tags=["X"] * shift + ["PRP", tag, "IN", "DT", "NN", "."])
    doc._.article = Article(doc.text, date=SUNDAY)
    value = nlp.get_pipe("pressgraph_values")(doc)._.values[-1].value
    assert isinstance(value, Date)
    return value.start.lexical if value.start else "text"


def test_a_day_alone_takes_its_month_from_a_clear_tense_or_the_text_before(nlp: Language) -> None:
    assert _died_on_the_14th(nlp, "VBD") == "2022-02-14"
    assert _died_on_the_14th(nlp, "VBZ") == "text"
    assert _died_on_the_14th(nlp, "VBD", "He came on 3 January .") == "2022-01-14"
    assert _died_on_the_14th(nlp, "VBD", "He came on 3 May 1844 .") == "text"
