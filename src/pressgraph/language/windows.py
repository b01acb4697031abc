"""Which words the encoder reads together: windows over a text of any length, so that none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LIMIT = 254
"""Word pieces a window holds, besides the two that frame it: what the model was trained on."""

OVERLAP = 48
"""Word pieces that two windows of one long segment share."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``begin`` to ``end`` are read; the vectors of ``keep_begin`` to ``keep_end`` are used."""

    begin: int
    end: int
    keep_begin: int
    keep_end: int


def _long(begin: int, end: int, sizes: Sequence[int]) -> list[Window]:
    """Overlapping windows over one segment that exceeds the limit; the overlap is shared half and half."""
    spans: list[tuple[int, int]] = []
    start = begin
    while True:
        stop, size = start, 0
        while stop < end and size + sizes[stop] <= LIMIT:
            size += sizes[stop]
            stop += 1
        spans.append((start, stop))
        if stop == end:
            break
        back, shared = stop, 0
        while back > start + 1 and shared + sizes[back - 1] <= OVERLAP:
            back -= 1
            shared += sizes[back]
        start = back
    cuts = [begin, *((a_end + b_begin) // 2 for (_, a_end), (b_begin, _) in pairwise(spans)), end]
    return [Window(a, b, cuts[i], cuts[i + 1]) for i, (a, b) in enumerate(spans)]


def plan(segments: Sequence[tuple[int, int]], sizes: Sequence[int]) -> list[Window]:
    """Windows over adjacent segments (paragraphs or sentences) of words, whose piece counts are ``sizes``.

    Whole segments share a window while they fit; each word is kept by exactly one window.

    >>> [(w.begin, w.end) for w in plan([(0, 60), (60, 100), (100, 140)], [1] * 140)]
    [(0, 100), (100, 140)]
    """
    windows: list[Window] = []
    current: tuple[int, int] | None = None
    size = 0
    for begin, end in segments:
        own = sum(sizes[begin:end])
        if current and size + own <= LIMIT:
            current, size = (current[0], end), size + own
            continue
        if current:
            windows.append(Window(*current, *current))
        current, size = (begin, end), own
        if own > LIMIT:
            windows.extend(_long(begin, end, sizes))
            current, size = None, 0
    if current:
        windows.append(Window(*current, *current))
    return windows
