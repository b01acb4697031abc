"""Connections for fetching a page: to checked addresses only, and none lasts longer than the whole may take.

The check stands where the connection is made, so that it holds for every redirect and for a name that answers
differently the second time; TLS and the Host header still use the name.
"""

from __future__ import annotations

import ssl
import time
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from pressgraph.reading.addresses import resolve

_SCHEMES = frozenset({"http", "https"})
_Options = Iterable[httpcore.SOCKET_OPTION]


class Deadline:
    """A moment that nothing may outlast; ``seconds`` from now."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def within(self, timeout: float | None) -> float:
        """``timeout`` or what is left, whichever is shorter. Raises httpcore.ReadTimeout when nothing is left."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole page is used up")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Opens connections to the addresses that `resolve` allows, one after the other."""

    def __init__(self, deadline: Deadline, private: bool) -> None:
        self._deadline, self._private = deadline, private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in resolve(host, port, private=self._private):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


class GuardedTransport(httpx.BaseTransport):
    """Carries httpx's requests over checked connections.

    Where the environment names a proxy (``HTTPS_PROXY`` and the like), the proxy is connected to instead: it is the
    user's own choice, and the target's name is checked here as far as it can be resolved here.
    """

    def __init__(self, deadline: Deadline, private: bool) -> None:
        self._deadline, self._private = deadline, private
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme not in _SCHEMES:
            raise httpx.UnsupportedProtocol(f"{url.scheme or 'no scheme'} is neither http nor https", request=request)
        proxy = _proxy(url)
        if proxy:
            self._check(url)
        response = self._pool(proxy).handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return _moved(response) if 300 <= response.status < 400 else _answered(response)

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def _pool(self, proxy: str) -> httpcore.ConnectionPool:
        if proxy not in self._pools:
            self._pools[proxy] = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(),
                proxy=_as_proxy(proxy) if proxy else None,
                network_backend=_Backend(self._deadline, self._private or bool(proxy)),
            )
        return self._pools[proxy]

    def _check(self, url: httpx.URL) -> None:
        try:
            resolve(url.host, url.port or 0, private=self._private)
        except (OSError, UnicodeError):
            return  # only the proxy knows the name


def _answered(response: httpcore.Response) -> httpx.Response:
    return httpx.Response(
        response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
    )


def _moved(response: httpcore.Response) -> httpx.Response:
    """A redirect without its body, which httpx would read whole and decompress, whatever its size."""
    response.close()
    headers = [(name, value) for name, value in response.headers if name.lower() in {b"location", b"set-cookie"}]
    return httpx.Response(response.status, headers=headers, extensions=response.extensions)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def _proxy(url: httpx.URL) -> str:
    """The proxy that the environment names for an address; empty where none is meant for it."""
    proxies = urllib.request.getproxies()
    found = proxies.get(url.scheme) or proxies.get("all") or ""
    return "" if not found or urllib.request.proxy_bypass(url.host) else found


def _as_proxy(address: str) -> httpcore.Proxy:
    url = httpx.URL(address if "://" in address else f"http://{address}")
    auth = (url.username, url.password) if url.username or url.password else None
    return httpcore.Proxy(str(url.copy_with(username="", password="")), auth=auth)
