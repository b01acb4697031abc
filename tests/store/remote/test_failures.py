"""Stores that are busy, down, full, read-only, or no stores at all."""

from __future__ import annotations

import socket

import pytest

from pressgraph.errors import PressgraphError, StoreError
from pressgraph.store import Loaded, Status
from pressgraph.store.remote import Connection, RemoteStore
from pressgraph.store.remote.connection import Patience
from pressgraph.store.remote.places import place_of
from tests.store.remote.articles import A, B, article, graphs, merged
from tests.store.remote.conftest import Connect
from tests.store.remote.server import Fault, Server
from tests.store.remote.test_loading import in_graph, in_merged, load

BROKEN = ("answer", "reset", "lose")
GIVEN = graphs(article(A, ":x schema:spouse :y ."), article(B, ":x schema:parent :z ."))


@pytest.mark.parametrize(
    ("path", "how"),
    [("query", "cut"), *((path, how) for path in ("query", "POST /update", "PUT /store") for how in BROKEN)],
)
def test_passing_failures_are_tried_again(
    store: RemoteStore, server: Server, pauses: list[float], path: str, how: str
) -> None:
    """Also where a request was carried out and only its answer was lost."""
    server.faults.append(Fault(path, how=how, times=2))
    assert [item.status for item in load(store, GIVEN)] == [Status.ADDED] * 2
    assert in_merged(store, server) == merged(triples for _, triples in GIVEN)
    assert pauses == [0.5, 1.0]


def test_retry_after_is_obeyed_within_bounds(store: RemoteStore, server: Server, pauses: list[float]) -> None:
    server.faults.append(Fault("update", status=429, headers={"Retry-After": "7"}))
    server.faults.append(Fault("update", status=503, headers={"Retry-After": "86400"}))
    load(store, GIVEN)
    assert pauses == [7.0, 30.0]


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"], indirect=True)
@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (Fault(status=503, times=99), "too busy .503.: try again later"),
        (Fault(how="reset", times=99), "broke the connection off"),
        (Fault(status=507, text="Insufficient Storage", times=99), "no room left: free or add disk space"),
        (Fault(status=500, text="write: No space left on device", times=99), "no room left"),
        (Fault(status=403, text="The server is read-only", times=99), "is read-only"),
        (Fault(status=405, text="", times=99), "is read-only"),
        (Fault(status=401, text="", times=99), "wants credentials .401.: set PRESSGRAPH_STORE_USER"),
        (Fault(status=404, text="<html><title>x</title>No such dataset</html>", times=99), r"says: No such dataset"),
        (Fault(status=413, text="", times=99), "raise its limit"),
        (Fault(status=301, headers={"Location": "https://x.example/"}, times=99), "not followed: name that address"),
        (Fault(status=400, text="syntax", times=99), "refuses the request .400."),
    ],
)
def test_lasting_failures_name_the_remedy_and_leave_nothing_half_done(
    connect: Connect, server: Server, kind: str, fault: Fault, message: str
) -> None:
    store = RemoteStore(connect(kind))
    load(store, GIVEN[:1])
    changed = graphs(article(A, ":x schema:spouse :w ."), article(B, ""))
    fault.path, fault.times = "update" if kind == "oxigraph" else "sparql-graph-crud", 99
    if kind == "virtuoso":
        fault.path = "PUT /sparql-graph-crud"
    server.faults.append(fault)
    with pytest.raises(StoreError, match=message):
        load(store, changed)
    assert in_graph(server, A) == GIVEN[0][1]
    assert in_graph(server, B) == set()
    assert in_merged(store, server) <= merged([GIVEN[0][1]])
    server.faults.clear()
    load(store, changed)
    assert in_merged(store, server) == merged(triples for _, triples in changed)


def test_full_and_refusing_stores_are_not_asked_again(store: RemoteStore, server: Server, pauses: list[float]) -> None:
    for status, text in ((507, "full"), (403, "no"), (500, "disk full"), (400, "syntax error")):
        server.faults.append(Fault("update", status=status, text=text))
        with pytest.raises(StoreError):
            load(store, GIVEN)
    assert pauses == []


def test_later_batches_fail_and_earlier_ones_stay(store: RemoteStore, server: Server) -> None:
    given = graphs(*(article(f"https://news.example/{n:03}", "") for n in range(150)))
    server.faults.append(Fault("update", status=507, times=99, body="https://news.example/149"))
    done: list[Loaded] = []
    with pytest.raises(StoreError, match="no room left"):
        done.extend(store.load(given))
    assert len(done) == len(store.graphs()) == 100
    server.faults.clear()
    assert [item.status for item in load(store, given)] == [Status.UNCHANGED] * 100 + [Status.ADDED] * 50


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (Fault("query", 200, "<html>Welcome</html>", "text/html"), "answered text/html .* check the address"),
        (Fault("query", 200, "{}", ""), "without a media type"),
        (Fault("query", 200, "{]", "application/sparql-results+json"), "cannot be read"),
        (Fault("query", 200, '{"boolean": true}', "application/sparql-results+json"), "cannot be read"),
        (Fault("query", 200, '{"results": {"bindings": [{"g": {"value": "x"}}]}}', "application/json"), "a count"),
        (Fault("GET /store", 200, "<a> <b", "application/n-triples"), "the graph <https://news.example/a> that cannot"),
        (Fault("GET /store", 200, "<html>", "text/html"), "answered text/html"),
    ],
)
def test_nonsense_is_said_and_nothing_is_loaded(store: RemoteStore, server: Server, fault: Fault, message: str) -> None:
    load(store, GIVEN[:1])
    server.faults.append(fault)
    with pytest.raises(StoreError, match=message):
        load(store, graphs(article(A, ":x schema:spouse :w .")))
    assert in_graph(server, A) == GIVEN[0][1]


def test_store_that_is_down() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        pauses: list[float] = []
        with Connection(place_of(f"oxigraph:{address}"), Patience(sleep=pauses.append), {"NETRC": "/nowhere"}) as one:
            with pytest.raises(StoreError, match=r"cannot be reached .* start it, or check address and network"):
                load(RemoteStore(one), GIVEN)
            assert len(pauses) == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("oxigraph:http://me:secret@host/", "PRESSGRAPH_STORE_USER"),
        ("http://me:secret@host/", "netrc"),
        ("mysql:http://host/", "names no store: write its kind and address, one of oxigraph:http://127.0.0.1:7878"),
        ("oxigraph:host", "is no address: write oxigraph:http://127.0.0.1:7878"),
        ("fuseki:ftp://host/x", "is no address"),
        ("oxigraph:http://host:99999999", "is no address"),
        ("rdf4j:http://host/x?y=1", "has a query"),
    ],
)
def test_addresses_that_are_none(text: str, message: str) -> None:
    with pytest.raises(PressgraphError, match=message) as caught:
        place_of(text)
    assert "secret" not in str(caught.value)


def test_an_endpoint_that_can_only_be_asked_is_no_place_to_load_to() -> None:
    with pytest.raises(PressgraphError, match="names no store"):
        place_of("https://data.example/sparql", writable=True)


@pytest.mark.parametrize(
    ("text", "query", "update", "graph"),
    [
        (
            "oxigraph:http://h:7878/",
            "http://h:7878/query",
            "http://h:7878/update",
            "http://h:7878/store?graph=urn%3Aa%26b",
        ),
        ("oxigraph:http://h/update", "http://h/query", "http://h/update", "http://h/store?graph=urn%3Aa%26b"),
        ("fuseki:http://h/ds/sparql", "http://h/ds/query", "http://h/ds/update", "http://h/ds/data?graph=urn%3Aa%26b"),
        (
            "graphdb:http://h/repositories/r/",
            "http://h/repositories/r",
            "http://h/repositories/r/statements",
            "http://h/repositories/r/rdf-graphs/service?graph=urn%3Aa%26b",
        ),
        (
            "virtuoso:http://h:8890/sparql",
            "http://h:8890/sparql",
            "http://h:8890/sparql-auth",
            "http://h:8890/sparql-graph-crud-auth?graph-uri=urn%3Aa%26b",
        ),
    ],
)
def test_addresses_of_each_kind(text: str, query: str, update: str, graph: str) -> None:
    import pyoxigraph as ox

    place = place_of(text, writable=True)
    assert (place.query, place.update, place.graph(ox.NamedNode("urn:a&b"))) == (query, update, graph)
