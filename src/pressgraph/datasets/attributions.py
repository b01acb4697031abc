"""Attributions: JSON Lines of ``{"id", "text", "attributions": [{"source", "cue", "content"}]}`` (PolNeAR's form).

PolNeAR: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC 2018). Offsets
count code points of ``text``, ends exclusive; each role has one range, several where it is split, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.datasets.jsonlines import read_rows

Ranges = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (``source``) says or thinks (``cue``) what (``content``)."""

    source: Ranges
    cue: Ranges
    content: Ranges


@dataclass(frozen=True, slots=True)
class AttributedArticle:
    """An article's raw text with all its attributions."""

    text: str
    attributions: tuple[Attribution, ...]


def _ranges(row: dict[str, Any], role: str, size: int) -> Ranges:
    ranges = tuple((int(begin), int(end)) for begin, end in row.get(role, ()))
    if any(not 0 <= begin < end <= size for begin, end in ranges):
        raise ValueError(f"a {role} outside the text")
    return ranges


def _article(row: dict[str, Any]) -> AttributedArticle:
    text = str(row["text"])
    made = (Attribution(*(_ranges(a, role, len(text)) for role in ROLES)) for a in row["attributions"])
    return AttributedArticle(text, tuple(made))


def read_attributions(path: Path) -> Iterator[AttributedArticle]:
    """The articles of a file.

    Raises:
        ValueError: a line has another form.
    """
    return read_rows(path, _article, '{"text", "attributions": [{"source", "cue", "content"}]}')


def attribution_file(data: Path, split: str) -> Path:
    """PolNeAR's file; ``split`` is ``train`` or ``dev``."""
    return data / "polnear" / f"{split}.jsonl"
