"""Windows: every word is kept exactly once, and no window exceeds what the encoder may read."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pressgraph.language.windows import LIMIT, plan

_SEGMENTS = st.lists(st.lists(st.integers(1, 8), min_size=1, max_size=200), min_size=1, max_size=12)


@given(_SEGMENTS)
def test_every_word_is_kept_once_and_in_order(lengths: list[list[int]]) -> None:
    sizes = [size for segment in lengths for size in segment]
    segments, start = [], 0
    for segment in lengths:
        segments.append((start, start + len(segment)))
        start += len(segment)
    windows = plan(segments, sizes)
    kept = [i for window in windows for i in range(window.keep_begin, window.keep_end)]
    assert kept == list(range(len(sizes)))
    for window in windows:
        assert window.begin <= window.keep_begin < window.keep_end <= window.end
        assert sum(sizes[window.begin : window.end]) <= LIMIT


def test_words_of_a_long_segment_are_read_with_context_on_both_sides() -> None:
    windows = plan([(0, 1000)], [1] * 1000)
    for left, right in pairwise(windows):
        assert left.end - left.keep_end >= 20
        assert right.keep_begin - right.begin >= 20


def test_a_short_paragraph_is_never_cut() -> None:
    windows = plan([(0, LIMIT - 10), (LIMIT - 10, 2 * LIMIT - 20)], [1] * 2 * LIMIT)
    assert [(w.begin, w.end) for w in windows] == [(0, LIMIT - 10), (LIMIT - 10, 2 * LIMIT - 20)]
