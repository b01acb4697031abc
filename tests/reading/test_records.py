"""JSON and JSON Lines: fields under many names, and bad records that take no other with them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressgraph.errors import OptionError, ReadError
from pressgraph.reading import ReadFailure, read
from pressgraph.reading.metadata import Metadata, article
from pressgraph.reading.records import record
from tests.reading.samples import only_read_errors

GOOD = {"text": "One ship came.", "title": "Ship", "date": "2022-05-03"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"body": "One came.", "headline": "H", "published": "3 May 2022", "source": {"name": "Echo"}, "authors": ["A B", "C D"]},  # noqa: E501
         Metadata("H", datetime.date(2022, 5, 3), None, "Echo", ("A B", "C D"))),
        ({"articleBody": "x", "datePublished": "2022-05-03T01:00:00Z", "author": {"name": "A B"}, "inLanguage": "fr-CA"},  # noqa: E501
         Metadata(None, datetime.date(2022, 5, 3), None, None, ("A B",), "fr")),
        ({"Content": "x", "Title": "<b>H</b> &amp; I", "pubDate": "Tue, 03 May 2022 10:00:00 +0200", "link": "https://e.org/a#b"},
         Metadata("H & I", datetime.date(2022, 5, 3), "https://e.org/a")),
        ({"text": "x", "date": 1651536000, "byline": "By Jane Doe; John Roe", "url": "not an address"},
         Metadata(None, datetime.date(2022, 5, 3), authors=("Jane Doe", "John Roe"))),
        ({"text": "x", "date": "May 2022"},
         Metadata(notes=("publication date 'May 2022' is not a full date, left out",))),
    ],
)  # fmt: skip
def test_usual_names(value: dict[str, Any], expected: Metadata) -> None:
    assert record(value, "p", "s", {}).own == expected


def test_own_names_and_ids() -> None:
    value = {"corps": {"texte": "Un navire."}, "jour": "2022-05-03", "text": "wrong", "id": 7}
    found = record(value, "p", "s.json", {"text": "corps.texte", "date": "jour"})
    assert (found.text, found.own.date, found.source) == ("Un navire.", datetime.date(2022, 5, 3), "s.json#7")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One came.</p><p>Two &amp; three.</p>", "One came.\n\nTwo & three."),
        ("Fish &amp; chips", "Fish & chips"),
        ("a < b and c > d", "a < b and c > d"),
        (["One came.", "Two came."], "One came.\n\nTwo came."),
    ],
)
def test_bodies(body: Any, text: str) -> None:
    assert article(record({"text": body}, "p", "s", {}), Metadata()).text == text


def test_headline_stays_metadata_unless_the_body_starts_with_it() -> None:
    def span(body: str) -> Any:
        return article(record({"text": body, "title": "Ship comes"}, "p", "s", {}), Metadata()).headline_span

    assert span("Ship comes to port on Monday.") is None
    assert span("Some other title\n\nOne ship came.") is None
    found = span("Ship comes\n\nOne ship came.")
    assert (found.begin, found.end) == (0, 10)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (GOOD, ["One ship came."]),
        ([GOOD, {"text": "Two came."}], ["One ship came.", "Two came."]),
        ({"status": "ok", "articles": [GOOD]}, ["One ship came."]),
    ],
)
def test_json_files(tmp_path: Path, data: Any, texts: list[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data))
    assert [found.text for found in read(path)] == texts


def test_a_bad_line_loses_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps(GOOD), "{bad", "", "[1]", '{"text": ""}', '{"text": 5}', "[" * 100_000, '{"text": "Two came."}']
    path.write_bytes("\n".join(lines).encode() + b'\n{"text": "caf\xe9 \x80"}\n')
    failures: list[ReadFailure] = []
    found = list(read(path, on_error=failures.append))
    assert [a.text for a in found] == ["One ship came.", "Two came.", "café €"]
    assert [a.source.rsplit("#")[1] for a in found] == ["1", "8", "9"]
    assert [failure.line for failure in failures] == [2, 4, 5, 6, 7]
    assert all(str(failure).startswith(f"{path}:{failure.line}: ") for failure in failures)


def test_without_a_callback_the_error_comes_last(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{bad\n{"text": "Two came."}\n{bad\n')
    found = read(path)
    assert next(found).text == "Two came."
    with pytest.raises(ReadError, match=r"a\.jsonl:1: not valid JSON.* \(and 1 more "):
        next(found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_of_json_lines(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text('{"text": "café one"}\n{"text": "zoë two"}\n', encoding=encoding)
    assert [found.text for found in read(path)] == ["café one", "zoë two"]


def test_escaped_surrogates_and_nul_do_not_pass(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(r'{"text": "a\u0000b \ud83d\ude00 \ud800 c", "title": "t\u0000\udfff", "publisher": "\ud800P"}')
    (found,) = read(path)
    assert (found.text, found.headline, found.publisher) == ("ab 😀 \ufffd c", "t\ufffd", "\ufffdP")


def test_unknown_field_is_an_option_error() -> None:
    with pytest.raises(OptionError, match="unknown field 'corps'"):
        read("a.json", fields={"corps": "text"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "date", "url", "author", "source", "name", "id", "lang"]), inner, max_size=4
        )
    ),
)


@settings(deadline=None)
@given(JSON)
def test_any_value_is_an_article_or_a_read_error(value: Any) -> None:
    with only_read_errors(("p: ", "s")):
        article(record(value, "p", "s", {"headline": "name.text"}), Metadata())
