"""The same on real servers: Oxigraph's and Virtuoso's, and Comunica as a client of what was loaded there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from pressgraph.errors import StoreError
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store import Mode, Status, bindings, find_query
from pressgraph.store.files import ontology_quads
from pressgraph.store.loading import by_graph, in_order, load_ontology
from pressgraph.store.loading import merged as merged_store
from pressgraph.store.remote import Connection, RemoteStore, ask
from pressgraph.store.remote.credentials import PASSWORD, USER
from pressgraph.store.remote.places import ASSERTED_GRAPH, place_of
from pressgraph.store.worker import evaluate
from tests.cli.test_root import environment
from tests.graph import sample
from tests.store.remote import servers
from tests.store.remote.articles import A, article, graphs, merged, some_article
from tests.store.remote.test_asking import HOSTILE, cells
from tests.store.remote.test_loading import load
from tests.store.test_queries import EXPECTED

LOGIN = {USER: "dba", PASSWORD: servers.PASSWORD, "NETRC": "/nowhere"}
SAMPLE = in_order(by_graph(to_quads(sample.annotated(), MappingOptions(profile="recall"))))
KINDS = [
    pytest.param("oxigraph", marks=pytest.mark.oxigraph),
    pytest.param("virtuoso", marks=pytest.mark.virtuoso),
]


@pytest.fixture(scope="module", params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server as ``--to`` names it."""
    kind = str(request.param)
    with getattr(servers, kind)(tmp_path_factory.mktemp(kind)) as address:
        yield f"{kind}:{address}"


@pytest.fixture
def connection(place: str) -> Iterator[Connection]:
    """A connection to the server, which is empty at first."""
    with Connection(place_of(place), environment=LOGIN) as made:
        store = RemoteStore(made)
        list(store.remove(store.graphs()))
        yield made


def in_merged(connection: Connection) -> set[ox.Triple]:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    return set(ask(connection, query, limit=None).triples)


def test_articles_come_change_and_go(connection: Connection) -> None:
    store, chance = RemoteStore(connection), random.Random(3)
    there: dict[str, set[ox.Triple]] = {}
    for mode in (Mode.REPLACE, Mode.REPLACE, Mode.MERGE, Mode.REPLACE, Mode.DELETE):
        given = graphs(*(some_article(number, chance) for number in chance.sample(range(9), 5)))
        load(store, given, mode)
        assert {item.status for item in load(store, given, mode)} == {Status.UNCHANGED}
        for name, triples in given:
            there[name.value] = mode.outcome(there.get(name.value, set()), triples)
        assert store.graphs() == sorted(name for name, triples in there.items() if triples)
        for iri, triples in there.items():
            assert store.triples(ox.NamedNode(iri)) == triples
        assert in_merged(connection) == merged(there.values())


def test_sample_comes_back_and_answers_named_queries(connection: Connection) -> None:
    store = RemoteStore(connection)
    load(store, SAMPLE)
    assert store.triples(SAMPLE[0][0]) == SAMPLE[0][1]
    here = merged_store(dict(SAMPLE))
    load_ontology(here, ontology_quads())
    for name, (parameters, _) in EXPECTED.items():
        query = find_query(name)
        for given in (parameters, {}):
            bound = bindings(query, given)
            ours = evaluate(here, query.text, bound, None)
            assert cells(ask(connection, query.text, bindings=bound).rows) == cells(ours.rows), (name, given)


def test_forms_of_query_and_hostile_values(connection: Connection) -> None:
    load(RemoteStore(connection), SAMPLE)
    assert ask(connection, "ASK { ?a a schema:NewsArticle }").answer
    assert not ask(connection, "ASK { ?s a rdf:Statement }").answer
    assert len(ask(connection, "CONSTRUCT WHERE { ?a schema:headline ?n }").triples) == 1
    before = in_merged(connection)
    query = find_query("who-said-what")
    for text in HOSTILE:
        if "\x00" in text and connection.place.kind == "virtuoso":
            continue  # it refuses the character, whoever writes it
        assert ask(connection, query.text, bindings=bindings(query, {"name": text})).rows == ()
    assert in_merged(connection) == before


def test_graph_larger_than_one_update(connection: Connection) -> None:
    many = "\n".join(f":x{n} schema:spouse :y{n} ; schema:name 'x{n}' ." for n in range(6_000))
    given = graphs(article(A, many))
    store = RemoteStore(connection)
    assert [item.added for item in load(store, given)] == [12_001]
    assert [item.removed for item in load(store, graphs(article(A, "")))] == [12_000]
    assert len(in_merged(connection)) == 1


def test_loader_that_is_killed_is_taken_up_again(place: str, connection: Connection, tmp_path: Path) -> None:
    """SIGKILL after the first graphs are in; the second run leaves what one whole run would have."""
    chance = random.Random(5)
    given = graphs(*(some_article(number, chance) for number in range(400)))
    quads = [ox.Quad(t.subject, t.predicate, t.object, name) for name, triples in given for t in triples]
    (tmp_path / "all.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    command = [sys.executable, "-c", "from pressgraph.cli import main; main()", "load", "all.nq", "--to", place]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment() | LOGIN, stderr=subprocess.PIPE)
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"added")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    store = RemoteStore(connection)
    load(store, given)
    assert {item.status for item in load(store, given)} == {Status.UNCHANGED}
    assert store.graphs() == sorted(name.value for name, _ in given)
    assert in_merged(connection) == merged(triples for _, triples in given)
    assert store.triples(given[7][0]) == given[7][1]


@pytest.mark.oxigraph
def test_read_only_server_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    ox.Store(str(tmp_path / "data")).flush()
    with (
        servers.oxigraph(tmp_path / "data", writable=False) as address,
        Connection(place_of(f"oxigraph:{address}")) as made,
        pytest.raises(StoreError, match="read-only"),
    ):
        load(RemoteStore(made), SAMPLE)


@pytest.mark.virtuoso
def test_missing_and_wrong_passwords_are_said(tmp_path: Path) -> None:
    refusals = {"PRESSGRAPH_STORE_USER and": {}, "refuses these credentials": LOGIN | {PASSWORD: "wrong"}}
    with servers.virtuoso(tmp_path) as address:
        for message, login in refusals.items():
            with (
                Connection(place_of(f"virtuoso:{address}"), environment={"NETRC": "/nowhere"} | login) as made,
                pytest.raises(StoreError, match=message),
            ):
                load(RemoteStore(made), SAMPLE)


@pytest.mark.comunica
def test_comunica_reads_what_was_loaded(connection: Connection) -> None:
    """Another implementation of SPARQL gets the same rows from the store's endpoint."""
    command = servers.program("comunica-sparql", "npm install -g @comunica/query-sparql@4")
    load(RemoteStore(connection), SAMPLE)
    where = f"GRAPH <{ASSERTED_GRAPH.value}>" if connection.place.union else ""
    pattern = "?p <https://schema.org/name> ?name ; <https://schema.org/jobTitle> ?title"
    query = f"SELECT ?name ?title WHERE {{ {where} {{ {pattern} }} }}"
    done = subprocess.run(
        [command, f"sparql@{connection.place.query}", query, "-t", "application/sparql-results+json"],
        capture_output=True,
        check=True,
        timeout=300,
    )
    rows = json.loads(done.stdout)["results"]["bindings"]
    theirs = sorted((row["name"]["value"], row["title"]["value"]) for row in rows)
    ours = ask(connection, "SELECT ?name ?title WHERE { ?p schema:name ?name ; schema:jobTitle ?title }")
    assert theirs == sorted((str(name.value), str(title.value)) for name, title in ours.rows)  # type: ignore[union-attr]
    assert theirs
