"""The words of `layout.toml`, loaded once, and patterns made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The tables of the word file."""
    return tomllib.loads(files("pressgraph.reading").joinpath("layout.toml").read_text("utf-8"))


def choice(options: Iterable[str]) -> str:
    """A pattern for any of ``options``, longest first.

    >>> choice(["by", "by and by"])
    '(?:by\\\\ and\\\\ by|by)'
    """
    return "(?:" + "|".join(re.escape(option) for option in sorted(options, key=lambda o: (-len(o), o))) + ")"


@cache
def date_pattern(year: bool = True) -> str:
    """A pattern for a written-out day such as "Sunday, 27 February 2022"; without ``year``, the year may be missing."""
    dates = words()["dates"]
    month = choice(name for names in dates["months"] for name in names) + r"\.?"
    weekday = rf"(?:{choice(dates['weekdays'])}\.?,?\ )?"
    tail = r",?\ \d{4}" if year else r"(?:,?\ \d{4})?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return rf"(?i:{weekday}(?:{day}\ (?:of\ )?{month}|{month}\ {day}){tail}(?!\d))"
