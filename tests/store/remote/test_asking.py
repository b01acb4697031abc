"""Queries to remote endpoints: the same answers as from the embedded store, within the same bounds."""

from __future__ import annotations

import pytest

from pressgraph.errors import QueryError, StoreError
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store import bindings, find_query
from pressgraph.store.loading import by_graph, in_order
from pressgraph.store.remote import RemoteStore, ask
from pressgraph.store.results import plain
from pressgraph.store.worker import evaluate
from tests.graph import sample
from tests.store.remote.conftest import Connect
from tests.store.remote.server import Fault, Server
from tests.store.remote.test_loading import load
from tests.store.test_queries import EXPECTED

SAMPLE = in_order(by_graph(to_quads(sample.annotated(), MappingOptions(profile="recall"))))


@pytest.fixture
def loaded(connect: Connect, request: pytest.FixtureRequest) -> RemoteStore:
    """A store with the sample article, of the test's kind."""
    name = request.getfixturevalue("kind") if "kind" in request.fixturenames else "oxigraph"
    store = RemoteStore(connect(name))
    load(store, SAMPLE)
    return store


@pytest.mark.parametrize("kind", ["oxigraph", "rdf4j"], indirect=True)
def test_named_queries_give_what_the_embedded_store_gives(loaded: RemoteStore, connect: Connect, kind: str) -> None:
    from pressgraph.store.files import ontology_quads
    from pressgraph.store.loading import load_ontology, merged

    here = merged(dict(SAMPLE))
    load_ontology(here, ontology_quads())
    for name, (parameters, _) in EXPECTED.items():
        for given in (parameters, {}):
            query = find_query(name)
            bound = bindings(query, given)
            there = ask(connect(kind), query.text, bindings=bound)
            ours = evaluate(here, query.text, bound, None)
            assert there.variables == ours.variables
            assert cells(there.rows) == cells(ours.rows), (name, given)
    assert loaded.graphs()


def cells(rows: object) -> list[list[str]]:
    """Rows as text, sorted; the parts of a concatenation come in any order, and truth values as numbers from some."""
    truth = {"1": "true", "0": "false"}
    found = [[plain(cell) for cell in row] for row in rows]  # type: ignore[attr-defined]
    return sorted([["; ".join(sorted(truth.get(cell, cell).split("; "))) for cell in row] for row in found])


HOSTILE = [
    'x" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    'Okafor") } . ?s ?p ?o . FILTER ("1" = "1',
    "') } UNION { ?s ?p ?o } #",
    'x\\" } DROP ALL #',
    "x\\u0022 } DROP ALL #",
    "\\",
    "\n\r\t\x00\x7f",
    "SERVICE <http://127.0.0.1:1/>",
    "\u2028 \U0001f600 é",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.usefixtures("loaded")
def test_values_are_bound_and_never_read_as_sparql(connect: Connect, server: Server, text: str) -> None:
    query = find_query("who-said-what")
    before = set(server.store)
    assert ask(connect(), query.text, bindings=bindings(query, {"name": text})).rows == ()
    echo = ask(connect(), "SELECT ?x { }", bindings=bindings(find_query("SELECT ?x {}"), {"x": text}))
    assert [plain(cell) for row in echo.rows for cell in row] == [text]
    assert set(server.store) == before


def test_names_of_parameters_are_checked(connect: Connect) -> None:
    for name in ("x } #", "a b", "1a", ""):
        with pytest.raises(QueryError, match="no variable's name"):
            ask(connect(), "SELECT ?x {}", bindings=bindings(find_query("SELECT ?x {}"), {name: "v"}))


@pytest.mark.parametrize(
    "query",
    ["SELECT * { SERVICE <http://127.0.0.1:1/> {} }", r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> {} }"],
)
def test_federation_is_refused_before_anything_is_sent(connect: Connect, server: Server, query: str) -> None:
    with pytest.raises(QueryError, match="--allow-service"):
        ask(connect(), query)
    assert server.seen == []


@pytest.mark.usefixtures("loaded")
def test_all_forms_of_query(connect: Connect, kind: str) -> None:
    if kind == "virtuoso":
        pytest.skip("its answer to ASK is of a form of its own, which the test of the real server covers")
    place = connect(kind)
    assert ask(place, "ASK { ?a a schema:NewsArticle }").answer
    assert not ask(place, "ASK { ?s a rdf:Statement }").answer, "the default graph is the merged one"
    assert ask(place, "ASK { GRAPH ?g { ?s a rdf:Statement } }").answer
    built = ask(place, "CONSTRUCT { ?a schema:name ?n } WHERE { ?a schema:headline ?n }")
    short = ask(place, "CONSTRUCT WHERE { ?a schema:headline ?n }")
    assert (built.kind, len(built.triples), len(short.triples)) == ("graph", 1, 1)
    assert ask(place, f"DESCRIBE <{SAMPLE[0][0].value}>").triples


@pytest.mark.usefixtures("loaded")
def test_rows_are_bounded(connect: Connect) -> None:
    result = ask(connect(), "SELECT ?s { ?s ?p ?o }", limit=3)
    assert (len(result.rows), result.truncated) == (3, True)
    assert not ask(connect(), "SELECT ?s { ?s ?p ?o } LIMIT 3", limit=3).truncated
    assert len(ask(connect(), "CONSTRUCT WHERE { ?s ?p ?o }", limit=2).triples) == 2


def test_time_is_bounded(connect: Connect, server: Server) -> None:
    server.faults.append(Fault("query", how="stall"))
    with pytest.raises(QueryError, match=r"stopped after 0.3 s"):
        ask(connect(), "ASK {}", timeout_s=0.3)


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        (Fault(status=400, text="no such function"), QueryError, "cannot run the query: no such function"),
        (Fault(status=200, text="<html/>", kind="text/html"), StoreError, "check the address"),
        (Fault(status=200, text="{]", kind="application/sparql-results+json"), StoreError, "cannot be read"),
        (Fault(status=503, times=99), StoreError, "too busy"),
        (Fault(how="reset", times=99), StoreError, "broke the connection off"),
        (Fault(how="cut", times=99), StoreError, "broke its answer off"),
        (Fault(status=401, text=""), StoreError, "PRESSGRAPH_STORE_USER"),
    ],
)
def test_failures_are_said(
    connect: Connect, server: Server, fault: Fault, error: type[Exception], message: str
) -> None:
    server.faults.append(fault)
    with pytest.raises(error, match=message):
        ask(connect(), "SELECT ?s { VALUES ?s { 1 2 3 4 5 6 } }")


def test_busy_endpoint_is_asked_again(connect: Connect, server: Server, pauses: list[float]) -> None:
    server.faults.append(Fault("query", status=429, times=2))
    assert not ask(connect(), "ASK { ?s ?p ?o }").answer
    assert pauses == [0.5, 1.0]


def test_bad_query_is_said(connect: Connect) -> None:
    with pytest.raises(QueryError, match="cannot run the query: error at"):
        ask(connect(), "SELECT ?x WHERE { ?x }")
    with pytest.raises(QueryError, match="no SPARQL query"):
        ask(connect(), "DROP ALL")
