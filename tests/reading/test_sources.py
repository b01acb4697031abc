"""Files, directories, gzip, standard input and addresses; options; failures."""

from __future__ import annotations

import datetime
import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressgraph.annotations import Article
from pressgraph.errors import OptionError, ReadError
from pressgraph.reading import NO_DATE, ReadFailure, fetch, read, read_many
from tests.reading.samples import FIRST, PAGE, SECOND, only_read_errors

TEXT = "Ships left the harbour on Monday."
LINES = f'{{"text": "{TEXT}"}}\n{{"text": "Two came."}}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "sub" / "a.md").write_text(f"# Ships sail\n\n{TEXT}")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    (tmp_path / "a.HTML").write_text(PAGE)
    (tmp_path / "notes.log").write_text("not an article")
    (tmp_path / ".git" / "x.txt").write_text("hidden")
    return tmp_path


def names(articles: list[Article], folder: Path) -> list[str]:
    return [article.source.removeprefix(f"{folder.as_posix()}/") for article in articles]


def test_directory(folder: Path) -> None:
    assert names(list(read(folder)), folder) == ["a.HTML", "b.txt", "c.jsonl.gz#1", "c.jsonl.gz#2", "sub/a.md"]
    assert names(list(read_many([folder], "*.txt")), folder) == ["b.txt"]
    assert names(list(read_many([folder], glob="*.log")), folder) == ["notes.log"]
    assert names(list(read_many([folder / "sub", folder / "b.txt"])), folder) == ["sub/a.md", "b.txt"]


@pytest.mark.parametrize("pattern", ["*.pdf", "/abs/*.txt"])
def test_a_directory_without_matches_is_an_error(folder: Path, pattern: str) -> None:
    with pytest.raises(ReadError, match=r"--glob|give a pattern"):
        list(read_many([folder], pattern))


def test_one_bad_input_of_many_loses_nothing_else(folder: Path) -> None:
    (folder / "z.txt").write_bytes(b"%PDF-1.4")
    (folder / "d.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 100)[:-10])
    failures: list[ReadFailure] = []
    found = list(read_many([folder, folder / "missing.txt"], on_error=failures.append))
    assert len(found) == 5
    assert names(found, folder)[-1] == "sub/a.md"
    assert [Path(failure.source).name for failure in failures] == ["d.txt.gz", "z.txt", "missing.txt"]
    assert "damaged or cut off" in str(failures[0])


def test_failure_in_a_directory_does_not_hide_the_rest(folder: Path) -> None:
    (folder / "a.txt").write_text(" \n\n")
    with pytest.raises(ReadError, match="no text in it"):
        list(read(folder))


@pytest.mark.parametrize(
    ("suffix", "data"), [(".txt", TEXT), (".html", f"<p>{TEXT}</p>"), (".json", f'{{"text": "{TEXT}"}}')]
)
def test_gzip(tmp_path: Path, suffix: str, data: str) -> None:
    path = tmp_path / f"a{suffix}.gz"
    path.write_bytes(gzip.compress(data.encode()))
    assert [article.text for article in read(str(path))] == [TEXT]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (gzip.compress(TEXT.encode()), [TEXT]),
        (TEXT.encode("utf-16"), [TEXT]),
        (f"<!-- c --><!-- d --> <!DOCTYPE html><p>{TEXT}</p>".encode(), [TEXT]),
        (f"<p>{TEXT}</p>".encode("utf-16"), [TEXT]),
        (LINES.encode(), [TEXT, "Two came."]),
        (LINES.encode("utf-16"), [TEXT, "Two came."]),
        (b'{\n"text": "One came."}', ["One came."]),
        (b'[{"text": "One came."}]', ["One came."]),
        (b"[Updated] Ships left.", ["[Updated] Ships left."]),
        (b"[1, 2] is a list.", ["[1, 2] is a list."]),
        (b"{not json}\n" + LINES.encode(), [TEXT, "Two came."]),
        (b"5 < 6 <p but no tag", ["5 < 6 <p but no tag"]),
    ],
)
def test_standard_input_is_sniffed(stdin: Callable[[bytes], None], data: bytes, texts: list[str]) -> None:
    stdin(data)
    assert [article.text for article in read("-", on_error=lambda _: None)] == texts


def test_standard_input_has_a_name(stdin: Callable[[bytes], None]) -> None:
    stdin(TEXT.encode())
    assert next(read("-")).source == "stdin"
    stdin(LINES.encode())
    assert [article.source for article in read("-", name="wire")] == ["wire#1", "wire#2"]


def test_xml_that_is_no_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("<?xml version='1.0'?><rss><item>x</item></rss>")
    with pytest.raises(ReadError, match="XML"):
        list(read(path))
    path.write_text(
        f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{TEXT}</p></body></html>"
    )
    assert next(read(path)).text == TEXT


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(ReadError, match="closed"):
        list(read("-"))


def test_reading_imports_nothing_heavy() -> None:
    heavy = "{'trafilatura', 'lxml', 'httpx', 'spacy', 'rdflib', 'pyoxigraph', 'markdown_it'}"
    code = f"import sys, pressgraph.reading; print({heavy} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"


def test_options_win_over_the_input(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    (article,) = read(
        path, date="2020-01-02", url="https://e.org/1", publisher="P", headline="H", language="fr", name="page"
    )
    assert (article.date, article.url, article.publisher) == (datetime.date(2020, 1, 2), "https://e.org/1", "P")
    assert (article.headline, article.language, article.source) == ("H", "fr", "page")
    assert any("'fr'" in note for note in article.notes)


def test_a_missing_date_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert next(read(path)).notes == (NO_DATE,)
    assert next(read(path, date=datetime.date(2022, 5, 3))).notes == ()


@pytest.mark.parametrize(
    "options",
    [{"date": "3 May 2022"}, {"date": "2022-02-30"}, {"date": ""}, {"url": "example.org"}, {"url": "https://e.org/a b"},
     {"url": "https:///x"}, {"language": "English"}, {"encoding": "klingon"}],
)  # fmt: skip
def test_senseless_options_are_refused_at_once(options: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        read("never-opened.txt", **options)  # type: ignore[arg-type]


def test_encoding_option(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Łódź jest otwarta.", encoding="iso-8859-2")
    assert next(read(path, encoding="latin2")).text == "Łódź jest otwarta."


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff\u200b\u00ad".encode(), b"\x00", b"...\n--"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".log"])
def test_nothing_to_read_is_an_error(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"a\.\w+"):
        list(read(path))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".jsonl", ".txt.gz", ".unknown"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.one_of(
    st.binary(max_size=400), st.text(max_size=200).map(str.encode),
    st.lists(st.sampled_from([b"\xff\xfe", b"<p>", b"{", b'"text":', b'"a b."', b"}", b"\n", b"---\n", b"a: b\n", b"\x1f\x8b\x08", b"\x00"]))  # noqa: E501
    .map(b"".join),
))  # fmt: skip
def test_random_bytes_raise_nothing_else(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with only_read_errors(path.as_posix()):
        for article in read(path):
            assert any(character.isalnum() for character in article.text)


@pytest.mark.parametrize("suffix", [".txt", ".json", ".html", ".md"])
def test_ten_megabytes_on_one_line(tmp_path: Path, suffix: str) -> None:
    text = "Ships left the harbour – again. " * 320_000
    wrapped = {".json": f'{{"text": "{text}"}}', ".html": f"<p>{text}</p>"}.get(suffix, text)
    path = tmp_path / f"a{suffix}"
    path.write_text(wrapped)
    assert next(read(path)).text == text.strip()


def test_page_from_the_web(server: str) -> None:
    (article,) = read(f"{server}/moved")
    assert FIRST in article.text
    assert SECOND in article.text
    assert article.url == "https://example.org/ships"
    assert article.source == f"{server}/moved"


def test_charset_header_and_final_address(server: str) -> None:
    (article,) = read(f"{server}/latin#part")
    assert article.text == "The café opened on Monday in São Tomé."
    assert article.url == f"{server}/latin"


def test_text_and_json_from_the_web(server: str) -> None:
    (article,) = read(f"{server}/unnamed.txt")
    assert (article.text, article.url) == (TEXT, f"{server}/unnamed.txt")
    assert [found.url for found in read(f"{server}/feed")] == ["https://example.org/1"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", "answered 404"),
        ("/gone", "answered 410"),
        ("/loop", "redirected more than"),
        ("/file", "cannot be fetched"),
        ("/pdf", "application/pdf"),
        ("/cut", "cannot be fetched"),
        ("/empty", "no text"),
    ],
)
def test_failures_from_the_web(server: str, path: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        list(read(server + path))


def test_limits_from_the_web(server: str) -> None:
    with pytest.raises(ReadError, match="larger than 1,000 bytes"):
        fetch.fetch(f"{server}/large", limit=1000)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://", "http://[bad/", "http://exa mple/", "https://127.0.0.1:99999/"]
)
def test_bad_addresses(address: str) -> None:
    with pytest.raises(ReadError, match="http"):
        list(read(address))
