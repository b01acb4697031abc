"""Where bytes come from: files, standard input, addresses, object storage; each packed with gzip, zst or not."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from pressgraph.errors import ReadError
from pressgraph.reading import listing, remote
from pressgraph.reading.access import AccessError
from pressgraph.reading.fetch import fetch
from pressgraph.reading.given import Limits
from pressgraph.reading.packed import PackedError, unpacked

STDIN = "-"
MAX_BYTES = Limits().record
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
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".tar": "tar",
    ".tgz": "tar",
    ".tzst": "tar",
}
PACKED = (".gz", ".zst")
OVERSIZED = b""
"""What stands for a line that is too large."""

_CHUNK = 2**20  # a stream that is asked for all it may give takes as much memory at once
_SKIPPED = 1024 * 1024


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
    """The kind that a name's suffix tells, with or without ``.gz`` or ``.zst`` behind it.

    >>> kind_of("news/2022.JSONL.gz")
    'lines'
    """
    lowered = name.lower()
    for suffix in PACKED:
        lowered = lowered.removesuffix(suffix)
    stem, dot, suffix = lowered.rpartition(".")
    return KINDS.get(dot + suffix) if stem and not stem.endswith("/") else None


def expand(source: str, pattern: str | None, on_passed: listing.OnPassed = listing.ignored) -> Iterator[str]:
    """The inputs that ``source`` stands for: itself, or a directory's matching files in order of their names.

    ``on_passed`` is told what else is in the directory.
    """
    if source == STDIN or is_address(source) or remote.is_remote(source) or not Path(source).is_dir():
        yield source
        return
    yield from (found.path for found in files(source, pattern, on_passed))


def files(folder: str, pattern: str | None, on_passed: listing.OnPassed = listing.ignored) -> list[listing.Found]:
    """The files of a directory that ``pattern`` picks, else those of known kinds that are not hidden, in order.

    Raises ReadError where there is none.
    """
    found = listing.files(folder, pattern, kind_of, on_passed=on_passed)
    if not found:
        raise ReadError(
            f"{folder}: no file in this directory matches {pattern or ', '.join(KINDS)}: pass --glob PATTERN"
        )
    return found


def open_source(source: str, limits: Limits | None = None, sound: int | None = None) -> Opened:
    """The stream of one input, unpacked; raises ReadError where it cannot be opened."""
    limits = limits or Limits()
    if is_address(source):
        page = fetch(source)
        stream = unpacked(cast(BinaryIO, io.BytesIO(page.data)), limits, source)
        return Opened(stream, page.kind or kind_of(page.address.split("?")[0]), page.charset, page.address)
    if source == STDIN:
        if sys.stdin is None:
            raise ReadError("stdin: standard input is closed: give a file, or pipe the article in")
        with readable("stdin"):
            return Opened(unpacked(cast(BinaryIO, sys.stdin.buffer), limits, "stdin"))
    stream = stored(source)
    try:
        with readable(source):
            return Opened(unpacked(stream, limits, source, sound), kind_of(source))
    except BaseException:
        stream.close()
        raise


def stored(source: str) -> BinaryIO:
    """The bytes of a file or an object as they are stored; raises ReadError where it cannot be opened."""
    if remote.is_remote(source):
        return remote.open_remote(source)
    try:
        return Path(remote.local(source)).open("rb")
    except FileNotFoundError:
        raise AccessError(f"{source}: no such file: check the path, or use - for standard input") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AccessError(f"{source}: cannot be opened ({reason}): check the path and its permissions") from None


def contents(stream: BinaryIO, source: str, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream; raises ReadError for a damaged or oversized one."""
    data = bytearray()
    with readable(source):
        while len(data) <= limit and (some := stream.read(_CHUNK)):
            data += some
    if len(data) > limit:
        raise ReadError(f"{source}: larger than {limit:,} bytes: split it, or give many articles as .jsonl")
    return bytes(data)


def lines(stream: BinaryIO, source: str, limit: int = MAX_BYTES) -> Iterator[bytes]:
    """The lines of a stream one by one, OVERSIZED for a larger one; raises ReadError where the stream breaks off."""
    while True:
        with readable(source):
            line = stream.readline(limit + 1)
            oversized = len(line) > limit
            while oversized and line and not line.endswith(b"\n"):
                line = stream.readline(_SKIPPED)
        if not line and not oversized:
            return
        yield OVERSIZED if oversized else line


@contextmanager
def readable(source: str) -> Iterator[None]:
    """A context that turns the faults of files and of packed data into ReadError."""
    try:
        yield
    except PackedError as error:
        raise ReadError(f"{source}: {error}") from None
    except (OSError, UnicodeError) as error:
        raise AccessError(f"{source}: cannot be read ({error}): check the file and its disk") from None
