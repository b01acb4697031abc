"""Headline, byline, dateline and day of publication in the text itself.

Precision comes first: a line that may be an ordinary sentence is left alone.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from pressgraph.annotations import Span
from pressgraph.reading import lines

_HEAD_LINES = 8
_TAIL_LINES = 3
_LONGEST_HEADLINE = 160
_QUOTES = "\"'”’»)]"
_PROSE = re.compile(r"[.!?][\"'”’)]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines around the prose say, with their places in the text."""

    headline: str | None = None
    date: datetime.date | None = None
    authors: tuple[str, ...] = ()
    headline_span: Span | None = None
    dateline_span: Span | None = None
    byline_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Furniture:
    """A line of the head or tail: its authors, its day; ``is_byline`` where it names authors or their editors.

    ``is_bare`` where it is a day and no word says of what; ``is_dateline`` where it is a place and a day.
    """

    authors: tuple[str, ...] = ()
    date: datetime.date | None = None
    is_byline: bool = False
    is_bare: bool = False
    is_dateline: bool = False


def layout(text: str, headline: bool = True) -> Layout:
    """The layout of a reference text; ``headline`` False leaves the first line, and bare dates, to the prose.

    >>> found = layout("Harbour opens again\\n\\nBy Jane Doe\\n\\nODESA, 3 May 2022 - Ships left.")
    >>> found.headline, found.authors, found.date.isoformat(), found.dateline_span
    ('Harbour opens again', ('Jane Doe',), '2022-05-03', Span(begin=34, end=53))
    """
    spans = _first_lines(text)
    found = Layout()
    if headline and (span := _headline(text, spans)):
        found = replace(found, headline=" ".join(span.of(text).split()), headline_span=span)
    return _tail(text, _head(text, spans, found, bare=headline))


def _first_lines(text: str) -> list[Span]:
    """The first lines, blank ones too, up to eight that are not blank."""
    spans: list[Span] = []
    begin = filled = 0
    while filled < _HEAD_LINES and begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        spans.append(Span(begin, end))
        filled += end > begin
        begin = end + 1
    return spans


def _furniture(line: str) -> _Furniture | None:
    """What a line of the head or tail says; None for prose. Parts may be separated by bars or bullets."""
    if not 4 <= len(line) <= 400:
        return None
    parts = re.split(r"\s[|·•]\s", line)
    found = [_part(part) for part in parts]
    if all(found) and len(parts) > 1:
        known = [part for part in found if part]
        authors = tuple(author for part in known for author in part.authors)
        day = next((part.date for part in known if part.date), None)
        return _Furniture(authors, day, any(part.is_byline for part in known))
    return _part(line)


def _part(line: str) -> _Furniture | None:
    is_published, day = lines.published(line)
    if is_published:
        return _Furniture(date=day)
    is_credit, authors = lines.credit(line)
    if not is_credit and line[:1].isupper():
        authors = lines.byline(line)
    if is_credit or authors:
        return _Furniture(authors, is_byline=True)
    if day := lines.bare_date(line):
        return _Furniture(date=day, is_bare=True)
    return _Furniture(date=day, is_bare=True, is_dateline=True) if (day := lines.placed_date(line)) else None


def _headline(text: str, spans: list[Span]) -> Span | None:
    """The first lines, up to three, where they read like a headline and prose follows."""
    taken = 0
    while taken < len(spans) and spans[taken].end > spans[taken].begin and not _starts_body(text, spans[taken]):
        taken += 1
    if not 1 <= taken <= 3 or taken == len(spans):
        return None
    span = Span(spans[0].begin, spans[taken - 1].end)
    after = next((s for s in spans[taken:] if s.end > s.begin), None)
    if after is None or not _PROSE.search(text, after.begin, after.begin + 5000):
        return None
    return span if _reads_like_headline(span.of(text), _starts_body(text, after)) else None


def _starts_body(text: str, span: Span) -> bool:
    line = span.of(text)
    return _furniture(line) is not None or lines.dateline(line) is not None


def _reads_like_headline(line: str, introduced: bool) -> bool:
    """Short, begins like a title, ends without a stop; "?" and "!" only where a byline or dateline follows."""
    if len(line) > _LONGEST_HEADLINE or not 2 <= len(line.split()) <= 25:
        return False
    last = line.rstrip(_QUOTES)[-1:]
    if not last or last in ".,;:…—–-" or (last in "?!" and not introduced):
        return False
    first = line.lstrip("\"'“‘«([")[:1]
    return first.isdigit() or (first.isalpha() and not first.islower())


def _head(text: str, spans: list[Span], found: Layout, bare: bool) -> Layout:
    """Byline, day and dateline in the first lines; each line must stand apart from the prose."""
    after_head, bodies = True, 0
    for index, span in enumerate(spans):
        if span.end == span.begin or (found.headline_span and found.headline_span.covers(span)):
            continue
        apart = after_head or spans[index - 1].end == spans[index - 1].begin
        furniture = _furniture(span.of(text)) if apart and _ends_apart(text, spans, index) else None
        if furniture and (bare or not furniture.is_bare):
            found = _with(found, furniture, span)
            after_head = True
            continue
        if apart and bodies < 2 and found.dateline_span is None:
            found = _with_dateline(text, span, found)
        bodies, after_head = bodies + apart, False
    return found


def _ends_apart(text: str, spans: list[Span], index: int) -> bool:
    following = spans[index + 1] if index + 1 < len(spans) else None
    return following is None or following.end == following.begin or _starts_body(text, following)


def _with(found: Layout, furniture: _Furniture, span: Span) -> Layout:
    """``found`` with what a line adds; the first byline and the first day stay."""
    if furniture.is_byline and found.byline_span is None:
        found = replace(found, byline_span=span, authors=furniture.authors)
    if furniture.is_dateline and found.dateline_span is None:
        found = replace(found, dateline_span=span)
    return replace(found, date=found.date or furniture.date)


def _with_dateline(text: str, span: Span, found: Layout) -> Layout:
    if (hit := lines.dateline(text[span.begin : min(span.end, span.begin + 300)])) is None:
        return found
    end, day = hit
    return replace(found, dateline_span=Span(span.begin, span.begin + end), date=found.date or day)


def _tail(text: str, found: Layout) -> Layout:
    """Credits ("Reporting by …") and the day of publication below the text."""
    end = len(text)
    for _ in range(_TAIL_LINES):
        begin = text.rfind("\n", 0, end) + 1
        line = Span(begin, end)
        if begin == 0 or line.end - line.begin > 400:
            break
        is_credit, authors = lines.credit(line.of(text))
        is_published, day = lines.published(line.of(text))
        if is_credit:
            found = _with(found, _Furniture(authors, is_byline=True), line)
        elif is_published:
            found = _with(found, _Furniture(date=day), line)
        end = len(text[:begin].rstrip("\n"))
    return found
