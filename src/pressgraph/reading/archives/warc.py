"""WARC, the format of web archives: the pages and texts of its response, resource and conversion records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from pressgraph.errors import ReadError
from pressgraph.reading import sources
from pressgraph.reading.access import AccessError
from pressgraph.reading.documents import Found, ReadFailure, shared, whole
from pressgraph.reading.given import Given
from pressgraph.reading.metadata import Document, web_address

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown"}
_TYPES = frozenset({"response", "resource", "conversion"})
_CUT = "the web archive breaks off in this record: fetch it again"
_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands where a record should be."""

    reason: str


def read_warc(stream: BinaryIO, given: Given) -> Found:
    """The articles of a web archive; ``crawl.warc.gz#7`` is its seventh record, of whatever type.

    A record is an article where it holds HTML or text, and was answered with 200 if it is a response; its target is
    the article's address. The others are counted in the tally.
    """
    for number, record in shared(_records(stream, given), given):
        place = f"{given.source}#{number}"
        try:
            if isinstance(record, _Gap):
                raise ReadError(f"{place}: {record.reason}")
            found = list(_documents(record, place, given))
            if _is_cut(record, given):
                raise ReadError(f"{place}: {_CUT}")
        except AccessError:
            raise
        except ReadError as error:
            yield ReadFailure(given.source, str(error), number)
        else:
            yield from found


def _records(stream: BinaryIO, given: Given) -> Iterator[Any]:
    """All records (warcio); where no record begins, a gap, and then those after the next beginning."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise AccessError(
            f"{given.source}: this is a web archive, which needs a package: pip install 'pressgraph[archives]'"
        ) from None
    rest: Any = _Prompt(stream)
    while rest is not None:
        iterator = ArchiveIterator(rest)
        try:
            with sources.readable(given.source):
                yield from _undisturbed(iterator, given)
            return
        except (ReadError, GeneratorExit):
            raise
        except Exception as error:
            yield _Gap(f"no web archive's record begins here ({_reason(error)}): some records before the next are lost")
        with sources.readable(given.source):
            rest = _next_beginning(iterator.reader)


def _undisturbed(iterator: Any, given: Given) -> Iterator[Any]:
    for record in iterator:
        yield record
        try:
            if _is_cut(record, given):
                return
        except AccessError:
            raise
        except ReadError:
            return


def _documents(record: Any, place: str, given: Given) -> Iterator[Document]:
    kind, charset, reason = _kind(record)
    if kind is None:
        given.tally.skipped[reason] += 1
        return
    address = record.rec_headers.get_header("WARC-Target-URI")
    about = replace(given, source=place, charset=given.charset or charset, address=address)
    try:
        data = sources.contents(record.content_stream(), place, given.limits.record)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise ReadError(f"{place}: its content cannot be unpacked ({_reason(error)}): fetch the page again") from None
    for document in whole(kind, data, about):
        if isinstance(document, Document):
            yield replace(document, own=replace(document.own, url=web_address(address) or document.own.url))


def _kind(record: Any) -> tuple[str | None, str | None, str]:
    """The kind and encoding of what a record holds, or why it is no article."""
    if record.rec_type not in _TYPES:
        return None, None, f"{record.rec_type} record"
    headers, name = record.rec_headers, "Content-Type"
    if record.rec_type == "response" or record.http_headers is not None:
        headers = record.http_headers
        status = headers.get_statuscode() if headers is not None else None
        if record.rec_type == "response" and status != "200":
            return None, None, f"status {str(status)[:3]}" if headers is not None else "response that is not HTTP"
    media, _, parameters = str(headers.get_header(name) or "").partition(";")
    kind = _KINDS.get(media.strip().lower())
    charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return kind, charset, media.strip().lower()[:60] or "no media type"


def _is_cut(record: Any, given: Given) -> bool:
    """Whether the archive ends before the record does; what is left of the record is passed over."""
    stream = record.raw_stream
    with sources.readable(given.source):
        while stream.read(_LINE):
            pass
    return bool(getattr(stream, "limit", 0))


class _Prompt:
    """A stream that gives what is there, so that nothing that comes before a fault is lost with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: Any = stream

    def read(self, size: int = -1) -> bytes:
        return bytes(self._stream.read1(size))


class _Rest:
    """A stream that begins with a line already read."""

    def __init__(self, line: bytes, reader: Any) -> None:
        self._line = line
        self._reader = reader

    def read(self, size: int = -1) -> bytes:
        line, self._line = self._line, b""
        return line or bytes(self._reader.read(size))


def _next_beginning(reader: Any) -> _Rest | None:
    while line := reader.readline(_LINE):
        if line.startswith(b"WARC/"):
            return _Rest(line, reader)
    return None


def _reason(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
