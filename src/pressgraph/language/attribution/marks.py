"""Quotation marks in raw text: which characters may open or close a quotation, and which are apostrophes or inches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FAMILIES = {
    **dict.fromkeys(('"', "“", "”", "„", "‟", "＂", "``", "''"), "double"),
    **dict.fromkeys(("«", "»"), "guillemet"),
    **dict.fromkeys(("‹", "›"), "angle"),
    **dict.fromkeys(("'", "‘", "’"), "single"),
}
_FIND = re.compile(
    r"(?P<run>([\"“”„‟＂«»‹›'‘’`])\2{3,})|``|''|[\"“”„‟＂«»‹›]|(?<!\w)['‘’]|['‘’](?!\w)",
)
_OPENERS, _CLOSERS = frozenset(("“", "„", "‟", "``", "«", "‹", "‘")), frozenset(("”", "''", "»", "›"))
_BEFORE_OPENING = frozenset("([{—–-/:;,=|>*_…“„‟«‹‘\"＂'")
_AFTER_CLOSING = frozenset(")]}—–-/:;,.!?…|<*_”»›’\"＂'&")
_ELISION = re.compile(r"['‘’](?:\d0s|em|til|tis|twas|cause|bout|cos|n['‘’])(?!\w)", re.IGNORECASE)
_END_OF_SPEECH = frozenset('.,!?…;:—–-)"”]')


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: characters ``begin`` to ``end``, and what its neighbours let it be."""

    begin: int
    end: int
    family: str
    opens: bool
    closes: bool
    inch: bool = False


def _sides(text: str, begin: int, end: int) -> tuple[bool, bool]:
    """Whether a mark may open or close, by the characters beside it."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    free_before, free_after = not before or before.isspace(), not after or after.isspace()
    if free_before and free_after:
        return True, True
    opens = not free_after and (free_before or before in _BEFORE_OPENING)
    closes = not free_before and (free_after or after in _AFTER_CLOSING)
    return opens, closes or not (opens or free_before)


def _mark(text: str, begin: int, end: int) -> Mark:
    sign = text[begin:end]
    opens, closes = _sides(text, begin, end)
    if sign in _OPENERS:
        closes = closes and not opens
        opens = not closes
    elif sign in _CLOSERS:
        opens = opens and not closes
        closes = not opens
    inch = sign == '"' and text[begin - 1 : begin].isdigit()
    return Mark(begin, end, _FAMILIES[sign], opens, closes, inch)


def _is_strong(text: str, mark: Mark) -> bool:
    """Whether a single mark that may close is surely no apostrophe ("the ministers' plan", "goin' home")."""
    before, after = text[mark.begin - 1], text[mark.end : mark.end + 1]
    if before in _END_OF_SPEECH or not before.isalnum():
        return True
    return before not in "snzx" or after in {".", ",", ";", ":", "!", "?", ")", '"', "”", "]"}


def _closing(text: str, marks: list[Mark], start: int) -> int | None:
    """The place of the mark that closes the single one before ``start``: looked for up to the next that opens."""
    weak = None
    for place in range(start, len(marks)):
        mark = marks[place]
        if mark.closes and mark.begin and not text[mark.begin - 1].isspace():
            if _is_strong(text, mark):
                return place
            weak = place if weak is None else weak
        elif mark.opens:
            break
    return weak


def _pair_singles(text: str, marks: list[Mark], keep_first: bool) -> Iterator[Mark]:
    """The single marks that quote, each fixed as opening or closing; apostrophes are left out."""
    place = 0
    while place < len(marks):
        mark = marks[place]
        place += 1
        if not mark.opens or _ELISION.match(text, mark.begin) or text[mark.end : mark.end + 1].isspace():
            continue
        closing = _closing(text, marks, place)
        if closing is None and not (keep_first and place == 1):
            continue
        yield Mark(mark.begin, mark.end, "single", True, False)
        if closing is not None:
            end = marks[closing]
            yield Mark(end.begin, end.end, "single", False, True)
            place = closing + 1


def find_marks(text: str, begin: int, end: int, goes_on: bool = False) -> list[Mark]:
    """The quotation marks of one paragraph, in order; runs of four or more of a sign are ornament.

    Args:
        goes_on: whether the next paragraph begins with a single mark, so that this one may stay open.

    >>> [mark.begin for mark in find_marks("'It's the boys' 5 o'clock,' he said", 0, 35)]
    [0, 26]
    """
    doubles: list[Mark] = []
    singles: list[Mark] = []
    for match in _FIND.finditer(text, begin, end):
        if match["run"]:
            continue
        mark = _mark(text, *match.span())
        (singles if mark.family == "single" else doubles).append(mark)
    if not singles:
        return doubles
    first = text[begin:end].lstrip()[:1] in {"'", "‘"}
    paired = _pair_singles(text, singles, goes_on and first)
    return sorted([*doubles, *paired], key=lambda mark: mark.begin)
