"""Obvious misspellings: an index of words that finds those within one or two edits, in constant time per word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator


def allowed_edits(length: int) -> int:
    """How many edits (insertion, deletion, substitution, swap of neighbours) a word of this length may differ by.

    >>> [allowed_edits(n) for n in (4, 5, 8)]
    [0, 1, 2]
    """
    return 0 if length < 5 else 1 if length < 8 else 2


def edits(one: str, other: str) -> int:
    """The distance of two words in insertions, deletions, substitutions and swaps of neighbours.

    >>> edits("fedorov", "federov"), edits("zelensky", "zelenskiy"), edits("brian", "brain")
    (1, 1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before_last = row, before
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def _shortened(word: str, times: int) -> Iterator[str]:
    """The word, and all words that come of it by ``times`` deletions or fewer."""
    yield word
    if times:
        for i in range(len(word)):
            yield from _shortened(word[:i] + word[i + 1 :], times - 1)


class SpellingIndex:
    """Known words, found again by a misspelling of them."""

    def __init__(self) -> None:
        self._found: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def add(self, word: str) -> None:
        """Adds a word, in the letter case in which it will be looked up."""
        for key in set(_shortened(word, allowed_edits(len(word)))):
            self._found[key][word] = None

    def near(self, word: str) -> list[str]:
        """The known words, other than itself, of which the word may be a misspelling; the first letter must agree."""
        limit = allowed_edits(len(word))
        candidates = {known for key in _shortened(word, limit) for known in self._found.get(key, ())}
        return sorted(
            known
            for known in candidates
            if known != word and known[0] == word[0] and edits(known, word) <= min(limit, allowed_edits(len(known)))
        )
