"""Calendar arithmetic on what an article's date leaves open, at the granularity that the text states.

Every function returns values of XML Schema (``xsd:date``, ``xsd:gYearMonth``, ``xsd:gYear``) and none ever adds a day
or month that the text does not give. `Way` says whether the text looks back or ahead.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from enum import IntEnum

from pressgraph.annotations import Date, Literal


class Way(IntEnum):
    """Where the text looks from the day of writing."""

    BACK = -2
    LEANING_BACK = -1
    UNKNOWN = 0
    AHEAD = 1


# How much nearer than the same day past a day ahead must be to be meant.
_AHEAD_COSTS = {Way.LEANING_BACK: 12, Way.UNKNOWN: 2}
_CLEARLY = 1.5  # how much farther than the best year the next one must be


def day(date: datetime.date) -> Literal:
    """A day as ``xsd:date``."""
    return Literal(date.isoformat(), "xsd:date")


def month(year: int, number: int) -> Literal:
    """A month as ``xsd:gYearMonth``."""
    return Literal(f"{year:04d}-{number:02d}", "xsd:gYearMonth")


def year(number: int) -> Literal:
    """A year as ``xsd:gYear``."""
    return Literal(f"{number:04d}", "xsd:gYear")


def valid(year: int, number: int, day_number: int) -> datetime.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return datetime.date(year, number, day_number)
    except ValueError:
        return None


def shifted(anchor: datetime.date, days: int) -> datetime.date | None:
    """``anchor`` plus ``days``, None outside the calendar."""
    try:
        return anchor + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _nearest(candidates: Iterable[tuple[int, int]], way: Way) -> int | None:
    """The year of the best of ``(year, days from the anchor)``; the present counts both as past and as ahead.

    None where the text does not say which way it looks, and two years are about as far.
    """
    found = list(candidates)
    if way is Way.BACK:
        found = [item for item in found if item[1] <= 0]
    if way is Way.AHEAD:
        found = [item for item in found if item[1] >= 0]
    cost = _AHEAD_COSTS.get(way, 1)
    ranked = sorted((item[1] * cost if item[1] > 0 else -item[1], item[0]) for item in found)
    open_way = way is Way.UNKNOWN and len(ranked) > 1 and ranked[1][0] < _CLEARLY * ranked[0][0]
    return ranked[0][1] if ranked and not open_way else None


def year_of_day(
    anchor: datetime.date, number: int, day_number: int, way: Way, weekday: int | None = None
) -> datetime.date | None:
    """The day and month in the year that the article means; a weekday beside it must fit.

    >>> year_of_day(datetime.date(2022, 2, 27), 12, 30, Way.UNKNOWN)
    datetime.date(2021, 12, 30)
    """
    dates = [valid(anchor.year + offset, number, day_number) for offset in range(-8, 9)]
    fitting = [date for date in dates if date and (weekday is None or date.weekday() == weekday)]
    close = [date for date in fitting if weekday is None or abs((date - anchor).days) < 366]
    best = _nearest(((date.year, (date - anchor).days) for date in close), way)
    return None if best is None else valid(best, number, day_number)


def year_of_month(anchor: datetime.date, number: int, way: Way) -> int | None:
    """The year of a month named alone; the article's own month is this year's, whichever way the text looks."""
    if number == anchor.month:
        return anchor.year
    months = ((anchor.year + offset, 12 * offset + number - anchor.month) for offset in (-1, 0, 1))
    return _nearest(months, way)


def weekday(anchor: datetime.date, number: int, way: Way, relative: str = "") -> datetime.date | None:
    """The day that a weekday's name means: past unless the text looks ahead; the article's own day if it fits.

    ``relative`` is "last" (before the article's day), "next" (after it) or "this".

    >>> weekday(datetime.date(2022, 2, 27), 5, Way.UNKNOWN)
    datetime.date(2022, 2, 26)
    """
    back = (anchor.weekday() - number) % 7
    ahead = (number - anchor.weekday()) % 7
    if relative == "last":
        return shifted(anchor, -(back or 7))
    if relative == "next":
        return shifted(anchor, ahead or 7)
    if way is Way.AHEAD or (relative == "this" and way is Way.UNKNOWN):
        return shifted(anchor, ahead)
    return shifted(anchor, -back)


_STEPS = {"last": -1, "this": 0, "next": 1}


def week(anchor: datetime.date, step: int) -> Date:
    """The calendar week, Monday to Sunday, ``step`` weeks from the article's."""
    monday = shifted(anchor, 7 * step - anchor.weekday())
    sunday = monday and shifted(monday, 6)
    return Date(day(monday), day(sunday)) if monday and sunday else Date()


def weekend(anchor: datetime.date, way: Way, relative: str = "") -> Date:
    """Saturday and Sunday: those of this week if they fit, else the last or next ones."""
    saturday = weekday(anchor, 5, way, relative)
    if saturday and way is not Way.AHEAD and relative != "next" and anchor.weekday() == 6 and relative == "last":
        saturday = shifted(saturday, -7)
    sunday = saturday and shifted(saturday, 1)
    return Date(day(saturday), day(sunday)) if saturday and sunday else Date()


def add_months(anchor: datetime.date, count: int) -> tuple[int, int] | None:
    """Year and month ``count`` months from the anchor's."""
    years, index = divmod(anchor.year * 12 + anchor.month - 1 + count, 12)
    return (years, index + 1) if 1 <= years <= 9999 else None


def period(anchor: datetime.date, unit: str, relative: str, way: Way) -> Date:
    """ "Last week", "this month", "next year" …: a week or weekend is a period of days."""
    step = _STEPS[relative]
    if unit == "week":
        return week(anchor, step)
    if unit == "weekend":
        return weekend(anchor, way, relative)
    if unit == "month":
        found = add_months(anchor, step)
        return Date(month(*found)) if found else Date()
    return Date(year(anchor.year + step)) if 1 <= anchor.year + step <= 9999 else Date()


def ago(anchor: datetime.date, unit: str, count: int) -> Date:
    """``count`` days, weeks, months or years before the article, no finer than the unit; None for other units."""
    if unit == "day" and count <= 31:
        date = shifted(anchor, -count)
        return Date(day(date)) if date else Date()
    if unit == "week" and count <= 52:
        return week(anchor, -count)
    if unit == "month" and count <= 120:
        found = add_months(anchor, -count)
        return Date(month(*found)) if found else Date()
    if unit == "year" and count < anchor.year:
        return Date(year(anchor.year - count))
    return Date()


def last_day(year: int, number: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, number)[1]
