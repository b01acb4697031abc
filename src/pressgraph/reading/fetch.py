"""Pages from the web: one request, with limits, and errors that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressgraph.errors import ReadError

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 20.0
MAX_REDIRECTS = 10
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


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: ``address`` is the one after redirects, ``kind`` None where no header tells it."""

    data: bytes
    address: str
    kind: str | None
    charset: str | None


def fetch(address: str, timeout: float = TIMEOUT_SECONDS, limit: int = MAX_BYTES) -> Fetched:
    """The page at ``address``; ``limit`` counts bytes after decompression. Raises ReadError for every failure."""
    import httpx

    headers = {
        "User-Agent": "pressgraph",
        "Accept": "text/html,application/xhtml+xml,application/json,text/plain,*/*;q=0.5",
    }
    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=MAX_REDIRECTS, timeout=timeout, headers=headers
            ) as client,
            client.stream("GET", address) as response,
        ):
            return _answer(address, response, limit)
    except httpx.TooManyRedirects:
        raise ReadError(f"{address}: redirected more than {MAX_REDIRECTS} times: {_SAVE}") from None
    except httpx.TimeoutException:
        raise ReadError(f"{address}: no answer within {timeout:g} seconds: try again later, or {_SAVE}") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, ValueError) as error:
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
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limit:
            raise ReadError(f"{address}: larger than {limit:,} bytes, too large for an article: {_SAVE}")
    return Fetched(bytes(data), str(response.url), kind, response.charset_encoding)
