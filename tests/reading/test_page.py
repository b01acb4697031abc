"""Web pages: main text, and metadata that is declared and never guessed."""

from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressgraph.reading.metadata import Metadata, article
from pressgraph.reading.page import read_page
from tests.reading.samples import BODY, FIRST, META, PAGE, SECOND, THIRD, only_read_errors


def test_text_and_json_ld() -> None:
    found = article(read_page(PAGE, "a.html"), Metadata())
    assert found.text == f"Ships sail again\n\n{FIRST}\n\nMore to come\n\n{SECOND}\n\n{THIRD}"
    assert found.headline == "Ships sail & crews cheer"
    assert found.headline_span is not None
    assert found.headline_span.of(found.text) == "Ships sail again"
    assert (found.date, found.authors) == (datetime.date(2022, 5, 3), ("Jane Doe", "John Roe"))
    assert (found.publisher, found.url, found.language) == ("Harbour Echo", "https://example.org/ships", "en")
    assert found.notes == ()


def test_meta_tags_without_json_ld() -> None:
    own = read_page(f"<html><head>{META}</head><body>{BODY}", "a.html", "https://example.org/x/y").own
    assert own == Metadata(
        "Ships sail again", datetime.date(2022, 5, 4), "https://example.org/canonical", "Echo online", ("Ana Poe",)
    )


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("", "<header><time datetime='2022-05-03T10:00'>Tuesday</time></header>", datetime.date(2022, 5, 3)),
        (
            "",
            "<time datetime='2022-05-03'>x</time><time pubdate datetime='2022-05-02'>y</time>",
            datetime.date(2022, 5, 2),
        ),
        ("", "<time datetime='2022-05-03'>x</time><time datetime='2022-05-02'>y</time>", None),
        ("", "<p>Published 3 May 2022 in print and on 4 May 2022 here.</p>", None),
        ("<link rel=canonical href='https://example.org/2022/05/03/ships'>", "", None),
        ("<meta name=date content='May 2022'>", "", None),
        (
            "<meta name=date content='soon'><meta itemprop=datePublished content='3 May 2022'>",
            "",
            datetime.date(2022, 5, 3),
        ),
        ("<meta property='article:modified_time' content='2022-05-03'>", "", None),
        ('<script type=\'application/ld+json\'>{"@type": "NewsArticle", broken</script>', "", None),
    ],
)
def test_only_declared_dates(head: str, body: str, date: datetime.date | None) -> None:
    page = f"<html><head>{head}</head><body>{body}<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert article(read_page(page, "a.html", "https://example.org/2021/01/02/ships"), Metadata()).date == date


def test_article_body_of_json_ld_where_the_page_shows_little() -> None:
    script = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{FIRST} {SECOND}"}}</script>'
    )
    assert read_page(f"<html><head>{script}</head><body><p>Subscribe now.</p>", "a").text == f"{FIRST} {SECOND}"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Short only.</p>", "Short only."),
        ("Ships left.<script>x()</script>", "Ships left."),
        (f"<div><b>{FIRST}<p>{SECOND}</div></i></table>", f"{FIRST}\n\n{SECOND}"),
        (f"<p>{FIRST}<br>{SECOND}<br><br>{THIRD}", f"{FIRST}\n{SECOND}\n\n{THIRD}"),
        (f"<p>{FIRST}</p><ul><li>One ship</li><li>Two ships</li></ul>", f"{FIRST}\n\nOne ship\n\nTwo ships"),
    ],
)
def test_broken_and_short_pages(page: str, text: str) -> None:
    assert article(read_page(page, "a"), Metadata()).text == text


def test_head_of_a_page_with_navigation() -> None:
    head = """<nav><a href=/>Home</a></nav><article><header>
<h1>Ships sail</h1><p>By <a rel=author href=/j>Jane Doe</a></p>
<p>Published <time itemprop=datePublished datetime=2022-05-03>3 May</time></p></header>"""
    page = f"{head}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article><footer>Echo</footer>"
    found = article(read_page(page, "a"), Metadata())
    assert found.text.endswith(f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert "Published" not in found.text
    assert (found.headline, found.date) == ("Ships sail", datetime.date(2022, 5, 3))
    assert found.authors == ("Jane Doe",)


def test_deep_nesting_does_not_break() -> None:
    page = "<div>" * 1000 + f"<p>{FIRST}</p>" + "</div>" * 1000
    assert FIRST in read_page(page, "a").text


def test_same_bytes_in_any_order_give_the_same_article() -> None:
    pages = [PAGE, PAGE.replace("Odesa", "Varna"), f"<p>{FIRST}</p><p>{SECOND}</p>", "<p>Short only.</p>"] * 5
    once = {page: read_page(page, "a") for page in pages}
    random.Random(1).shuffle(pages)
    assert all(read_page(page, "a") == once[page] for page in pages)


@settings(deadline=None)
@given(st.lists(st.sampled_from([
    "<p>", "</p>", "<div", ">", "<meta charset=", "<html>", "<!--", "<script type='application/ld+json'>", '{"@type":"NewsArticle",',  # noqa: E501
    '"headline":[1],"author":{"name":[[]]},"datePublished":{}}', "</script>", "&#0;&#x110000;", "text here. ", "<time datetime='9'>",  # noqa: E501
    "<table><td>", "<svg>", "<![CDATA[", "\x00", "\ud800", "<a href='http://[bad'>", "<link rel=canonical href='http://[x'>", "<h1>",  # noqa: E501
])))  # fmt: skip
def test_only_read_errors(parts: list[str]) -> None:
    with only_read_errors("a: "):
        article(read_page("".join(parts), "a"), Metadata())
