"""JSON and JSON Lines: one object per article, its fields by their usual names or by the user's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pressgraph.errors import OptionError, ReadError
from pressgraph.reading.blocks import plain
from pressgraph.reading.dates import parse_date
from pressgraph.reading.jsonld import agents, text
from pressgraph.reading.metadata import Document, Metadata, names, primary_language, web_address

# Names that records give to each field, best first; compared without case.
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "articleBody", "article_body", "body", "content", "fulltext", "full_text", "maintext", "article"),
    "headline": ("headline", "title", "heading"),
    "date": ("datePublished", "date_published", "date", "published", "publishedAt", "published_at", "publication_date",
             "date_publish", "pubDate", "pub_date"),
    "url": ("url", "link", "canonical_url", "source_url", "uri"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename", "source_domain", "domain"),
    "authors": ("authors", "author", "byline", "creator"),
    "language": ("inLanguage", "language", "lang"),
    "id": ("id", "guid", "identifier", "uuid"),
}  # fmt: skip
_WRAPPERS = ("articles", "items", "documents", "docs", "results", "data", "records")


def checked_fields(fields: Mapping[str, str] | None) -> dict[str, str]:
    """The user's names for fields; raises OptionError for a field that articles do not have."""
    for field in fields or {}:
        if field not in FIELDS:
            raise OptionError(f"unknown field {field!r}: articles have {', '.join(FIELDS)}")
    return dict(fields or {})


def columns_used(columns: Iterable[str], fields: Mapping[str, str]) -> list[str]:
    """The columns of a table that any field of an article may come from.

    >>> columns_used(["Title", "body", "views"], {"date": "tag.day"})
    ['Title', 'body']
    """
    wanted = {name for field in FIELDS for name in _options(field, fields)}
    return [column for column in columns if column.lower() in wanted]


def text_columns(columns: Iterable[str], fields: Mapping[str, str]) -> list[str]:
    """The columns of a table that may hold the text."""
    wanted = _options("text", fields)
    return [column for column in columns if column.lower() in wanted]


def no_text_column(source: str, columns: Iterable[str], fields: Mapping[str, str]) -> str:
    """The message about a table without a column for the text."""
    found = ", ".join(repr(column[:40]) for column in list(columns)[:20]) or "none"
    wanted = fields.get("text") or "text, articleBody, body or content"
    return (
        f"{source}: no column {wanted} for the text, found {found}: name the one that holds it, for example text=COLUMN"
    )


def _options(field: str, fields: Mapping[str, str]) -> set[str]:
    """The columns that a field may come from, in lower case; a dot leads into one."""
    names = (fields[field],) if field in fields else FIELDS[field]
    return {option.lower() for name in names for option in (name, name.partition(".")[0])}


def load(line: str, place: str) -> Any:
    """The JSON value in ``line``; raises ReadError that names ``place`` and the fault."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        fault = f"{error.msg} at line {error.lineno}, column {error.colno}"
    except ValueError as error:
        fault = str(error)
    except RecursionError:
        fault = "it is nested too deeply"
    raise ReadError(f"{place}: not valid JSON: {fault}; mend it, or give the text itself as .txt")


def objects(value: Any, source: str) -> Iterator[tuple[str, Any]]:
    """The records of a JSON file with their places: an object, a list of them, or an object around such a list."""
    if isinstance(value, dict) and _field(value, FIELDS["text"]) is None:
        wrapped = next((value[key] for key in _WRAPPERS if isinstance(value.get(key), list)), None)
        value = value if wrapped is None else wrapped
    if not isinstance(value, list):
        yield source, value
        return
    for number, item in enumerate(value, 1):
        yield f"{source}#{number}", item


def record(value: Any, place: str, source: str, fields: Mapping[str, str]) -> Document:
    """The article of one record; raises ReadError where it is no object or has no text."""
    if not isinstance(value, dict):
        raise ReadError(f"{place}: this is {_kind(value)}, not an object with fields such as text, headline and date")

    def get(field: str) -> Any:
        return _field(value, (fields[field],) if field in fields else FIELDS[field])

    body = _text(get("text"))
    if body is None:
        wanted = fields.get("text") or "text, articleBody, body or content"
        raise ReadError(f"{place}: no text in field {wanted}: name the field that holds it, for example text=FIELD")
    given_date, day = get("date"), parse_date(get("date"))
    notes = (
        () if day or not given_date else (f"publication date {str(given_date)[:40]!r} is not a full date, left out",)
    )
    own = Metadata(
        headline=text(get("headline")),
        date=day,
        url=web_address(get("url")),
        publisher=next(iter(agents(get("publisher"))), None),
        authors=names(name for found in agents(get("authors")) for name in found.split(";")),
        language=primary_language(get("language")),
        notes=notes,
    )
    key = get("id")
    return Document(body, f"{source}#{key}" if isinstance(key, (str, int)) and key != "" else place, own)


def _field(value: dict[str, Any], options: tuple[str, ...]) -> Any:
    """The first of ``options`` that the record fills; a dot leads into an object (``doc.body``)."""
    lowered = {key.lower(): item for key, item in reversed(value.items())}
    for option in options:
        found = value.get(option, lowered.get(option.lower()))
        if found is None and "." in option:
            outer, _, inner = option.partition(".")
            nested = value.get(outer)
            found = _field(nested, (inner,)) if isinstance(nested, dict) else None
        if found not in (None, "", [], {}):
            return found
    return None


def _text(value: Any) -> str | None:
    """A body as a string or as a list of paragraphs, without HTML."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value)
    return plain(value) if isinstance(value, str) else None


def _kind(value: Any) -> str:
    return {list: "a list", str: "a string", bool: "a truth value", type(None): "null"}.get(type(value), "a number")
