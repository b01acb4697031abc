"""SPARQL changed between its tokens, and nowhere else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressgraph.errors import QueryError
from pressgraph.store.sparqltext import about_graph, form_of, tokens, with_bindings, with_prefixes

M = ox.NamedNode("urn:m")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    made.update(
        "INSERT DATA { GRAPH <urn:m> { <urn:a> <urn:n> 'x' . <urn:b> <urn:n> 'y' }"
        "GRAPH <urn:g> { <urn:a> <urn:n> 'x' . <urn:c> <urn:n> 'z' } }"
    )
    return made


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?s { ?s <urn:n> ?o }", 2),
        ("SELECT ?s ?g { GRAPH ?g { ?s <urn:n> ?o } }", 2),
        ("SELECT ?s ?g { ?s <urn:n> ?n GRAPH ?g { ?s <urn:n> ?o } }", 1),
        ("SELECT ?s ?g WHERE { ?s <urn:n> ?n . OPTIONAL { GRAPH ?g { ?s <urn:n> ?o } } } ORDER BY ?s", 2),
        ("SELECT ?s { ?s <urn:n> ?n FILTER NOT EXISTS { GRAPH ?g { ?s <urn:n> ?o } } }", 1),
        ("SELECT ?s { { SELECT ?s { ?s <urn:n> ?n } } }", 2),
        ("SELECT ?s FROM <urn:g> WHERE { ?s <urn:n> ?n }", 2),
        ("SELECT ?s { GRAPH <urn:m> { ?s <urn:n> ?n } }", 2),
        ('SELECT ?s { ?s <urn:n> ?n FILTER(?n != "} GRAPH ?g {") # } GRAPH ?g {\n}', 2),
        ("PREFIX graph: <urn:> SELECT ?s { ?s graph:n ?n }", 2),
    ],
)
def test_a_graph_in_the_place_of_the_default_graph(store: ox.Store, query: str, rows: int) -> None:
    found = store.query(about_graph(query, M), use_default_graph_as_union="FROM" not in query)
    assert len(list(found)) == rows  # type: ignore[arg-type]


def test_construct_in_both_forms(store: ox.Store) -> None:
    for query in ("CONSTRUCT WHERE { ?s <urn:n> ?n }", "CONSTRUCT { ?s <urn:n> ?n } WHERE { ?s <urn:n> ?n }"):
        found = store.query(about_graph(query, M), use_default_graph_as_union=True)
        assert {triple.subject for triple in found} == {ox.NamedNode("urn:a"), ox.NamedNode("urn:b")}  # type: ignore[union-attr]
    assert about_graph("DESCRIBE <urn:a>", M) == "DESCRIBE <urn:a>"


@given(st.text())
def test_a_literal_comes_back_as_it_was(text: str) -> None:
    bound = with_bindings("SELECT ?x { }", {"x": ox.Literal(text)})
    [row] = ox.Store().query(bound)  # type: ignore[misc]
    assert row[0].value == text
    assert len([token for token in tokens(bound) if token.kind == "mark"]) == 4


def test_bindings_reach_filters_of_the_pattern() -> None:
    store = ox.Store()
    store.update("INSERT DATA { <urn:a> <urn:n> 'x' . <urn:b> <urn:n> 'y' }")
    query = "SELECT ?s ?q { ?s <urn:n> ?n FILTER(!BOUND(?q) || ?n = ?q) } # {"
    assert len(list(store.query(query))) == 2  # type: ignore[arg-type]
    assert len(list(store.query(with_bindings(query, {"q": ox.Literal("x")})))) == 1  # type: ignore[arg-type]
    ask = with_bindings("CONSTRUCT { ?s ?p ?q } { ?s ?p ?q }", {"q": ox.Literal("y")})
    assert len(list(store.query(ask))) == 1  # type: ignore[arg-type]


def test_prefixes_are_declared_where_they_are_used_and_missing() -> None:
    known = {"a": "urn:a#", "b": "urn:b#", "c": "urn:c#"}
    text = with_prefixes("PREFIX a: <urn:mine#> SELECT * { ?s a:x b:y , 'c:z' , <c:q> }", known)
    assert text.startswith("PREFIX b: <urn:b#>\nPREFIX a: <urn:mine#>")
    assert "PREFIX c:" not in text


def test_forms() -> None:
    assert form_of("# SELECT\nBASE <urn:SELECT> PREFIX ask: <urn:b> ask {}") == "ASK"
    for text in ("", "DROP ALL", "INSERT DATA { <a> <b> 'SELECT' }", "PREFIX select: <urn:a>"):
        with pytest.raises(QueryError, match="no SPARQL query"):
            form_of(text)


def test_what_could_hide_a_token_is_refused() -> None:
    with pytest.raises(QueryError, match="escapes"):
        with_bindings(r"SELECT ?x \u007B ?x ?y ?z }", {"x": ox.Literal("v")})
    with pytest.raises(QueryError, match="braces"):
        with_bindings("SELECT ?x { ?x ?y ?z", {"x": ox.Literal("v")})
    with pytest.raises(QueryError, match="no pattern"):
        with_bindings("DESCRIBE ?x", {"x": ox.NamedNode("urn:v")})
