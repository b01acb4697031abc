"""Inputs that are cut off, corrupt, hostile or enormous: the rest is written, and the fault is told."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import tarfile
from pathlib import Path

import pytest

from pressgraph.corpus.run import Corpus, planned
from pressgraph.corpus.settings import Settings
from tests.benchmarks.archives.files import WRITERS, available
from tests.benchmarks.archives.writing import Length, Story, stories
from tests.robustness.faults import OBEDIENT, QUICK, failures, records, run, written

STORIES = list(stories(40, 1, Length()))
GOOD = ("The mayor opened the bridge.", "The council met on Monday.")
TINY_FILES = int(os.environ.get("PRESSGRAPH_TINY_FILES", "20000"))


def packed_by(kind: str, folder: Path, number: int = 0, count: int = 40) -> Path:
    """A file of this kind with articles."""
    own: list[Story] = STORIES[:count]
    return next(path for path, _ in WRITERS[kind](folder / f"{number:05d}", own))


def with_good_neighbour(folder: Path, *options: str) -> tuple[int, dict[str, str], list[str], str]:
    """Runs on the folder after a good file has joined it: exit code, failures, written ones' sources, messages."""
    records(folder / "good.jsonl", *GOOD)
    done = run([folder], folder.parent / "parts", *(options or QUICK))
    return done.returncode, failures(folder.parent / "parts"), written(folder.parent / "parts"), done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "input"
    own.mkdir()
    return own


@pytest.mark.parametrize("kind", ["jsonl.gz", "tar.gz", "warc.gz", "zst", "parquet"])
def test_cut_off(folder: Path, kind: str) -> None:
    if not available(kind):
        pytest.skip(f"the package for {kind} is not installed")
    path = packed_by(kind, folder)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    status, failed, done, said = with_good_neighbour(folder)
    assert (status, len(failed)) == (1, 1)
    assert path.name in "".join(failed.values())
    assert {"good.jsonl#1", "good.jsonl#2"} <= set(done)
    assert "Traceback" not in said


@pytest.mark.parametrize("kind", ["jsonl.gz", "tar.gz", "warc.gz", "zst", "parquet"])
def test_a_byte_flipped(folder: Path, kind: str) -> None:
    if not available(kind):
        pytest.skip(f"the package for {kind} is not installed")
    path = packed_by(kind, folder)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    status, failed, done, said = with_good_neighbour(folder)
    assert status == 1
    assert failed
    assert {"good.jsonl#1", "good.jsonl#2"} <= set(done)
    assert "Traceback" not in said


def test_a_line_cut_off(folder: Path) -> None:
    path = packed_by("jsonl", folder)
    path.write_bytes(path.read_bytes()[:-100])
    status, failed, done, _ = with_good_neighbour(folder)
    assert (status, len(failed)) == (1, 1)
    assert len(done) == 39 + len(GOOD)


def test_a_table_that_is_none(folder: Path) -> None:
    if not available("parquet"):
        pytest.skip("pyarrow is not installed")
    (folder / "noise.parquet").write_bytes(b"PAR1" + bytes(range(256)) * 8 + b"PAR1")
    status, failed, done, _ = with_good_neighbour(folder)
    assert (status, list(failed)) == (1, ["noise.parquet"])
    assert len(done) == len(GOOD)


def test_a_member_outside_of_its_archive_and_a_link(folder: Path) -> None:
    secret = folder.parent / "secret.txt"
    secret.write_text("The password is on the desk.")
    with tarfile.open(folder / "odd.tar", "w") as tar:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(secret)
        tar.addfile(link)
        device = tarfile.TarInfo("null.txt")
        device.type = tarfile.CHRTYPE
        tar.addfile(device)
    status, _, done, said = with_good_neighbour(folder)
    assert status in {0, 1}
    assert done == ["good.jsonl#1", "good.jsonl#2"]
    assert "Traceback" not in said
    data = b"".join(gzip.decompress(path.read_bytes()) for path in (folder.parent / "parts").glob("*.nq.gz"))
    assert b"password" not in data


def test_a_lone_surrogate(folder: Path) -> None:
    (folder / "odd.jsonl").write_text('{"url": "https://faults.example/odd", "text": "He said \\ud83d so \\udc00."}\n')
    status, failed, done, _ = with_good_neighbour(folder)
    assert (status, failed) == (0, {})
    assert "odd.jsonl#1" in done


def test_a_file_name_that_is_no_text(folder: Path) -> None:
    name = os.fsencode(folder) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text("The bridge was opened by the mayor.")
    except OSError:
        pytest.skip("this file system has names in UTF-8 only")
    status, failed, done, said = with_good_neighbour(folder)
    assert (status, failed) == (0, {})
    assert len(done) == 1 + len(GOOD)
    assert "Traceback" not in said


def test_fifty_megabytes_in_one_line(folder: Path) -> None:
    sentence = b"The mayor opened the bridge. "
    with (folder / "long.jsonl").open("wb") as file:
        file.write(b'{"url": "https://faults.example/long", "text": "' + sentence * (50_000_000 // len(sentence)))
        file.write(b'"}\n{"url": "https://faults.example/short", "text": "A short one."}\n')
    status, failed, done, said = with_good_neighbour(folder, *QUICK, "--time-limit", "3", "--shards", "2")
    assert (status, [name.partition("#")[0] for name in failed]) == (1, ["long.jsonl"])
    assert "--time-limit" in "".join(failed.values())
    assert {"long.jsonl#2", "good.jsonl#1"} <= set(done)
    assert "Traceback" not in said


def test_quotes_in_quotes(folder: Path) -> None:
    marks = ["“‘" * 2_500 + "so" + "’”" * 2_500, '"' * 3_000, "(" * 1_000, ">" * 1_000, "[" * 1_000]
    texts = ["He said: " + own for own in marks]
    records(folder / "quotes.jsonl", *texts)
    (folder / "deep.jsonl").write_text("[" * 10_000 + "]" * 10_000 + "\n")
    records(folder / "good.jsonl", *GOOD)
    done = run([folder], folder.parent / "parts", "--time-limit", "600")
    failed = [name.partition("#")[0].partition(":")[0] for name in failures(folder.parent / "parts")]
    assert (done.returncode, failed) == (1, ["deep.jsonl"])
    assert len(written(folder.parent / "parts")) == len(texts) + len(GOOD)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.tar.gz"])
def test_a_bomb(folder: Path, name: str) -> None:
    member = gzip.compress(b"a" * 2**24, 9)
    with (folder / name).open("wb") as file:
        for _ in range(20):
            file.write(member)
    status, failed, done, said = with_good_neighbour(folder, *QUICK, "--time-limit", "30")
    assert status == 1
    assert [key for key in failed if name in key]
    assert done == ["good.jsonl#1", "good.jsonl#2"]
    assert "Traceback" not in said


def test_a_bomb_of_zstd(folder: Path) -> None:
    if not available("zst"):
        pytest.skip("zstandard is not installed")
    packer = importlib.import_module("zstandard").ZstdCompressor(level=1)
    member = packer.compress(b"a" * 2**24)
    (folder / "bomb.jsonl.zst").write_bytes(member * 40)
    status, failed, done, _ = with_good_neighbour(folder, *QUICK, "--time-limit", "30")
    assert (status, len(failed)) == (1, 1)
    assert done == ["good.jsonl#1", "good.jsonl#2"]


def test_documents_that_take_their_process_along(folder: Path) -> None:
    records(
        folder / "odd.jsonl", "One.", "DIE at once.", "Two.", "HANG for ever.", "Three.", "EAT all there is.", "Four."
    )
    limits = ("--time-limit", "3", "--memory-limit", "128")
    status, failed, done, said = with_good_neighbour(folder, *OBEDIENT, *limits)
    assert status == 1
    assert sorted(failed) == ["odd.jsonl#2", "odd.jsonl#4", "odd.jsonl#6"]
    assert "signal" in failed["odd.jsonl#2"]
    assert "--time-limit" in failed["odd.jsonl#4"]
    assert "--memory-limit" in failed["odd.jsonl#6"]
    assert [f"odd.jsonl#{i}" for i in (1, 3, 5, 7)] == [name for name in done if name.startswith("odd")]
    assert "Traceback" not in said


def test_dead_letters_can_be_read_again(folder: Path) -> None:
    records(folder / "odd.jsonl", "One.", "DIE at once.", "Two.")
    parts = folder.parent / "parts"
    assert run([folder], parts, *OBEDIENT).returncode == 1
    (letters,) = parts.glob("*.failed.jsonl")
    letter = json.loads(letters.read_text(encoding="ascii"))
    assert (letter["text"], letter["url"]) == ("DIE at once.", "https://faults.example/odd/2")
    assert run([letters], folder.parent / "again", *QUICK).returncode == 0
    assert len(written(folder.parent / "again")) == 1


def test_many_tiny_files(folder: Path) -> None:
    for number in range(TINY_FILES):
        shelf = folder / f"{number // 1000:04d}"
        if number % 1000 == 0:
            shelf.mkdir()
        (shelf / f"{number:07d}.txt").touch()
    _, tasks = planned(Corpus((str(folder),), str(folder.parent / "parts"), Settings(), parts=16))
    paths = [piece.path for task in tasks for piece in task.pieces]
    assert len(paths) == len(set(paths)) == TINY_FILES
    assert len(tasks) == 16
    assert min(len(task.pieces) for task in tasks) > 0.8 * TINY_FILES / 16
