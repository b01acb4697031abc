"""Article metadata in schema.org terms: JSON-LD blocks of pages, and JSON records that use the same names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pressgraph.reading.blocks import plain
from pressgraph.reading.dates import parse_date
from pressgraph.reading.metadata import Metadata, names, primary_language, web_address
from pressgraph.reading.reference import one_line

# fmt: off
_ARTICLES = frozenset({
    "Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "BlogPosting", "Report",
    "AdvertiserContentArticle", "SatiricalArticle",
})
# fmt: on
_DEPTH = 6


def find_article(blocks: list[str]) -> dict[str, Any]:
    """The first news article among a page's JSON-LD ``blocks``, broken ones passed over; empty where there is none."""
    found = [node for block in blocks for node in _nodes(_loaded(block)) if _types(node) & _ARTICLES]
    news = (node for node in found if any("News" in name for name in _types(node)))
    return next(news, found[0] if found else {})


def described(node: dict[str, Any]) -> Metadata:
    """The metadata of an article's node."""
    page = node.get("mainEntityOfPage")
    addresses = (node.get("url"), page.get("@id") if isinstance(page, dict) else page, node.get("@id"))
    return Metadata(
        headline=text(node.get("headline")) or text(node.get("name")),
        date=parse_date(node.get("datePublished")),
        url=next((found for address in addresses if (found := web_address(address))), None),
        publisher=next(iter(agents(node.get("publisher"))), None),
        authors=names(agents(node.get("author"))),
        language=primary_language(text(node.get("inLanguage"))),
    )


def text(value: object) -> str | None:
    """A string on one line without markup, None for anything else and for an empty one."""
    return one_line(plain(value)) or None if isinstance(value, str) else None


def agents(value: object) -> tuple[str, ...]:
    """The names of people or organisations: strings, objects with a ``name``, or lists of these."""
    if isinstance(value, list):
        return tuple(name for item in value[:50] if not isinstance(item, list) for name in agents(item))
    if isinstance(value, dict):
        value = value.get("name")
        return agents(value) if isinstance(value, list) else agents(text(value))
    name = text(value)
    return (name,) if name else ()


def _loaded(block: str) -> object:
    try:
        return json.loads(block.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a block in reading order, through lists and graphs."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def _types(node: dict[str, Any]) -> frozenset[str]:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return frozenset(name.rsplit("/", 1)[-1].removeprefix("schema:") for name in listed if isinstance(name, str))
