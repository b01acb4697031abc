"""Days of publication as inputs write them. A day that is not written in full is no day: nothing is guessed."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from functools import cache

from pressgraph.errors import OptionError
from pressgraph.reading.cues import date_pattern, words

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T\s,])", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T\d)", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=$|[T\s,])", re.ASCII)
_SECONDS = range(10**8, 10**10)
_LARGEST = 10**14


def parse_date(value: object) -> datetime.date | None:
    """The day that ``value`` names, None where none is told in full.

    The day is the one that is written: a time zone does not move it. Takes ISO 8601, RFC 5322, English wording, Unix
    seconds or milliseconds, and numeric dates that can be read in one way only.

    >>> parse_date("Sunday, February 27, 2022 10:15 GMT")
    datetime.date(2022, 2, 27)
    >>> parse_date("2022-02-27T23:59:00-05:00")
    datetime.date(2022, 2, 27)
    >>> parse_date("02/03/2022") is None
    True
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, str):
        return _from_text(" ".join(value[:100].split()))
    return _from_number(value)


def checked_date(value: str | datetime.date) -> datetime.date:
    """The day that an option gives as YYYY-MM-DD; raises OptionError for anything else."""
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
            raise ValueError
        return datetime.date.fromisoformat(value.strip())
    except ValueError:
        raise OptionError(f"invalid date {value!r}: give the day of publication as YYYY-MM-DD") from None


def _from_text(text: str) -> datetime.date | None:
    if match := _COMPACT.match(text):
        return _day(*match.groups())
    if match := _ISO.match(text):
        return _day(match[1], match[3], match[4])
    if match := _NUMERIC.match(text):
        return _unambiguous(match[4], match[1], match[3])
    if text.isascii() and text.isdigit():
        return _from_number(int(text))
    return _written(text) or _from_mail(text)


def _from_number(value: float) -> datetime.date | None:
    if not -_LARGEST < value < _LARGEST:
        return None
    if match := _COMPACT.fullmatch(str(value)):
        return _day(*match.groups())
    for divisor in (1, 1000):
        if int(value) // divisor in _SECONDS:
            return datetime.datetime.fromtimestamp(int(value) // divisor, datetime.UTC).date()
    return None


def _from_mail(text: str) -> datetime.date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _written(text: str) -> datetime.date | None:
    """A day in words at the start of ``text``, with nothing but a time after it."""
    match = _words_pattern().match(text)
    if match is None or not re.match(r"$|,? ?(?:at )?\d{1,2}[:.]\d{2}|[,|·]|\s*$", text[match.end() :]):
        return None
    found = match[0].lower()
    numbers = re.findall(r"\d+", found)
    months = words()["dates"]["months"]
    names = re.findall(r"[a-z]+", found)
    month = next(i for name in names for i, options in enumerate(months, 1) if name in options)
    return _day(numbers[-1], month, numbers[0])


@cache
def _words_pattern() -> re.Pattern[str]:
    return re.compile(date_pattern())


def _unambiguous(year: str, first: str, second: str) -> datetime.date | None:
    """Day and month in either order, where only one makes sense."""
    days = {_day(year, first, second), _day(year, second, first)} - {None}
    return days.pop() if len(days) == 1 else None


def _day(year: str | int, month: str | int, day: str | int) -> datetime.date | None:
    try:
        found = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= 1500 else None
