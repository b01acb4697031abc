"""Inputs cut into pieces: directories, patterns, objects, addresses, large files, and what cannot be one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressgraph.annotations import Article
from pressgraph.corpus.inputs import Piece, articles, fingerprint, pieces
from pressgraph.errors import ReadError
from tests.corpus.inputs.writing import lines, records, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("news/a.txt", "news/2022/b.jsonl", "news/2022/05/c.jsonl", ".git/x.txt", "news/.y.txt", "news/z.log"):
        write(tmp_path / name, b"One came.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(*inputs: str, glob: str | None = None) -> list[str]:
    return [piece.path for piece in pieces(inputs, glob)]


def test_directories_patterns_and_files(folder: Path) -> None:
    everything = ["news/2022/05/c.jsonl", "news/2022/b.jsonl", "news/a.txt"]
    assert paths("news") == paths("news/") == paths(".") == everything
    assert paths("news/**/*.jsonl") == everything[:2]
    assert paths("news/*/*.jsonl") == ["news/2022/b.jsonl"]
    assert paths("**/[bc].jsonl") == everything[:2]
    assert paths("news/*.txt") == ["news/a.txt"]
    assert paths("news/.*.txt") == ["news/.y.txt"]
    assert paths("news", glob="*.log") == ["news/z.log"]
    assert paths("news/z.log", "news/a.txt") == ["news/a.txt", "news/z.log"]
    assert pieces(["news/a.txt"]) == [Piece("news/a.txt", 9)]
    assert paths(f"file://{folder.as_posix()}/news/a.txt") == [f"{folder.as_posix()}/news/a.txt"]


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    (folder / "news" / "link.txt").symlink_to("a.txt")
    (folder / "elsewhere").symlink_to("news")
    os.link(folder / "news" / "a.txt", folder / "news" / "copy.txt")
    once = ["news/2022/05/c.jsonl", "news/2022/b.jsonl", "news/a.txt", "news/copy.txt"]
    assert paths("news") == once
    assert paths("news", "./news/a.txt", "news") == once
    assert len(paths("news", "news/../news/a.txt", f"{folder}/news")) == 4
    assert paths("elsewhere", "news") == [name.replace("news", "elsewhere") for name in once]


def test_loops_and_dangling_links(folder: Path) -> None:
    (folder / "news" / "loop").symlink_to("..")
    (folder / "news" / "self.txt").symlink_to("self.txt")
    (folder / "news" / "gone.txt").symlink_to("nowhere.txt")
    assert paths("news")[-2:] == ["news/gone.txt", "news/self.txt"]
    assert len(paths("news")) == 5
    (failure,) = articles(Piece("news/gone.txt", 0))
    assert str(failure) == "news/gone.txt: no such file: check the path, or use - for standard input"


@pytest.mark.usefixtures("folder")
def test_a_folder_that_vanishes_or_is_closed_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def closed(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("05/"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert paths("news") == ["news/2022/05", "news/2022/b.jsonl", "news/a.txt"]
    (failure,) = articles(Piece("news/2022/05", 0))
    assert str(failure).startswith("news/2022/05: cannot be opened (")
    monkeypatch.setattr(os, "scandir", lambda _: closed("05/"))
    with pytest.raises(ReadError, match=r"news: cannot be listed \(Permission denied\)"):
        paths("news")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("-", "stdin: a corpus is read more than once: write standard input to a file"),
        ("gone", "gone: no such file or directory"),
        ("news/*.pdf", r"news/\*.pdf: no file matches this pattern"),
        ("gone/*.txt", "no file matches this pattern"),
        (".git", "no file in this directory matches .txt"),
        ("/dev/null", "no file, but a pipe or a device"),
        ("a\0b", "cannot be read"),
    ],
)
def test_what_cannot_be_an_input(folder: Path, name: str, message: str) -> None:
    for file in (folder / ".git").iterdir():
        file.unlink()
    with pytest.raises(ReadError, match=message):
        pieces([name])


def test_large_files_are_shared(tmp_path: Path) -> None:
    rows = lines(records(100))
    plain, packed = write(tmp_path / "a.jsonl", rows), write(tmp_path / "b.jsonl.gz", b"x" * len(rows))
    text, unnamed = write(tmp_path / "c.txt", rows), write(tmp_path / "download", rows)
    cut = pieces([plain, packed, text, unnamed], target=1000)
    strides = -(-len(rows) // 1000)
    assert [piece.stride for piece in cut if piece.path == plain] == list(range(strides))
    assert {piece.strides for piece in cut if piece.path == plain} == {strides}
    assert {piece.strides for piece in cut if piece.path == packed} == {-(-4 * len(rows) // 1000)}
    assert {piece.strides for piece in cut if piece.path == text} == {1}
    assert {piece.strides for piece in cut if piece.path == unnamed} == {strides}
    assert len(pieces([plain], target=1)) == 256
    assert {piece.size for piece in cut} == {len(rows)}
    found = [
        item.source for piece in cut if piece.path == plain for item in articles(piece) if isinstance(item, Article)
    ]
    assert sorted(found) == sorted(f"{plain}#{i}" for i in range(1, 101))


@pytest.mark.parametrize("suffix", [".parquet", ".warc.gz", ".jsonl.zst"])
def test_a_missing_package_is_told_before_the_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = write(tmp_path / f"a{suffix}", b"x")
    monkeypatch.setattr("pressgraph.corpus.inputs.cutting._missing", lambda _: True)
    with pytest.raises(ReadError, match=r"pip install 'pressgraph\[archives\]'"):
        pieces([path])


def test_object_storage() -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    system.pipe({f"/news/{name}": lines(records(3)) for name in ("a.jsonl", "2022/b.jsonl", ".c.jsonl", "d.log")})
    try:
        assert paths("memory://news") == ["memory:///news/2022/b.jsonl", "memory:///news/a.jsonl"]
        assert paths("memory://news/**/*.jsonl", "memory://news/a.jsonl")[-1] == "memory:///news/a.jsonl"
        assert paths("memory://news", glob="*.log") == ["memory:///news/d.log"]
        (piece,) = pieces(["memory://news/a.jsonl"])
        assert piece.size == len(lines(records(3)))
        assert [item.source for item in articles(piece) if isinstance(item, Article)] == [
            f"memory:///news/a.jsonl#{i}" for i in (1, 2, 3)
        ]
        assert len(fingerprint(piece.path)) == 64
        with pytest.raises(ReadError, match="there is nothing to read"):
            pieces(["memory://news/gone/*.txt"])
        (failure,) = articles(Piece("memory://news/gone.txt", 0))
        assert str(failure) == "memory://news/gone.txt: no such object: check its name"
    finally:
        system.rm("/news", recursive=True)


def test_object_storage_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(ReadError, match=r"s3:// needs a package that is missing: pip install 'pressgraph\[s3\]'"):
        pieces(["s3://bucket/news"])
