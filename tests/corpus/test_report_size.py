"""What it takes to make the coverage report: memory and time do not grow with the documents."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pressgraph.corpus.report import parts, repeated, write_report
from pressgraph.corpus.report.groups import OTHER, Dropped, Groups
from pressgraph.corpus.report.places import Places
from tests.corpus.reported import add_part, failed, make_job, page_of, reported, written


def test_graphs_of_more_than_one_document(tmp_path: Path) -> None:
    root = make_job(tmp_path / "job", 4)
    same = {"sha256": "5" * 64}
    for number in range(4):
        lines = [written(f"news.jsonl#{number}-{n}") for n in range(30)]
        lines += [written(f"news.jsonl#twin{number}", graph="https://x.example/twin", **same)]
        lines += [written(f"news.jsonl#{number}", graph=f"https://x.example/pair{number // 2}")]
        lines += [failed(f"news.jsonl#{number}", "no text")]
        add_part(root, number, lines)
    found = reported(root)["duplicates"]
    assert (found["graphs"], found["documents"]) == (3, 8)
    assert [item["graph"].rpartition("/")[2] for item in found["examples"]] == ["twin", "pair0", "pair1"]
    assert [item["identical"] for item in found["examples"]] == [True, False, False]
    assert [place["source"] for place in found["examples"][2]["places"]] == ["news.jsonl#2", "news.jsonl#3"]
    assert "3 graphs were written by more than one document" in page_of(root).text


def test_more_graphs_twice_than_can_be_listed(tmp_path: Path) -> None:
    root = make_job(tmp_path / "job", 2)
    for number in range(2):
        add_part(root, number, (written(f"{number}-{n}", graph=f"https://x.example/{n}") for n in range(300)))
    found = reported(root)["duplicates"]
    assert (found["graphs"], found["documents"], len(found["examples"])) == (300, 600, 100)
    assert {len(item["places"]) for item in found["examples"]} == {2}


def test_keys_of_names_do_not_depend_on_the_process() -> None:
    assert repeated.key_of("https://x.example/1") == 470_098_748_068_371_493


def test_more_inputs_than_can_be_told_apart_are_told_by_folder() -> None:
    forward, backward = Places(("documents",), most=10), Places(("documents",), most=10)
    names = [f"/in/{year}/{month:02}/{n}.txt" for year in range(2020, 2024) for month in range(1, 9) for n in range(5)]
    for one in names:
        forward.add(one, {"documents": 1})
    for one in reversed(names):
        backward.add(one, {"documents": 1})
    found = forward.described()
    assert found["level"] == "folder"
    assert found["rows"] == [{"input": f"/in/{year}/", "documents": 40} for year in range(2020, 2024)]
    assert backward.described() == found


def test_inputs_without_folders_end_in_one_row() -> None:
    flat = Places(("documents",), most=10)
    for number in range(50):
        flat.add(f"{number}.txt", {"documents": 1})
    assert sum(row["documents"] for row in flat.described()["rows"]) == 50
    assert len(flat.described()["rows"]) <= 10


def test_no_number_of_reasons_fills_the_memory() -> None:
    groups, dropped = Groups(most=5), Dropped(most=5)
    for number in range(20):
        word = "".join(chr(97 + int(digit)) for digit in str(number))
        groups.add(f"because of {word}", "", "in", "source")
        dropped.add({f"what: {word}": 1})
    found = {group["reason"]: group["documents"] for group in groups.described()}
    assert (len(found), found[OTHER]) == (6, 15)
    assert sum(item["candidates"] for item in dropped.described()) == 20
    assert len(dropped.described()) == 6


def many(root: Path, documents: int) -> Path:
    """A job of four parts with so many documents, each fortieth of which failed."""
    make_job(root, 4, ["in"])
    given = "in/FOLDER/NUMBER.txt"
    dropped = {"schema:worksFor: confidence below 0.5": 1, "pg:Attack: a habit": 2}
    good = json.dumps(written(given, given, graph="https://x.example/NUMBER", dropped=dropped))
    bad = json.dumps(failed(given, f"{given}: record NUMBER has no text", given))
    for part in range(4):
        numbers = range(part, documents, 4)
        lost = [number for number in numbers if number % 40 == 39]
        counts = {"documents": len(numbers), "written": len(numbers) - len(lost), "failed": len(lost)}
        name = add_part(root, part, [], counts=counts)
        texts = (_line(bad if number % 40 == 39 else good, number) for number in numbers)
        (root / f"{name}.documents.jsonl.gz").write_bytes(gzip.compress("".join(texts).encode("ascii"), 1))
    return root


def _line(pattern: str, number: int) -> str:
    return pattern.replace("FOLDER", str(number // 10_000)).replace("NUMBER", str(number)) + "\n"


def test_each_line_is_read_once_and_again_only_to_find_the_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0

    def counted(text: str | bytes) -> Any:
        nonlocal read
        read += 1
        return json.loads(text)

    monkeypatch.setattr(parts, "json", SimpleNamespace(loads=counted, dumps=json.dumps))
    for documents, most in ((200, 200), (800, 800), (1600, 1600)):
        read = 0
        write_report(str(many(tmp_path / str(documents), documents)))
        assert read == most + 4, "each line once, and each manifest"
    for part in (0, 1):
        add_part(tmp_path / "1600", part, (written(f"{part}/{n}", graph=f"https://y.example/{n}") for n in range(400)))
    read = 0
    write_report(str(tmp_path / "1600"))
    assert 1600 + 4 < read <= 1600 + 800 + 4, "the parts after those with both places of every example are left alone"


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    small, large = many(tmp_path / "small", 20_000), many(tmp_path / "large", 200_000)
    grown = peak_of(large) - peak_of(small)
    assert grown < 12_000_000, "1.6 MB of keys, a table of 10,000 inputs that both have, and what libraries take"
    found = json.loads((large / "report.json").read_bytes())
    assert found["totals"]["documents"] == 200_000
    assert [(group["reason"], group["documents"]) for group in found["failures"]] == [("record N has no text", 5000)]
    assert found["inputs"]["level"] == "folder"
    assert found["duplicates"]["graphs"] == 0
    assert found["articles"] is None
    text = page_of(large).text
    assert "There are more articles than a page can list." in text
    assert "part-*.documents.jsonl.gz" in text


def peak_of(root: Path) -> int:
    """Bytes of memory that a process takes at most to write the report."""
    script = (
        "import resource, sys; from pressgraph.corpus.report import write_report; write_report(sys.argv[1]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script, root], capture_output=True, text=True, check=True, timeout=300)
    return int(done.stdout)
