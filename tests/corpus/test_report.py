"""The coverage report: its sums, and what it says of parts that are missing or damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pressgraph.corpus.report import write_report
from pressgraph.errors import OptionError
from tests.corpus.reported import add_part, make_job, page_of, reported, written


def test_sums_are_those_of_the_documents(job: Path) -> None:
    found = reported(job)
    assert found["summary"] == "Of 5 documents, 3 were written into the graph and 2 failed."
    assert found["complete"] is True
    totals = found["totals"]
    assert (totals["documents"], totals["written"], totals["failed"], totals["skipped"]) == (5, 3, 2, 0)
    assert (totals["words"], totals["facts"], totals["statements"], totals["dropped"]) == (201, 4, 120, 6)
    assert (totals["without_findings"], totals["copied"], totals["seconds"], totals["bytes"]) == (1, 1, 4.5, 1500)
    assert found["job"]["inputs"] == ["a.jsonl", "b.jsonl"]
    assert found["job"]["models"] == ["en 0.4.0"]


def test_failures_of_a_kind_are_told_together(job: Path) -> None:
    [group] = reported(job)["failures"]
    assert (group["reason"], group["documents"]) == ("no text", 2)
    assert [item["source"] for item in group["examples"]] == ["a.jsonl:2", "b.jsonl:7"]
    assert group["examples"][1] == {
        "part": "part-00001-of-00003",
        "input": "b.jsonl",
        "source": "b.jsonl:7",
        "message": "b.jsonl:7: no text",
    }


def test_dropped_candidates_by_what_and_why(job: Path) -> None:
    assert reported(job)["dropped"] == [
        {"what": "schema:worksFor", "reason": "confidence below 0.5", "candidates": 5, "documents": 2},
        {"what": "pg:Attack", "reason": "a kind of thing", "candidates": 1, "documents": 1},
    ]
    text = page_of(job).text
    assert "it is right less than 50 times in 100" in text
    assert "“works for” (5)" in text


def test_inputs_and_articles(job: Path) -> None:
    found = reported(job)
    assert found["inputs"]["level"] == "file"
    rows = {
        row["input"]: (row["documents"], row["written"], row["failed"], row["words"]) for row in found["inputs"]["rows"]
    }
    assert rows == {"a.jsonl": (2, 1, 1, 100), "b.jsonl": (3, 2, 1, 101)}
    first, second, *_ = found["articles"]
    assert (first["source"], first["part"], first["statements"]) == ("a.jsonl#1", "part-00000-of-00003", 40)
    assert first["dropped"]["pg:Attack: a kind of thing"] == 1
    assert (second["outcome"], second["reason"]) == ("failed", "a.jsonl:2: no text")
    assert len(found["articles"]) == 5
    [note] = found["notes"]
    assert (note["reason"], note["documents"]) == ("no publication date: relative dates stay text", 1)


def test_the_same_folder_gives_the_same_bytes(job: Path) -> None:
    write_report(str(job))
    names = ("report.json", "report.html")
    before = [(job / name).read_bytes() for name in names]
    write_report(str(job))
    assert [(job / name).read_bytes() for name in names] == before


def test_no_job_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"holds no job to report on: run pressgraph corpus"):
        write_report(str(tmp_path))
    assert not (tmp_path / "report.json").exists()


def test_an_empty_job(tmp_path: Path) -> None:
    root = make_job(tmp_path / "job", 1)
    add_part(root, 0, [])
    found = reported(root)
    assert (found["summary"], found["complete"], found["articles"]) == ("No document has been read.", True, [])
    text = page_of(root).text
    for words in ("No document failed.", "Nothing was dropped.", "There are no notes.", "There is no article."):
        assert words in text


def test_parts_that_are_missing_are_said_on_top(tmp_path: Path) -> None:
    root = make_job(tmp_path / "job", 24)
    for number in range(12):
        add_part(root, number, [written(f"news.jsonl#{number}")])
    (root / "part-00000-of-00007.manifest.json").write_text("{}", encoding="ascii")
    found = reported(root)
    assert (found["parts"]["planned"], found["parts"]["present"], found["parts"]["strange"]) == (24, 12, 1)
    assert found["parts"]["missing"]["names"][0] == "part-00012-of-00024"
    assert found["complete"] is False
    text = page_of(root).text
    place = text.index("12 of 24 parts are there: the job is not finished")
    assert place < text.index("documents written")


def test_parts_of_former_settings_are_told_apart(job: Path) -> None:
    name = add_part(job, 2, [written("b.jsonl#2", "b.jsonl")], settings="0" * 64)
    found = reported(job)
    assert found["parts"]["outdated"] == {"parts": 1, "names": [name]}
    assert found["complete"] is False
    assert "1 part is of an earlier run with other settings" in page_of(job).text


@pytest.mark.parametrize("damage", ["cut", "gone", "short", "nonsense", "zeros"])
def test_a_damaged_part_is_named_and_the_rest_is_told(job: Path, damage: str) -> None:
    path = job / "part-00001-of-00003.documents.jsonl.gz"
    data = path.read_bytes()
    path.unlink()
    if damage != "gone":
        short = gzip.compress(gzip.decompress(data).splitlines(keepends=True)[0])
        made = {"cut": data[:-20], "short": short, "nonsense": gzip.compress(b'{"a": 1}\n'), "zeros": bytes(200)}
        path.write_bytes(made[damage])
    found = reported(job)
    [fault] = found["parts"]["damaged"]
    assert fault["part"] == "part-00001-of-00003"
    assert ("does not agree" if damage == "short" else "cannot be read to the end") in fault["problem"]
    assert found["totals"]["documents"] == 5, "the manifests' sums hold"
    assert found["complete"] is False
    text = page_of(job).text
    assert "1 part is damaged" in text
    assert "part-00001-of-00003: its documents.jsonl.gz" in text


@pytest.mark.parametrize("content", ["", "[]", "{", '{"counts": 7}', '{"counts": {"documents": "many"}}'])
def test_a_damaged_manifest_is_named(job: Path, content: str) -> None:
    (job / "part-00001-of-00003.manifest.json").write_text(content, encoding="ascii")
    found = reported(job)
    assert found["parts"]["damaged"][0]["problem"].startswith("its manifest cannot be read")
    assert (found["parts"]["present"], found["totals"]["documents"]) == (2, 3)
    assert "2 of 3 parts are there" in page_of(job).text


def test_records_that_are_no_articles_are_counted_apart(tmp_path: Path) -> None:
    root = make_job(tmp_path / "job", 1)
    passed = [
        {"outcome": "skipped", "input": "x.warc", "source": "x.warc", "reason": kind} for kind in ("image", "note")
    ]
    add_part(root, 0, [written("x.warc#1", "x.warc"), passed[0] | {"count": 1200}, passed[1] | {"count": 1}])
    found = reported(root)
    assert found["summary"] == (
        "The only document was written into the graph; none failed. 1,201 other records of the input were skipped."
    )
    assert [(group["reason"], group["records"]) for group in found["skipped"]] == [("image", 1200), ("note", 1)]
    assert (found["complete"], found["failures"], len(found["articles"])) == (True, [], 1)
    assert [(row["documents"], row["skipped"]) for row in found["inputs"]["rows"]] == [(1, 1201)]
    text = page_of(root).text
    assert "other records skipped 1,201" in text
    assert "image 1 example x.warc 1,200" in text


def test_object_storage(job: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="no fsspec: install pressgraph[archives]")
    store = fsspec.filesystem("memory")
    store.makedirs("/report", exist_ok=True)
    try:
        for path in job.glob("*.*"):
            store.pipe_file(f"/report/{path.name}", path.read_bytes())
        write_report("memory://report")
        write_report(str(job))
        assert store.cat_file("/report/report.json") == (job / "report.json").read_bytes()
    finally:
        store.rm("/report", recursive=True)
