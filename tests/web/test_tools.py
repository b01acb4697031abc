"""The graph view, queries, trying, checks and writing, as a client without scripts sees them."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pressgraph.store import ArticleStore
from pressgraph.store.queries import named_queries
from pressgraph.web import WebOptions, create_app
from tests.conftest import MODEL, ROOT
from tests.store.remote.test_asking import HOSTILE

HTML = {"Accept": "text/html"}
TOKEN = "a token that is long enough"


def first(client: TestClient, query: str) -> str:
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return str(next(iter(rows[0].values()))["value"])


@pytest.fixture
def person(client: TestClient) -> str:
    return first(client, 'SELECT ?p { ?p a schema:Person ; schema:name "Rui Tavares" }')


def test_the_neighbourhood_tells_asserted_from_said(client: TestClient) -> None:
    speaker = first(client, 'SELECT ?p { ?p schema:name "Andre Fonseca" }')
    found = client.get("/neighbours", params={"iri": speaker}).json()
    ids = {node["id"] for node in found["nodes"]}
    assert speaker in ids
    assert all(edge["source"] in ids and edge["target"] in ids for edge in found["edges"])
    statuses = {edge["label"]: edge["assertion"] for edge in found["edges"]}
    assert statuses["job title"] == "asserted"
    assert statuses["says"] == "said"


def test_triples_of_the_neighbourhood_are_those_of_the_store(client: TestClient) -> None:
    article = first(client, 'SELECT ?a { ?a schema:headline ?h FILTER(CONTAINS(?h, "bridge")) }')
    found = client.get("/neighbours", params={"iri": article}).json()
    lines = {line for part in ("nodes", "edges") for one in found[part] for line in one["nt"]}
    drawn = {quad.triple for quad in ox.parse("\n".join(sorted(lines)), format=ox.RdfFormat.N_TRIPLES)}
    answer = client.get("/graphs", params={"graph": article}, headers={"Accept": "application/n-triples"})
    stored = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}
    assert len(drawn) > 50
    assert article not in {node["id"] for node in found["nodes"]}  # it would stand alone in its own drawing
    assert drawn <= stored


def test_the_graph_view_says_in_words_what_it_draws(client: TestClient, person: str) -> None:
    page = client.get("/graph", params={"iri": person}, headers=HTML).text
    drawn = json.loads(re.search(r'id="drawing">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count("<tr>") == len(drawn["edges"]) > 3
    assert "University of Coimbra" in table


def test_the_graph_view_begins_with_a_choice(client: TestClient) -> None:
    page = client.get("/graph", params={"q": "tavares"}, headers=HTML).text
    assert "Rui Tavares" in page
    assert client.get("/graph", params={"iri": "no iri"}).status_code == 400
    assert client.get("/neighbours").status_code == 400
    assert client.get("/neighbours", params={"iri": "https://example.org/nobody"}).json()["edges"] == []


def test_the_query_page_has_every_named_query(client: TestClient) -> None:
    page = client.get("/query", headers=HTML)
    assert page.text.count('class="quiet edit"') == len(named_queries())
    assert "<textarea" in page.text
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_runs(client: TestClient, name: str) -> None:
    page = client.get(f"/query/{name}", headers=HTML)
    assert page.status_code == 200
    assert "<h1>" in page.text


def test_parameters_are_bound(client: TestClient) -> None:
    page = client.get("/query/who-said-what", params={"name": "Joana"}, headers=HTML).text
    assert "she did not believe" in page
    assert ">Court clears former port chief over bridge collapse</a>" in page
    assert ">question</a>" in page
    assert "Sofia Leal" not in page
    rows = client.get("/query/who-said-what", params={"name": "Joana", "format": "csv"})
    assert rows.headers["content-type"].startswith("text/csv")
    assert len(rows.text.strip().splitlines()) >= 3
    typed = 'x") } DROP ALL #'
    assert "Nothing was found" in client.get("/query/who-said-what", params={"name": typed}, headers=HTML).text
    assert client.get("/query/who-said-what", params={"nonsense": "x"}).status_code == 400
    assert client.get("/query/who-said-what", params={"format": "exe"}).status_code == 400
    assert client.get("/query/no-such-query").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_read_as_sparql(client: TestClient, text: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    before = first(client, count)
    assert "Nothing was found" in client.get("/query/who-said-what", params={"name": text}, headers=HTML).text
    assert client.get("/query/events-by-place-and-day", params={"kind": text}, headers=HTML).status_code in (200, 400)
    for path in ("/", "/entities", "/graph"):
        answer = client.get(path, params={"q": text}, headers=HTML)
        assert answer.status_code == 200
        assert "INSERT DATA {" not in answer.text or "<urn:a>" not in answer.text  # escaped, where it is shown
    for path in ("/resource", "/neighbours", "/graphs"):
        assert client.get(path, params={"iri": text, "graph": text}).status_code in (400, 404)
    assert first(client, count) == before


def test_checks_link_their_findings_to_statements(client: TestClient) -> None:
    page = _checked(client, {})
    assert re.search(r"\d+ checks over 3 article graphs", page)
    count = int(re.search(r"<strong>(\d+)</strong> findings?", page)[1])  # type: ignore[index]
    assert page.count('class="finding ') == min(count, 25)
    assert page.count('class="focus"') > 0
    assert "&lt;http" not in page  # statements are told in words
    for severity in ("error", "warning", "info"):
        part = _checked(client, {"severity": severity})
        assert set(re.findall(r'class="finding v-(\w+)"', part)) <= {severity}
    assert client.get("/checks", params={"severity": "nonsense"}).status_code == 400


def test_checks_of_one_article(client: TestClient) -> None:
    article = first(client, 'SELECT ?a { ?a schema:headline ?h FILTER(CONTAINS(?h, "bridge")) }')
    page = _checked(client, {"graph": article})
    assert "Court clears former port chief" in page


def _checked(client: TestClient, query: dict[str, str]) -> str:
    """The page once the checks are done; while they run it asks to be loaded again."""
    for _ in range(600):
        answer = client.get("/checks", params=query, headers=HTML)
        assert answer.status_code == 200
        if "refresh" not in answer.headers:
            return answer.text
        time.sleep(0.2)
    raise AssertionError("the checks did not end")


def test_what_is_wrong_with_a_text_is_said(client: TestClient) -> None:
    for given, reason in (
        ({"text": ""}, "Give a text"),
        ({"url": "https://news.example/1"}, "reads no addresses"),
        ({"text": "Hello.", "date": "yesterday"}, "2024-05-31"),
    ):
        answer = client.post("/try", data=given, headers=HTML)
        assert answer.status_code == 422
        assert reason in answer.text
    assert client.post("/try", content=b"text", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.get("/try/unknown", headers=HTML).status_code == 404


def test_addresses_of_the_own_network_are_not_read(store: Path) -> None:
    with TestClient(create_app(WebOptions(store, fetch=True)), base_url="http://127.0.0.1") as client:
        assert client.post("/try", data={"url": "file:///etc/passwd"}).status_code == 422
        answer = client.post("/try", data={"url": "http://127.0.0.1:9/"})
        assert answer.status_code == 422
        assert "private network" in answer.text


@pytest.mark.skipif(not MODEL.is_file(), reason="no language model in src/pressgraph/models/en")
def test_a_text_becomes_a_page_its_files_and_an_article_of_the_store(tmp_path: Path) -> None:
    ArticleStore(tmp_path / "store").load([])
    options = WebOptions(tmp_path / "store", token=TOKEN)
    text = 'LISBON, 14 May 2024 - Mayor Clara Nunes resigned on Tuesday.\n\n"We need rest," said Clara Nunes.\n'
    with TestClient(create_app(options), base_url="http://127.0.0.1", follow_redirects=False) as client:
        answer = client.post("/try", data={"text": text, "headline": "Mayor goes", "date": "2024-05-14"})
        assert answer.status_code == 303, answer.text
        place = answer.headers["location"]
        page = client.get(place, headers=HTML).text
        assert "<h1>Mayor goes</h1>" in page
        assert "Clara Nunes" in page
        assert 'class="card k-quotation' in page
        for form in ("turtle", "jsonld", "ntriples", "nquads", "trig", "rdfxml", "jsonl"):
            file = client.get(place, params={"format": form})
            assert file.status_code == 200
            assert b"Clara Nunes" in file.content
        assert client.post(f"{place}/load", data={"token": "wrong"}).status_code == 403
        loaded = client.post(f"{place}/load", data={"token": TOKEN})
        assert loaded.status_code == 303
        assert "Mayor goes" in client.get(loaded.headers["location"], headers=HTML).text
        assert "Mayor goes" in client.get("/", headers=HTML).text


def test_only_who_has_the_token_writes(tmp_path: Path, client: TestClient) -> None:
    data = (ROOT / "output" / "chess-final.ttl").read_bytes()
    turtle = {"Content-Type": "text/turtle"}
    [graph] = {
        quad.subject.value
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)
        if quad.object == ox.NamedNode("https://schema.org/NewsArticle")
    }
    place = {"graph": graph}
    assert client.put("/graphs", params=place, content=data, headers=turtle).status_code == 403
    assert client.delete("/graphs", params=place).status_code == 403
    ArticleStore(tmp_path / "store").load([])
    with TestClient(create_app(WebOptions(tmp_path / "store", token=TOKEN)), base_url="http://127.0.0.1") as own:
        assert own.get("/graphs", params=place).status_code == 404
        assert own.put("/graphs", params=place, content=data, headers=turtle).status_code == 401
        bad = {**turtle, "Authorization": "Bearer not this one"}
        assert own.put("/graphs", params=place, content=data, headers=bad).status_code == 401
        good = {**turtle, "Authorization": f"Bearer {TOKEN}"}
        assert own.put("/graphs", params=place, content=b"<a> <b>", headers=good).status_code == 400
        assert own.put("/graphs", params=place, content=data, headers=good).status_code == 201
        assert own.put("/graphs", params=place, content=data, headers=good).status_code == 204
        count = "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }"
        assert first(own, count) == "1"  # the merged graph follows
        back = own.get("/graphs", params=place, headers={"Accept": "text/turtle"})
        assert len(list(ox.parse(back.content, format=ox.RdfFormat.TURTLE))) > 100
        kind = {**good, "Content-Type": "image/png"}
        assert own.put("/graphs", params=place, content=data, headers=kind).status_code == 415
        assert own.delete("/graphs", params=place, headers=good).status_code == 204
        assert first(own, count) == "0"
        assert own.delete("/graphs", params=place, headers=good).status_code == 404
