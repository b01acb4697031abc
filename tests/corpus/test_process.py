"""What a runner does when its annotator dies, hangs or has grown, on readers and documents that make it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.annotations import Article
from pressgraph.corpus.annotator import Counted, digest_of
from pressgraph.corpus.inputs import Piece, articles
from pressgraph.corpus.messages import Done, Failed, Finished
from pressgraph.corpus.process import Annotator, StoppedError
from pressgraph.corpus.settings import MEGABYTE, Allowance, Settings
from tests.corpus.conftest import PATH, write

SETTINGS = Settings(pipeline="tests.corpus.engines:obedient", limits=Allowance(30.0, 600 * MEGABYTE))


@pytest.fixture(autouse=True)
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PATH)


def test_omitted_records_are_passed_over_unread(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "Ship {number} left.", "id": {number}}}\n' for number in range(9))
    (tmp_path / "ships.jsonl").write_text(lines)
    piece = Piece((tmp_path / "ships.jsonl").as_posix(), 1, 1, 2)
    share = Counted(piece.stride, piece.strides, frozenset({1, 3}))
    found = [item.text for item in articles(piece, share=share) if isinstance(item, Article)]
    assert found == ["Ship 1 left.", "Ship 5 left."]
    assert share.asked == [4]


def test_one_process_serves_many_pieces(tmp_path: Path) -> None:
    annotator = Annotator(SETTINGS)
    try:
        for number in range(3):
            piece = Piece(write(tmp_path, number).as_posix(), 1)
            done, finished = annotator.entries(piece)
            assert isinstance(done, Done)
            assert isinstance(finished, Finished)
            assert done.record["words"] == 13
        assert annotator.starts == 1
    finally:
        annotator.close()


def test_a_document_that_kills_is_tried_twice(tmp_path: Path) -> None:
    lines = [f"Ship {number} left." for number in range(4)]
    lines[1] = "please die"
    text = "".join(f'{{"text": "{line}"}}\n' for line in lines)
    (tmp_path / "ships.jsonl").write_text(text)
    annotator = Annotator(SETTINGS)
    try:
        found = list(annotator.entries(Piece((tmp_path / "ships.jsonl").as_posix(), 1)))
        assert [type(entry) for entry in found] == [Done, Failed, Done, Done, Finished]
        assert isinstance(found[1], Failed)
        assert found[1].letter == {"text": "please die", "language": "en"}
        assert annotator.starts == 3
    finally:
        annotator.close()


def test_known_documents_are_not_annotated(tmp_path: Path) -> None:
    piece = Piece(write(tmp_path, 1, "please fail").as_posix(), 1)
    [article] = articles(piece)
    assert not isinstance(article, Failed)
    annotator = Annotator(SETTINGS)
    try:
        done, _ = annotator.entries(piece, frozenset({digest_of(article)}))  # type: ignore[arg-type]
        assert isinstance(done, Done)
        assert done.data is None
    finally:
        annotator.close()


def test_a_stopped_annotator_says_so(tmp_path: Path) -> None:
    annotator = Annotator(SETTINGS)
    annotator.stop()
    with pytest.raises(StoppedError):
        list(annotator.entries(Piece(write(tmp_path, 1).as_posix(), 1)))
