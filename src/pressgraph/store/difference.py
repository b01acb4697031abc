"""What two versions of a graph say differently: facts, claims and events that came, went or changed.

Two things are the same when they say the same, by the names of those involved: their IRIs hold the article's
identity and the places in its text, which another wording moves.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from pressgraph.store.explain import Explanation, explanations

_ALIKE = 0.75
_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Difference:
    """``changed`` are pairs of before and after; all are in the order of the texts."""

    withdrawn: tuple[Explanation, ...]
    added: tuple[Explanation, ...]
    changed: tuple[tuple[Explanation, Explanation], ...]

    def __bool__(self) -> bool:
        return bool(self.withdrawn or self.added or self.changed)


def difference(old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> Difference:
    """What ``new`` says that ``old`` does not, and the other way round.

    A pair of one withdrawn and one added counts as a change where only status, source, value, roles or some of a
    claim's words differ.
    """
    sides = _Sides(explanations(old), explanations(new))
    sides.match(lambda item: (*_said(item), item.assertion, item.source))
    changed = sides.match(_said)
    changed += sides.match(lambda item: (item.kind, item.subject, item.property), only=True)
    changed += sides.reworded()
    pairs = sorted(changed, key=lambda pair: (pair[1].article, _place(pair[1]), pair[1].node))
    return Difference(tuple(sides.old), tuple(sides.new), tuple(pairs))


def _said(item: Explanation) -> tuple[str, ...]:
    return item.kind, item.subject, item.property, item.value


def _place(item: Explanation) -> int:
    return item.evidence[0].begin if item.evidence else 0


class _Sides:
    """What is not matched yet on both sides."""

    def __init__(self, old: list[Explanation], new: list[Explanation]) -> None:
        self.old, self.new = old, new

    def match(
        self, key: Callable[[Explanation], Hashable], *, only: bool = False
    ) -> list[tuple[Explanation, Explanation]]:
        """Take out pairs with equal keys, in their order; with ``only`` where the key is unique on both sides, and
        never claims, of which a speaker may make several."""
        theirs: dict[Hashable, list[Explanation]] = defaultdict(list)
        for item in self.new:
            theirs[key(item)].append(item)
        ours: dict[Hashable, list[Explanation]] = defaultdict(list)
        for item in self.old:
            ours[key(item)].append(item)
        pairs = [
            pair
            for name, items in ours.items()
            if not only or (len(items) == len(theirs[name]) == 1 and items[0].kind in ("statement", "event"))
            for pair in zip(items, theirs[name], strict=False)
        ]
        self._take(pairs)
        return pairs

    def reworded(self) -> list[tuple[Explanation, Explanation]]:
        """Take out pairs of claims by one speaker in much the same words, the most alike first."""
        old = [item for item in self.old if item.kind in ("claim", "quotation")][:_COMPARED]
        new = [item for item in self.new if item.kind in ("claim", "quotation")][:_COMPARED]
        scored = [
            (_alike(one.value, two.value), i, j)
            for i, one in enumerate(old)
            for j, two in enumerate(new)
            if one.subject == two.subject
        ]
        pairs: dict[int, int] = {}
        for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
            if score >= _ALIKE and i not in pairs and j not in pairs.values():
                pairs[i] = j
        found = [(old[i], new[j]) for i, j in pairs.items()]
        self._take(found)
        return found

    def _take(self, pairs: list[tuple[Explanation, Explanation]]) -> None:
        matched = {id(item) for pair in pairs for item in pair}
        self.old = [item for item in self.old if id(item) not in matched]
        self.new = [item for item in self.new if id(item) not in matched]


def _alike(one: str, two: str) -> float:
    """The share of words that two texts have in common, in their order: 0 to 1."""
    return difflib.SequenceMatcher(None, one.casefold().split(), two.casefold().split(), autojunk=False).ratio()
