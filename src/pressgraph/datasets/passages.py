"""Facts in passages: JSON Lines in KnowledgeNet's form.

``{"id", "text", "properties": […], "facts": [{"property", "subject": [b, e], "object": [b, e]}]}``; a passage is
annotated exhaustively for the ``properties`` that it lists, coreferent mentions included (Mesquita et al.,
"KnowledgeNet", EMNLP 2019). Offsets count code points, ends exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.datasets.jsonlines import read_rows

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class PassageFact:
    """A property between two spans."""

    property: str
    subject: Range
    object: Range


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, the properties that were looked for in it, and the facts found."""

    text: str
    properties: tuple[str, ...]
    facts: tuple[PassageFact, ...]


def _range(pair: Any) -> Range:
    begin, end = pair
    return int(begin), int(end)


def _passage(row: dict[str, Any]) -> Passage:
    facts = (PassageFact(str(f["property"]), _range(f["subject"]), _range(f["object"])) for f in row["facts"])
    return Passage(str(row["text"]), tuple(row["properties"]), tuple(facts))


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a file.

    Raises:
        ValueError: a line has another form.
    """
    return read_rows(path, _passage, '{"text", "properties", "facts": [{"property", "subject", "object"}]}')


def passage_file(data: Path, fold: int) -> Path:
    """KnowledgeNet's file of a fold."""
    return data / "knowledgenet" / f"fold{fold}.jsonl"
