"""The server as it is started: by the command, on a socket, with processes behind it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import httpx2
import pytest

from tests.conftest import ROOT

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


IMPATIENT = """
import sys
from pathlib import Path
from pressgraph.web import WebOptions
from pressgraph.web.server import listen, serve
with listen("127.0.0.1", 0) as opened:
    print(f"http://127.0.0.1:{opened.getsockname()[1]}/", file=sys.stderr, flush=True)
    serve(WebOptions(Path(sys.argv[1]), body_timeout_s=1), opened)
"""


def serving(*arguments: str, **environment: str) -> AbstractContextManager[tuple[str, subprocess.Popen[str]]]:
    """The command's process and its address."""
    return running([sys.executable, "-m", "pressgraph", "serve", *arguments, "--port", "0"], **environment)


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server's process and the address that it tells."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path, **environment}
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        while line and "http://" not in line:
            line = process.stderr.readline()
        found = re.search(r"http://[^/ ]+", line)
        assert found is not None, process.stderr.read()
        yield found[0], process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        process.wait(30)
        process.stderr.close()


def wait_for(client: httpx2.Client) -> None:
    for _ in range(300):
        with suppress(httpx2.TransportError):
            if client.get("/sparql", params={"query": "ASK {}"}).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


def children(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.add(int(path.parent.name))
    return found


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def test_a_hundred_queries_at_once_and_one_without_end(store: Path) -> None:
    with serving(str(store), "--timeout", "15", "--queries", "2") as (address, process):
        with httpx2.Client(base_url=address, timeout=120) as client:
            wait_for(client)

            def ask(number: int) -> httpx2.Response:
                query = ENDLESS if number == 0 else f"SELECT ({number} AS ?n) (COUNT(*) AS ?m) {{ ?s ?p ?o }}"
                return client.get("/sparql", params={"query": query})

            with ThreadPoolExecutor(100) as pool:
                answers = list(pool.map(ask, range(100)))
            assert answers[0].status_code == 503
            for number, answer in enumerate(answers[1:], 1):
                assert answer.status_code == 200
                assert answer.json()["results"]["bindings"][0]["n"]["value"] == str(number)
            assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
        assert process.poll() is None


def test_slow_clients_keep_nobody_out(store: Path) -> None:
    with serving(str(store)) as (address, _process):
        host, port = address.removeprefix("http://").split(":")
        slow = [socket.create_connection((host, int(port))) for _ in range(50)]
        try:
            for index, connection in enumerate(slow):
                head = "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
                connection.sendall((head if index % 2 else head + "Content-Length: 1000\r\n\r\nASK").encode())
            with httpx2.Client(base_url=address, timeout=60) as client:
                wait_for(client)
                assert client.get("/").status_code == 200
        finally:
            for connection in slow:
                connection.close()


def asked_raw(address: str, target: str, head: str = "", body: bytes = b"") -> bytes:
    """The answer to a request whose target no client has tidied up."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=120) as connection:
        start = f"{head or 'GET'} {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
        connection.sendall(start.encode("latin-1") + (b"" if body else b"\r\n") + body)
        found = b""
        while piece := connection.recv(65536):
            found += piece
        return found


def test_paths_lead_nowhere_else(store: Path) -> None:
    with serving(str(store)) as (address, _process):
        assert b" 200 " in asked_raw(address, "/static/page.css").partition(b"\r\n")[0]
        for target in (
            "/static/../app.py",
            "/static/vendor/../../app.py",
            "/static/%2e%2e/app.py",
            "/static/..%2f..%2fapp.py",
            "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
            "/static//etc/passwd",
            "/static/..\\app.py",
            "/static/page.css%00.py",
            "/id/../../../../../../etc/passwd",
            "//etc/passwd",
            "/../../../../etc/passwd",
        ):
            answer = asked_raw(address, target)
            assert re.match(rb"HTTP/1.1 (30[1378]|40[04]) ", answer), (target, answer[:200])
            assert b"root:" not in answer
            assert b"import " not in answer
        assert b" 200 " in asked_raw(address, "/sparql?query=ASK%20%7B%7D").partition(b"\r\n")[0]


def test_a_body_that_never_comes_is_given_up(store: Path) -> None:
    with running([sys.executable, "-c", IMPATIENT, str(store)]) as (address, _process):
        post = b"Content-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nASK"
        assert asked_raw(address, "/sparql", "POST", post).startswith(b"HTTP/1.1 408 ")
        assert b" 200 " in asked_raw(address, "/sparql?query=ASK%20%7B%7D").partition(b"\r\n")[0]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
def test_a_client_that_leaves_takes_its_query_along(store: Path) -> None:
    with serving(str(store), "--timeout", "300", "--queries", "1") as (address, process):
        with httpx2.Client(base_url=address, timeout=60) as client:
            wait_for(client)
            with pytest.raises(httpx2.TimeoutException):
                client.get("/sparql", params={"query": ENDLESS}, timeout=1)
            wait_for(client)  # the only place for queries is free again
        assert process.poll() is None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_server(store: Path, ending: signal.Signals) -> None:
    with serving(str(store), "--timeout", "300") as (address, process):
        with httpx2.Client(base_url=address, timeout=60) as client:
            wait_for(client)
            with ThreadPoolExecutor(1) as pool:
                asked = pool.submit(client.get, "/sparql", params={"query": ENDLESS})
                while not (workers := children(process.pid)):
                    time.sleep(0.1)
                time.sleep(1)
                process.send_signal(ending)
                with suppress(httpx2.TransportError):
                    asked.result()
        process.wait(60)
        for _ in range(300):
            if not any(map(alive, workers)):
                break
            time.sleep(0.1)
        assert not any(map(alive, workers))


def test_a_graph_file_is_served_too() -> None:
    with (
        serving(str(ROOT / "output" / "chess-final.ttl")) as (address, _process),
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        wait_for(client)
        assert "chess" in client.get("/", headers={"Accept": "text/html"}).text


def test_the_token_comes_from_the_environment(store: Path) -> None:
    with (
        serving(str(store), "--writable", PRESSGRAPH_TOKEN="s" * 20) as (address, _process),
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        wait_for(client)
        place = {"graph": "https://example.org/none"}
        assert client.delete("/graphs", params=place).status_code == 401
        known = {"Authorization": f"Bearer {'s' * 20}"}
        assert client.delete("/graphs", params=place, headers=known).status_code == 404


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [(["no-such-store"], "is no store"), (["STORE", "--host", "203.0.113.9"], "cannot listen")],
)
def test_what_cannot_be_served(store: Path, arguments: list[str], reason: str) -> None:
    given = [str(store) if item == "STORE" else item for item in arguments]
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "pressgraph", "serve", *given, "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 2
    assert reason in done.stderr
