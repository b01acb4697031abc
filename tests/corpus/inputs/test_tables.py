"""Tables and web archives: encodings, quotes, missing cells; which records are articles."""

from __future__ import annotations

import datetime
import gzip
import io
from pathlib import Path
from typing import Any

import pytest

from pressgraph.annotations import Article
from pressgraph.corpus.inputs import InputSettings, Piece, ReadFailure, Tally, articles, input_settings
from tests.corpus.inputs import writing
from tests.corpus.inputs.writing import write


def read(
    path: str, options: InputSettings | None = None, tally: Tally | None = None
) -> tuple[list[Article], list[tuple[int | None, str]]]:
    """The articles, and the failures' lines and messages."""
    found = list(articles(Piece(path, 0), options, tally))
    failures = [(f.line, str(f).replace(path, "*")) for f in found if isinstance(f, ReadFailure)]
    return [a for a in found if isinstance(a, Article)], failures


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"text\nOne came.\n\nTwo came.", ["One came.", "Two came."]),
        (b'text,title\n"One, two\nand ""three"" came.",T\n', ['One, two\nand "three" came.']),
        (b"\xef\xbb\xbftext;title\nOne, two.;T\n", ["One, two."]),
        ("text\ttitle\nZoë came.\tT\n".encode("utf-16"), ["Zoë came."]),
        ("text\ttitle\nZoë came.\tT\n".encode("utf-16-le"), ["Zoë came."]),
        ("text|title\nZoë – came.|T\n".encode("cp1252"), ["Zoë – came."]),
        (b"text,title\r\nOne came.,T\r\n,\r\nTwo came.\r\n", ["One came.", "Two came."]),
        (b'title,Body\n5" gun,One came.\n"T",Two came.\n', ["One came.", "Two came."]),
        (b"text,title,text\nOne came.,T,wrong\n", ["One came."]),
        (b"text\n" + b"Ships came. " * 20_000 + b"\n", [("Ships came. " * 20_000).strip()]),
        (b"text,title\n<p>One came.</p><p>Two &amp; three.</p>,T\n", ["One came.\n\nTwo & three."]),
    ],
)
def test_tables(tmp_path: Path, data: bytes, texts: list[str]) -> None:
    found, failures = read(write(tmp_path / "a.csv", data))
    assert [article.text for article in found] == texts
    assert failures == []


def test_rows_that_fail_take_no_other_with_them(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", b'text,title\nOne, two came.,T\n,T\n"Three\ncame.",T\nFour came.,"T\nFive.\nSix.\n'
    )
    found, failures = read(path)
    assert [(article.text, article.source.removeprefix(path)) for article in found] == [("Three\ncame.", "#3")]
    many = "*#1: 3 cells under 2 columns: put cells in quotation marks that hold the delimiter (line 2)"
    none = (
        "*#2: no text in field text, articleBody, body or content: name the field that holds it, for example text=FIELD"
    )
    lost = "*#4: a quotation mark opened in this row is never closed: close it, the rest is lost (line 6)"
    assert failures == [(1, many), (2, f"{none} (line 3)"), (4, lost)]


def test_columns_of_any_type(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows: list[dict[str, Any]] = [
        {"Title": "H", "doc": {"corps": "One came."}, "date": datetime.date(2022, 5, 3), "authors": ["A B", "C D"]},
        {"Title": None, "doc": {"corps": "Two came."}, "date": None, "authors": []},
        {"Title": "H", "doc": {"corps": None}, "date": None, "authors": None},
    ]
    path = (tmp_path / "a.parquet").as_posix()
    parquet.write_table(pa.Table.from_pylist(rows), path)
    found, failures = read(path, input_settings(fields={"text": "doc.corps"}))
    assert [(a.text, a.headline, str(a.date), a.authors) for a in found] == [
        ("One came.", "H", "2022-05-03", ("A B", "C D")),
        ("Two came.", None, "None", ()),
    ]
    message = "*#3: no text in field doc.corps: name the field that holds it, for example text=FIELD"
    assert failures == [(3, message)]
    parquet.write_table(pa.table({"text": pa.array(["Zoë came.".encode(), "Zoë came.".encode("cp1252")])}), path)
    assert [a.text for a in read(path)[0]] == ["Zoë came."] * 2


def test_rows_that_a_damaged_parquet_file_has_lost_are_missed(tmp_path: Path) -> None:
    """The footer tells of a row, and Arrow gives none and no reason: nothing used to be said of such a file."""
    seed = Path(__file__).parents[2] / "fuzz" / "seeds" / "parquets" / "found-missing-rows"
    path = write(tmp_path / "a.parquet", seed.read_bytes()[2:])
    (failure,) = articles(Piece(path, 0))
    assert str(failure).startswith(f"{path}: rows 1 to 1 cannot be read (")


def test_text_that_is_no_utf8_fails_alone(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    raw = pa.array([b"One came.", b"\xff\xfe\xff", b"Two came."]).view(pa.string())
    path = (tmp_path / "a.parquet").as_posix()
    parquet.write_table(pa.table({"text": raw}), path)
    found, ((line, message),) = read(path)
    assert [a.text for a in found] == ["One came.", "Two came."]
    assert line == 2
    assert message.startswith("*#2: this row cannot be read (")


PAGE = (
    b"<html><head><link rel='canonical' href='https://other.example/x'></head><body><p>One ship came.</p></body></html>"
)


@pytest.mark.parametrize("packed", [False, True])
def test_which_records_of_a_web_archive_are_articles(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("warcio")
    answers = [
        ("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        ("request", "", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
        ("response", "200 OK", "text/html; charset=utf-8", PAGE),
        ("response", "404 Not Found", "text/html", PAGE),
        ("response", "200 OK", "image/png", b"\x89PNG"),
        ("response", "200 OK", "text/plain; charset=iso-8859-2", "Łódź jest.".encode("iso-8859-2")),
        ("resource", "", "text/html", PAGE),
        ("conversion", "", "text/plain", b"Two ships came."),
        ("response", "200 OK", "text/html", b""),
        ("revisit", "200 OK", "text/html", b""),
    ]
    path, tally = write(tmp_path / "a.warc", writing.warc(answers, packed)), Tally()
    found, failures = read(path, None, tally)
    assert [(a.text, a.url, a.source.removeprefix(path)) for a in found] == [
        ("One ship came.", "https://example.org/2", "#3"),
        ("Łódź jest.", "https://example.org/5", "#6"),
        ("One ship came.", "https://example.org/6", "#7"),
        ("Two ships came.", "https://example.org/7", "#8"),
    ]
    assert all(article.date is None for article in found)
    assert [line for line, _ in failures] == [9]
    skipped = {"warcinfo record": 1, "request record": 1, "status 404": 1, "image/png": 1, "revisit record": 1}
    assert dict(tally.skipped) == skipped


def test_a_web_archive_with_a_hole_in_it(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    records = [writing.warc_of([row]) for row in writing.records(4)]
    path = write(tmp_path / "a.warc", records[0] + b"\x00\x01 noise \r\n" * 50 + b"".join(records[1:])[:-30])
    found, failures = read(path)
    assert [article.text[:13] for article in found] == ["Ship number 0", "Ship number 1", "Ship number 2"]
    assert len(failures) == 2
    assert "no web archive's record begins here" in failures[0][1]
    assert failures[1][1].endswith("the web archive breaks off in this record: fetch it again")


def test_a_page_that_is_packed_in_its_record(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    block = head.encode() + gzip.compress(PAGE)
    out = io.BytesIO()
    out.write(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/z\r\n")
    out.write(b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(block) + block)
    out.write(b"\r\n\r\n")
    (article,) = read(write(tmp_path / "a.warc", out.getvalue()))[0]
    assert (article.text, article.url) == ("One ship came.", "https://example.org/z")
