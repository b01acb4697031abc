"""Targets: files of every kind, as `pressgraph.read` meets them."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pressgraph.annotations import Article, Span
from pressgraph.reading import ReadFailure, encoding, normalise, read
from pressgraph.reading.metadata import primary_language, web_address
from pressgraph.reading.reference import lost_characters
from tests.fuzz.draws import Draws

_PLAIN = (".txt", ".md", ".json", ".jsonl", "", ".txt.gz", ".jsonl.gz", ".unknown")
_CHARSETS = (None, None, None, "utf-8", "utf-16", "cp1252", "shift_jis", "utf-7", "cp037", "iso-2022-jp", "utf-32-be")


def plain_files(data: bytes) -> None:
    """Text, Markdown, JSON and JSON Lines, in any encoding, packed or broken."""
    draws = Draws(data)
    suffix, charset, packed = draws.of(_PLAIN), draws.of(_CHARSETS), draws.flag()
    content = draws.rest()
    articles, failures = _read(gzip.compress(content, 1) if packed else content, suffix, charset)
    if suffix == ".txt" and charset is None and not packed:
        _loses_nothing(content, articles)
    if suffix == ".jsonl" and charset is None and not packed:
        _counts_every_line(content, len(articles) + len(failures))


def web_pages(data: bytes) -> None:
    """HTML, broken in every way."""
    draws = Draws(data)
    charset = draws.of(_CHARSETS)
    _read(draws.rest(), ".html", charset)


def _read(content: bytes, suffix: str, charset: str | None) -> tuple[list[Article], list[ReadFailure]]:
    path = folder() / f"input{suffix}"
    path.write_bytes(content)
    failures: list[ReadFailure] = []
    articles = list(read(path, encoding=charset, on_error=failures.append))
    for article in articles:
        is_sound(article)
    assert all(str(failure) and "\0" not in failure.source for failure in failures)
    return articles, failures


def is_sound(article: Article) -> None:
    """What holds for every article, wherever it was read."""
    text = article.text
    assert any(character.isalnum() for character in text)
    assert normalise(text) == text
    assert lost_characters(text) == 0
    for span in (article.headline_span, article.dateline_span, article.byline_span):
        assert span is None or _is_inside(span, text)
    assert article.url is None or web_address(article.url) == article.url
    assert article.date is None or article.date.year >= 1500
    assert primary_language(article.language) == article.language
    for line in (article.headline, article.publisher, article.source, *article.authors):
        assert line is None or (lost_characters(line) == 0 and "\n" not in line)


def _is_inside(span: Span, text: str) -> bool:
    return 0 <= span.begin < span.end <= len(text) and span.of(text).strip() != ""


def _loses_nothing(content: bytes, articles: Sequence[Article]) -> None:
    """UTF-8 without controls is the text, the whole text and nothing but the text."""
    try:
        text = normalise(content.decode("utf-8-sig"))
        encoding.refuse_binary(content, "")
    except Exception:
        return
    if any(character.isalnum() for character in text) and not any(byte in content for byte in range(9)):
        known = articles[0].text if articles else None
        assert known == text or encoding.mark(content) not in (None, "utf-8") or not _is_text(content)


def _is_text(content: bytes) -> bool:
    try:
        encoding.decode(content, "")
    except Exception:
        return False
    return True


def _counts_every_line(content: bytes, counted: int) -> None:
    """Each line that is not blank becomes an article or a failure, and so does a file that has none."""
    try:
        encoding.refuse_binary(content.split(b"\n")[0], "")
    except Exception:
        return
    if encoding.mark(content.partition(b"\n")[0] + b"\n") is None and not content.startswith(b"\x1f\x8b"):
        assert counted == max(1, sum(bool(line.strip()) for line in content.split(b"\n")))


@cache
def folder() -> Path:
    """Where the targets write their inputs; it goes with the process."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="pressgraph-fuzz-"))
    return Path(_KEPT[-1].name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
