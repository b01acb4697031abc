"""What is found out about a file once is not looked for again, and is forgotten when the file changes."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from pressgraph.annotations import Article
from pressgraph.corpus.inputs import Piece, Tally, articles, findings, fingerprint
from pressgraph.corpus.inputs.findings import Findings, key_of
from pressgraph.reading import sources
from tests.corpus.inputs import writing
from tests.corpus.inputs.writing import records, write


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled as soon as they are written."""
    monkeypatch.setattr(findings, "SETTLED_SECONDS", 0.0)


@pytest.fixture
def opened(settled: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001
    """The files that are opened from now on, in their order."""
    found: list[str] = []
    stored = sources.stored

    def noted(source: str) -> BinaryIO:
        found.append(source)
        return stored(source)

    monkeypatch.setattr(sources, "stored", noted)
    return found


def texts(path: str, stride: int = 0, strides: int = 1) -> list[str]:
    """What a share gives: texts, and messages of failures."""
    found = articles(Piece(path, 0, stride, strides))
    return [item.text if isinstance(item, Article) else str(item) for item in found]


def test_a_file_that_parts_share_is_hashed_once(tmp_path: Path, opened: list[str]) -> None:
    path = write(tmp_path / "a.jsonl", writing.lines(records(3)))
    assert len({fingerprint(path) for _ in range(5)}) == 1
    assert opened == [path]


def test_damage_is_looked_for_once(tmp_path: Path, opened: list[str]) -> None:
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(writing.lines(records(9))))
    assert [len(texts(path, stride, 3)) for stride in range(3)] == [3, 3, 3]
    assert len(opened) == 1 + 3


@pytest.mark.usefixtures("settled")
def test_a_file_of_the_same_size_and_time_is_another(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"Ship 1 came.")
    before, about = fingerprint(path), os.stat(path)  # noqa: PTH116
    write(tmp_path / "a.txt", b"Ship 2 came.")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert fingerprint(path) != before


def test_a_file_that_has_just_been_written_is_not_trusted(tmp_path: Path) -> None:
    found = Findings[str]()
    key = key_of(write(tmp_path / "a.txt", b"One came."))
    assert key.state is None
    found.put(key, "one")
    assert found.get(key) is None


@pytest.mark.usefixtures("settled")
def test_what_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    found = Findings[str]()
    key = key_of(write(tmp_path / "a.txt", b"One came."))
    write(tmp_path / "a.txt", b"Two went away.")
    found.put(key, "one")
    assert len(found) == 0


@pytest.mark.usefixtures("settled")
def test_only_so_much_is_kept(tmp_path: Path) -> None:
    found = Findings[int](most=3)
    keys = [key_of(write(tmp_path / f"{number}.txt", b"One came.")) for number in range(5)]
    for number, key in enumerate(keys):
        found.put(key, number)
        assert found.get(keys[0]) == 0
    assert [found.get(key) for key in keys] == [0, None, None, 3, 4]


@pytest.mark.parametrize("name", ["https://x.example/a.txt", "s3://news/a.txt", "gone.txt", ".", "a\0b"])
def test_nothing_is_kept_of_what_can_change_unseen(name: str) -> None:
    assert key_of(name).state is None


@pytest.mark.parametrize("kind", ["tar", "csv", "jsonl", "warc"])
def test_junk_is_read_once_for_all_its_shares(tmp_path: Path, opened: list[str], kind: str) -> None:
    path = write(tmp_path / f"a.{kind}", b"a" * 100_000)
    faults = [fault for stride in (*range(1, 8), 0) for fault in texts(path, stride, 8)]
    assert len(faults) == 1
    assert len(opened) == 3, "to look for damage, for the first share, and for the one that has the fault"


def test_no_record_of_a_few_is_lost(tmp_path: Path, opened: list[str]) -> None:
    inner = writing.tar([(f"{number}.txt", f"Ship {number} came.".encode()) for number in range(3)])
    path = write(tmp_path / "a.tar", writing.tar([("x.png", b"none"), ("a.tar", inner), ("b.txt", b"Ship 3 came.")]))
    found = [text for stride in range(64) for text in texts(path, stride, 64)]
    assert sorted(found) == [f"Ship {number} came." for number in range(4)]
    assert len(opened) < 15
    write(tmp_path / "a.tar", inner + b"\0" * 512)
    assert sorted(text for stride in range(64) for text in texts(path, stride, 64)) == sorted(found)[:3]


@pytest.mark.usefixtures("settled")
def test_a_file_that_could_not_be_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.jsonl", writing.lines(records(4)))

    def broken(stream: BinaryIO, source: str, _: int) -> Iterator[bytes]:
        with sources.readable(source):
            yield from [stream.readline(), stream.readline()]
            raise OSError(5, "Input/output error")

    tally = Tally()
    with monkeypatch.context() as patch:
        patch.setattr(sources, "lines", broken)
        assert len(list(articles(Piece(path, 0, 0, 4), tally=tally))) == 2
    assert not tally.reached
    assert [len(texts(path, stride, 4)) for stride in range(4)] == [1, 1, 1, 1]
