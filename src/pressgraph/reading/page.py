"""Web pages: the main text through trafilatura, the metadata from JSON-LD, meta tags and <time>, in this order.

Dates come from declared metadata only; trafilatura's own search, which also reads addresses and prose, is not asked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from pressgraph.errors import ReadError
from pressgraph.reading import blocks, jsonld
from pressgraph.reading.cues import words
from pressgraph.reading.dates import parse_date
from pressgraph.reading.metadata import Document, Metadata, names, primary_language, web_address
from pressgraph.reading.reference import normalise, one_line

# The names of meta tags (name, property or itemprop), best first.
_META = {
    "headline": ("og:title", "twitter:title", "citation_title", "dc.title", "parsely-title", "headline"),
    "date": (
        "article:published_time", "datepublished", "citation_publication_date", "citation_date", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate",
        "publishdate", "publish-date", "publication_date", "article.published", "og:published_time", "date",
    ),
    "url": ("og:url",),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "citation_journal_title", "application-name"),
    "authors": ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author"),
    "language": ("og:locale", "dc.language", "language"),
}  # fmt: skip


_MOST_ELEMENTS = 50_000
"""No article has so many; on a page that does, the extraction would take quadratic time (over 10 MB: hours)."""
_DEEPEST_TABLE = 20
"""Layouts nest a handful of tables; the extraction walks each one's content again for every table around it."""
_FURNITURE = blocks.SILENT | {"nav", "footer", "aside", "form"}


def read_page(page: str, source: str, address: str | None = None) -> Document:
    """The article of a page; ``address`` is where it was fetched. Raises ReadError where there is no text."""
    tree = blocks.parse(page)
    if tree is None:
        raise ReadError(f"{source}: there is no text in this page: give the article itself")
    node = jsonld.find_article([script.text or "" for script in _scripts(tree)])
    own = jsonld.described(node).over(_tagged(tree, address)).over(_shown(tree))
    titles = (*(blocks.text_of(heading) for heading in tree.iter("h1")), *_meta_tags(tree).get("og:title", ()))
    return Document(_body(tree, node), source, own.over(Metadata(url=web_address(address))), titles=titles)


def _scripts(tree: Any) -> Iterator[Any]:
    return (
        s for s in tree.iter("script") if (s.get("type") or "").split(";")[0].strip().lower() == "application/ld+json"
    )


def _tagged(tree: Any, address: str | None) -> Metadata:
    """What meta tags, the canonical link, <time> and the language attribute declare."""
    tags = _meta_tags(tree)

    def listed(field: str) -> list[str]:
        return next((tags[name] for name in _META[field] if name in tags), [])

    days = (parse_date(value) for name in _META["date"] for value in tags.get(name, ()))
    links = [link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    canonical = _joined(address, (links or listed("url") or [""])[0])
    root = tree.getroottree().getroot()
    return Metadata(
        headline=next(iter(listed("headline")), None),
        date=next((day for day in days if day), None) or _time(tree),
        url=web_address(canonical),
        publisher=next(iter(listed("publisher")), None),
        authors=names(listed("authors")),
        language=primary_language(root.get("lang")) or primary_language(next(iter(listed("language")), None)),
    )


def _meta_tags(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = one_line(tag.get("content") or tag.get("datetime") or "")
        for attribute in ("property", "name", "itemprop"):
            if content and (name := (tag.get(attribute) or "").strip().lower()):
                found.setdefault(name, []).append(content)
    return found


def _time(tree: Any) -> Any:
    """The day of the <time> that is marked as that of publication, or of the only one in the article."""
    times = [time for time in tree.iter("time") if parse_date(time.get("datetime"))]
    marked = [t for t in times if t.get("pubdate") is not None or "datepublished" in (t.get("itemprop") or "").lower()]
    heads = [t for t in times if any(a.tag == "header" for a in t.iterancestors())]
    chosen = marked or heads or (times if len({t.get("datetime") for t in times}) == 1 else [])
    return parse_date(chosen[0].get("datetime")) if chosen else None


def _shown(tree: Any) -> Metadata:
    """Title, author and site as trafilatura finds them in the page's visible parts."""
    _quiet()
    from trafilatura import metadata

    try:
        title, author = metadata.extract_title(tree), metadata.extract_author(tree)
    except Exception:  # the library promises nothing for broken pages
        return Metadata()
    return Metadata(
        headline=one_line(title or "") or None,
        authors=names((author or "").split(";")),
    )


def _joined(address: str | None, link: str) -> str:
    try:
        return urljoin(address or "", link)
    except ValueError:
        return ""


def _body(tree: Any, node: dict[str, Any]) -> str:
    """The main text; the JSON-LD's own where the page shows less than half of it."""
    told = node.get("articleBody")
    told = normalise(blocks.plain(told)) if isinstance(told, str) else ""
    shown = blocks.text_of(tree) if _is_bare(tree) else _extracted(tree)
    return told if len(shown) < len(told) / 2 else shown or blocks.text_of(tree)


def _is_bare(tree: Any) -> bool:
    """Whether a page is nothing but its article: no navigation, little of it links. Nothing in it may be lost then."""
    if next(tree.iter("nav", "footer", "aside", "form", "header"), None) is not None:
        return False
    linked = sum(len(blocks.text_of(link)) for link in tree.iter("a"))
    return bool(linked <= 0.1 * len(blocks.text_of(tree)))


def _extracted(tree: Any) -> str:
    """Trafilatura's main text, paragraph by paragraph; empty where it finds none or stumbles.

    Of a page beyond `_MOST_ELEMENTS` or `_DEEPEST_TABLE` it is all text outside navigation and the like.
    """
    if _is_costly(tree):
        return blocks.text_of(tree, _FURNITURE)
    _quiet()
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, with_metadata=False, deduplicate=False, config=_config())
    except (Exception, RecursionError):  # the library promises nothing for broken pages
        return ""
    body: Any = getattr(found, "body", None)
    return "" if body is None else _without_stumps(blocks.text_of(body, silent=frozenset()))


def _is_costly(tree: Any) -> bool:
    if next(islice(tree.iter(), _MOST_ELEMENTS, None), None) is not None:
        return True
    return bool(tree.xpath(f"boolean(//table[count(ancestor::table) >= {_DEEPEST_TABLE}])"))


def _without_stumps(text: str) -> str:
    """``text`` without the blocks of which the extraction left a cue alone ("Published", its <time> gone)."""
    table = words()
    stumps = {*table["published"]["cues"], *table["published"]["other"], *table["byline"]["before"]}
    return "\n\n".join(block for block in text.split("\n\n") if block.strip(" :").lower() not in stumps)


@cache
def _config() -> Any:
    """Trafilatura's settings with short articles let through."""
    from copy import deepcopy

    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"].update({"MIN_EXTRACTED_SIZE": "10", "MIN_OUTPUT_SIZE": "1"})
    return config


def _quiet() -> None:
    """Trafilatura logs what we report ourselves."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
