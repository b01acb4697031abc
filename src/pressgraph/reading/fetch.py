"""Pages from the web: one request, with limits, and errors that say what to do."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressgraph.errors import ReadError
from pressgraph.reading.addresses import PrivateAddressError, private_allowed

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 20.0
TOTAL_SECONDS = 60.0
MAX_REDIRECTS = 10
_PIECE = 1 << 16
_SAVE = "save the page in a browser and give its file instead"
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
}
_UNKNOWN = frozenset({"", "application/octet-stream", "application/gzip", "application/x-gzip", "binary/octet-stream"})
_HEADERS = {
    "User-Agent": "pressgraph",
    "Accept": "text/html,application/xhtml+xml,application/json,text/plain,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: ``address`` is the one after redirects, ``kind`` None where no header tells it."""

    data: bytes
    address: str
    kind: str | None
    charset: str | None


def fetch(
    address: str,
    timeout: float = TIMEOUT_SECONDS,
    limit: int = MAX_BYTES,
    total: float = TOTAL_SECONDS,
    private: bool | None = None,
) -> Fetched:
    """The page at ``address``. Raises ReadError for every failure.

    Args:
        timeout: seconds for each step, such as connecting or waiting for more.
        limit: bytes of the page, before and after decompression.
        total: seconds for the whole, redirects included.
        private: whether addresses of this machine and of private networks may be fetched; None asks the
            environment (`addresses.VARIABLE`).
    """
    import httpx

    from pressgraph.reading.connect import Deadline, GuardedTransport

    deadline = Deadline(total)
    transport = GuardedTransport(deadline, private_allowed() if private is None else private)
    with (
        _explained(address, timeout, total),
        httpx.Client(
            transport=transport, follow_redirects=True, max_redirects=MAX_REDIRECTS, timeout=timeout, headers=_HEADERS
        ) as client,
        client.stream("GET", address) as response,
    ):
        return _answer(address, response, limit)


@contextmanager
def _explained(address: str, timeout: float, total: float) -> Iterator[None]:
    """Turns what can go wrong into ReadError."""
    import httpcore
    import httpx

    try:
        yield
    except PrivateAddressError as error:
        raise ReadError(f"{address}: {error}") from None
    except httpx.TooManyRedirects:
        raise ReadError(f"{address}: redirected more than {MAX_REDIRECTS} times: {_SAVE}") from None
    except (httpx.TimeoutException, httpcore.TimeoutException):
        raise ReadError(
            f"{address}: no answer within {timeout:g} seconds, or not all of it within {total:g}: "
            f"try again later, or {_SAVE}"
        ) from None
    except (
        httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.NetworkError, httpcore.ProtocolError,
        httpcore.ProxyError, httpcore.UnsupportedProtocol, OSError, ValueError, zlib.error,
    ) as error:  # fmt: skip
        raise ReadError(
            f"{address}: cannot be fetched ({error}): check the address and the network, or {_SAVE}"
        ) from None


def _answer(address: str, response: httpx.Response, limit: int) -> Fetched:
    if response.status_code != 200:
        raise ReadError(f"{address}: the server answered {response.status_code} {response.reason_phrase}: {_SAVE}")
    media = response.headers.get("content-type", "").split(";")[0].strip().lower()
    kind = _KINDS.get(media)
    if kind is None and media not in _UNKNOWN:
        raise ReadError(
            f"{address}: this is {media}, neither HTML, text nor JSON: give the article's own page or its text"
        )
    packing = response.headers.get("content-encoding", "").strip().lower()
    data = bytearray()
    for piece in _unpacked(_limited(response.iter_raw(), limit, address), packing, address):
        data += piece
        if len(data) > limit:
            raise _too_large(address, limit)
    return Fetched(bytes(data), str(response.url), kind, response.charset_encoding)


def _limited(pieces: Iterable[bytes], limit: int, address: str) -> Iterator[bytes]:
    """The pieces as they come over the network, up to ``limit`` bytes."""
    come = 0
    for piece in pieces:
        come += len(piece)
        if come > limit:
            raise _too_large(address, limit)
        yield piece


def _unpacked(pieces: Iterable[bytes], packing: str, address: str) -> Iterator[bytes]:
    """The pieces decompressed, never more than 64 KiB of them at once however tightly they were packed."""
    if packing in {"", "identity"}:
        yield from pieces
        return
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise ReadError(f"{address}: the server packed it as {packing[:40]!r}, which was not asked for: {_SAVE}")
    unpacker = None
    for piece in pieces:
        rest = piece
        while rest:
            if unpacker is not None and unpacker.eof and (packing == "deflate" or rest[0] != 0x1F):
                return  # padding behind the page, as browsers see it too
            if unpacker is None or unpacker.eof:
                unpacker = zlib.decompressobj(_window(packing, rest))
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail or unpacker.unused_data
    if unpacker is not None and not unpacker.eof:
        yield unpacker.flush(_PIECE)
        if not unpacker.eof:
            raise ReadError(f"{address}: the compressed page breaks off: try again later, or {_SAVE}")


def _window(packing: str, data: bytes) -> int:
    """zlib's ``wbits``: gzip; or deflate, which some servers send without zlib's header."""
    if packing != "deflate":
        return 31
    return zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS


def _too_large(address: str, limit: int) -> ReadError:
    return ReadError(f"{address}: larger than {limit:,} bytes, too large for an article: {_SAVE}")
