"""From an open input to its documents, one reader per kind."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pressgraph.errors import ReadError
from pressgraph.reading import encoding, sources
from pressgraph.reading.markdown import read_markdown
from pressgraph.reading.metadata import Document, Metadata, web_address
from pressgraph.reading.page import read_page
from pressgraph.reading.records import load, objects, record
from pressgraph.reading.sources import Opened

_HTML = re.compile(
    r"\s*(?><\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input, or a record of one (``line`` counts lines, or the items of a list, from 1), that could not be read."""

    source: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class _Input:
    """What the readers must know of an input beside its bytes."""

    source: str
    fields: Mapping[str, str]
    charset: str | None
    address: str | None


def documents(
    opened: Opened, source: str, fields: Mapping[str, str], charset: str | None = None
) -> Iterator[Document | ReadFailure]:
    """The documents of an input in their order, a failure in the place of each that cannot be read.

    Raises ReadError where the input as a whole is at fault.
    """
    given = _Input(source, fields, charset or opened.charset, opened.address)
    rest = sources.lines(opened.stream, source)
    if opened.kind == "lines":
        yield from _records(rest, given)
    elif opened.kind is not None:
        yield from _whole(opened.kind, sources.contents(opened.stream, source), given)
    elif _is_object(first := next(rest, b""), source):
        yield from _records(itertools.chain([first], rest), given)
    else:
        data = first + sources.contents(opened.stream, source)
        yield from _whole(_sniffed(data, given), data, given)


def _whole(kind: str, data: bytes, given: _Input) -> Iterator[Document | ReadFailure]:
    """The documents of an input that is read at once."""
    if kind == "lines":
        yield from _records(io.BytesIO(data), given)
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


def _json(text: str, given: _Input) -> Iterator[Document | ReadFailure]:
    for number, (place, value) in enumerate(objects(load(text, given.source), given.source), 1):
        try:
            yield record(value, place, given.source, given.fields)
        except ReadError as error:
            yield ReadFailure(given.source, str(error), number)


def _records(lines: Iterable[bytes], given: _Input) -> Iterator[Document | ReadFailure]:
    """JSON Lines; a line that fails takes no other with it. Blank lines count, and are passed over."""
    source = given.source
    for number, (line, charset) in enumerate(_split(iter(lines), given), 1):
        if not line.strip():
            continue
        place = f"{source}:{number}"
        try:
            value = load(encoding.decode(line, place, charset), place)
            yield record(value, f"{source}#{number}", source, given.fields)
        except ReadError as error:
            yield ReadFailure(source, str(error).replace(f"{source}#{number}", place, 1), number)


def _split(lines: Iterator[bytes], given: _Input) -> Iterator[tuple[bytes, str | None]]:
    """The lines with their encoding; UTF-16 and UTF-32, whose line ends are other bytes, are re-coded as a whole."""
    first = next(lines, b"")
    encoding.refuse_binary(first, given.source)
    found = encoding.mark(first) or given.charset or ""
    if not found.startswith(("utf-16", "utf-32")):
        yield from ((line, given.charset) for line in itertools.chain([first], lines))
        return
    text = encoding.decode(first + b"".join(lines), given.source, found)
    yield from ((line.encode("utf-8", "replace"), "utf-8") for line in text.split("\n"))


def _is_object(line: bytes, source: str) -> bool:
    """Whether a first line is a JSON object of its own, as in JSON Lines."""
    if not line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(load(encoding.decode(line, source), source), dict)
    except ReadError:
        return False


def _sniffed(data: bytes, given: _Input) -> str:
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
