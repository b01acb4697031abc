"""The pages as a client without scripts sees them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pressgraph.web import WebOptions, create_app

BASE = "https://w3id.org/pressgraph/id/"
HTML = {"Accept": "text/html"}


def first(client: TestClient, query: str) -> str:
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return str(next(iter(rows[0].values()))["value"])


def path(iri: str) -> str:
    assert iri.startswith(BASE)
    return "/id/" + quote(iri.removeprefix(BASE))


@pytest.fixture(scope="module")
def article(client: TestClient) -> str:
    return first(client, 'SELECT ?a { ?a schema:headline ?h FILTER(CONTAINS(?h, "bridge")) }')


@pytest.fixture(scope="module")
def person(client: TestClient) -> str:
    return first(client, 'SELECT ?p { ?p a schema:Person ; schema:name "Rui Tavares" }')


def test_the_list_of_articles(client: TestClient) -> None:
    page = client.get("/", headers=HTML)
    assert page.status_code == 200
    assert page.text.count('class="headline"') == 3
    assert page.text.index("chess") < page.text.index("bridge")  # the latest first
    found = client.get("/", params={"q": "BRIDGE"}).text
    assert found.count('class="headline"') == 1
    assert "No headline has" in client.get("/", params={"q": "no such words"}).text


def test_pages_of_the_list(client: TestClient) -> None:
    assert client.get("/", params={"page": "2"}).text.count('class="headline"') == 0
    for bad in ("0", "-1", "x", "1e3", "9" * 40):
        assert client.get("/", params={"page": bad}).status_code == 400


def test_what_is_typed_is_neither_query_nor_markup(client: TestClient) -> None:
    typed = '") } # <script>alert(1)</script>'
    for place in ("/", "/entities"):
        page = client.get(place, params={"q": typed})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_the_list_of_entities(client: TestClient) -> None:
    page = client.get("/entities", params={"q": "tavares", "class": "person"})
    assert "Rui Tavares" in page.text
    assert "Grupo Arenal" not in page.text
    assert client.get("/entities", params={"class": "nonsense"}).status_code == 400
    assert 'rel="next"' in client.get("/entities").text
    assert 'rel="prev"' in client.get("/entities", params={"page": "2"}).text


def test_an_article_shows_its_whole_text(client: TestClient, article: str) -> None:
    page = client.get(path(article), headers=HTML).text
    text = first(client, f"SELECT ?t {{ GRAPH <{article}> {{ <{article}> <{NIF}isString> ?t }} }}")
    shown = "\n".join(
        title or paragraph
        for title, paragraph in re.findall(r'<h1>(.*?)</h1>|<p class="paragraph">(.*?)</p>', page, re.DOTALL)
    )
    assert _plain(shown).split() == text.split()


NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def _plain(markup: str) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", markup))


def test_an_article_shows_all_that_its_graph_says(client: TestClient, article: str) -> None:
    page = client.get(path(article), headers=HTML).text
    query = f"""SELECT DISTINCT ?s {{ GRAPH <{article}> {{
        {{ ?s pg:assertion ?x }} UNION {{ ?s a schema:Claim }} UNION {{ ?s a schema:Quotation }} }} }}"""
    nodes = [row["s"]["value"] for row in client.get("/sparql", params={"query": query}).json()["results"]["bindings"]]
    assert len(nodes) > 20
    for node in nodes:
        name = "-".join(node.split("/")[-2:])
        assert page.count(f'id="{name}"') == 1
        assert f'href="#{name}"' in page or re.search(rf'data-i="[^"]*{name}', page)
    assert len(re.findall(r'<li id="', page)) == len(nodes)


def test_ids_of_a_page_are_unique(client: TestClient, article: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get(path(article), headers=HTML).text)
    assert len(ids) == len(set(ids))


def test_links_within_an_article_lead_somewhere(client: TestClient, article: str) -> None:
    page = client.get(path(article), headers=HTML).text
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_the_slider_works_without_scripts(client: TestClient, article: str) -> None:
    everything = client.get(path(article), headers=HTML).text
    surest = client.get(path(article), params={"min": "0.93"}, headers=HTML).text
    assert " hidden>" not in everything
    assert 0 < surest.count(" hidden>") < len(re.findall(r'<li id="', surest))
    assert client.get(path(article), params={"min": "2"}, headers=HTML).status_code == 400


@pytest.mark.parametrize("form", ["turtle", "jsonld", "ntriples", "nquads", "trig", "rdfxml"])
def test_downloads_hold_the_whole_article(client: TestClient, article: str, form: str) -> None:
    answer = client.get(path(article), params={"format": form})
    assert answer.headers["content-disposition"].startswith("attachment")
    kind = ox.RdfFormat.from_media_type(answer.headers["content-type"])
    assert kind is not None
    triples = {quad.triple for quad in ox.parse(answer.content, format=kind)}
    count = first(client, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{article}> {{ ?s ?p ?o }} }}")
    assert len(triples) == int(count)


def test_an_article_without_its_text(tmp_path: Path) -> None:
    from pressgraph.store import ArticleStore
    from pressgraph.store.files import read_graph
    from tests.conftest import ROOT

    ArticleStore(tmp_path / "store").load(read_graph(ROOT / "output" / "harbour-bridge.ttl"))
    with TestClient(create_app(WebOptions(tmp_path / "store")), base_url="http://127.0.0.1") as client:
        found = first(client, "SELECT ?a { ?a a schema:NewsArticle }")
        page = client.get(path(found), headers=HTML).text
        assert "--include-text" in page
        assert "Court clears former port chief" in page
        assert "<blockquote>" in page


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_an_entity_in_every_form(client: TestClient, person: str, accept: str) -> None:
    answer = client.get(path(person), headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    assert "Accept" in answer.headers["vary"]
    form = ox.RdfFormat.from_media_type(accept)
    assert form is not None
    store = ox.Store()
    store.load(answer.content, format=form)
    assert store.query(
        "PREFIX schema: <https://schema.org/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
        f'ASK {{ <{person}> a schema:Person ; schema:name "Rui Tavares" . ?fact rdf:subject <{person}> }}'
    )


def test_an_entity_as_a_page(client: TestClient, person: str) -> None:
    page = client.get(path(person), headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}).text
    assert "<h1" in page
    assert "University of Coimbra" in page  # a fact
    assert "timeline" in page
    assert re.search(r'href="/id/article/\w+#statement-\w+"', page)
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert embedded is not None
    data = json.loads(embedded[1])
    assert any(node.get("name") == "Rui Tavares" for node in data["@graph"])


def test_who_says_what_of_a_speaker(client: TestClient) -> None:
    speaker = first(client, 'SELECT ?p { ?p schema:name "Joana Pires" }')
    page = client.get(path(speaker), headers=HTML).text
    assert "Said by Joana Pires" in page
    assert "she did not believe" in page


def test_statements_are_led_to_their_place_in_the_article(client: TestClient, article: str) -> None:
    for query in (
        f"SELECT ?s {{ GRAPH <{article}> {{ ?s a rdf:Statement }} }} LIMIT 1",
        f"SELECT ?s {{ GRAPH <{article}> {{ ?s a schema:Claim }} }} LIMIT 1",
        f"SELECT ?s {{ GRAPH <{article}> {{ ?s pg:eventType ?t }} }} LIMIT 1",
    ):
        node = first(client, query)
        answer = client.get("/resource", params={"iri": node}, headers=HTML)
        assert answer.status_code == 303
        answer = client.get(answer.headers["location"], headers=HTML)
        place, _, fragment = answer.headers["location"].partition("#")
        assert place == path(article)
        assert f'id="{fragment}"' in client.get(place, headers=HTML).text


def test_what_is_not_there(client: TestClient) -> None:
    for place in ("/id/person/nobody", "/nothing", "/resource?iri=https://example.org/x", "/id/not%20an%20iri"):
        answer = client.get(place, headers=HTML)
        assert answer.status_code == 404
        assert "<h1>Not Found</h1>" in answer.text
        assert client.get(place, headers={"Accept": "text/turtle"}).status_code == 404
    assert client.get("/resource").status_code == 400
    assert client.get("/id/person/nobody", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "place",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/id/../../../../etc/passwd",
        "/id/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_no_path_leads_out(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_pages_of_other_sites_post_nothing(client: TestClient) -> None:
    headers = {"Origin": "https://elsewhere.example", "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/try", content="text=x", headers=headers).status_code == 403
    assert client.post("/try", content="text=x", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_no_page_has_scripts_or_styles_of_its_own(client: TestClient, article: str, person: str) -> None:
    for place in ("/", "/entities", path(article), path(person)):
        page = client.get(place, headers=HTML).text
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)
        assert all("src=" in tag or "ld+json" in tag for tag in re.findall(r"<script[^>]*>", page))
        assert not re.findall(r'(?:src|<link[^>]*stylesheet[^>]*href)="(?:https?:)?//', page)
