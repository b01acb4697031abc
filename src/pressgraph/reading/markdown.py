"""Markdown: markup goes, text stays; front matter in YAML's simple forms or in TOML is metadata."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from pressgraph.reading.blocks import plain
from pressgraph.reading.metadata import Document, Metadata
from pressgraph.reading.records import record

_YAML = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")


def read_markdown(source_text: str, source: str) -> Document:
    """The article of a Markdown text; its headline is found as in plain text, front matter's wins."""
    text = source_text.replace("\r\n", "\n").replace("\r", "\n")
    fields, text = front_matter(text)
    own = record({**fields, "text": "x"}, source, source, {}).own if fields else Metadata()
    return Document(strip(text), source, own, prose=True)


def strip(text: str) -> str:
    """The text of Markdown without its markup; paragraphs lose their line breaks, images go.

    >>> strip("# Aid\\n\\nThe *first* ship\\n[came](http://example.org).\\n\\n- one\\n- two")
    'Aid\\n\\nThe first ship came.\\n\\none\\n\\ntwo'
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = (block for token in parser.parse(_FOOTNOTE.sub("", text)) for block in _block(token))
    return "\n\n".join(block for block in blocks if block)


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields above a text and the text below them; no fields where they cannot be read."""
    if match := _TOML.match(text):
        try:
            return tomllib.loads(match[1]), text[match.end() :]
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, text
    if match := _YAML.match(text):
        fields = _simple_yaml(match[1].split("\n"))
        return (fields, text[match.end() :]) if fields else ({}, text)
    return {}, text


def _block(token: Any) -> Iterator[str]:
    if token.type == "inline":
        yield "".join(_inline(token.children or ())).strip()
    elif token.type in {"fence", "code_block"}:
        yield token.content.strip("\n")
    elif token.type == "html_block":
        yield plain(token.content).strip()


def _inline(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"


def _simple_yaml(lines: list[str]) -> dict[str, Any]:
    """``key: value``, ``key: [a, b]`` and ``key:`` with ``- item`` lines; deeper structures are passed over."""
    fields: dict[str, Any] = {}
    key = ""
    for line in lines:
        if match := re.match(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*))?$", line):
            key, value = match[1], _scalar(match[2] or "")
            fields[key] = value
        elif ((match := re.match(r"\s*-\s+(.+)$", line)) and key and fields[key] in ("", [])) or (
            match and key and isinstance(fields[key], list)
        ):
            fields[key] = [*(fields[key] or []), _scalar(match[1])]
    return fields


def _scalar(value: str) -> Any:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return [_scalar(item) for item in value[1:-1].split(",") if item.strip()]
    return re.sub(r"\s#.*$", "", value)
