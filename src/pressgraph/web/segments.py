"""A text cut into pieces, so that overlapping highlights become flat markup."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pressgraph.web.articles import ArticleView, Mention
from pressgraph.web.items import Item

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight of characters ``begin`` to ``end`` that belongs to an item."""

    begin: int
    end: int
    anchor: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from offset ``begin`` with the same highlights throughout; ``starts`` are the anchors of the items whose
    evidence begins here."""

    begin: int
    text: str
    anchors: tuple[str, ...]
    classes: tuple[str, ...]
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that belong to one mention, or to none."""

    mention: Mention | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the items whose evidence begins in it."""

    begin: int
    runs: tuple[Run, ...]
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """Its text as it is read."""
        return "".join(piece.text for run in self.runs for piece in run.pieces).strip()


def paragraphs(view: ArticleView) -> list[Paragraph]:
    """The article's text by paragraphs; empty where the graph has no text."""
    text = view.text or ""
    spans = [(found.start(), found.end()) for found in _PARAGRAPH.finditer(text)]
    if not spans:
        return []
    marks = _marks(view.items)
    links = _links(view.mentions)
    starts = [begin for begin, _ in spans]
    placed: dict[int, list[Item]] = {}
    for one in view.items:
        placed.setdefault(max(bisect_right(starts, one.begin) - 1, 0), []).append(one)
    return [
        Paragraph(begin, _runs(text, begin, end, marks, links), tuple(placed.get(index, ())))
        for index, (begin, end) in enumerate(spans)
    ]


def _marks(items: Iterable[Item]) -> list[Mark]:
    found = []
    for one in items:
        classes = ("e", f"e-{one.kind}", f"is-{one.assertion}")
        found += [Mark(span.begin, span.end, one.anchor, classes) for span in one.evidence]
        if one.trigger is not None:
            found.append(Mark(one.trigger.begin, one.trigger.end, one.anchor, ("trigger", f"t-{one.assertion}")))
    return sorted(found, key=lambda mark: (mark.begin, mark.end, mark.anchor))


def _links(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions that do not overlap, the outermost first to keep, in the order of the text."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.begin, -one.end)):
        if not kept or mention.begin >= kept[-1].end:
            kept.append(mention)
    return kept


def _runs(text: str, begin: int, end: int, marks: list[Mark], links: list[Mention]) -> tuple[Run, ...]:
    inside = [mark for mark in marks[: bisect_left(marks, end, key=lambda mark: mark.begin)] if mark.end > begin]
    runs: list[Run] = []
    position = begin
    first = bisect_left(links, begin, key=lambda mention: mention.begin)
    for mention in links[first : bisect_left(links, end, key=lambda mention: mention.begin)]:
        if mention.begin > position:
            runs.append(Run(None, _pieces(text, position, mention.begin, inside)))
        runs.append(Run(mention, _pieces(text, mention.begin, min(mention.end, end), inside)))
        position = min(mention.end, end)
    if position < end:
        runs.append(Run(None, _pieces(text, position, end, inside)))
    return tuple(runs)


def _pieces(text: str, begin: int, end: int, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    over = [mark for mark in marks if mark.begin < end and mark.end > begin]
    cuts = sorted({begin, end, *(cut for mark in over for cut in (mark.begin, mark.end) if begin < cut < end)})
    return tuple(_piece(text, left, right, over) for left, right in pairwise(cuts))


def _piece(text: str, begin: int, end: int, over: Iterable[Mark]) -> Piece:
    here = [mark for mark in over if mark.begin <= begin and mark.end >= end]
    anchors = tuple(dict.fromkeys(mark.anchor for mark in here))
    classes = tuple(sorted({name for mark in here for name in mark.classes}))
    starts = tuple(dict.fromkeys(mark.anchor for mark in here if mark.begin == begin))
    return Piece(begin, text[begin:end], anchors, classes, starts)
