"""Files that were passed over when inputs were listed, since nothing says that they are articles."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

EXAMPLES = 5
"""Paths that are kept of each kind: the first in order."""

SUFFIXES = 50
"""Suffixes that are told apart; the files of the others are summed."""

ADVICE = "--glob '**/*' reads all kinds it can"

_HELD = 4096
_LONGEST = 1000
_SUFFIX = re.compile(r"[^/](\.[a-z][a-z0-9_+-]{0,15}(?:\.(?:gz|zst))?)$", re.IGNORECASE)

KEYS = frozenset({"files", "suffixes", "others", "hidden", "folders"})
"""The names in `Passed.described`."""

What = Literal["file", "hidden", "folder"]


@dataclass(slots=True)
class _Kind:
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, path: str) -> None:
        self.count += 1
        if len(self.examples) < EXAMPLES or path < self.examples[-1]:
            bisect.insort(self.examples, path)
            del self.examples[EXAMPLES:]


class Passed:
    """Counts what is passed over, in memory that does not grow with it; the order in which it comes does not matter.

    Of more than `_HELD` suffixes the shortest are held, since names that only look as if they had one have long ones.
    """

    def __init__(self) -> None:
        self._suffixes: dict[str, _Kind] = {}
        self._others = 0
        self._hidden, self._folders = _Kind(), _Kind()

    def add(self, path: str, what: What) -> None:
        """Count a file, a hidden file, or a folder that was not looked into."""
        if what == "file":
            self._file(path)
        else:
            (self._hidden if what == "hidden" else self._folders).add(path)

    def _file(self, path: str) -> None:
        suffix = suffix_of(path)
        kind = self._suffixes.get(suffix)
        if kind is None:
            kind = self._suffixes[suffix] = _Kind()
            if len(self._suffixes) > _HELD:
                kind.add(path)
                self._others += self._suffixes.pop(max(self._suffixes, key=lambda name: (len(name), name))).count
                return
        kind.add(path)

    def described(self) -> dict[str, Any]:
        """The counts as JSON values: the field ``passed_over`` of the coverage report."""
        ordered = sorted(self._suffixes.items(), key=lambda item: (-item[1].count, item[0]))
        rows = [{"suffix": suffix, **_described(kind, "files")} for suffix, kind in ordered[:SUFFIXES]]
        others = self._others + sum(kind.count for _, kind in ordered[SUFFIXES:])
        return {
            "files": others + self._hidden.count + sum(kind.count for _, kind in ordered[:SUFFIXES]),
            "suffixes": rows,
            "others": others,
            "hidden": _described(self._hidden, "files"),
            "folders": _described(self._folders, "folders"),
        }


def _described(kind: _Kind, unit: str) -> dict[str, Any]:
    return {unit: kind.count, "examples": [path[:_LONGEST] for path in kind.examples]}


def suffix_of(path: str) -> str:
    """A name's suffix in lower case, with what stands before ``.gz`` and ``.zst``; empty where it has none.

    >>> [suffix_of(name) for name in ("a/B.PDF", "dump.sql.gz", "a.d/notes", "minutes of 3. May 2022", ".bak")]
    ['.pdf', '.sql.gz', '', '', '']
    """
    found = _SUFFIX.search(path)
    return found[1].lower() if found else ""


def told(passed: Mapping[str, Any]) -> str:
    """What was passed over, in words; empty where nothing was.

    >>> passed = Passed()
    >>> for name in ("a.docx", "b.PDF", "c.pdf", "notes"): passed.add(name, "file")
    >>> passed.add(".git", "folder")
    >>> told(passed.described())
    '4 files: 2 .pdf, 1 without suffix, 1 .docx; 1 folder not looked into'
    """
    parts = []
    if files := passed["files"]:
        parts.append(f"{files:,} {'file' if files == 1 else 'files'}: {', '.join(_kinds(passed))}")
    if folders := passed["folders"]["folders"]:
        parts.append(f"{folders:,} {'folder' if folders == 1 else 'folders'} not looked into")
    return "; ".join(parts)


def _kinds(passed: Mapping[str, Any], most: int = 5) -> Iterator[str]:
    rows = passed["suffixes"]
    for row in rows[:most]:
        yield f"{row['files']:,} {row['suffix'] or 'without suffix'}"
    if others := passed["others"] + _files(rows[most:]):
        yield f"{others:,} of other kinds"
    if hidden := passed["hidden"]["files"]:
        yield f"{hidden:,} hidden"


def _files(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(row["files"] for row in rows)
