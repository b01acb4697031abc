"""Fixtures of the reading tests: standard input, and a web server on loopback."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.reading.samples import PAGE

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html"}
ANSWERS: dict[str, Answer] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    "/latin": (
        200,
        {"Content-Type": "text/html; charset=iso-8859-1"},
        b"<p>The caf\xe9 opened on Monday in S\xe3o Tom\xe9.</p>",
    ),
    "/moved": (302, {"Location": "/page?from=old#top"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/gone": (410, HTML, b"gone"),
    "/large": (200, HTML, b"<p>" + b"x" * 3000),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
    "/unnamed.txt": (200, {}, b"Ships left the harbour on Monday."),
    "/feed": (200, {"Content-Type": "application/json"}, b'[{"text": "One came.", "url": "https://example.org/1"}]'),
    "/cut": (200, {"Content-Type": "text/html", "Content-Length": "500"}, b"<p>cut off"),
    "/empty": (200, HTML, b""),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path.split("?")[0], (404, HTML, b"no"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a web server on loopback."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' server may be fetched from, without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("PRESSGRAPH_ALLOW_PRIVATE_ADDRESSES", "1")


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """A function that puts bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put
