"""What was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

NONE = "(none)"
"""The label of nothing: a gold item that was missed, or a prediction where gold has nothing."""


class Confusion:
    """Counts of (gold label, predicted label).

    >>> confusion = Confusion()
    >>> confusion.add("Person", "Organization")
    >>> confusion.as_dict()
    {'Person': {'Organization': 1}}
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, gold: str, predicted: str, times: int = 1) -> None:
        self._counts[gold, predicted] += times

    def add_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._counts.update(pairs)

    def as_dict(self) -> dict[str, dict[str, int]]:
        """``{gold: {predicted: count}}``, by name, `NONE` last."""
        table: dict[str, dict[str, int]] = {}
        for (gold, predicted), count in sorted(self._counts.items(), key=lambda item: list(map(_place, item[0]))):
            if count:
                table.setdefault(gold, {})[predicted] = count
        return table


def _place(label: str) -> tuple[bool, str]:
    return label == NONE, label
