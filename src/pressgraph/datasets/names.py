"""Named entities: JSON Lines of ``{"id", "sents": [{"tokens", "ner"}]}`` with BIO tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.datasets.jsonlines import read_rows


@dataclass(frozen=True, slots=True)
class EntitySentence:
    """One paragraph or sentence with a BIO tag for each word."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def _article(row: dict[str, Any]) -> list[EntitySentence]:
    article = [EntitySentence(tuple(sentence["tokens"]), tuple(sentence["ner"])) for sentence in row["sents"]]
    if any(len(sentence.words) != len(sentence.tags) for sentence in article):
        raise ValueError("as many tags as tokens are needed")
    return article


def read_entities(path: Path) -> Iterator[list[EntitySentence]]:
    """The articles of a named-entity JSON Lines file.

    Raises:
        ValueError: a line is no JSON object of the form above, or has unequal numbers of words and tags.
    """
    return read_rows(path, _article, '{"sents": [{"tokens", "ner"}]}')


def entity_file(data: Path, split: str) -> Path:
    """The newswire named-entity file; ``split`` is ``train`` or ``dev``."""
    return data / "newswire_ner" / f"{split}.jsonl"
