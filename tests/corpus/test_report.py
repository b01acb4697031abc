"""The coverage report: its sums, its words, and what it takes to make it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pressgraph.corpus.report import page, parts, repeated, write_report
from pressgraph.corpus.report.groups import OTHER, Dropped, Groups
from pressgraph.corpus.report.places import Places
from pressgraph.corpus.report.plain import general, shown
from pressgraph.errors import OptionError
from tests.corpus.reported import add_part, failed, make_job, written

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{ 7 * 7 }}{% raw %}",
    "left\u202egpj.exe\u2066\u200b",
    "\ud800 \x00 \x1b[31m\u2028",
    "n" * 10_000,
)


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """Three parts; all of them are there."""
    root = make_job(tmp_path / "job", 3, ["a.jsonl", "b.jsonl"])
    unsure = {"schema:worksFor: confidence below 0.5": 3, "pg:Attack: a kind of thing": 1}
    add_part(
        root, 0, [written("a.jsonl#1", "a.jsonl", dropped=unsure), failed("a.jsonl:2", "a.jsonl:2: no text", "a.jsonl")]
    )
    bare = {"facts": 0, "events": 0, "claims": 0, "notes": ["no publication date: relative dates stay text"]}
    add_part(
        root,
        1,
        [written("b.jsonl#1", "b.jsonl", **bare), failed("b.jsonl:7", "b.jsonl:7: no text", "b.jsonl")],
        reused=1,
    )
    add_part(root, 2, [written("b.jsonl#2", "b.jsonl", words=1, dropped={"schema:worksFor: confidence below 0.5": 2})])
    return root


def reported(root: Path) -> dict[str, Any]:
    write_report(str(root))
    found: dict[str, Any] = json.loads((root / "report.json").read_bytes())
    return found


class _Page(HTMLParser):
    """The text and the elements of a page; the script and the style apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[str] = []
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.words.append("" if tag in ("bdi", "code") else " ")
        self.targets += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        if self.elements[-1:] not in (["script"], ["style"]):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def page_of(root: Path) -> _Page:
    return _Page((root / "report.html").read_text(encoding="utf-8"))


def test_sums_are_those_of_the_documents(job: Path) -> None:
    found = reported(job)
    assert found["summary"] == "Of 5 documents, 3 were written into the graph and 2 failed."
    assert found["complete"] is True
    totals = found["totals"]
    assert (totals["documents"], totals["written"], totals["failed"], totals["skipped"]) == (5, 3, 2, 0)
    assert (totals["words"], totals["facts"], totals["statements"], totals["dropped"]) == (201, 4, 120, 6)
    assert (totals["without_findings"], totals["copied"], totals["seconds"], totals["bytes"]) == (1, 1, 4.5, 1500)
    assert found["job"]["inputs"] == ["a.jsonl", "b.jsonl"]
    assert found["job"]["models"] == ["en 0.3.0"]


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


@pytest.mark.parametrize("words", HOSTILE)
def test_strangers_words_stay_words(tmp_path: Path, words: str) -> None:
    root = make_job(tmp_path / "job", 1, [words])
    line = written(words, words, graph=words, notes=[words], dropped={f"{words}: {words}": 1})
    add_part(root, 0, [line, dict(line), failed(words, words, words), failed("x", words, words)])
    found = reported(root)
    assert found["job"]["inputs"] == [words]
    text = (root / "report.html").read_text(encoding="utf-8")
    shows = _Page(text)
    assert shows.elements.count("script") == 1
    assert "img" not in shows.elements
    assert {target[:1] for target in shows.targets} == {"#"}
    assert shown(words) in shows.text.replace("\u00ad", "") or " " in shown(words)
    hidden = {chr(number) for number in (0, 27, 0x202E, 0x2066, 0x200B, 0x2028)}
    assert not hidden & set(text)
    assert len(text) < 60_000 or len(words) > 1000
    assert len(text) < 100_000


def test_a_policy_lets_only_the_own_script_run(job: Path) -> None:
    write_report(str(job))
    text = (job / "report.html").read_text(encoding="utf-8")
    policy = text.split("Content-Security-Policy", 1)[1].split(">", 1)[0]
    script = text.split("<script>")[1].split("</script>")[0]
    assert "default-src &#39;none&#39;" in policy
    assert page._digest(script) in policy
    assert page._digest(text.split("<style>")[1].split("</style>")[0]) in policy
    assert "unsafe" not in policy
    assert "http" not in script


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/in/a.html: there is no text in this page", "/in/b/c.html: there is no text in this page"),
        ("https://x.example/1: the server answered 404", "https://y.example/2?q=3: the server answered 404"),
        ("it takes more than 60 seconds", "it takes more than 600.5 seconds"),
        ("KeyError: 'quay'", "KeyError: 'the other key'"),
        ("object 7fe2a99c1b2d is damaged", "object 1234567890ab is damaged"),
    ],
)
def test_like_reasons_fall_together(one: str, other: str) -> None:
    assert general(one) == general(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed by signal 9", "killed by signal 11"),
        ("the server answered 404 Not Found", "the server answered 503 Busy"),
        ("this is not UTF-8", "this is not UTF-16"),
        ("an article's text isn't there", "an author's name isn't there"),
    ],
)
def test_unlike_reasons_stay_apart(one: str, other: str) -> None:
    assert general(one) != general(other)


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


def test_large_tables_are_cut_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "ROWS", 50)
    root = make_job(tmp_path / "job", 1)
    add_part(root, 0, _sixty())
    assert len(reported(root)["articles"]) == 60
    shows = page_of(root)
    assert "The first 50 of 60 rows; report.json has them all." in shows.text
    assert shows.text.index("news.jsonl#failed") < shows.text.index("news.jsonl#0 written")


def _sixty() -> Iterator[dict[str, Any]]:
    yield from (written(f"news.jsonl#{number}") for number in range(59))
    yield failed("news.jsonl#failed", "no text")
