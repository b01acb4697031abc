"""Takes back years that the article's date suggested where the text is telling of other times.

"On 4 July" in a news report is this year's; in a life story, after "14 May 1831", it is not. Such a day or month
stays text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_OLD = 2  # years before the article from which a date is history
_ENOUGH = 3  # days or months with a year that show what a text is about
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: where, its year, whether the text writes the year, whether it is finer than a year."""

    at: int
    year: int
    written: bool
    fine: bool


def _historical(dates: Sequence[Dated], year: int) -> bool:
    written = [date for date in dates if date.written and date.fine]
    old = sum(date.year <= year - _OLD for date in written)
    return len(written) >= _ENOUGH and old >= _MOST * len(written)


def doubtful(dates: Sequence[Dated], breaks: Sequence[int], year: int) -> set[int]:
    """Where dates begin whose year, taken from the article's, is not to be trusted.

    ``dates`` and ``breaks`` (offsets of paragraph ends) are in order, ``year`` is the article's. A year is doubted
    in a text that is mostly about older times, and after a full date of another year in its paragraph.
    """
    history = _historical(dates, year)
    found: set[int] = set()
    last: Dated | None = None
    for date in dates:
        if date.written:
            last = date if date.fine else last
            continue
        near = last if last and bisect_left(breaks, last.at) == bisect_left(breaks, date.at) else None
        other = near is not None and near.year not in (date.year, year)
        if other or history:
            found.add(date.at)
    return found
