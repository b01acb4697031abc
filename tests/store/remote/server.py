"""A SPARQL server on loopback for tests: a real store behind the paths of all kinds, faults on demand."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

NONCE = "4e6f6e6365"


@dataclass
class Fault:
    """What goes wrong with a request whose path holds ``path`` (and whose body holds ``body``), ``times`` times.

    ``how``: answer (with the status and text), reset (before anything is done), lose (done, and no answer), cut
    (an answer that ends half-way), stall (no answer until the client goes).
    """

    path: str = ""
    status: int = 503
    text: str = "busy"
    kind: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)
    how: str = "answer"
    times: int = 1
    body: str = ""


class Server(ThreadingHTTPServer):
    """The store, what is wrong with it, and the requests that it has seen."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, union: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.union = union
        self.faults: list[Fault] = []
        self.login: tuple[str, str, str] | None = None
        self.seen: list[tuple[str, str]] = []
        self.bodies: list[str] = []
        self.lock = threading.Lock()
        self.done = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: Any) -> None:
        """Connections that the client or a fault breaks off are no news."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        self.server.seen.append((self.command, self.path))
        self.server.bodies.append(body)
        if not self._known():
            return
        fault = self._fault(body)
        if fault is None:
            self._answer(*self._result(body))
        elif fault.how == "answer":
            self._answer(fault.status, fault.text.encode(), fault.kind, fault.headers)
        elif fault.how == "stall":
            self.server.done.wait(30)
            self.close_connection = True
        else:
            self._break(fault, body)

    do_GET = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815

    def _fault(self, body: str) -> Fault | None:
        with self.server.lock:
            for fault in self.server.faults:
                if fault.times and fault.path in f"{self.command} {self.path}" and fault.body in body:
                    fault.times -= 1
                    return fault
        return None

    def _break(self, fault: Fault, body: str) -> None:
        self.close_connection = True
        if fault.how == "reset":
            return
        status, data, kind = self._result(body)
        if fault.how == "cut":
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2])

    def _answer(
        self, status: int, data: bytes, kind: str = "text/plain", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _known(self) -> bool:
        """Whether the request has the right credentials; where not, it is answered."""
        if self.server.login is None:
            return True
        scheme, user, password = self.server.login
        given = self.headers.get("authorization", "")
        if given and given == _expected(scheme, user, password, given, self.command):
            return True
        challenge = {"digest": f'Digest realm="s", nonce="{NONCE}", qop="auth"'}.get(scheme, f'{scheme} realm="s"')
        headers = {} if scheme == "silent" else {"WWW-Authenticate": challenge}
        self._answer(403 if scheme == "silent" else 401, b"who are you?", headers=headers)
        return False

    def _result(self, body: str) -> tuple[int, bytes, str]:
        parts = urlsplit(self.path)
        arguments = {name: values[0] for name, values in parse_qs(parts.query).items()}
        graph = arguments.get("graph") or arguments.get("graph-uri")
        if graph:
            return self._graph(ox.NamedNode(graph), body)
        is_form = "form" in (self.headers.get("content-type") or "")
        fields = {name: values[0] for name, values in parse_qs(body).items()} if is_form else {}
        try:
            if parts.path.endswith(("/update", "/sparql-auth", "/statements")):
                self.server.store.update(fields.get("update", body))
                return 204, b"", "text/plain"
            return self._query(fields["query"])
        except (SyntaxError, ValueError) as error:
            return 400, str(error).encode(), "text/plain"

    def _query(self, query: str) -> tuple[int, bytes, str]:
        result = self.server.store.query(query, use_default_graph_as_union=self.server.union)
        if isinstance(result, ox.QueryTriples):
            return 200, result.serialize(format=ox.RdfFormat.N_TRIPLES) or b"", "application/n-triples"
        data = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
        return 200, data, "application/sparql-results+json"

    def _graph(self, graph: ox.NamedNode, body: str) -> tuple[int, bytes, str]:
        store = self.server.store
        if self.command == "GET":
            data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
            return (200 if data else 404), data, "application/n-triples"
        parsed = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
        if self.command in ("PUT", "DELETE"):
            store.remove_graph(graph)
        store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in parsed)
        return 204, b"", "text/plain"


def _expected(scheme: str, user: str, password: str, given: str, method: str) -> str:
    if scheme == "Bearer":
        return f"Bearer {password}"
    if scheme in ("Basic", "silent"):
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    sent = dict(re.findall(r'(\w+)="?([^",]+)"?', given))

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    ours = md5(f"{user}:s:{password}")
    theirs = md5(f"{method}:{sent.get('uri')}")
    parts = (ours, NONCE, sent.get("nc"), sent.get("cnonce"), "auth", theirs)
    return given if sent.get("response") == md5(":".join(map(str, parts))) else ""


@contextmanager
def serving(union: bool = False) -> Iterator[Server]:
    """A server that runs until the end of the block."""
    server = Server(union)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        server.shutdown()
        server.server_close()
        thread.join()
