"""The scanner of quotations: pairs quotation marks in raw text, paragraph by paragraph, in linear time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pressgraph.annotations import Span
from pressgraph.language.attribution.marks import Mark, find_marks

_DEEPEST = 8
_INTRODUCES = frozenset(":;,.!?…)]—–-\"”»’'")


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between quotation marks.

    ``spans`` are the contents without the marks, one for each paragraph; ``begin`` and ``end`` include the
    marks; ``depth`` is 0 for an outer quotation; ``closed`` is false where the last mark is missing.
    """

    spans: tuple[Span, ...]
    begin: int
    end: int
    depth: int = 0
    closed: bool = True


@dataclass(slots=True)
class _Open:
    """A quotation that is not closed yet; ``begin`` is where its text in the present paragraph begins,
    ``inner`` where the first quotation with the same marks inside it does."""

    mark: Mark
    begin: int
    before: list[Span] = field(default_factory=list)
    inner: int | None = None


class _Paragraph:
    """The quotations of one paragraph; ``carried`` is open since the one before."""

    def __init__(self, text: str, end: int, carried: _Open | None) -> None:
        self.text, self.end = text, end
        self.stack = [carried] if carried else []
        self.found: list[Quote] = []

    def read(self, marks: Sequence[Mark]) -> None:
        for place, mark in enumerate(marks):
            last_to_close = place + 1 == len(marks) or marks[place + 1].opens
            if mark.inch and not (self.stack and last_to_close):
                continue
            if not (mark.closes and self._close(mark)) and mark.opens:
                self._open(mark)

    def _open(self, mark: Mark) -> None:
        if len(self.stack) < _DEEPEST:
            for opened in self.stack:
                if opened.mark.family == mark.family and opened.inner is None:
                    opened.inner = mark.begin
            self.stack.append(_Open(mark, mark.end))

    def _close(self, mark: Mark) -> bool:
        for place in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[place]
            if opened.mark.family == mark.family:
                del self.stack[place:]
                self._finish(opened, mark.begin, mark.end, True)
                return True
            if mark.family == "single":
                break
        return False

    def content(self, opened: _Open, end: int) -> list[Span]:
        """The spans so far and what stands up to ``end`` without white space around it, now among them."""
        inside = self.text[opened.begin : end]
        begin = opened.begin + len(inside) - len(inside.lstrip())
        stop = opened.begin + len(inside.rstrip())
        if begin < stop:
            opened.before.append(Span(begin, stop))
        return opened.before

    def _finish(self, opened: _Open, end: int, stop: int, closed: bool) -> None:
        spans = self.content(opened, end)
        if spans:
            self.found.append(Quote(tuple(spans), opened.mark.begin, stop, closed=closed))

    def settle(self, following: Sequence[Mark], begin: int) -> _Open | None:
        """Ends what is still open; returns what the next paragraph, with its marks and beginning, goes on with."""
        left, self.stack = self.stack, []
        settled = -1
        for opened in left:
            if opened.mark.begin < settled:
                continue
            if opened.inner is not None:
                settled = self._before_crossing(opened.inner)
                self._unclosed(opened, settled)  # what begins there is no part of it
            elif begin >= 0 and _goes_on(opened.mark, following, begin):
                return self._carry(opened, begin)
            else:
                self._unclosed(opened, self.end)
                break
        return None

    def _carry(self, opened: _Open, begin: int) -> _Open:
        opened.before = self.content(opened, self.end)
        opened.begin = begin
        return opened

    def _before_crossing(self, place: int) -> int:
        """Where the outermost quotation that reaches over ``place`` begins: a cut there would cross it."""
        return min((quote.begin for quote in self.found if quote.begin < place < quote.end), default=place)

    def _unclosed(self, opened: _Open, end: int) -> None:
        """Keeps it if its mark begins a paragraph or follows punctuation; within a sentence it stands by mistake."""
        begin = opened.mark.begin
        before = self.text[max(0, begin - 40) : begin]
        if "\n" in before[len(before.rstrip()) :] or (before.rstrip()[-1:] or ":") in _INTRODUCES:
            self._finish(opened, end, opened.begin + len(self.text[opened.begin : end].rstrip()), False)


def _goes_on(mark: Mark, following: Sequence[Mark], begin: int) -> bool:
    """Whether the next paragraph repeats the open mark at its beginning, or closes it without opening another."""
    first = next((m for m in following if m.family == mark.family), None)
    return first is not None and (first.opens if first.begin == begin else first.closes and not first.opens)


def _repeats(carried: _Open | None, marks: Sequence[Mark]) -> bool:
    return bool(carried and marks and marks[0].begin == carried.begin and marks[0].family == carried.mark.family)


def scan(text: str, starts: Sequence[int] = ()) -> list[Quote]:
    """The quotations of a text in order of their beginning, outer before inner.

    A quotation that is open at a paragraph's end goes on if the next paragraph repeats its mark; otherwise
    it ends there.

    Args:
        starts: offsets at which paragraphs begin; 0 need not be among them.

    >>> [span.of('"Yes," he said.') for quote in scan('"Yes," he said.') for span in quote.spans]
    ['Yes,']
    """
    borders = [*sorted({0, *starts}), len(text)]
    begins = [_first_character(text, b, e) for b, e in itertools.pairwise(borders)]
    found: list[Quote] = []
    carried: _Open | None = None
    following = _marks_at(text, borders, begins, 0)
    for place in range(len(begins)):
        marks, following = following, _marks_at(text, borders, begins, place + 1)
        if carried is not None and _repeats(carried, marks):
            carried.begin = marks[0].end
            marks = marks[1:]
        paragraph = _Paragraph(text, borders[place + 1], carried)
        paragraph.read(marks)
        carried = paragraph.settle(following, begins[place + 1] if place + 1 < len(begins) else -1)
        found.extend(paragraph.found)
    return _nested(sorted(found, key=lambda quote: (quote.begin, -quote.end)))


def _nested(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations with their depths: only those that were kept count, whatever stood open when they were read."""
    result: list[Quote] = []
    ends: list[int] = []
    for quote in quotes:
        while ends and ends[-1] <= quote.begin:
            ends.pop()
        result.append(replace(quote, depth=len(ends)))
        ends.append(quote.end)
    return result


def _first_character(text: str, begin: int, end: int) -> int:
    while begin < end and text[begin].isspace():
        begin += 1
    return begin


def _marks_at(text: str, borders: Sequence[int], begins: Sequence[int], place: int) -> list[Mark]:
    if place >= len(begins):
        return []
    after = begins[place + 1] if place + 1 < len(begins) else len(text)
    return find_marks(text, borders[place], borders[place + 1], text[after : after + 1] in {"'", "‘"})
