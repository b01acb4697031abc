"""The tests of the W3C's SPARQL 1.1 Protocol suite, by their names there.

The endpoint answers queries only, so of the update operation the tests of bad requests apply, and of the others that
they are refused and leave the store as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pressgraph.store import ArticleStore
from pressgraph.web import WebOptions, create_app
from pressgraph.web.protocol import GRAPH_TYPES, TABLE_TYPES
from tests.checks.graphs import quads

DATA = [f"https://news.example/data{number}" for number in range(4)]
TARGET = "https://news.example/protocol-update-test"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
BOTH = f"ASK {{ <{DATA[1]}> a ?type . <{DATA[2]}> a ?other }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?other }} }}"
FULL = f"ASK {{ <{DATA[3]}> a ?t GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?other }} }}"
COPY = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a schema:Thing }} }} WHERE {{ ?s a schema:NewsArticle }}"
Parameters = list[tuple[str, str | int | float | bool | None]]


@dataclass(frozen=True, slots=True)
class Case:
    """A request; ``body`` is posted as ``kind``, an empty kind is no header."""

    parameters: Parameters = field(default_factory=list)
    body: bytes | None = None
    kind: str = ""
    method: str = ""

    def send(self, client: TestClient) -> tuple[int, str, bytes]:
        """The answer's status, media type and body."""
        method = self.method or ("GET" if self.body is None else "POST")
        headers = {"Content-Type": self.kind} if self.kind else {}
        answer = client.request(method, "/sparql", params=self.parameters, content=self.body, headers=headers)
        return answer.status_code, answer.headers["content-type"].partition(";")[0], answer.content


def default(*numbers: int) -> Parameters:
    return [("default-graph-uri", DATA[number]) for number in numbers]


def named(*numbers: int) -> Parameters:
    return [("named-graph-uri", DATA[number]) for number in numbers]


def using(*numbers: int) -> Parameters:
    return [("using-graph-uri", DATA[number]) for number in numbers]


def using_named(*numbers: int) -> Parameters:
    return [("using-named-graph-uri", DATA[number]) for number in numbers]


TRUE = {
    "query_get": Case([("query", "ASK {}"), *default(0)]),
    "query_post_form": Case(default(0), b"query=ASK%20%7B%7D", FORM),
    "query_post_direct": Case([], b"ASK {}", QUERY),
    "query_dataset_default_graphs_get": Case([("query", BOTH), *default(1, 2)]),
    "query_dataset_default_graphs_post": Case(default(1, 2), BOTH.encode(), QUERY),
    "query_dataset_named_graphs_get": Case([("query", NAMED), *named(1, 2)]),
    "query_dataset_named_graphs_post": Case(named(1, 2), NAMED.encode(), QUERY),
    "query_dataset_full": Case([*default(3), *named(1, 2)], FULL.encode(), QUERY),
    "query_multiple_dataset": Case(named(1, 2), NAMED.replace("{", f"FROM <{DATA[3]}> {{", 1).encode(), QUERY),
}
TYPES = {
    "query_content_type_select": (Case(default(0), b"SELECT (1 AS ?value) {}", QUERY), TABLE_TYPES),
    "query_content_type_ask": (Case(default(0), b"ASK {}", QUERY), TABLE_TYPES[:2]),
    "query_content_type_describe": (Case(default(0), f"DESCRIBE <{DATA[0]}>".encode(), QUERY), GRAPH_TYPES),
    "query_content_type_construct": (Case(default(0), b"CONSTRUCT { <a:s> <a:p> 1 } WHERE {}", QUERY), GRAPH_TYPES),
}
BAD = {
    "bad_query_method": Case([("query", "ASK {}"), *default(0)], None, FORM, "PUT"),
    "bad_multiple_queries": Case([("query", "ASK {}"), ("query", "SELECT * {}")]),
    "bad_query_wrong_media_type": Case([], b"ASK {}", "text/plain"),
    "bad_query_missing_form_type": Case([], b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": Case([], b"ASK {}"),
    "bad_query_non_utf8": Case([], "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": Case([("query", "ASK {")]),
    "bad_update_get": Case([("update", "CLEAR ALL")]),
    "bad_multiple_updates": Case([], b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    "bad_update_wrong_media_type": Case([], b"CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": Case([], b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": Case([], "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": Case([], b"update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": Case(using_named(1), f"WITH <{DATA[2]}> {COPY}".encode(), UPDATE),
}
UPDATES = {
    "update_dataset_default_graph": Case(using(1), COPY.encode(), UPDATE),
    "update_dataset_default_graphs": Case(using(1, 2), COPY.encode(), UPDATE),
    "update_dataset_named_graphs": Case(using_named(1, 2), COPY.encode(), UPDATE),
    "update_dataset_full": Case([*using(1), *using_named(2)], COPY.encode(), UPDATE),
    "update_post_form": Case([], b"update=CLEAR+ALL", FORM),
    "update_post_direct": Case([], b"CLEAR ALL", UPDATE),
    "update_base_uri": Case([], f"INSERT DATA {{ GRAPH <{TARGET}> {{ <{TARGET}> a <test> }} }}".encode(), UPDATE),
}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The endpoint of a store with the suite's graphs, each of which describes itself."""
    directory: Path = tmp_path_factory.mktemp("protocol") / "store"
    ArticleStore(directory).load([quad for iri in DATA for quad in quads(f"<{iri}> a schema:NewsArticle .", iri)])
    with TestClient(create_app(WebOptions(directory, queries=1)), base_url="http://127.0.0.1") as client:
        yield client


def held(client: TestClient) -> set[str]:
    """Every quad of the store."""
    query = "SELECT ?g ?s ?p ?o { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }"
    return set(client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.splitlines())


def test_the_suite_is_whole() -> None:
    assert len({*TRUE, *TYPES, *BAD, *UPDATES}) == 34


@pytest.mark.parametrize("name", TRUE)
def test_true(endpoint: TestClient, name: str) -> None:
    status, kind, body = TRUE[name].send(endpoint)
    assert (status, kind) == (200, TABLE_TYPES[0])
    assert ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def test_datasets_are_needed_for_these_answers(endpoint: TestClient) -> None:
    for name in ("query_dataset_default_graphs_get", "query_dataset_named_graphs_get"):
        case = TRUE[name]
        _, _, body = Case([case.parameters[0], *case.parameters[2:]]).send(endpoint)  # without the first graph
        assert not ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


@pytest.mark.parametrize("name", TYPES)
def test_content_type(endpoint: TestClient, name: str) -> None:
    case, fitting = TYPES[name]
    status, kind, body = case.send(endpoint)
    assert status == 200
    assert kind in fitting
    assert body


@pytest.mark.parametrize("name", BAD)
def test_bad(endpoint: TestClient, name: str) -> None:
    before = held(endpoint)
    status, _, body = BAD[name].send(endpoint)
    assert 400 <= status < 500
    assert body.strip()
    assert held(endpoint) == before


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused(endpoint: TestClient, name: str) -> None:
    before = held(endpoint)
    status, _, body = UPDATES[name].send(endpoint)
    assert status == 403
    assert b"queries only" in body
    assert held(endpoint) == before
    assert len(before) > len(DATA)
