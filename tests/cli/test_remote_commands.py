"""load, query and diff on a remote store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressgraph.store.remote import connection
from tests.checks.graphs import ARTICLE, PREFIXES, SOUND
from tests.cli.conftest import Run
from tests.store.remote.server import Fault, Server, serving


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server, and no pauses between attempts."""
    monkeypatch.setattr(connection.Patience, "pause", lambda *_: None)
    monkeypatch.setenv("NETRC", "/nowhere")
    with serving() as made:
        yield made


def test_commands_on_a_remote_store(run: Run, server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + SOUND)
    place = f"oxigraph:{server.address}"
    first = run("load", "a.ttl", "--to", place)
    assert first.exit_code == 0, first.output
    assert first.stderr.startswith(f"added      {ARTICLE}  +")
    assert f"{place}: 1 unchanged; the store is as it was" in run("load", "a.ttl", "--to", place).stderr
    asked = run("query", "who-said-what", "--param", "name=ana", "--from", place)
    assert asked.stdout.splitlines()[1].startswith("Ana Bell,"), asked.output
    endpoint = run("query", "SELECT (COUNT(*) AS ?n) { ?s a schema:Person }", "--from", f"{server.address}/query")
    assert endpoint.stdout == "n\n1\n"
    assert run("diff", ARTICLE, "a.ttl", "--from", place).exit_code == 0
    assert "1 removed" in run("load", "a.ttl", "--mode", "delete", "--to", place).stderr
    assert run("query", "ASK {}", "a.ttl", "--from", place).exit_code == 2
    server.faults.append(Fault(status=403, text="read-only", times=99, body="INSERT"))
    failed = run("load", "a.ttl", "--to", place)
    assert (failed.exit_code, failed.stdout) == (2, "")
    assert "start it writable" in failed.stderr
    unknown = run("load", "a.ttl", "--to", "nonsense")
    assert unknown.exit_code == 2
    assert "names no store" in unknown.stderr


def test_a_load_that_fails_half_way_says_what_is_there(run: Run, server: Server, tmp_path: Path) -> None:
    lines = [f"<urn:a{n:03}> a <https://schema.org/NewsArticle> <urn:a{n:03}> ." for n in range(120)]
    (tmp_path / "all.nq").write_text(
        "\n".join(lines).replace(" a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ")
    )
    place = f"oxigraph:{server.address}"
    server.faults.append(Fault("update", status=507, times=99, body="<urn:a110>"))
    failed = run("load", "all.nq", "--quiet", "--to", place)
    assert failed.exit_code == 2
    told = failed.stderr.splitlines()
    assert told[0] == f"{place}: 100 added (+100 -0 triples)"
    assert "run the same command again" in told[1]
    assert "no room left" in told[2]
    server.faults.clear()
    assert "20 added, 100 unchanged" in run("load", "all.nq", "--quiet", "--to", place).stderr
