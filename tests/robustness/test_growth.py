"""Readers and rules take time in proportion to their input, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from pressgraph.annotations import Article
from pressgraph.errors import ReadError
from pressgraph.language.attribution.quotes import scan
from pressgraph.language.factories import register_factories
from pressgraph.language.paragraphs import breaks
from pressgraph.reading import markdown, normalise, page, read
from pressgraph.reading.layout import layout
from tests.robustness.growth import TOLERATED, growth

PROSE = "Ships left the harbour on Monday, they said. "
LINKS = '<p>Ships left <a href="/s">the harbour</a> on Monday, <a href="/t">they said</a>.</p>'


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece) + 1)


def _check(run: Callable[[str], object], text: Callable[[int], str], least: int, most: int) -> None:
    ratio = growth(lambda size: run(text(size)), least, most)
    assert ratio <= TOLERATED, f"4 times the input, {ratio:.0f} times the time"


@pytest.mark.parametrize(
    "piece",
    ["[a](b)", "*", "_a_", "[", "](", "`", "`a", "![", "<a ", "> ", "- ", "#", "a\n", "| a ", "|-|\n", "~~", "[^1]",
     "&", "<!--", "***a ", "[a][", "\\", "1. ", "\n    ", "[a]: b\n", PROSE],
)  # fmt: skip
def test_markdown(piece: str) -> None:
    _check(markdown.strip, _repeated(piece), 1_000, 64_000)


@pytest.mark.parametrize(
    "piece",
    ["<p>", "<a href=x>", "<div>", "</p>", "<!--", "&lt;", "<b>x", LINKS, PROSE, "<br>", "<table><tr><td>", "<script>",
     "<ul><li>x", "<time>", '<meta name="a" content="b">'],
)  # fmt: skip
def test_pages(piece: str) -> None:
    def run(text: str) -> object:
        try:
            return page.read_page(f"<html><body><nav>Home</nav><p>{PROSE * 20}</p>{text}</body></html>", "page")
        except ReadError:
            return None

    _check(run, _repeated(piece), 8_000, 128_000)


def test_a_page_of_too_many_elements_keeps_all_its_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extraction, which is not linear, is spared; the prose stays, navigation goes."""
    text = f"<html><body><nav><a href='/'>Home</a></nav><main>{LINKS * 40}</main><footer>Imprint</footer></body></html>"
    usual = page.read_page(text, "page").text
    monkeypatch.setattr(page, "_MOST_ELEMENTS", 100)
    monkeypatch.setattr("trafilatura.bare_extraction", None)  # which fails where it is called
    found = page.read_page(text, "page").text
    assert found == usual == "\n\n".join(["Ships left the harbour on Monday, they said."] * 40)


def test_a_page_of_tables_in_tables_keeps_all_its_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", None)
    tables = "<table><tr><td>" * 21 + LINKS + "</td></tr></table>" * 21
    found = page.read_page(f"<html><body><nav>Home</nav>{tables}{LINKS}</body></html>", "page").text
    assert found == "\n\n".join(["Ships left the harbour on Monday, they said."] * 2)


@pytest.mark.parametrize("piece", ["\r\n", " \n", "\u200d", "e\u0301", "\x85", "\u0301", "\xad", "\n", " ", PROSE])
def test_reference_text(piece: str) -> None:
    _check(normalise, _repeated(piece), 1_000, 64_000)


@pytest.mark.parametrize(
    "piece", ["\n", "By Jane Doe ", "Jane Doe\n", "PARIS, ", "A-", "Jane de la ", PROSE, "| ", "; "]
)
def test_layout(piece: str) -> None:
    _check(layout, _repeated(piece), 1_000, 64_000)


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "”", "“ ", " ”", "'", "‘a ", "«“‘", "“a”", "'a' ", "“\n\n", '"a\n\n', "``", "''", "s' ", '5" ', "“‘",
     "» «", '"a "b ', "„«", PROSE],
)  # fmt: skip
def test_quotation_marks(piece: str) -> None:
    _check(lambda text: scan(text, breaks(text)), _repeated(piece), 1_000, 64_000)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1", "1,000", "one ", "two hundred ", "$", "$5 ", "5 km ", "and ", "12 May 2022, ", "from ", "3/4 ", "-",
     "1-", "a.m. ", ".", "http://", "@", "last ", "the end of ", "14:30 ", "½", "percent ", "U.S. ", "Q3 ",
     "2022-", PROSE],
)  # fmt: skip
def test_values(piece: str) -> None:
    register_factories()
    pipeline = spacy.blank("en")
    finder = pipeline.add_pipe("pressgraph_values").finder  # type: ignore[attr-defined]
    _check(lambda text: finder.find(finder.passage(text, Article(text), None)), _repeated(piece), 500, 32_000)


def test_ten_thousand_nested_quotations() -> None:
    for text in ("“" * 10_000 + "a" + "”" * 10_000, "“‘" * 5_000 + "a" + "’”" * 5_000, "“a " * 10_000 + "”" * 10_000):
        assert all(0 <= quote.begin < quote.end <= len(text) for quote in scan(text))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".json", ".jsonl", ".html"])
def test_a_line_of_many_megabytes_is_read_whole(tmp_path: Path, suffix: str) -> None:
    """Readers of each kind; 4 MB here, which they must read in one piece like 40 bytes."""
    text = (PROSE * 90_000).strip()
    path = tmp_path / f"line{suffix}"
    path.write_text({".html": f"<p>{text}</p>"}.get(suffix, f'{{"text": "{text}"}}' if "json" in suffix else text))
    (article,) = read(path)
    assert article.text == text
