"""From an open input to its documents, one reader per kind."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from pressgraph.errors import ReadError
from pressgraph.reading import encoding, sources
from pressgraph.reading.access import AccessError
from pressgraph.reading.given import Given
from pressgraph.reading.markdown import read_markdown
from pressgraph.reading.metadata import Document, Metadata, web_address
from pressgraph.reading.page import read_page
from pressgraph.reading.records import load, objects, record
from pressgraph.reading.sources import Opened

_HTML = re.compile(
    r"\s*(?><\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
ARCHIVES = frozenset({"csv", "tsv", "parquet", "warc", "tar"})

EMPTY = "there is no article in it: leave it out, or fetch it again"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input, or a record of one (``line`` counts lines, or the items of a list, from 1), that could not be read."""

    source: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return self.message


Found = Iterator[Document | ReadFailure]


def documents(opened: Opened, given: Given) -> Found:
    """The documents of an input in their order, a failure in the place of each that cannot be read.

    Of an input with many records only those of the share are parsed; what is read at once is its first record.
    Raises ReadError where the input as a whole is at fault, or from some place on.
    """
    given = replace(given, charset=given.charset or opened.charset, address=given.address or opened.address)
    rest = sources.lines(opened.stream, given.source, given.limits.record)
    try:
        kind = opened.kind or _archive(opened, given)
        first = next(rest, b"\n") if kind is None else b""
    except AccessError:
        raise
    except ReadError:
        if _owned(given):
            raise
        return
    if kind in ARCHIVES:
        from pressgraph.reading import archives

        yield from archives.documents(opened, kind, given)
    elif kind == "lines" or _is_object(first, given.source):
        yield from _records(itertools.chain([first] if first else [], rest), given)
    elif _owned(given):
        data = first + sources.contents(opened.stream, given.source, given.limits.record)
        yield from whole(kind or _sniffed(data, given), data, given)


def shared(raw: Iterator[T], given: Given, blank: Callable[[T], bool] = lambda _: False) -> Iterator[tuple[int, T]]:
    """The records of the share, numbered from 1; the others are passed over unread. A ``blank`` one is none to meet.

    Where the input is at fault, ReadError is raised in the share that the first missing record belongs to, and in
    no other, so that all shares together tell of it once; where it cannot be reached (AccessError), in every one.
    """
    for index in itertools.count():
        try:
            item = next(raw, None)
        except AccessError:
            raise
        except ReadError:
            if given.share.has(index):
                raise
            return
        if item is None:
            return
        given.tally.met += not blank(item)
        if given.share.has(index):
            yield index + 1, item


def _owned(given: Given) -> bool:
    given.tally.met += 1
    return given.share.has(0)


def _archive(opened: Opened, given: Given) -> str | None:
    """The kind that the first bytes of an archive or a table tell."""
    from pressgraph.reading import archives

    with sources.readable(given.source):
        return archives.sniffed(cast(Any, opened.stream).peek(archives.HEAD), given.fields)


def whole(kind: str, data: bytes, given: Given) -> Found:
    """The documents of an input that is read at once."""
    if kind == "lines":
        yield from _records(iter(io.BytesIO(data)), given)
        return
    text = encoding.decode(data, given.source, given.charset, html=kind == "html")
    if kind == "html":
        yield read_page(text, given.source, given.address)
    elif kind == "markdown":
        yield read_markdown(text, given.source)
    elif kind == "json":
        yield from _json(text, given)
    else:
        yield Document(text, given.source, Metadata(url=web_address(given.address)), prose=True)


def _json(text: str, given: Given) -> Found:
    for number, (place, value) in enumerate(objects(load(text, given.source), given.source), 1):
        try:
            yield named(record(value, place, given.source, given.fields), place, given)
        except ReadError as error:
            yield ReadFailure(given.source, str(error), number)


def named(document: Document, place: str, given: Given) -> Document:
    """The document by its number rather than by its id, where numbers are wanted."""
    return replace(document, source=place) if given.numbered else document


def _records(lines: Iterator[bytes], given: Given) -> Found:
    """JSON Lines; a line that fails takes no other with it. Blank lines count, and are passed over."""
    source = given.source
    for number, (line, charset) in shared(split(lines, given), given, lambda item: item[0].isspace()):
        if line.isspace():
            continue
        place = f"{source}:{number}"
        try:
            value = load(encoding.decode(sized(line, place, given), place, charset), place)
            yield named(record(value, f"{source}#{number}", source, given.fields), f"{source}#{number}", given)
        except ReadError as error:
            yield ReadFailure(source, str(error).replace(f"{source}#{number}", place, 1), number)


def split(lines: Iterator[bytes], given: Given) -> Iterator[tuple[bytes, str | None]]:
    """The lines with their encoding; UTF-16 and UTF-32, whose line ends are other bytes, are cut and coded anew."""
    first = next(lines, None)
    if first is None:
        return
    encoding.refuse_binary(first, given.source)
    found = encoding.mark(first) or given.charset or ""
    lines = itertools.chain([first], lines)
    if not found.startswith(("utf-16", "utf-32")):
        yield from ((line, given.charset) for line in lines)
        return
    whole = (sized(line, given.source, given) for line in lines)
    yield from ((line.encode("utf-8", "replace"), "utf-8") for line in encoding.recoded(whole, found))


def sized(line: bytes, place: str, given: Given) -> bytes:
    """The line itself; raises ReadError for one that was too large to read."""
    if line == sources.OVERSIZED:
        raise ReadError(f"{place}: this line is larger than {given.limits.record:,} bytes: split it")
    return line


def _is_object(line: bytes, source: str) -> bool:
    """Whether a first line is a JSON object of its own, as in JSON Lines."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(load(encoding.decode(line, source), source), dict)
    except ReadError:
        return False


def _sniffed(data: bytes, given: Given) -> str:
    """The kind that content shows: HTML, JSON, JSON Lines, else text."""
    text = encoding.decode(data, given.source, given.charset)
    if _HTML.match(text):
        return "html"
    if text.lstrip().startswith("<?xml"):
        raise ReadError(f"{given.source}: this is XML, but not a web page: give the article as HTML, JSON or text")
    if text.lstrip()[:1] in {"{", "["}:
        for kind, pieces in (("json", [text]), ("lines", text.split("\n"))):
            if any(_is_json(piece) for piece in pieces):
                return kind
    return "text"


def _is_json(text: str) -> bool:
    try:
        value = load(text, "")
    except ReadError:
        return False
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))
