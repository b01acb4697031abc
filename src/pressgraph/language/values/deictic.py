"""Actions for dates that are told from the day of writing: "yesterday", "on Saturday", "last month", "two days ago"."""

from __future__ import annotations

import datetime
import re

from pressgraph.annotations import Date, Literal
from pressgraph.language.values import reckoning
from pressgraph.language.values.grammar import Found
from pressgraph.language.values.passage import Passage


def _opens_sentence(found: Found) -> bool:
    if found.core[0] == 0:
        return True
    before = found.items[found.core[0] - 1]
    return bool(before.kinds & {"BREAK", "DOT", "STOP", "QUOTE", "APOSTROPHE", "OPEN", "DASH", "COMMA"})


def _title(found: Found) -> bool:
    """Whether a word that needs no capital has one inside a sentence: "USA Today"."""
    item = found.items[found.core[0]]
    return item.text[0].isupper() and not _opens_sentence(found)


def _nowadays(found: Found) -> bool:
    """Whether "today" means these times: "still known today"."""
    before = found.items[max(0, found.core[0] - 6) : found.core[0]]
    start = max((at + 1 for at, item in enumerate(before) if item.text in ".!?\n"), default=0)
    present = found.named["today"].values["TODAY"] == 0 and len(found.named["today"].text.split()) == 1
    return present and any("NOWADAYS" in item.kinds for item in before[start:])


def today(found: Found, passage: Passage) -> Date | None:
    """Days counted from the day of writing."""
    if _title(found) or passage.in_name(found.begin, found.end):
        return None
    if _nowadays(found):
        return Date()
    offset = int(found.named["today"].values["TODAY"])
    date = passage.date and reckoning.shifted(passage.date, offset)
    return Date(reckoning.day(date)) if date else Date()


def _relative(found: Found) -> str:
    item = found.named.get("relative")
    return str(item.values["RELATIVE"]) if item else ""


def weekday(found: Found, passage: Passage) -> Date | None:
    """A weekday: the most recent one, or the coming one where the text looks ahead."""
    if passage.in_name(found.begin, found.end):
        return None
    if passage.date is None:
        return Date()
    number = int(found.named["weekday"].values["WEEKDAY"])
    date = reckoning.weekday(passage.date, number, passage.way(found), _relative(found))
    return Date(reckoning.day(date)) if date else Date()


_NO_POINT = frozenset(
    (
        "BOUND",
        "FROM",
        "TO",
        "BETWEEN",
        "AND",
        "OR",
        "HYPHEN",
        "DASH",
        "HANGING",
        "MONTHCUE",
        "WEAKMONTHCUE",
        "UNTILWORD",
    )
)
_STEPS = {"last": -1, "this": 0, "next": 1}


def weekday_relative(found: Found, passage: Passage) -> Date | None:
    """ "Monday last week", "on Friday of next week"."""
    if found.named["calendar"].values["CALENDAR"] != "week":
        return None
    if passage.date is None:
        return Date()
    number = int(found.named["weekday"].values["WEEKDAY"])
    date = reckoning.shifted(passage.date, 7 * _STEPS[_relative(found)] + number - passage.date.weekday())
    return Date(reckoning.day(date)) if date else Date()


def calendar(found: Found, passage: Passage) -> Date | None:
    """ "Last week" (its days), "this month", "next year"."""
    if _title(found):
        return None
    if passage.date is None:
        return Date()
    unit = str(found.named["calendar"].values["CALENDAR"])
    return reckoning.period(passage.date, unit, _relative(found), passage.way(found))


def weekend(found: Found, passage: Passage) -> Date | None:
    """ "Over the weekend": the last one, or the coming one where the text looks ahead."""
    return Date() if passage.date is None else reckoning.weekend(passage.date, passage.way(found))


def ago(found: Found, passage: Passage) -> Date | None:
    """ "Two days ago", no finer than its unit."""
    count = found.named["count"].values["NUM"] if "count" in found.named else 1
    unit = found.named["unit"].values["UNIT"]
    if unit.kind != "duration":
        return None
    if passage.date is None or count != int(count):
        return Date()
    return reckoning.ago(passage.date, unit.name, int(count))


def _inexact(found: Found) -> bool:
    """Whether a bound, a preposition or another time before it makes a time no point."""
    before = found.items[found.core[0] - 1] if found.core[0] else None
    return before is not None and bool(before.kinds & _NO_POINT)


def time(found: Found, _passage: Passage) -> Date | None:
    """A time of day as ``xsd:time``, to be joined to a day; not a date by itself.

    Without a zone it is the place's own time. None for a time that is only near ("about 3 p.m.", "by noon"), the
    end of a stretch, or in one half of the day or the other.
    """
    if _inexact(found):
        return None
    parts = [12] if "noon" in found.named else _clock(found)
    if parts is None:
        return None
    minutes = int(found.named["zone"].values["ZONE"]) if "zone" in found.named else None
    try:
        zone = None if minutes is None else datetime.timezone(datetime.timedelta(minutes=minutes))
        hour, minute, second = (*parts, 0, 0)[:3]
        clock = datetime.time(hour, minute, second, tzinfo=zone)
    except ValueError:
        return None
    return Date(Literal(clock.isoformat().replace("+00:00", "Z"), "xsd:time"))


def _clock(found: Found) -> list[int] | None:
    """Hour, and minute and second as far as they are written, of 24; None where the half of the day stays open."""
    item = next((found.named[name] for name in ("clock", "hour", "four") if name in found.named), None)
    if item is None:
        return None
    parts = [int(part) for part in re.findall(r"[0-9]{1,2}", item.text)]
    half = next((found.named[name] for name in ("half", "half2") if name in found.named), None)
    if half is not None:
        return [parts[0] % 12 + int(half.values["AMPM"]), *parts[1:]] if 1 <= parts[0] <= 12 else None
    open_half = "zone" not in found.named and parts[0] <= 12 and not item.text.startswith("0")
    return None if open_half else parts
