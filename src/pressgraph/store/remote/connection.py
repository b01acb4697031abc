"""Requests to a store: credentials, retries with growing pauses, and refusals in words that name the remedy."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx

from pressgraph.errors import StoreError
from pressgraph.store.remote.credentials import Login, credentials_for
from pressgraph.store.remote.places import Place
from pressgraph.store.remote.refusals import is_passing, refusal, unreachable

TIMEOUT_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is sent at most, and the pauses between: ``first_s``, doubled each time up to ``most_s``.

    A store that says how long to wait (Retry-After) is obeyed up to ``most_s``.
    """

    attempts: int = 6
    first_s: float = 0.5
    most_s: float = 30.0
    sleep: Callable[[float], None] = time.sleep

    def pause(self, attempt: int, asked: str | None = None) -> None:
        """Wait after the nth failure, counted from 0."""
        seconds = float(asked) if asked and asked.strip().isdigit() else self.first_s * 2**attempt
        self.sleep(min(seconds, self.most_s))


class Connection:
    """An HTTP client for one store. Every request may be sent again, so all of them must be idempotent."""

    def __init__(
        self, place: Place, patience: Patience | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.place = place
        self._patience = patience or Patience()
        self._known = bool(credentials := credentials_for(place.base, environment))
        self._client = httpx.Client(
            auth=Login(credentials),
            timeout=httpx.Timeout(TIMEOUT_S, connect=15.0),
            headers={"User-Agent": "pressgraph"},
            trust_env=not _is_loopback(place.base),
        )

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        address: str,
        *,
        content: bytes | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        fine: tuple[int, ...] = (),
    ) -> httpx.Response:
        """The store's answer, which is a success or one of the statuses that are ``fine``.

        Sent again after 429, 5xx and broken connections; StoreError for any other refusal, and when patience ends.
        """
        request = self._client.build_request(method, address, content=content, data=data, headers=headers)
        for attempt in range(self._patience.attempts):
            last = attempt + 1 == self._patience.attempts
            try:
                response = self._client.send(request)
            except (httpx.TransportError, httpx.DecodingError) as error:
                if last or not _may_pass(error):
                    raise unreachable(self.place, error) from None
                self._patience.pause(attempt)
                continue
            if response.is_success or response.status_code in fine:
                return response
            if last or not is_passing(response):
                raise refusal(self.place, response, self._known)
            self._patience.pause(attempt, response.headers.get("retry-after"))
        raise AssertionError("the last attempt returns or raises")

    @contextmanager
    def stream(
        self, address: str, data: Mapping[str, str], headers: Mapping[str, str], timeout_s: float | None
    ) -> Iterator[httpx.Response]:
        """A query's answer as it comes; ``timeout_s`` bounds each wait for more of it. StoreError as for `send`."""
        request = self._client.build_request(
            "POST", address, data=data, headers=headers, timeout=httpx.Timeout(timeout_s, connect=15.0)
        )
        response = self._opened(request)
        try:
            yield response
        finally:
            response.close()

    def _opened(self, request: httpx.Request) -> httpx.Response:
        for attempt in range(self._patience.attempts):
            last = attempt + 1 == self._patience.attempts
            try:
                response = self._client.send(request, stream=True)
                if response.is_success:
                    return response
                response.read()
            except httpx.TimeoutException:
                raise
            except (httpx.TransportError, httpx.DecodingError) as error:
                if last or not _may_pass(error):
                    raise unreachable(self.place, error) from None
                self._patience.pause(attempt)
                continue
            if last or not is_passing(response):
                raise refusal(self.place, response, self._known)
            self._patience.pause(attempt, response.headers.get("retry-after"))
        raise AssertionError("the last attempt returns or raises")


def _may_pass(error: Exception) -> bool:
    """Whether a failure may be gone the next time; a certificate that cannot be verified is not."""
    return (
        isinstance(error, httpx.TransportError)
        and not isinstance(error, httpx.UnsupportedProtocol)
        and ("CERTIFICATE" not in str(error).upper())
    )


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def media_type(response: httpx.Response) -> str:
    """The answer's media type in lower case, without parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def expect(place: Place, response: httpx.Response, kinds: tuple[str, ...]) -> str:
    """The answer's media type, where it is one of those asked for; StoreError for a page or anything else."""
    found = media_type(response)
    if found not in kinds:
        raise StoreError(
            f"{place} answered {found or 'something without a media type'} where {kinds[0]} was asked for: "
            "this is no SPARQL endpoint of that kind; check the address"
        )
    return found
