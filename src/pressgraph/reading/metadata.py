"""What is known about an article beside its text, and how it becomes an `Article`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pressgraph.annotations import Article, Span
from pressgraph.errors import ReadError
from pressgraph.reading.layout import layout
from pressgraph.reading.reference import lost_characters, normalise, one_line

NO_DATE = "no publication date: relative dates stay text; pass --date YYYY-MM-DD"
MODEL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts about an article; what is None or empty is not known. ``notes`` say what could not be used."""

    headline: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    notes: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """These facts, and where they are silent those of ``other``."""
        return Metadata(
            self.headline or other.headline,
            self.date or other.date,
            self.url or other.url,
            self.publisher or other.publisher,
            self.authors or other.authors,
            self.language or other.language,
            self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True)
class Document:
    """One article as its reader found it.

    ``prose`` where the text's first line may be its headline; ``titles`` are other wordings of the headline
    that the text may begin with.
    """

    text: str
    source: str
    own: Metadata = Metadata()
    prose: bool = False
    titles: tuple[str, ...] = ()


def web_address(value: object) -> str | None:
    """An absolute http(s) address fit for an IRI: no fragment, no credentials, odd characters escaped; None for others.

    >>> web_address("https://me:pw@example.org/a b#top")
    'https://example.org/a%20b'
    """
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(re.sub("%(?![0-9A-Fa-f]{2})", "%25", normalise(value)))
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.:-]+", host):
        return None
    host = f"[{host}]" if ":" in host else host
    rest = quote(parts.path, safe="/%:@!$&'()*+,;=~") + (
        "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~") if parts.query else ""
    )
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{rest}"


def primary_language(tag: object) -> str | None:
    """The primary subtag of a language tag in lower case, None where it is none.

    >>> primary_language("en-GB"), primary_language("English")
    ('en', None)
    """
    match = re.match(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*+$", tag.strip()) if isinstance(tag, str) else None
    return match[1].lower() if match else None


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Authors' names, each on one line and once, without the "By" before them, addresses left out."""
    found = (re.sub(r"^(?i:by)\s+", "", one_line(value)) for value in values)
    return tuple(dict.fromkeys(name for name in found if name and "://" not in name and len(name) <= 120))


def article(document: Document, given: Metadata) -> Article:
    """The article with its reference text; raises ReadError where no text is left."""
    text = normalise(document.text)
    if not any(character.isalnum() for character in text):
        raise ReadError(f"{document.source}: there is no text in it: give an article with at least one sentence")
    found = layout(text, headline=document.prose)
    in_text = Metadata(headline=found.headline, date=found.date, authors=found.authors)
    known = given.over(document.own).over(in_text)
    return Article(
        text=text,
        headline=known.headline,
        date=known.date,
        url=known.url,
        publisher=known.publisher,
        authors=known.authors,
        language=known.language or MODEL_LANGUAGE,
        source=one_line(document.source),
        headline_span=found.headline_span or _opening(text, (known.headline, *document.titles)),
        dateline_span=found.dateline_span,
        byline_span=found.byline_span,
        notes=_notes(document, known),
    )


def _opening(text: str, headlines: Iterable[str | None]) -> Span | None:
    """Where the text begins with one of its headlines on a line of its own."""
    end = text.find("\n")
    first = one_line(text[:end]) if 0 < end < 1000 else ""
    return Span(0, end) if first and first in {one_line(headline) for headline in headlines if headline} else None


def _notes(document: Document, known: Metadata) -> tuple[str, ...]:
    notes = list(known.notes)
    if known.date is None:
        notes.append(NO_DATE)
    if known.language not in {None, MODEL_LANGUAGE}:
        notes.append(f"declared language {known.language!r}: the model reads English only, expect little and check it")
    if lost := lost_characters(document.text):
        notes.append(f"{lost} control or invalid characters were left out of the text or replaced")
    return tuple(notes)
