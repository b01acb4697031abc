"""extract --report and --report-file: what was read, failed, skipped, passed over, found and dropped."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.corpus.reported import Page

pytestmark = pytest.mark.usefixtures("pipeline")


@pytest.fixture
def folder(tmp_path: Path, article: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    article.rename(folder / "harbour.txt")
    (folder / "bad.json").write_text("{")
    (folder / "minutes.docx").write_bytes(b"PK")
    (folder / ".DS_Store").write_bytes(b"")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    with tarfile.open(folder / "old.tar", "w") as archive:
        archive.add(folder / "harbour.txt", "copy.txt")
        archive.add(tmp_path / "b.pdf", "b.pdf")
    return folder


def test_json(run: Run, folder: Path) -> None:
    result = run("extract", folder, "--format", "nq", "--profile", "publish", "--report-file", "out/report.json")
    assert result.exit_code == 1
    assert result.stdout.count("\n") > 10
    found = json.loads(Path("out/report.json").read_bytes())
    assert found["summary"] == (
        "Of 3 documents, 2 were written into the graph and 1 failed. 1 other record of the input was skipped. 2 files "
        "beside the input were passed over."
    )
    assert found["job"] == {
        "inputs": [str(folder)],
        "settings": {"profile": "publish", "threshold": 0.95},
        "models": ["test 1"],
    }
    assert [group["reason"][:14] for group in found["failures"]] == ["not valid JSON"]
    assert [(group["reason"], group["records"]) for group in found["skipped"]] == [(".pdf file", 1)]
    assert [row["suffix"] for row in found["passed_over"]["suffixes"]] == [".docx"]
    assert found["passed_over"]["hidden"]["files"] == 1
    assert {"what": "facts", "reason": "confidence below 0.95", "candidates": 2 * _faint(found), "documents": 2} in (
        found["dropped"]
    )
    assert [Path(row["source"]).name for row in found["articles"]] == ["bad.json", "harbour.txt", "copy.txt"]
    [twins] = found["duplicates"]["examples"]
    assert (twins["documents"], twins["identical"]) == (2, True)
    again = Path("out/report.json").read_bytes()
    run("extract", folder, "--format", "nq", "--profile", "publish", "--report-file", "out/report.json")
    assert Path("out/report.json").read_bytes() == again


def _faint(found: dict[str, list[dict[str, dict[str, int]]]]) -> int:
    return next(row["dropped"]["facts: confidence below 0.95"] for row in found["articles"] if "dropped" in row)


def test_page(run: Run, folder: Path) -> None:
    result = run("extract", folder, "-o", "graph.trig", "--report-file", "report.html")
    assert result.exit_code == 1
    page = Page(Path("report.html").read_text(encoding="utf-8"))
    assert "Of 3 documents, 2 were written into the graph and 1 failed." in page.text
    assert "minutes.docx" in page.text
    assert "not valid JSON" in page.text
    assert "failed.jsonl" not in page.text
    assert "report.json" not in page.text
    assert page.targets == [target for target in page.targets if target.startswith("#")]


def test_nothing_read_is_reported_too(run: Run) -> None:
    assert run("extract", "none.txt", "--report-file", "report.json").exit_code == 2
    found = json.loads(Path("report.json").read_bytes())
    assert found["summary"] == "The only document failed; nothing was written into the graph."


def test_other_suffixes_are_refused_before_the_work(run: Run, folder: Path) -> None:
    result = run("extract", folder, "-o", "graph.ttl", "--report-file", "report.txt")
    assert result.exit_code == 2
    assert "report.txt is neither FILE.json nor FILE.html" in result.stderr
    assert not Path("graph.ttl").exists()


def test_report_says_what_was_passed_over(run: Run, folder: Path) -> None:
    said = "passed over 2 files: 1 .docx, 1 hidden; --glob '**/*' reads all kinds it can"
    assert run("extract", folder, "--report").stderr.splitlines()[-1] == said
    assert "passed over" not in run("extract", folder).stderr
    assert "passed over" not in run("extract", folder / "harbour.txt", "--report").stderr


def test_an_input_without_articles_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    result = run("extract", "empty.jsonl")
    assert result.exit_code == 2
    assert "empty.jsonl: there is no article in it: leave it out, or fetch it again" in result.stderr
