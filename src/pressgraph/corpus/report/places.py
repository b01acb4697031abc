"""Sums for each input file, or for each folder where there are too many files to tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pressgraph.corpus.report.plain import kept

MOST = 10_000


class Places:
    """Sums by input. More than ``most`` inputs are told folder by folder, at the depth that gives the most rows.

    The depth is the same in whatever order the inputs come, and no more than ``most`` sums are ever held.
    """

    def __init__(self, names: tuple[str, ...], most: int = MOST) -> None:
        self._names, self._most = names, most
        self._sums: dict[str, list[int]] = {}
        self._depth: int | None = None

    def add(self, given: str, values: Mapping[str, int]) -> None:
        """Add a document's values to its input's."""
        own = self._row(given)
        for index, name in enumerate(self._names):
            own[index] += values.get(name, 0)

    def _row(self, given: str) -> list[int]:
        key = given if self._depth is None else _folder(given, self._depth)
        own = self._sums.get(key)
        if own is None:
            own = self._sums[key] = [0] * len(self._names)
            if len(self._sums) > self._most:
                self._fold()
                return self._row(given)
        return own

    def _fold(self) -> None:
        depth = self._depth or max(key.count("/") for key in self._sums) + 1
        while len(self._sums) > self._most and depth > 0:
            depth -= 1
            folded: dict[str, list[int]] = {}
            for key, own in self._sums.items():
                total = folded.setdefault(_folder(key, depth), [0] * len(own))
                total[:] = [a + b for a, b in zip(total, own, strict=True)]
            self._sums = folded
        self._depth = depth

    def described(self) -> dict[str, Any]:
        """``level`` is ``file`` or ``folder``; ``rows`` in the order of their names."""
        rows = [
            {"input": kept(name), **dict(zip(self._names, own, strict=True))}
            for name, own in sorted(self._sums.items())
        ]
        return {"level": "file" if self._depth is None else "folder", "rows": rows}


def _folder(name: str, depth: int) -> str:
    """The folder that ``depth`` slashes of a path lead to; a path with fewer stays whole.

    >>> _folder("/archive/2031/05/a.txt", 3), _folder("b.txt", 3)
    ('/archive/2031/', 'b.txt')
    """
    parts = name.split("/")
    return name if len(parts) <= depth else "/".join(parts[:depth]) + "/" * bool(depth)
