"""The coverage report's words: strangers' ones stay words, like ones fall together, many are cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pressgraph.corpus.report import page, write_report
from pressgraph.corpus.report.plain import general, shown
from tests.corpus.reported import HOSTILE, Page, add_part, failed, make_job, page_of, reported, written


@pytest.mark.parametrize("words", HOSTILE)
def test_strangers_words_stay_words(tmp_path: Path, words: str) -> None:
    root = make_job(tmp_path / "job", 1, [words])
    line = written(words, words, graph=words, notes=[words], dropped={f"{words}: {words}": 1})
    add_part(root, 0, [line, dict(line), failed(words, words, words), failed("x", words, words)])
    found = reported(root)
    assert found["job"]["inputs"] == [words]
    text = (root / "report.html").read_text(encoding="utf-8")
    shows = Page(text)
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
