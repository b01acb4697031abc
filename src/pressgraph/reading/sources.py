"""Where bytes come from: files, standard input, addresses, each of them packed with gzip or not."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from pressgraph.errors import ReadError
from pressgraph.reading.fetch import fetch

STDIN = "-"
MAX_BYTES = 512 * 1024 * 1024
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """An open input: ``kind`` is one of `KINDS`' values, None where only the content can tell."""

    stream: BinaryIO
    kind: str | None = None
    charset: str | None = None
    address: str | None = None


def is_address(source: str) -> bool:
    """Whether ``source`` is an http or https address."""
    return source.lower().startswith(("http://", "https://"))


def kind_of(name: str) -> str | None:
    """The kind that a name's suffix tells, with or without ``.gz`` behind it.

    >>> kind_of("news/2022.JSONL.gz")
    'lines'
    """
    path = Path(name.lower().removesuffix(".gz"))
    return KINDS.get(path.suffix)


def expand(source: str, pattern: str | None) -> Iterator[str]:
    """The inputs that ``source`` stands for: itself, or a directory's matching files in order of their names."""
    if source == STDIN or is_address(source) or not Path(source).is_dir():
        yield source
        return
    root = Path(source)
    try:
        paths = sorted(
            (p for p in root.glob(pattern or "**/*") if p.is_file()), key=lambda p: p.relative_to(root).as_posix()
        )
    except (ValueError, NotImplementedError) as error:
        raise ReadError(f"{source}: cannot look for {pattern!r} ({error}): give a pattern such as '**/*.txt'") from None
    if pattern is None:
        paths = [p for p in paths if kind_of(p.name) and not _hidden(p.relative_to(root))]
    if not paths:
        wanted = pattern or ", ".join(KINDS)
        raise ReadError(f"{source}: no file in this directory matches {wanted}: pass --glob PATTERN")
    yield from (path.as_posix() for path in paths)


def open_source(source: str) -> Opened:
    """The stream of one input, unpacked; raises ReadError where it cannot be opened."""
    if is_address(source):
        page = fetch(source)
        stream = _unpacked(io.BytesIO(page.data))
        return Opened(stream, page.kind or kind_of(page.address.split("?")[0]), page.charset, page.address)
    if source == STDIN:
        if sys.stdin is None:
            raise ReadError("stdin: standard input is closed: give a file, or pipe the article in")
        with readable("stdin"):
            return Opened(_unpacked(cast(BinaryIO, sys.stdin.buffer)))
    try:
        return Opened(_unpacked(Path(source).open("rb")), kind_of(source))
    except FileNotFoundError:
        raise ReadError(f"{source}: no such file: check the path, or use - for standard input") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{source}: cannot be opened ({reason}): check the path and its permissions") from None


def contents(stream: BinaryIO, source: str) -> bytes:
    """All bytes of a stream; raises ReadError for a damaged or oversized one."""
    with readable(source):
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError(f"{source}: larger than {MAX_BYTES:,} bytes: split it, or give many articles as .jsonl")
    return data


def lines(stream: BinaryIO, source: str) -> Iterator[bytes]:
    """The lines of a stream one by one; raises ReadError where it breaks off."""
    while True:
        with readable(source):
            line = stream.readline(MAX_BYTES)
        if not line:
            return
        yield line


@contextmanager
def readable(source: str) -> Iterator[None]:
    """A context that turns the faults of files and of gzip into ReadError."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ReadError(f"{source}: the gzip data is damaged or cut off: fetch or pack it again") from None
    except (OSError, UnicodeError) as error:
        raise ReadError(f"{source}: cannot be read ({error}): check the file and its disk") from None


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """``stream`` itself, or what is packed in it, told by gzip's first two bytes."""
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream))
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        packed = gzip.GzipFile(fileobj=buffered)
        packed.myfileobj = cast(Any, buffered)  # so that closing the one closes the other
        return cast(BinaryIO, packed)
    return buffered
