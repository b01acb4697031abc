"""Dates in an article of Sunday, 27 February 2022."""

from __future__ import annotations

import datetime

import pytest

from .conftest import SUNDAY, Show


def _dates(show: Show, text: str, date: datetime.date | None = SUNDAY) -> list[str]:
    return [line.partition(" = ")[2] for line in show(text, date) if line.startswith("date")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on 26 February 2022.", "2022-02-26"),
        ("It began on February 26, 2022, at dawn.", "2022-02-26"),
        ("It began on the 26th of February, 2022.", "2022-02-26"),
        ("It began on Saturday, 26 Feb. 2022.", "2022-02-26"),
        ("Filed 2022-02-26 by hand", "2022-02-26"),
        ("Filed 26/02/2022 by hand", "2022-02-26"),
        ("Filed 02/26/2022 by hand", "2022-02-26"),
        ("Filed 26.02.2022 by hand", "2022-02-26"),
        ("It opened in March 2021.", "2021-03"),
        ("It opened in Sept. 2021.", "2021-09"),
        ("It has stood since 2018.", "2018"),
        ("It stood until July 1805. [6] Then it fell.", "1805-07"),
        ("the film (1962) was shown", "1962"),
        ("a 2003 interview", "2003"),
        ("after the 2016 election", "2016"),
        ("by late 2019", "2019"),
        ("music of the 1990s", "1990 to 1999"),
        ("music of the '90s", "1990 to 1999"),
        ("the famine of 1990-95", "1990 to 1995"),
        ("the 2019/20 season", "2019 to 2020"),
        ("between 2010 and 2015", "2010 to 2015"),
        ("from 2010 to 2015", "2010 to 2015"),
        ("a 19th-century house", "1801 to 1900"),
        ("in the third quarter of 2021", "2021-07 to 2021-09"),
        ("sales in Q3 2021", "2021-07 to 2021-09"),
        ("in the first half of 2021", "2021-01 to 2021-06"),
        ("in the summer of 2021", "2021"),
        ("from 3 to 5 May 2019", "2019-05-03 to 2019-05-05"),
        ("May 3-5, 2019", "2019-05-03 to 2019-05-05"),
        ("on 3 and 4 May 2019", "2019-05-03 to 2019-05-04"),
        ("(13 May 1825 – 15 July 1899)", "1825-05-13 to 1899-07-15"),
        ("from 30 December to 2 January", "2021-12-30 to 2022-01-02"),
        ("between May and June 2019", "2019-05 to 2019-06"),
        ("on Christmas Eve 2019", "2019-12-24"),
    ],
)
def test_absolute(show: Show, text: str, expected: str) -> None:
    assert _dates(show, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke on Saturday.", "2022-02-26"),
        ("He spoke early Sunday morning.", "2022-02-27"),
        ("He spoke on Monday evening.", "2022-02-21"),
        ("They will meet on Saturday.", "2022-03-05"),
        ("The talks are set to open on Friday.", "2022-03-04"),
        ("The road is closed until Tuesday.", "2022-03-01"),
        ("next Saturday", "2022-03-05"),
        ("this coming Sunday", "2022-03-06"),
        ("last Sunday", "2022-02-20"),
        ("Saturday (February 26)", "2022-02-26"),
        ("Monday last week", "2022-02-14"),
        ("It rained yesterday.", "2022-02-26"),
        ("It rained last night.", "2022-02-26"),
        ("He leaves tomorrow.", "2022-02-28"),
        ("He spoke today.", "2022-02-27"),
        ("It fell last week.", "2022-02-14 to 2022-02-20"),
        ("It fell last weekend.", "2022-02-19 to 2022-02-20"),
        ("It fell over the weekend.", "2022-02-26 to 2022-02-27"),
        ("It fell last month.", "2022-01"),
        ("earlier this year", "2022"),
        ("It rose last year.", "2021"),
        ("It began two days ago.", "2022-02-25"),
        ("It began three weeks ago.", "2022-01-31 to 2022-02-06"),
        ("It began two months ago.", "2021-12"),
        ("It began ten years ago.", "2012"),
        ("It was signed on 26 February.", "2022-02-26"),
        ("It was signed on Dec. 30.", "2021-12-30"),
        ("It was signed in November.", "2021-11"),
        ("The vote will be held in May.", "2022-05"),
        ("The vote is to be held on 3 May.", "2022-05-03"),
        ("The ban was lifted in February last year.", "2021-02"),
        ("It landed on Saturday at 14:30 UTC.", "2022-02-26T14:30:00Z"),
        ("It landed at 8:30 p.m. EST on Saturday.", "2022-02-26T20:30:00-05:00"),
        ("It landed at 8:30 p.m. on Saturday.", "2022-02-26T20:30:00"),
    ],
)
def test_relative(show: Show, text: str, expected: str) -> None:
    assert _dates(show, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Filed 02/03/2022 by hand",
        "three years earlier",
        "the following day",
        "nearly two years ago",
        "last summer",
        "in the winter of 2020",
        "in fiscal 2021",
        "on 31 February 2022",
        "in 44 BC",
        "on 3 and 9 May",
        "It is still known today.",
        "Saturday, 22 November",
    ],
)
def test_stays_text(show: Show, text: str) -> None:
    assert _dates(show, text) == ["text"]


@pytest.mark.parametrize(
    "text", ["on Saturday", "yesterday", "on 26 February", "in May", "last year", "two days ago", "over the weekend"]
)
def test_without_an_article_date_nothing_is_guessed(show: Show, text: str) -> None:
    assert _dates(show, text, None) == ["text"]


def test_full_dates_need_no_article_date(show: Show) -> None:
    assert _dates(show, "on 26 February 2022 and in March 2021", None) == ["2022-02-26", "2021-03"]


@pytest.mark.parametrize(
    "text",
    [
        "He may go. May the best team win.",
        "They march to the beat. March on!",
        "Theresa May said so. By May she had gone.",
        "April Jones smiled at April.",
        "The Sun said so.",
        "The Sunday Times said so.",
        "the Saturday Night Live cast",
        "shops on Black Friday",
        "every Saturday",
        "open Monday to Friday",
        "on a Monday",
        "The win left 2000 deaths.",
        "killed in 2000 attacks",
        "a 2000 limit",
        "in 1500 metres",
        "about 1200 people",
        "Flight 2018 landed",
        "ISO 2018-1 rules",
        "USA Today wrote",
        "the past year",
        "Imagine a tomorrow",
        "won 3-0 and 21-19",
        "call 212-555-0100 or +44 20 7946 0958",
        "version 3.2.1 and 10.0.0.1",
        "see https://example.org/2018/05/04/post",
        "page 1990 of the book",
        "the 24/7 shop",
    ],
)
def test_no_dates(show: Show, text: str) -> None:
    assert _dates(show, text) == []


def test_a_life_story_does_not_borrow_the_year_of_publication(show: Show) -> None:
    text = "He was born on 8 May 1831 and sent to school in 1840. On 4 July 1850 he left. On 6 August he returned."
    assert _dates(show, text) == ["1831-05-08", "1840", "1850-07-04", "text"]


def test_news_with_an_old_year_keeps_its_own(show: Show) -> None:
    text = "The bridge, built in 1932, was hit on 26 February."
    assert _dates(show, text) == ["1932", "2022-02-26"]


def test_the_day_of_writing_itself(show: Show) -> None:
    assert _dates(show, "Police said Sunday") == ["2022-02-27"]
    assert _dates(show, "The match will start on Sunday.") == ["2022-02-27"]


def test_leap_day(show: Show) -> None:
    assert _dates(show, "It was signed on 29 February.", datetime.date(2022, 3, 5)) == ["2020-02-29"]


def test_the_ends_of_the_calendar(show: Show) -> None:
    assert _dates(show, "yesterday, last year, 30 years ago", datetime.date.min) == ["text", "text", "text"]
    assert _dates(show, "tomorrow, next year, next week", datetime.date.max) == ["text", "text", "text"]
