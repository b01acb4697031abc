"""What a fetched address may lead to, and how much of it, for how long."""

from __future__ import annotations

import base64
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import click
import httpcore
import pytest
from click.testing import CliRunner

from pressgraph.cli.common import metadata_options
from pressgraph.errors import ReadError
from pressgraph.reading import connect, read
from pressgraph.reading.addresses import VARIABLE, PrivateAddressError, is_public, private_allowed, resolve
from pressgraph.reading.fetch import fetch

TEXT = b"Ships left the harbour on Monday."
BOMB = gzip.compress(b"\0" * 60_000_000, 9)


class _Handler(BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers)))
        answer: Callable[[], None] = getattr(self, f"do_{self.path.strip('/').split('/')[0].split('?')[0]}")
        answer()

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/plain", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_plain(self) -> None:
        self.give(TEXT)

    def do_packed(self) -> None:
        plain = zlib.compressobj(wbits=-15)
        bodies = {
            "gzip": gzip.compress(TEXT),
            "members": gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]),
            "padded": gzip.compress(TEXT) + b"\0" * 20,
            "deflate": zlib.compress(TEXT),
            "bare": plain.compress(TEXT) + plain.flush(),
            "cut": gzip.compress(TEXT)[:-9],
            "broken": b"no gzip at all",
            "bomb": BOMB,
            "br": TEXT,
            "twice": gzip.compress(gzip.compress(TEXT)),
        }
        kind = self.path.rsplit("/", 1)[1]
        names = {"deflate": "deflate", "bare": "deflate", "br": "br", "twice": "gzip, gzip"}
        self.give(bodies[kind], Content_Encoding=names.get(kind, "gzip"))

    def do_elsewhere(self) -> None:
        self.give(BOMB, 302, Location=self.path.partition("?")[2], Content_Encoding="gzip")

    def do_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self._drip(b"x")

    def do_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip(b"x")

    def _drip(self, piece: bytes) -> None:
        try:
            for _ in range(200):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    """A server on loopback that notes what it is asked."""
    handler = type("Handler", (_Handler,), {"seen": []})
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Private addresses are refused, as they are for users."""
    monkeypatch.delenv(VARIABLE, raising=False)


def _seen(site: ThreadingHTTPServer) -> list[tuple[str, dict[str, str]]]:
    return site.RequestHandlerClass.seen  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.1", "168.63.129.16",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::169.254.169.254",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1",
        "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
        "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.0.1.1",
     "223.255.255.255", "2606:2800:220:1::1", "2a00:1450::1", "64:ff9b::8.8.8.8", "2002:808:808::1", "::ffff:8.8.8.8"],
)  # fmt: skip
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_this_machine_is_fetched(site: ThreadingHTTPServer, host: str) -> None:
    with pytest.raises(ReadError, match=r"private network|cannot be fetched"):
        fetch(f"http://{host}:{site.server_port}/plain", timeout=5)
    assert not _seen(site)


@pytest.mark.usefixtures("strict")
def test_the_message_names_the_way_out(site: ThreadingHTTPServer) -> None:
    with pytest.raises(ReadError, match=rf"127\.0\.0\.1 an address of this machine .*{VARIABLE}=1"):
        list(read(f"http://127.0.0.1:{site.server_port}/plain"))


@pytest.mark.usefixtures("strict")
def test_private_addresses_by_keyword_and_by_environment(
    site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"http://127.0.0.1:{site.server_port}/plain"
    assert fetch(address, private=True).data == TEXT
    monkeypatch.setenv(VARIABLE, "1")
    assert fetch(address).data == TEXT
    with pytest.raises(ReadError, match="private network"):
        fetch(address, private=False)


@pytest.mark.parametrize(("value", "allowed"), [("1", True), ("true", True), ("Yes", True), ("0", False), ("", False),
                                                ("no", False), ("false", False)])  # fmt: skip
def test_what_the_environment_may_say(monkeypatch: pytest.MonkeyPatch, value: str, allowed: bool) -> None:
    monkeypatch.setenv(VARIABLE, value)
    assert private_allowed() is allowed


@pytest.mark.usefixtures("strict")
def test_the_option_of_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    @metadata_options
    def command(**_: object) -> None:
        click.echo(private_allowed())

    monkeypatch.setenv(VARIABLE, "0")  # which puts back what the option sets
    assert CliRunner().invoke(command, []).output == "False\n"
    assert CliRunner().invoke(command, ["--allow-private-addresses"]).output == "True\n"


def _names(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> list[str]:
    """A resolver that knows only ``answers``, one after the other, the last for ever; returns the names asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolver(host: Any, port: Any, *rest: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in answers:
            return real(host, port, *rest, **options)
        asked.append(name)
        found = answers[name].pop(0) if len(answers[name]) > 1 else answers[name][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    return asked


@pytest.mark.usefixtures("strict")
def test_names_that_lead_inside_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _names(
        monkeypatch, {"inside.example": [["10.0.0.7", "169.254.169.254"]], "both.example": [["10.0.0.7", "1.1.1.1"]]}
    )
    with pytest.raises(PrivateAddressError, match=r"inside\.example is 10\.0\.0\.7"):
        resolve("inside.example", 80)
    assert resolve("both.example", 80) == ["1.1.1.1"]
    assert resolve("inside.example", 80, private=True) == ["10.0.0.7", "169.254.169.254"]


@pytest.mark.usefixtures("strict")
def test_every_redirect_is_checked(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let through as if it were public; the second leads to the machine itself."""
    monkeypatch.setattr("pressgraph.reading.addresses.is_public", lambda address: address == "127.0.0.1")
    for target in ("http://127.0.0.2", "http://169.254.169.254", "http://[::1]", "//10.0.0.1", "file:///etc/hostname",
                   "ftp://example.org", "ws://127.0.0.1"):  # fmt: skip
        with pytest.raises(ReadError, match=r"private network|cannot be fetched"):
            fetch(f"http://127.0.0.1:{site.server_port}/elsewhere?{target}/plain", timeout=5)
    assert {path.partition("?")[0] for path, _ in _seen(site)} == {"/elsewhere"}


@pytest.mark.usefixtures("strict")
def test_a_name_that_changes_its_mind_cannot_lead_inside(
    site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the address that was checked; the name is asked once."""
    asked = _names(monkeypatch, {"rebind.example": [["127.0.0.9"], ["127.0.0.1"]]})
    monkeypatch.setattr("pressgraph.reading.addresses.is_public", lambda address: address == "127.0.0.9")
    connected: list[str] = []
    real = httpcore.SyncBackend.connect_tcp

    def connecting(self: Any, host: str, *rest: Any) -> Any:
        connected.append(host)
        return real(self, "127.0.0.1", *rest)  # where the test's server is

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connecting)
    assert fetch(f"http://rebind.example:{site.server_port}/plain").data == TEXT
    assert connected == ["127.0.0.9"]
    assert asked == ["rebind.example"]
    assert _seen(site)[0][1]["Host"] == f"rebind.example:{site.server_port}"
    with pytest.raises(ReadError, match="private network"):
        fetch(f"http://rebind.example:{site.server_port}/plain")


def test_tls_asks_for_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS begins with the checked address but for the name: certificate and SNI are those of the name."""
    _names(monkeypatch, {"secure.example": [["93.184.216.34"]]})
    seen: list[str | None] = []

    class Stream(httpcore.NetworkStream):
        def start_tls(self, _: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
            seen.extend([server_hostname, str(timeout is not None)])
            raise httpcore.ConnectError("no further")

        def close(self) -> None:
            pass

    def connecting(_: Any, host: str, *__: Any) -> Stream:
        seen.append(host)
        return Stream()

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connecting)
    with pytest.raises(ReadError, match="no further"):
        fetch("https://secure.example/")
    assert seen == ["93.184.216.34", "secure.example", "True"]


def test_the_second_address_serves_where_the_first_does_not(
    site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.3", 0)) as closed:
        dead = closed.getsockname()[0]
    _names(monkeypatch, {"two.example": [[dead, "127.0.0.1"]]})
    assert fetch(f"http://two.example:{site.server_port}/plain", private=True).data == TEXT


def test_credentials_stay_with_their_host(site: ThreadingHTTPServer) -> None:
    port = site.server_port
    fetch(f"http://me:secret@127.0.0.1:{port}/elsewhere?http://localhost:{port}/plain", private=True)
    (_, first), (path, second) = _seen(site)
    assert first["Authorization"] == "Basic " + base64.b64encode(b"me:secret").decode()
    assert path == "/plain"
    assert "Authorization" not in second
    assert "secret" not in str(second)


def test_redirects_come_without_their_bodies(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """httpx would unpack the 60 MB of the redirect's body before it goes on."""
    sizes: list[int] = []
    real = connect._Body.__iter__

    def counted(self: connect._Body) -> Iterator[bytes]:
        for piece in real(self):
            sizes.append(len(piece))
            yield piece

    monkeypatch.setattr(connect._Body, "__iter__", counted)
    page = fetch(f"http://127.0.0.1:{site.server_port}/elsewhere?/plain", private=True)
    assert page.data == TEXT
    assert sum(sizes) == len(TEXT)


@pytest.mark.parametrize("kind", ["gzip", "members", "padded", "deflate", "bare"])
def test_compressed_pages(site: ThreadingHTTPServer, kind: str) -> None:
    assert fetch(f"http://127.0.0.1:{site.server_port}/packed/{kind}", private=True).data == TEXT


@pytest.mark.parametrize(
    ("kind", "message"),
    [("cut", "breaks off"), ("broken", "cannot be fetched"), ("bomb", "larger than 20,000,000 bytes"),
     ("br", "packed it as 'br'"), ("twice", "packed it as 'gzip, gzip'")],
)  # fmt: skip
def test_compression_that_is_refused(site: ThreadingHTTPServer, kind: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        fetch(f"http://127.0.0.1:{site.server_port}/packed/{kind}", private=True)


@pytest.mark.parametrize("path", ["drip", "headers"])
def test_a_server_that_never_ends_is_left(site: ThreadingHTTPServer, path: str) -> None:
    """Each byte comes in time; all of them together do not."""
    with pytest.raises(ReadError, match=r"or not all of it within 0\.4"):
        fetch(f"http://127.0.0.1:{site.server_port}/{path}", timeout=5, total=0.4, private=True)


def test_a_proxy_of_the_environment_is_used(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.server_port}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setattr(_Handler, "do_http:", _Handler.do_plain, raising=False)
    assert fetch("http://only-the-proxy-knows.invalid/plain", private=False).data == TEXT
    assert _seen(site)[0][0] == "http://only-the-proxy-knows.invalid/plain"
    with pytest.raises(ReadError, match="private network"):
        fetch("http://169.254.169.254/latest/meta-data/", private=False)
    assert len(_seen(site)) == 1
