"""Plain paragraphs out of markup: the text of an element tree, block by block."""

from __future__ import annotations

import html
import re
from typing import Any

from pressgraph.reading.reference import normalise

# Elements that stand on lines of their own: those of HTML, and those of trafilatura's trees.
# fmt: off
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre",
    "table", "thead", "tbody", "tr", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
    "figcaption", "form", "fieldset", "address", "hr", "body", "html", "title", "center", "head", "item", "list",
    "quote", "row", "code",
})
# fmt: on
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "button"})
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|span|a|em|strong|b|i|ul|ol|li|blockquote|img|figure)(?:\s[^<>]*)?/?>", re.I)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_BREAK = "\x01"


def parse(page: str) -> Any | None:
    """The element tree (lxml) of a page or of a piece of one, however broken; None where there is no element in it."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(normalise(page).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def text_of(tree: Any, silent: frozenset[str] = SILENT) -> str:
    """The text of a tree, its blocks separated by blank lines; elements named in ``silent`` are left out."""
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden = tag in silent
            pieces.append(_before(tag) + ("" if hidden else _flat(element.text)))
            if hidden:
                walk.skip_subtree()
        else:
            pieces.append(("\n\n" if tag in _BLOCKS else "") + (_flat(element.tail) if element is not tree else ""))
    return _tidy("".join(pieces))


def plain(text: str) -> str:
    """``text`` without HTML tags and character references, where it has any.

    >>> plain("<p>Aid came.</p><p>More <b>followed</b>.</p>")
    'Aid came.\\n\\nMore followed.'
    >>> plain("a < b")
    'a < b'
    """
    if "<!--" in text or _TAG.search(text):
        tree = parse(text)
        return "" if tree is None else text_of(tree)
    return html.unescape(text) if _ENTITY.search(text) else text


def _before(tag: str) -> str:
    if tag in _BREAKS:
        return _BREAK
    return "\n\n" if tag in _BLOCKS else " " if tag in _CELLS else ""


def _flat(text: str | None) -> str:
    return " ".join(f".{text}.".split())[1:-1] if text else ""


def _tidy(text: str) -> str:
    """One blank line between blocks, one space between words; a doubled break is a block's end."""
    blocks = (" ".join(line.split()) for block in text.split("\n\n") for line in _lines(block))
    kept = [block for block in blocks if block]
    return "\n\n".join(kept).replace(_BREAK, "\n")


def _lines(block: str) -> list[str]:
    block = re.sub(rf"\s*{_BREAK}\s*", _BREAK, block).strip(_BREAK + " \n")
    return re.split(rf"{_BREAK}{{2,}}", block)
