"""Actions for stretches of time: quarters and halves, weekdays from one to another, nights, months up to a date."""

from __future__ import annotations

from pressgraph.annotations import Date
from pressgraph.language.values import reckoning
from pressgraph.language.values.grammar import Found
from pressgraph.language.values.passage import Passage
from pressgraph.language.values.reckoning import Way

_STEPS = {"last": -1, "this": 0, "next": 1}
_QUARTERS_AND_HALVES = {"quarter": 3, "half": 6}


def _number(found: Found, *kinds: str) -> int | None:
    """The value of the first named item that has one of the classes."""
    for item in found.named.values():
        for kind in kinds:
            if kind in item.values:
                return int(item.values[kind])
    return None


def _months(year: int, part: int, length: int) -> Date:
    return Date(reckoning.month(year, (part - 1) * length + 1), reckoning.month(year, part * length))


def part_of_year(found: Found, passage: Passage) -> Date | None:
    """A quarter or half of a calendar year: its first and last month.

    Of a fiscal year, or where the article speaks of fiscal years at all, the months are the company's own, and the
    words stay text.
    """
    length = _QUARTERS_AND_HALVES["half" if {"half", "halfyear"} & found.named.keys() else "quarter"]
    part = _number(found, "QUARTER", "HALFYEAR", "ORDINAL", "ORDINALWORD")
    if "lastpart" in found.named:
        part = 12 // length
    year = _year(found, passage)
    if part is None or not 1 <= part <= 12 // length:
        return None
    return Date() if year is None or passage.fiscal() else _months(year, part, length)


def _year(found: Found, passage: Passage) -> int | None:
    """The year that is written, or the one that "last year" and the like mean."""
    if (year := _number(found, "YEAR")) is not None:
        return year
    if "relative" not in found.named or passage.date is None:
        return None
    if found.named["calendar"].values["CALENDAR"] != "year":
        return None
    year = passage.date.year + _STEPS[found.named["relative"].values["RELATIVE"]]
    return year if 1 <= year <= 9999 else None


def _length(found: Found) -> int | None:
    """How many months a stretch has; None for one that is not told in months, quarters or years."""
    if "quarter" in found.named:
        return 3
    if "halfyear" in found.named:
        return 6
    if "calendar" in found.named:
        return 12 if found.named["calendar"].values["CALENDAR"] == "year" else None
    count, unit = found.named["count"].values["NUM"], found.named["unit"].values["UNIT"].name
    months = count * {"month": 1, "year": 12}.get(unit, 0)
    return int(months) if months == int(months) and 0 < months <= 1200 else None


def months_to(found: Found, passage: Passage) -> Date | None:
    """ "The three months to the end of March 2021", "the quarter ended 30 June": its first and last month.

    A stretch that ends within a month stays text: companies end their weeks on different days.
    """
    length, month = _length(found), _number(found, "MONTH", "MONTHNAME")
    if length is None or month is None:
        return None
    year, day = _number(found, "YEAR"), _number(found, "DAY")
    if year is None and passage.date is not None:
        way = passage.way(found)
        year = reckoning.year_of_month(passage.date, month, Way.LEANING_BACK if way is Way.UNKNOWN else way)
    if year is None or (day is not None and day != reckoning.last_day(year, month)):
        return Date()
    first_year, first = divmod(year * 12 + month - length, 12)
    if not 1 <= first_year <= 9999:
        return Date()
    start, end = reckoning.month(first_year, first + 1), reckoning.month(year, month)
    return Date(start) if start == end else Date(start, end)


def _known_way(found: Found, passage: Passage) -> Way | None:
    """The way that the text looks, None where it does not tell or there is no date to look from."""
    way = passage.way(found)
    return None if passage.date is None or way is Way.UNKNOWN else way


def weekdays(found: Found, passage: Passage) -> Date | None:
    """ "From Friday to Sunday": the last or coming ones by the tense, and only text where that does not tell."""
    if passage.in_name(found.begin, found.end):
        return None
    first, last = (int(found.named[name].values["WEEKDAY"]) for name in ("first", "weekday"))
    way = _known_way(found, passage)
    if way is None or passage.date is None or first == last:
        return Date()
    length = (last - first) % 7
    if way is Way.AHEAD:
        start = reckoning.weekday(passage.date, first, way)
        end = start and reckoning.shifted(start, length)
    else:
        end = reckoning.weekday(passage.date, last, way)
        start = end and reckoning.shifted(end, -length)
    return Date(reckoning.day(start), reckoning.day(end)) if start and end else Date()


def adjacent_weekdays(found: Found, passage: Passage) -> Date | None:
    """ "On Saturday and Sunday"; None for days that do not follow each other, which are two dates."""
    first, last = (int(found.named[name].values["WEEKDAY"]) for name in ("first", "weekday"))
    return weekdays(found, passage) if (last - first) % 7 == 1 and _known_way(found, passage) else None


def night_into(found: Found, passage: Passage) -> Date | None:
    """ "Overnight into Sunday", "late Saturday into Sunday": the two days that the night belongs to."""
    if passage.date is None:
        return Date()
    last = int(found.named["weekday"].values["WEEKDAY"])
    if "first" in found.named and (last - int(found.named["first"].values["WEEKDAY"])) % 7 != 1:
        return None
    end = reckoning.weekday(passage.date, last, passage.way(found))
    start = end and reckoning.shifted(end, -1)
    return Date(reckoning.day(start), reckoning.day(end)) if start and end else Date()


def weekday_of_month(found: Found, passage: Passage) -> Date | None:
    """ "The first Monday of May 2021", "the last Friday of January"; a month without year needs a tense."""
    month, weekday = _number(found, "MONTH"), _number(found, "WEEKDAY")
    last = "relative" in found.named
    if month is None or weekday is None or (last and found.named["relative"].values["RELATIVE"] != "last"):
        return None
    year = _number(found, "YEAR")
    if year is None and passage.date is not None and (way := _known_way(found, passage)) is not None:
        year = reckoning.year_of_month(passage.date, month, way)
    if year is None:
        return Date()
    if last:
        end = reckoning.valid(year, month, reckoning.last_day(year, month))
        date = end and reckoning.shifted(end, -((end.weekday() - weekday) % 7))
        return Date(reckoning.day(date)) if date else Date()
    start = reckoning.valid(year, month, 1)
    place = _number(found, "ORDINALWORD", "ORDINAL") or 0
    day = 1 + (weekday - start.weekday()) % 7 + 7 * (place - 1) if start else 0
    date = reckoning.valid(year, month, day)
    return Date(reckoning.day(date)) if date and place else Date()
