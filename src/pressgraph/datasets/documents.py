"""Relations across a document, in the form of DocRED (Yao et al. 2019) and Re-DocRED (Tan et al. 2022).

A JSON list of ``{"title", "sents": [[token…]…], "vertexSet": [[{"sent_id", "pos", "type", "name"}…]…],
"labels": [{"h", "t", "r", "evidence"}]}``: entities are clusters of mentions, relations Wikidata properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class RelationMention:
    """Words ``begin`` to ``end`` (exclusive) of one sentence."""

    sentence: int
    begin: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class RelationDocument:
    """``relations`` hold (property, head entity, tail entity), entities by their place in ``entities``."""

    title: str
    sentences: tuple[tuple[str, ...], ...]
    entities: tuple[tuple[RelationMention, ...], ...]
    relations: frozenset[tuple[str, int, int]]


def _mention(row: dict[str, Any]) -> RelationMention:
    begin, end = row["pos"]
    return RelationMention(int(row["sent_id"]), int(begin), int(end), str(row["type"]))


def _document(row: dict[str, Any]) -> RelationDocument:
    return RelationDocument(
        str(row["title"]),
        tuple(tuple(sentence) for sentence in row["sents"]),
        tuple(tuple(map(_mention, cluster)) for cluster in row["vertexSet"]),
        frozenset((str(label["r"]), int(label["h"]), int(label["t"])) for label in row.get("labels", ())),
    )


def read_documents(path: Path) -> Iterator[RelationDocument]:
    """The documents of a file.

    Raises:
        ValueError: the file is no JSON list of such documents.
    """
    form = '{"title", "sents", "vertexSet", "labels"}'
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: expected a JSON list of {form} ({error})") from error
    for number, row in enumerate(rows, 1):
        try:
            yield _document(row)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: document {number}: expected {form} ({error!r})") from error


def document_file(data: Path) -> Path:
    return data / "redocred" / "docs.json"
