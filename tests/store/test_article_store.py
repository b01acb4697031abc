"""Loading, replacing and removing articles; locks, snapshots and crashes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from pressgraph.errors import StoreError
from pressgraph.store import ArticleStore, Status
from pressgraph.store import directory as directories
from pressgraph.store.terms import ONTOLOGY_GRAPH
from tests.checks.graphs import quads

A, B = "https://news.example/a", "https://news.example/b"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def article(iri: str, turtle: str) -> list[ox.Quad]:
    return quads(f"<{iri}> a schema:NewsArticle . {turtle}", iri)


def answers(store: ArticleStore, query: str) -> list[tuple[str, ...]]:
    return [tuple(str(term) for term in row) for row in store.query(query).rows]


def asks(store: ArticleStore, pattern: str) -> bool:
    return store.query(f"PREFIX : <https://news.example/a#> ASK {{ {pattern} }}").answer


@pytest.fixture
def store(tmp_path: Path) -> ArticleStore:
    return ArticleStore(tmp_path / "store")


def test_same_triple_of_two_articles_is_asserted_once(store: ArticleStore) -> None:
    store.load([*article(A, ":x schema:spouse :y ."), *article(B, ":x schema:spouse :y .")])
    assert answers(store, "SELECT ?s ?o WHERE { ?s <https://schema.org/spouse> ?o }") == [
        ("<https://news.example/a#x>", "<https://news.example/a#y>")
    ]
    assert len(answers(store, "SELECT ?g WHERE { GRAPH ?g { ?s <https://schema.org/spouse> ?o } }")) == 2


def test_second_load_changes_nothing_and_says_so(store: ArticleStore) -> None:
    data = article(A, ':x schema:name "X"@EN ; pg:share 1.50 ; pg:count "007"^^xsd:integer .')
    assert [item.status for item in store.load(data)] == [Status.ADDED]
    before = store.quads()
    [again] = store.load(data)
    assert (again.status, again.added, again.removed) == (Status.UNCHANGED, 0, 0)
    assert set(store.quads()) == set(before)


def test_replacing_leaves_nothing_behind(store: ArticleStore) -> None:
    store.load([*article(A, ":x schema:spouse :y . :x schema:parent :z ."), *article(B, ":x schema:parent :z .")])
    [changed] = store.load(article(A, ":x schema:spouse :w ."))
    assert (changed.status, changed.added, changed.removed) == (Status.REPLACED, 1, 2)
    assert not asks(store, ":x schema:spouse :y")
    assert asks(store, ":x schema:spouse :w")
    assert asks(store, ":x schema:parent :z"), "another article still asserts it"


def test_triple_leaves_when_the_last_article_that_asserts_it_goes(store: ArticleStore) -> None:
    store.load([*article(A, ":x schema:spouse :y ."), *article(B, ":x schema:spouse :y .")])
    store.remove(A)
    assert asks(store, ":x schema:spouse :y")
    store.remove(B)
    assert store.graphs() == []
    assert answers(store, COUNT) == [('"0"^^<http://www.w3.org/2001/XMLSchema#integer>',)]


def test_what_another_article_only_keeps_as_bookkeeping_is_not_asserted(store: ArticleStore) -> None:
    """The same triple stands in both graphs, but in B its subject is a claim inside a claim."""
    store.load(article(A, ':c schema:text "yes" .'))
    store.load(article(B, ':c schema:text "yes" . :outer pg:reports :c .'))
    assert asks(store, ':c schema:text "yes"')
    store.remove(A)
    assert not asks(store, ':c schema:text "yes"')


def test_no_replace_keeps_what_is_there(store: ArticleStore) -> None:
    store.load(article(A, ":x schema:spouse :y ."))
    [kept] = store.load(article(A, ":x schema:spouse :w ."), mode="keep")
    assert kept.status is Status.KEPT
    assert asks(store, ":x schema:spouse :y")


def test_loose_triples_go_to_their_article(store: ArticleStore) -> None:
    [loaded] = store.load(quads(f"<{A}> a schema:NewsArticle ."))
    assert loaded.graph == A
    with pytest.raises(StoreError, match="--graph"):
        store.load(quads(":x schema:spouse :y ."))
    with pytest.raises(StoreError, match="TriG"):
        store.load(quads(f"<{A}> a schema:NewsArticle . <{B}> a schema:NewsArticle ."))
    [named] = store.load(quads(":x schema:spouse :y ."), graph=B)
    assert named.graph == B


def test_blank_nodes_and_the_ontology_graph_are_refused(store: ArticleStore) -> None:
    with pytest.raises(StoreError, match="blank node"):
        store.load(article(A, ":x schema:spouse [ schema:name 'Y' ] ."))
    with pytest.raises(StoreError, match="ontology"):
        store.load(quads(":x schema:spouse :y .", ONTOLOGY_GRAPH.value))
    with pytest.raises(StoreError, match="no article graph"):
        store.remove(A)


def test_ontology_has_its_own_graph_and_no_place_in_the_others(store: ArticleStore) -> None:
    store.load(article(A, ""))
    assert asks(store, "GRAPH <https://w3id.org/pressgraph/ontology> { pg:Attack rdfs:subClassOf pg:NewsEvent }")
    assert not asks(store, "pg:Attack rdfs:subClassOf ?x")
    assert store.graphs() == [A]


def test_directory_is_an_oxigraph_directory(store: ArticleStore) -> None:
    store.load(article(A, ":x schema:spouse :y ."))
    opened = ox.Store.read_only(str(store.directory))
    assert ox.NamedNode(A) in set(opened.named_graphs())


def test_locked_store_is_said_and_can_be_read(store: ArticleStore) -> None:
    store.load(article(A, ":x schema:spouse :y ."))
    with directories.writing(store.directory) as writer:
        writer.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.NamedNode("urn:c")))
        load = "from pressgraph.store import ArticleStore; import sys; ArticleStore(sys.argv[1]).load([])"
        other = subprocess.run(
            [sys.executable, "-c", load, str(store.directory)], capture_output=True, text=True, check=False
        )
        assert "is locked: another process is writing" in other.stderr
        with pytest.raises(StoreError, match="locked"):
            store.load([])
        assert asks(store, ":x schema:spouse :y"), "readers go on beside the writer"
        assert not asks(store, "<urn:a> ?p ?o"), "and see what was there before"
    assert asks(store, "<urn:a> ?p ?o")


def test_reader_recovers_what_a_killed_writer_had_committed(store: ArticleStore) -> None:
    store.load(article(A, ":x schema:spouse :y ."))
    script = (
        "import os, sys; from pathlib import Path; import pyoxigraph as ox\n"
        "from pressgraph.store.directory import writing\n"
        "with writing(Path(sys.argv[1])) as store:\n"
        "    store.update('INSERT DATA { <urn:a> <urn:b> <urn:c> }'); store.flush(); os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(store.directory)], check=False)
    assert killed.returncode == 9
    assert asks(store, "<urn:a> <urn:b> <urn:c>")


def test_failed_load_keeps_graphs_whole(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update that breaks off leaves the article as it was, in its graph and in the asserted graph."""
    store.load(article(A, ":x schema:spouse :y ."))
    from pressgraph.store import loading

    def broken(_triples: object, graph: ox.NamedNode | None = None) -> str:
        return "<urn:a> <urn:b> <urn:c> .\n" if graph is None else "this is no SPARQL"

    monkeypatch.setattr(loading, "_block", broken)
    with pytest.raises(SyntaxError):
        store.load(article(A, ":x schema:spouse :w ."))
    assert asks(store, ":x schema:spouse :y")
    assert not asks(store, "<urn:a> ?p ?o")
    assert asks(store, f"GRAPH <{A}> {{ :x schema:spouse :y }}")


def test_old_snapshots_go(store: ArticleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directories, "_GRACE_S", -1)
    for number in range(4):
        store.load(article(A, f":x pg:count {number} ."))
    names = [path.name for path in (store.directory / "snapshots").iterdir()]
    assert names == ["4"]


def test_places_that_are_no_store_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="neither empty nor a store"):
        ArticleStore(tmp_path).load([])
    with pytest.raises(StoreError, match="is a file"):
        ArticleStore(tmp_path / "notes.txt").load([])
    with pytest.raises(StoreError, match="load something first"):
        ArticleStore(tmp_path / "none").query(COUNT)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
