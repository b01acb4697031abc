"""Named queries, parameters, limits, and what queries may not do."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from pressgraph.errors import FormatError, QueryError
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.graph.writers import serialize
from pressgraph.store import ArticleStore, bindings, find_query, named_queries, run_query, write_result
from pressgraph.store.directory import reading
from pressgraph.store.files import open_files
from pressgraph.store.guard import calls_service
from pressgraph.store.results import QueryResult, plain, result_format
from pressgraph.store.sparqlfiles import parse_sparql
from pressgraph.store.worker import evaluate
from tests.checks.graphs import quads
from tests.graph import sample

# query -> parameters, and some cells that its rows have on the sample article
EXPECTED: dict[str, tuple[dict[str, str], set[str]]] = {
    "articles": ({}, {"Harbour fire injures two in Velmora", "2031-05-06", "Velmora Courier"}),
    "asserted-and-attributed": ({}, {"pg:capital", "pg:Negated", "1"}),
    "claims-about": ({"name": "tideline"}, {"Tideline", "the harbour master", "Tideline is based in Velmora"}),
    "conflicting-values": ({}, set()),
    "denied-or-contradicted": ({}, {"Tideline", "schema:location", "Velmora", "the harbour master"}),
    "described-events": ({"status": "pg:Attributed"}, {"pg:Crime", "pg:Accused", "Lena Okafor", "a man"}),
    "events-by-place-and-day": (
        {"place": "velm", "from": "2031-05-05", "to": "2031-05-05"},
        {"pg:Injury", "Velmora", "two dockers", "2031-05-05"},
    ),
    "evidence-of": ({"name": "okafor", "property": "schema:jobTitle"}, {"mayor", "Mayor Lena Okafor", "rule:title"}),
    "mentioned-together": ({"name": "dockers"}, {"two dockers", "Velmora"}),
    "mentions-of": ({"name": "okafor"}, {"Okafor", "She", "coreference"}),
    "organisations-and-leaders": ({}, set()),
    "people-and-roles": ({}, {"Lena Okafor", "mayor", "Tideline", "true"}),
    "quotations": ({"name": "okafor"}, {"We will rebuild the harbour, whatever it costs.", "228", "290"}),
    "sources-by-articles": ({}, {"the harbour master", "Lena Okafor", "2"}),
    "timeline": ({"from": "2031-01-01", "name": "dockers"}, {"2031-05-05", "two dockers"}),
    "who-said-what": ({"name": "harbour master"}, {"pg:Denial", "denied", "the harbour master"}),
}


@pytest.fixture(scope="module")
def graph() -> list[ox.Quad]:
    return to_quads(sample.annotated(), MappingOptions(profile="recall"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, graph: list[ox.Quad]) -> ArticleStore:
    made = ArticleStore(tmp_path_factory.mktemp("stores") / "store")
    made.load(graph)
    return made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, graph: list[ox.Quad]) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    for name in ("turtle", "nquads", "jsonld"):
        (folder / f"sample.{name}").write_bytes(serialize(graph, name))
    renamed = [folder / "sample.ttl", folder / "sample.nq", folder / "sample.jsonld"]
    (folder / "sample.turtle").rename(renamed[0])
    (folder / "sample.nquads").rename(renamed[1])
    return renamed


def cells(rows: object) -> set[str]:
    return {plain(cell) for row in rows for cell in row}  # type: ignore[attr-defined]


def test_there_are_ten_and_each_is_documented_and_tested() -> None:
    queries = named_queries()
    assert set(queries) == set(EXPECTED)
    assert len(queries) >= 10
    for query in queries.values():
        assert query.field("title")
        assert query.field("description").endswith(".")
        assert all(parameter.help for parameter in query.parameters)


def run(store: ox.Store, name: str, parameters: dict[str, str]) -> QueryResult:
    """A named query without the worker process, which other tests use."""
    query = find_query(name)
    result = evaluate(store, query.text, bindings(query, parameters), None)
    return result.without(parameter.name for parameter in query.parameters)


@pytest.mark.parametrize("name", EXPECTED)
def test_named_query_on_a_store(store: ArticleStore, name: str) -> None:
    parameters, wanted = EXPECTED[name]
    with reading(store.directory) as opened:
        result = run(opened, name, parameters)
    assert wanted <= cells(result.rows)
    assert not set(result.variables) & {parameter.name for parameter in named_queries()[name].parameters}
    assert len(set(result.rows)) == len(result.rows)


@pytest.mark.parametrize("form", ["ttl", "nq", "jsonld"])
def test_named_queries_give_the_same_on_files(store: ArticleStore, files: list[Path], form: str) -> None:
    [path] = [path for path in files if path.suffix == f".{form}"]
    in_file = open_files([path])
    with reading(store.directory) as opened:
        for name, (parameters, _) in EXPECTED.items():
            expected = run(opened, name, parameters).rows
            assert sorted(map(str, run(in_file, name, parameters).rows)) == sorted(map(str, expected)), name


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("events-by-place-and-day", {"place": "nowhere"}),
        ("events-by-place-and-day", {"from": "2031-05-06"}),
        ("events-by-place-and-day", {"to": "2031-05-04"}),
        ("events-by-place-and-day", {"kind": "pg:Election"}),
        ("timeline", {"to": "2031-01-01"}),
        ("timeline", {"name": "nobody"}),
        ("who-said-what", {"name": "nobody"}),
        ("who-said-what", {"about": "elephants"}),
        ("evidence-of", {"property": "schema:spouse"}),
        ("described-events", {"status": "pg:Hypothetical"}),
        ("mentions-of", {"name": "' } #"}),
    ],
)
def test_parameters_leave_out_what_does_not_match(store: ArticleStore, name: str, parameters: dict[str, str]) -> None:
    with reading(store.directory) as opened:
        assert run(opened, name, {}).rows
        assert run(opened, name, parameters).rows == ()


def test_conflicts_and_leaders(tmp_path: Path) -> None:
    a, b = "https://news.example/a", "https://news.example/b"
    named = ':x schema:name "X" . :y schema:name "Y" . :z schema:name "Z" . '
    one = quads(f"<{a}> a schema:NewsArticle . {named} :x pg:headOfState :y .", a)
    two = quads(f"<{b}> a schema:NewsArticle . {named} :x pg:headOfState :z .", b)
    store = ArticleStore(tmp_path / "store")
    store.load([*one, *two])
    [row] = store.query("conflicting-values").rows
    assert [plain(cell) for cell in row] == ["X", "pg:headOfState", "Y", f"<{a}>", "Z", f"<{b}>"]
    leaders = store.query("organisations-and-leaders", {"name": "x"}).rows
    assert [plain(row[2]) for row in leaders] == ["Y", "Z"]


def test_a_file_of_triples_is_queried_as_it_stands(files: list[Path], graph: list[ox.Quad]) -> None:
    result = run_query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", files=[files[0]])
    assert plain(result.rows[0][0]) == str(len(graph))


def test_default_graph_of_a_store_asserts_nothing_that_is_only_said(store: ArticleStore) -> None:
    assert not store.query("ASK { ?s a rdf:Statement }").answer
    assert store.query("ASK { GRAPH ?g { ?s a rdf:Statement } }").answer
    assert not store.query("ASK { ?s a pg:Crime }").answer
    assert store.query("ASK { ?s a schema:Quotation ; schema:author/schema:name 'Lena Okafor' }").answer


def test_values_of_parameters() -> None:
    query = parse_sparql(
        "q", "# param: a (text) = x\n# param: n (integer)\n# param: d (date)\n# param: i (iri)\nASK {}"
    )
    bound = bindings(query, {"n": "5", "d": "2022-02-27", "i": "schema:Person"})
    assert {name: str(value) for name, value in bound.items()} == {
        "a": '"x"',
        "n": '"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "d": '"2022-02-27"^^<http://www.w3.org/2001/XMLSchema#date>',
        "i": "<https://schema.org/Person>",
    }
    for name, value in (("n", "five"), ("d", "27 February"), ("i", "not an iri"), ("z", "1")):
        with pytest.raises(QueryError, match=name):
            bindings(query, {name: value})
    free = bindings(parse_sparql("q", "ASK {}"), {"x": "<urn:a>", "y": "pg:Attack", "z": "Kyiv: a city"})
    assert [type(value).__name__ for value in free.values()] == ["NamedNode", "NamedNode", "Literal"]


def test_unknown_names_and_bad_queries_are_said(store: ArticleStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="who-said-what"):
        find_query("who-said")
    with pytest.raises(QueryError, match="cannot be read"):
        find_query(str(tmp_path / "none.rq"))
    with pytest.raises(QueryError, match="not SPARQL"):
        store.query("SELECT * WHERE { ?s ?p }")
    with pytest.raises(QueryError, match="not SPARQL"):
        store.query("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(FormatError, match="cannot be opened"):
        run_query("ASK {}", files=[tmp_path / "none.ttl"])
    with pytest.raises(QueryError, match="either"):
        run_query("ASK {}")


def test_query_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("# title: Mine\nASK { ?s ?p ?o }")
    assert find_query(str(tmp_path / "mine.rq")).field("title") == "Mine"


def test_timeout_kills_the_worker(store: ArticleStore) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    before, others = time.monotonic(), _children()
    with pytest.raises(QueryError, match="stopped after 1 s"):
        store.query(endless, timeout_s=1)
    assert time.monotonic() - before < 60
    assert set(_children()) <= set(others)


def _children() -> list[str]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    if not tasks.is_dir():
        return []
    return [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]


def test_limit_cuts_rows_and_triples(store: ArticleStore) -> None:
    result = store.query("SELECT ?s WHERE { ?s ?p ?o }", limit=3)
    assert (len(result.rows), result.truncated) == (3, True)
    assert not store.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3", limit=3).truncated
    assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }", limit=5).triples) == 5
    assert not store.query("SELECT ?s WHERE { ?s ?p ?o }", limit=None).truncated


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/> {} }",
        "SELECT * { ?a ?b 1SERVICE <http://127.0.0.1:1/> {} }",
        "SELECT * { ?a ?b 1.SERVICE<http://127.0.0.1:1/>{} }",
        "SELECT * { ?a ?b 'x'.SERVICE?where{} }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> {} }",
        "SELECT * { # 'quote\n SERVICE <http://127.0.0.1:1/> {} # '\n }",
    ],
)
def test_service_is_refused(store: ArticleStore, query: str) -> None:
    with pytest.raises(QueryError, match="--allow-service"):
        store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s schema:serviceType ?service }",
        "ASK { ?s schema:service 'SERVICE' }",
        'ASK { ?s ?p """a " SERVICE """ }',
        "ASK { ?s <http://x.example/SERVICE> ?o # SERVICE\n }",
    ],
)
def test_the_word_alone_is_no_service(store: ArticleStore, query: str) -> None:
    assert not calls_service(query)
    assert store.query(query).answer is False


def test_result_formats(store: ArticleStore) -> None:
    query = 'SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) { ("x, \\"y\\"" <urn:a> 5) ("né"@fr UNDEF true) } }'
    result = store.query(query)
    assert write_result(result, "csv").decode().splitlines() == ["a,b,c", '"x, ""y""",urn:a,5', "né,,true"]
    assert json.loads(write_result(result, "json"))["results"]["bindings"][1]["a"] == {
        "type": "literal",
        "value": "né",
        "xml:lang": "fr",
    }
    for name, form in (
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ):
        back = ox.parse_query_results(write_result(result, name), format=form)
        assert isinstance(back, ox.QuerySolutions)
        assert [tuple(row) for row in back] == [tuple(row) for row in result.rows], name
    with pytest.raises(FormatError, match="table, csv"):
        result_format("pdf")


def test_table_fits_the_terminal(store: ArticleStore) -> None:
    result = store.query(
        'SELECT ?a ?long WHERE { VALUES (?a ?long) { ("1" "word word word word word word") ("日本" "x\\ny") } }'
    )
    lines = write_result(result, "table", 30).decode().splitlines()
    assert lines[0].split() == ["a", "long"]
    assert max(map(len, lines)) <= 30
    assert "…" in lines[2]
    assert lines[3].endswith("x y")
    assert "word word word word word word" in write_result(result, "table").decode()


def test_answers(store: ArticleStore) -> None:
    answer = store.query("ASK { ?s ?p ?o }")
    assert write_result(answer, "table") == b"yes\n"
    assert write_result(answer, "csv").split() == [b"answer", b"true"]
    assert json.loads(write_result(answer, "json")) == {"head": {}, "boolean": True}
