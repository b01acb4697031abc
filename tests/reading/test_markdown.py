"""Markdown loses its markup and keeps its text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressgraph.reading.markdown import front_matter, read_markdown, strip
from pressgraph.reading.metadata import Metadata, article
from tests.reading.samples import only_read_errors


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The *first* **ship** `came` ~~late~~\nin.", "The first ship came late in."),
        ("Line one  \nline two", "Line one\nline two"),
        ("[Echo](http://e.org) and <http://e.org/x> ![alt](i.png) end", "Echo and http://e.org/x  end"),
        ("> A quote.\n\n1. One\n2. Two", "A quote.\n\nOne\n\nTwo"),
        ("Title here\n==========\n\nBody.", "Title here\n\nBody."),
        ("<div>One <b>two</b></div>\n\n<!-- gone -->\n\nThree <i>four</i> &amp; five", "One two\n\nThree four & five"),
        ("```\ncode <kept>\n```", "code <kept>"),
        ("A note[^1] here.\n\n[^1]: The note.", "A note here.\n\nThe note."),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
    ],
)
def test_strip(source: str, text: str) -> None:
    assert strip(source) == text


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "Ship: it came"\ndate: 2022-05-03 # a Tuesday\nauthor: [Jane Doe, John Roe]\n---\n',
        "---\r\ntitle: 'Ship: it came'\r\ndate: 3 May 2022\r\nauthors:\r\n  - Jane Doe\r\n  - John Roe\r\n---\r\n",
        '+++\ntitle = "Ship: it came"\ndate = 2022-05-03\nauthors = ["Jane Doe", "John Roe"]\n+++\n',
    ],
)
def test_front_matter(head: str) -> None:
    found = article(read_markdown(f"{head}\n# Ship comes\n\nIt came on Monday. All cheered.", "a.md"), Metadata())
    assert found.text.startswith("Ship comes\n\nIt came")
    assert found.headline == "Ship: it came"
    assert found.headline_span is not None
    assert found.headline_span.of(found.text) == "Ship comes"
    assert found.date == datetime.date(2022, 5, 3)
    assert found.authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize("text", ["---\n\nA rule above.\n\n---\n", "+++\nnot toml\n+++\nText.", "---\nno end: here\n"])
def test_what_is_no_front_matter_stays(text: str) -> None:
    assert front_matter(text) == ({}, text)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("#*_`[]()<>!|-+=~&\n\r\t :ab1\x00\ud800é"), max_size=200))
def test_only_read_errors(text: str) -> None:
    with only_read_errors("a: "):
        article(read_markdown(text, "a"), Metadata())
