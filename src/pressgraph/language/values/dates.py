"""Actions that turn a match into a date. A date that cannot be resolved is `Date()`: it stays text."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from pressgraph.annotations import Date, Literal
from pressgraph.language.values import reckoning
from pressgraph.language.values.grammar import Found
from pressgraph.language.values.passage import Passage
from pressgraph.language.values.reckoning import Way

Action = Callable[[Found, Passage], Date | None]


def _get(found: Found, *names: str) -> int | None:
    """The value of the first named item present: ``MONTH:month`` gives a month's number."""
    for name in names:
        item = found.named.get(name)
        if item is not None:
            for kind in _KINDS[name]:
                if kind in item.values:
                    return int(item.values[kind])
    return None


_NEAR = 60  # days from the article within which "the 26 February attack" is this year's
_BEFORE = 60  # items back in which a day's month may stand
_KINDS = {
    "day": ("DAY",), "day2": ("DAY",), "first": ("DAY",), "month": ("MONTH", "MONTHNAME"), "month2": ("MONTH",),
    "firstmonth": ("MONTH",), "year": ("YEAR",), "year2": ("YEAR",), "firstyear": ("YEAR",), "two": ("TWO",),
    "weekday": ("WEEKDAY",), "abbreviated": ("WEEKDAYABBR",), "decade": ("DECADE", "DECADE2"), "decade2": ("DECADE2",),
    "century": ("ORDINAL",), "century2": ("ORDINALWORD",), "today": ("TODAY",), "nth": ("ORDINALWORD",),
}  # fmt: skip


def _relative(found: Found) -> str:
    item = found.named.get("relative")
    return str(item.values["RELATIVE"]) if item else ""


def _way(found: Found, passage: Passage) -> Way:
    relative = _relative(found)
    return {"last": Way.BACK, "next": Way.AHEAD}.get(relative) or passage.way(found)


def _on(found: Found, passage: Passage, year: int | None, month: int, day: int) -> datetime.date | None:
    """The day, in its year or the one that the article's date suggests."""
    if year is not None:
        return reckoning.valid(year, month, day)
    if passage.date is None:
        return None
    weekday = _get(found, "weekday", "abbreviated")
    way = Way.UNKNOWN if weekday is not None else passage.way(found)
    return reckoning.year_of_day(passage.date, month, day, way, weekday)


def _as_date(date: datetime.date | None) -> Date:
    return Date(reckoning.day(date)) if date else Date()


def iso(found: Found, _passage: Passage) -> Date | None:
    """2022-02-26; None for a number that only looks like it."""
    try:
        return Date(reckoning.day(datetime.date.fromisoformat(found.named["iso"].text.replace("/", "-"))))
    except ValueError:
        return None


def slashed(found: Found, _passage: Passage) -> Date:
    """26/02/2022 or 2/26/2022: resolved only where one of the numbers cannot be a month."""
    first, second, year = (int(part) for part in found.named["slashed"].text.replace(".", "/").split("/"))
    if first > 12 or first == second:
        return _as_date(reckoning.valid(year, second, first))
    return _as_date(reckoning.valid(year, first, second)) if second > 12 else Date()


def a_day(found: Found, passage: Passage) -> Date | None:
    """A day of a month, with or without weekday and year."""
    month, day = _get(found, "month", "month2"), _get(found, "day", "day2", "nth")
    year = _get(found, "year")
    if month is None or day is None or (year is None and passage.in_name(found.begin, found.end)):
        return None
    date = _on(found, passage, year, month, day)
    if date and year is None and passage.date and _attributive(found):
        near = abs((date - passage.date).days) <= _NEAR
        return _as_date(date if near else None)
    return _as_date(date)


def _attributive(found: Found) -> bool:
    """Whether a day stands before a noun: "the January 6 riot" need not be of this year."""
    first, last = found.core
    after = found.items[last] if last < len(found.items) else None
    if after is None:
        return False
    before = found.items[first - 1] if first else None
    return "YEARNOUN" in after.kinds or ("LOWER" in after.kinds and before is not None and "THE" in before.kinds)


def day_alone(found: Found, passage: Passage) -> Date | None:
    """ "On the 14th": of the month named before in its paragraph, else of the article's by a clear tense."""
    day = int(found.named["alone"].values["ORDINAL"])
    if day > 31:
        return None
    if passage.date is None or any("ORDINALSPORT" in item.kinds for item in found.items):
        return Date()
    if "calendar" in found.named:
        return _day_of(found, passage.date, day)
    return _near_day(passage.date, _month_before(found), day, passage.way(found))


def _near_day(anchor: datetime.date, month: int | None, day: int, way: Way) -> Date:
    if month is not None:
        return _as_date(reckoning.year_of_day(anchor, month, day, way))
    if way is Way.BACK:
        return _in_month(anchor, -1 if day > anchor.day else 0, day)
    return _in_month(anchor, 1 if day < anchor.day else 0, day) if way is Way.AHEAD else Date()


def _in_month(anchor: datetime.date, step: int, day: int) -> Date:
    found = reckoning.add_months(anchor, step)
    return _as_date(reckoning.valid(*found, day)) if found else Date()


def _day_of(found: Found, anchor: datetime.date, day: int) -> Date | None:
    """ "The 14th of last month"."""
    if found.named["calendar"].values["CALENDAR"] != "month":
        return None
    return _in_month(anchor, {"last": -1, "next": 1}.get(_relative(found), 0), day)


def _month_before(found: Found) -> int | None:
    for item in reversed(found.items[max(0, found.first - _BEFORE) : found.first]):
        if "BREAK" in item.kinds:
            return None
        if "MONTH" in item.kinds:
            return int(item.values["MONTH"])
    return None


def holiday(found: Found, passage: Passage) -> Date | None:
    """A feast with a fixed day."""
    month, day = (int(part) for part in found.named["holiday"].values["HOLIDAY"].split("-"))
    return _as_date(_on(found, passage, _get(found, "year"), month, day))


def days(found: Found, passage: Passage) -> Date | None:
    """From day to day; the first day takes month and year from the last where it has none."""
    month, day, first = _get(found, "month"), _get(found, "day"), _get(found, "first")
    if month is None or day is None or first is None:
        return None
    first_month = _get(found, "firstmonth") or month
    year = _get(found, "year")
    if year is None and _get(found, "firstyear") is not None:
        year = (_get(found, "firstyear") or 0) + (first_month > month)
    end = _on(found, passage, year, month, day)
    if end is None:
        return Date()
    start = reckoning.valid(_get(found, "firstyear") or end.year - (first_month > month), first_month, first)
    return Date(reckoning.day(start), reckoning.day(end)) if start and start < end else Date()


def adjacent_days(found: Found, passage: Passage) -> Date | None:
    """ "3 and 4 May" is a period of two days; "3 and 9 May" is none, and stays text."""
    first, day = _get(found, "first"), _get(found, "day")
    return days(found, passage) if first is not None and day == first + 1 else Date()


def a_month(found: Found, passage: Passage) -> Date | None:
    """A month, of its year or the one that the article's date suggests."""
    month, year = _get(found, "month"), _get(found, "year")
    if month is None or (year is None and passage.in_name(found.begin, found.end)):
        return None
    if year is None:
        if passage.date is None:
            return Date()
        relative = _relative(found)
        if relative in ("last", "next") and month == passage.date.month:
            return Date(reckoning.month(passage.date.year + (1 if relative == "next" else -1), month))
        year = reckoning.year_of_month(passage.date, month, _way(found, passage))
    return Date(reckoning.month(year, month)) if year else Date()


def weak_month(found: Found, passage: Passage) -> Date | None:
    """A month after a word that may also precede a name ("by May"): not where the month is somebody's name."""
    return None if passage.surname(found.named["month"].text) else a_month(found, passage)


def months(found: Found, passage: Passage) -> Date | None:
    """From month to month."""
    first, last, year = _get(found, "firstmonth"), _get(found, "month"), _get(found, "year")
    if first is None or last is None:
        return None
    if year is None and passage.date is not None:
        year = reckoning.year_of_month(passage.date, last, passage.way(found))
    if year is None:
        return Date()
    first_year = _get(found, "firstyear") or year - (first > last)
    start, end = reckoning.month(first_year, first), reckoning.month(year, last)
    return Date(start, end) if start.lexical < end.lexical else Date()


def month_relative(found: Found, passage: Passage) -> Date | None:
    """ "February last year", "26 February this year"."""
    month, day = _get(found, "month", "month2"), _get(found, "day", "day2")
    if month is None or found.named["calendar"].values["CALENDAR"] != "year":
        return None
    if passage.date is None:
        return Date()
    year = passage.date.year + {"last": -1, "next": 1}.get(_relative(found), 0)
    return Date(reckoning.month(year, month)) if day is None else _as_date(reckoning.valid(year, month, day))


_UNITS_AFTER = frozenset(
    ("BEFORECHRIST", "UNIT", "COUNTNOUN", "PERCENT", "CURWORD", "SCALE", "SUFFIX", "HYPHEN", "NUM", "SLASH")
)


def _counts(found: Found, passage: Passage) -> bool:
    """Whether what looks like a year counts something: "in 2000 cases"."""
    after = found.items[found.core[1]] if found.core[1] < len(found.items) else None
    if after is None:
        return False
    if after.kinds & _UNITS_AFTER:
        return True
    before = found.items[found.core[0] - 1] if found.core[0] else None
    if "YEARNOUN" in after.kinds and before is not None and before.kinds & {"THE", "ARTICLE", "LOWER"}:
        return False
    parsed = passage.numbers_noun(found.items[found.core[1] - 1].begin, found.end)
    if parsed is not None:
        return parsed
    plural = after.text.islower() and after.text.endswith("s") and not after.text.endswith("ss")
    return plural and "NOTPLURAL" not in after.kinds


def a_year(found: Found, passage: Passage) -> Date | None:
    """A year by its cue; None where the number counts what follows."""
    year = _get(found, "year")
    return None if year is None or _counts(found, passage) else Date(reckoning.year(year))


def attributive_year(found: Found, passage: Passage) -> Date | None:
    """ "A 2003 interview", "the 2009 version": a year that could be written no other way, not "a 2000 limit"."""
    year = _get(found, "year")
    return a_year(found, passage) if year and year >= 1900 and year % 100 else None


def years(found: Found, passage: Passage) -> Date | None:
    """From year to year: 1990–95, 2019/20, "between 2010 and 2015"."""
    first = found.named["first"].values["YEAR"]
    last, two = _get(found, "year"), _get(found, "two")
    if last is None and two is not None:
        last = first - first % 100 + two
    if last is None or not first < last <= first + 200 or first < 1100 or _counts(found, passage):
        return None
    return Date(reckoning.year(first), reckoning.year(last))


def decade(found: Found, _passage: Passage) -> Date | None:
    """ "The 1990s", "the '90s": a period of ten years; of two digits only decades of the last century are clear.

    "The 1900s" may be a century, and stay text; so may the 2000s, but nobody looks back on that one yet.
    """
    start = _get(found, "decade", "decade2")
    if start is not None and start >= 100 and start % 100 == 0 and start != 2000:
        return Date()
    if start is not None and start < 100:
        start = 1900 + start if start >= 30 else None
    return Date(reckoning.year(start), reckoning.year(start + 9)) if start else Date()


def century(found: Found, _passage: Passage) -> Date | None:
    """ "The 19th century": 1801 to 1900."""
    number = _get(found, "century", "century2")
    if not number or number > 21:
        return None
    return Date(reckoning.year(number * 100 - 99), reckoning.year(number * 100))


def season(found: Found, _passage: Passage) -> Date | None:
    """A season of a year is as fine as its year; a winter belongs to two, and stays text."""
    year = _get(found, "year")
    winter = found.named["season"].values["SEASON"] == "winter"
    return Date() if winter or year is None else Date(reckoning.year(year))


def text(_found: Found, _passage: Passage) -> Date:
    """What names a time and cannot be resolved."""
    return Date()


def as_literal(date: Date) -> Literal | None:
    """The day of a date that is one whole day, else None."""
    return date.start if date.start and date.start.datatype == "xsd:date" and date.end is None else None
