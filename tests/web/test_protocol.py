"""The SPARQL 1.1 Protocol: what the W3C's tests of the query operation ask for, and our own limits."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pressgraph.web import WebOptions, create_app

ARTICLES = "SELECT ?a WHERE { ?a a schema:NewsArticle } ORDER BY ?a"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def articles(client: TestClient) -> list[str]:
    rows = client.get("/sparql", params={"query": ARTICLES}).json()["results"]["bindings"]
    return [row["a"]["value"] for row in rows]


def count(client: TestClient, query: str, **dataset: Any) -> int:
    answer = client.get("/sparql", params={"query": query, **dataset})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_query_get(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ARTICLES})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(JSON)
    assert len(answer.json()["results"]["bindings"]) == 3


def test_query_post_form(client: TestClient) -> None:
    answer = client.post("/sparql", data={"query": ARTICLES})
    assert len(answer.json()["results"]["bindings"]) == 3


def test_query_post_direct(client: TestClient) -> None:
    answer = client.post(
        "/sparql", content=ARTICLES, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
    )
    assert len(answer.json()["results"]["bindings"]) == 3


def test_dataset_default_graph(client: TestClient) -> None:
    first, second, _ = articles(client)
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    one = count(client, query, **{"default-graph-uri": first})
    two = count(client, query, **{"default-graph-uri": second})
    both = count(client, query, **{"default-graph-uri": [first, second]})
    assert one > 100
    assert max(one, two) < both < one + two  # both graphs describe the software: stated once in their merge


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_dataset_full(client: TestClient, method: str) -> None:
    first, second, third = articles(client)
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    dataset = {"default-graph-uri": first, "named-graph-uri": [second, third]}
    if method == "get":
        answer = client.get("/sparql", params={"query": query, **dataset})
    elif method == "form":
        answer = client.post("/sparql", data={"query": query, **dataset})
    else:
        answer = client.post("/sparql", params=dataset, content=query, headers=DIRECT)
    found = {row["g"]["value"] for row in answer.json()["results"]["bindings"]}
    assert found == {second, third}


def test_dataset_named_graphs_only(client: TestClient) -> None:
    first, _, _ = articles(client)
    assert count(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"named-graph-uri": first}) == 0


def test_the_requests_dataset_wins(client: TestClient) -> None:
    first, second, third = articles(client)
    query = f"SELECT (COUNT(*) AS ?n) FROM <{second}> {{ <{second}> ?p ?o }}"
    assert count(client, query) > 0
    assert count(client, query, **{"default-graph-uri": first}) == 0
    assert count(client, query, **{"default-graph-uri": [first, third]}) == 0


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        (f"{JSON};q=0.2, {XML};q=0.8", XML),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
    ],
)
def test_content_type_of_rows(client: TestClient, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": ARTICLES}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]
    if media_type == XML:
        results = ElementTree.fromstring(answer.content)
        assert len(results.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 3
    elif media_type == JSON:
        assert len(json.loads(answer.content)["results"]["bindings"]) == 3
    else:
        assert len(list(csv.reader(io.StringIO(answer.text)))) == 4


@pytest.mark.parametrize("accept", [JSON, XML])
def test_content_type_of_an_answer(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert "true" in answer.text


@pytest.mark.parametrize(
    "accept",
    ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/n-quads"],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?a a schema:NewsArticle }", "DESCRIBE ?a { ?a a pg:Verdict }"])
def test_content_type_of_triples(client: TestClient, accept: str, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == accept
    form = ox.RdfFormat.from_media_type(accept)
    assert form is not None
    assert len(list(ox.parse(answer.content, format=form))) >= 3


def test_triples_are_turtle_by_default(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?a a schema:NewsArticle }"})
    assert answer.headers["content-type"].startswith("text/turtle")


def test_what_is_not_acceptable(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ARTICLES}, headers={"Accept": "image/png"})
    assert answer.status_code == 406


def test_bad_query_method(client: TestClient) -> None:
    assert client.put("/sparql", params={"query": "ASK {}"}).status_code == 405
    assert client.delete("/sparql", params={"query": "ASK {}"}).status_code == 405


def test_bad_multiple_queries(client: TestClient) -> None:
    assert client.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D").status_code == 400
    assert client.post("/sparql", content="query=ASK%20%7B%7D&query=ASK%20%7B%7D", headers=FORM).status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "", "multipart/form-data; boundary=x"])
def test_bad_media_types(client: TestClient, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert client.post("/sparql", content=b"ASK {}", headers=headers).status_code == 415


def test_bad_query_encodings(client: TestClient) -> None:
    latin = "ASK { ?s ?p 'é' }".encode("latin-1")
    assert client.post("/sparql", content=latin, headers=DIRECT).status_code == 400
    assert client.post("/sparql", content=b"query=ASK%20%7B%3Fs%20%3Fp%20'%E9'%7D", headers=FORM).status_code == 400


def test_bad_query_syntax(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK { no }"})
    assert answer.status_code == 400
    assert "not SPARQL" in answer.text


def test_bad_graph_names(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "../../etc/passwd"})
    assert answer.status_code == 400


def test_updates_are_refused(client: TestClient) -> None:
    update = "DELETE WHERE { ?s ?p ?o }"
    before = articles(client)
    assert client.post("/sparql", data={"update": update}).status_code == 403
    assert (
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}).status_code == 403
    )
    assert client.get("/sparql", params={"update": update}).status_code == 405
    assert client.get("/sparql", params={"query": update}).status_code == 400
    assert articles(client) == before


def test_no_other_server_is_asked(client: TestClient) -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 403
    assert "SERVICE" in answer.text


def test_no_file_is_read(client: TestClient) -> None:
    query = "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"] == []


def test_the_row_limit(client: TestClient, options: WebOptions) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"})
    assert len(answer.json()["results"]["bindings"]) == options.limit
    assert answer.headers["pressgraph-truncated"] == str(options.limit)
    assert "pressgraph-truncated" not in client.get("/sparql", params={"query": ARTICLES}).headers


def test_a_query_without_end_is_killed(store: Path) -> None:
    options = WebOptions(store, queries=1, timeout_s=2.0)
    with TestClient(create_app(options), base_url="http://127.0.0.1") as client:
        answer = client.get("/sparql", params={"query": ENDLESS})
        assert answer.status_code == 503
        assert "2 s" in answer.text
        state = client.app.state.pressgraph  # type: ignore[attr-defined]
        assert state.queries._idle == []
        assert len(articles(client)) == 3  # and its place is free again


def test_bodies_have_a_limit(store: Path) -> None:
    options = WebOptions(store, max_body=1000)
    with TestClient(create_app(options), base_url="http://127.0.0.1") as client:
        long = "ASK {}" + " " * 2000
        assert client.post("/sparql", content=long, headers=DIRECT).status_code == 413
        pieces = iter([b"ASK {}", b" " * 600, b" " * 600])  # sent in chunks, without a length
        assert client.post("/sparql", content=pieces, headers=DIRECT).status_code == 413
        assert client.post("/sparql", content=iter([b"ASK ", b"{}"]), headers=DIRECT).json()["boolean"] is True


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"]
)
def test_the_service_description(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.status_code == 200
    form = ox.RdfFormat.from_media_type(accept)
    assert form is not None
    store = ox.Store()
    store.load(answer.content, format=form)
    assert store.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK {"
        " ?s a sd:Service ; sd:endpoint <http://127.0.0.1/sparql> ; sd:supportedLanguage sd:SPARQL11Query }"
    )


def test_a_browser_at_the_endpoint_gets_the_editor(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_other_origins_are_not_let_in(client: TestClient, store: Path) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert "access-control-allow-origin" not in answer.headers
    options = WebOptions(store, cors=("https://elsewhere.example",))
    with TestClient(create_app(options), base_url="http://127.0.0.1") as open_client:
        answer = open_client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
        assert answer.headers["access-control-allow-origin"] == "https://elsewhere.example"
        other = open_client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://third.example"})
        assert "access-control-allow-origin" not in other.headers


def test_other_host_names_are_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"Host": "evil.example"}).status_code == 400


def test_browsers_are_kept_strict(client: TestClient) -> None:
    for path in ("/sparql?query=ASK%7B%7D", "/nothing-here"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
