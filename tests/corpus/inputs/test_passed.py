"""What lies beside the input is counted by suffix, in bounded memory, once, and the same in whatever order it comes."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from pressgraph.corpus.folder import open_folder
from pressgraph.corpus.inputs import listed
from pressgraph.corpus.job import read_passed, write_passed
from pressgraph.corpus.report import write_report
from pressgraph.reading.passed import Passed, told
from tests.corpus.conftest import run
from tests.corpus.inputs.writing import write
from tests.corpus.reported import HOSTILE, page_of, reported


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = ("a.txt", "b.PDF", "c.pdf", "d.docx", "2022/e.docx", "2022/f.txt", "2022/05/g.bak", "notes", ".h.txt")
    for name in (*names, ".git/i.txt", "j.jsonl.gz", "k.sql.gz"):
        write(tmp_path / "in" / name, b'{"text": "One ship came."}\n')
    (tmp_path / "in" / "link").symlink_to("2022")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "in"


def passed(*inputs: str, glob: str | None = None) -> dict[str, Any]:
    found = Passed()
    listed(inputs, glob, found)
    return found.described()


def suffixes(described: dict[str, Any]) -> dict[str, int]:
    return {row["suffix"]: row["files"] for row in described["suffixes"]}


@pytest.mark.usefixtures("folder")
def test_a_directory() -> None:
    found = passed("in")
    assert suffixes(found) == {".docx": 2, ".pdf": 2, "": 1, ".bak": 1, ".sql.gz": 1}
    assert found["suffixes"][0] == {"suffix": ".docx", "files": 2, "examples": ["in/2022/e.docx", "in/d.docx"]}
    assert found["hidden"] == {"files": 1, "examples": ["in/.h.txt"]}
    assert found["folders"] == {"folders": 2, "examples": ["in/.git", "in/link"]}
    assert (found["files"], found["others"]) == (8, 0)
    assert told(found) == (
        "8 files: 2 .docx, 2 .pdf, 1 without suffix, 1 .bak, 1 .sql.gz, 1 hidden; 2 folders not looked into"
    )


@pytest.mark.usefixtures("folder")
def test_patterns() -> None:
    assert suffixes(passed("in", glob="**/*.docx")) == {".txt": 3, ".pdf": 2, "": 1, ".bak": 1, ".jsonl.gz": 1,
                                                        ".sql.gz": 1}  # fmt: skip
    assert passed("in", glob="**/*")["files"] == 0
    found = passed("in/*.pdf")
    assert suffixes(found) == {"": 1, ".docx": 1, ".jsonl.gz": 1, ".pdf": 1, ".sql.gz": 1, ".txt": 1}
    assert found["folders"]["examples"] == ["in/.git", "in/2022", "in/link"]
    assert passed("in/a.txt") == passed("in/a.txt", "in/c.pdf") == Passed().described()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("inputs", "same"),
    [
        (("in", "in"), ("in",)),
        (("in", "in/2022", "./in/../in/2022/05/g.bak", "in/.h.txt"), ("in/2022/*.txt", "in", "in/2022/05/*", "in/.h*")),
        (("in/**/*.txt", "in/**/*.pdf"), ("in/**/*.[pt][dx][ft]",)),
        (("in/link", "in"), ("in", "in/link")),
    ],
)
def test_what_one_input_passes_over_may_be_read_for_another(inputs: tuple[str, ...], same: tuple[str, ...]) -> None:
    assert suffixes(passed(*inputs)) == suffixes(passed(*same))


@pytest.mark.usefixtures("folder")
def test_what_is_read_for_another_input_is_no_example() -> None:
    found = passed("in/[a-b]*", "in/[d-z]*")
    assert suffixes(found) == {".pdf": 1}
    assert found["suffixes"][0]["examples"] == ["in/c.pdf"]


def test_dangling_links_and_pipes(folder: Path) -> None:
    (folder / "gone.pdf").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.pdf")
    assert suffixes(passed("in"))[".pdf"] == 3


def test_objects() -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    names = ("a.txt", "b.docx", "2022/c.docx", ".d.txt", ".e/f.txt", "2022/05/g.txt")
    system.pipe({f"/beside/{name}": b"One came." for name in names})
    try:
        found = passed("memory://beside")
        assert suffixes(found) == {".docx": 2}
        assert found["suffixes"][0]["examples"] == ["memory:///beside/2022/c.docx", "memory:///beside/b.docx"]
        assert found["hidden"] == {"files": 2, "examples": ["memory:///beside/.d.txt", "memory:///beside/.e/f.txt"]}
        assert suffixes(passed("memory://beside", glob="*.docx")) == {".docx": 1, ".txt": 2}
        assert suffixes(passed("memory://beside/2022/*.docx")) == {}
        assert suffixes(passed("memory://beside/**/[bc].docx")) == {".txt": 2}
        assert suffixes(passed("memory://beside/*", "memory://beside")) == {".docx": 1}
        assert suffixes(passed("memory://beside", "memory://beside/b.docx")) == {".docx": 1}
    finally:
        system.rm("/beside", recursive=True)


def test_the_order_does_not_matter_and_memory_is_bounded() -> None:
    names = [f"{n % 7}/{n:05d}.a{n % 9000}" for n in range(20_000)] + [f"{n}.docx" for n in range(500)]
    one, two = Passed(), Passed()
    for name in names:
        one.add(name, "file")
    random.Random(1).shuffle(names)
    for name in names:
        two.add(name, "file")
    found = one.described()
    assert found == two.described()
    assert found["files"] == 20_500
    assert found["suffixes"][0]["suffix"] == ".docx"
    assert len(found["suffixes"]) == 50
    assert sum(suffixes(found).values()) + found["others"] == 20_500
    assert all(len(row["examples"]) <= 5 for row in found["suffixes"])
    assert len(one._suffixes) <= 4096


def test_the_job_keeps_it_and_the_report_tells_it(folder: Path) -> None:
    folder = folder.parent
    ended = run("in", "-o", "out", "--shards", 2, "--workers", 1, "--report", pipeline="plain")
    assert ended.returncode == 0, ended.stderr
    assert (
        "passed over 8 files: 2 .docx, 2 .pdf, 1 without suffix, 1 .bak, 1 .sql.gz, 1 hidden; 2 folders not looked "
        "into; --glob '**/*' reads all kinds it can\n"
    ) in ended.stderr
    first = {name: (folder / "out" / name).read_bytes() for name in ("report.json", "report.html", "passed-over.json")}
    found = json.loads(first["report.json"])
    assert found["passed_over"] == json.loads(first["passed-over.json"]) == passed("in")
    assert found["summary"].endswith("none failed. 8 files beside the input were passed over.")
    before = (folder / "out" / "passed-over.json").stat().st_mtime_ns
    for share in ("1/2", "2/2"):
        assert run("in", "-o", "out", "--shard", share, pipeline="plain").returncode == 0
    assert (folder / "out" / "passed-over.json").stat().st_mtime_ns == before
    write_report("out")
    assert first == {name: (folder / "out" / name).read_bytes() for name in first}
    (folder / "in" / "c.pdf").unlink()
    ended = run("in", "-o", "out", "--report", pipeline="plain")
    assert "2 parts, 0 of them made now" in ended.stderr
    assert suffixes(json.loads((folder / "out" / "report.json").read_bytes())["passed_over"])[".pdf"] == 1


@pytest.mark.parametrize("place", ["in", "in/out"])
def test_a_job_does_not_read_itself(folder: Path, place: str) -> None:
    """A second run used to take the parts and manifests of the first one, in a folder of its input, for articles."""
    write(folder / "report" / "job.json", b'{"text": "It is an article."}')
    assert run("in", "-o", place, "--shards", 1, "--report", pipeline="plain").returncode == 0
    before = (folder.parent / place / "report.json").read_bytes()
    ended = run("in", "-o", place, "--report", pipeline="plain")
    assert "1 parts, 0 of them made now\ndocuments  4: 4 written, 0 failed\npassed over 8 files" in ended.stderr
    assert (folder.parent / place / "report.json").read_bytes() == before


def test_nothing_is_said_where_everything_was_read(corpus: Path, tmp_path: Path) -> None:
    ended = run(corpus, "-o", tmp_path / "out", "--shards", 1, "--report", pipeline="plain")
    assert "passed over" not in ended.stderr
    assert "Every file was read." in page_of(tmp_path / "out").text


def test_the_page(job: Path) -> None:
    assert reported(job)["passed_over"] is None
    assert "Not known: the job was made by an earlier version." in page_of(job).text
    found = Passed()
    for name in ("in/a.docx", "in/b.docx", "in/c", *HOSTILE, *(f"in/{n}.s{n}" for n in range(60))):
        found.add(name, "file")
    found.add("in/.git", "folder")
    write_passed(open_folder(str(job)), found.described())
    assert reported(job)["passed_over"]["files"] == 69
    text = page_of(job).text
    assert "These were there when the inputs were listed, and were not read" in text
    assert ".docx files 2 examples in/a.docx in/b.docx 2" in text
    assert "files with other suffixes" in text
    assert "folders that were not looked into" in text
    assert "script" not in page_of(job).elements[:-1]
    (job / "passed-over.json").write_text("[1")
    assert read_passed(open_folder(str(job))) is None
