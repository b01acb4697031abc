"""Every form of gold data is read, and a bad line is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from pressgraph import datasets
from tests.training.small import ATTRIBUTED, COREFERENCE, DOCUMENT, NAMED, PASSAGE, TRIPLE

READERS = [
    (datasets.read_entities, NAMED),
    (datasets.read_attributions, ATTRIBUTED),
    (datasets.read_passages, PASSAGE),
    (datasets.read_triples, TRIPLE),
]
Reader = Callable[[Path], Iterable[Any]]


@pytest.mark.parametrize(("reader", "row"), READERS)
def test_a_bad_line_is_named(reader: Reader, row: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n\n" + '{"other": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"gold\.jsonl:3: expected"):
        list(reader(path))
    path.write_text("not json\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gold\.jsonl:1: expected"):
        list(reader(path))


def test_attributions_outside_the_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "Ana", "attributions": [{"source": [[0, 9]]}]}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a source outside the text"):
        list(datasets.read_attributions(path))


def test_triples_of_one_sentence_come_together(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    other = TRIPLE | {"obj_label": "Lisbon", "rel": "P551"}
    several = {"sent": "Ana left.", "triples": [{"sub": "Ana", "rel": "left", "obj": "Lisbon"}]}
    path.write_text("".join(json.dumps(row) + "\n" for row in (TRIPLE, other, several)), encoding="utf-8")
    first, second = datasets.read_triples(path)
    assert [triple[2] for triple in first.triples] == ["Acme", "Lisbon"]
    assert first.properties == ("P108", "P551")
    assert second.triples == (("Ana", "left", "Lisbon"),)


def test_documents_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "docs.json"
    path.write_text(json.dumps([DOCUMENT]), encoding="utf-8")
    (document,) = datasets.read_documents(path)
    assert document.relations == {("P108", 0, 1)}
    assert document.entities[0][1].sentence == 1
    path.write_text(json.dumps([DOCUMENT, {}]), encoding="utf-8")
    with pytest.raises(ValueError, match="document 2"):
        list(datasets.read_documents(path))


def test_brackets_become_mentions(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    nested = COREFERENCE.replace("Entity=(2-place-new-sgl)", "Entity=(2-place-new-sgl(4[1/2]-x-new-sgl)(5-x-new-sgl)2)")
    path.write_text(nested, encoding="utf-8")
    (mentions,) = datasets.read_coreference(path)
    assert [(m.begin, m.end, m.entity, m.type) for m in mentions] == [
        (0, 1, 1, "person"),
        (2, 3, 2, "place"),
        (2, 3, 5, "x"),
        (4, 5, 1, "person"),
        (6, 7, 3, "place"),
    ]
