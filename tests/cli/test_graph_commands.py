"""check, load and query."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.checks.graphs import ARTICLE, PREFIXES, SOUND, faulty
from tests.cli.conftest import Run


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.ttl"
    path.write_text(PREFIXES + SOUND)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.nq.gz"
    named = [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(ARTICLE)) for q in faulty(":ana schema:spouse :ana .")
    ]
    path.write_bytes(gzip.compress(ox.serialize(named, format=ox.RdfFormat.N_QUADS) or b""))
    return path


def test_check_passes_and_fails_by_status(run: Run, good: Path, bad: Path) -> None:
    passed = run("check", good)
    assert passed.exit_code == 0, passed.output
    assert "no findings" in passed.stdout
    failed = run("check", bad)
    assert failed.exit_code == 1
    assert "error [self-relation] <https://news.example/a#ana> has itself as schema:spouse." in failed.stdout
    assert run("check", bad, "--fail-on", "never").exit_code == 0
    assert "\x1b" not in failed.stdout


def test_check_reads_stdin_and_writes_files(run: Run, good: Path, tmp_path: Path) -> None:
    result = run("check", "-", "--format", "json", "-o", "report.json", input=good.read_bytes())
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads((tmp_path / "report.json").read_text())["ok"] is True
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_check_goes_on_after_an_input_that_fails(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b")
    result = run("check", "broken.ttl", good, "none.ttl")
    assert result.exit_code == 1
    assert "broken.ttl, line 1" in result.stderr
    assert "none.ttl cannot be opened" in result.stderr
    assert "1 graph" in result.stdout
    assert run("check", "broken.ttl").exit_code == 2


def test_check_warnings_fail_when_asked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.ttl").write_text(PREFIXES + SOUND + ':ana schema:birthDate "1990"^^xsd:gYear , "1991"^^xsd:gYear .')
    only = ("--only", "conflicting-dates")
    assert run("check", "w.ttl", *only).exit_code == 0
    assert run("check", "w.ttl", *only, "--fail-on", "warning").exit_code == 1
    assert run("check", "w.ttl", *only, env={"PRESSGRAPH_FAIL_ON": "warning"}).exit_code == 1


def test_check_lists_its_checks(run: Run) -> None:
    listed = run("check", "--list").stdout.splitlines()
    assert len(listed) >= 18
    assert any(line.split()[:2] == ["date-order", "error"] for line in listed)


def test_load_then_query_then_load_again(run: Run, good: Path, bad: Path) -> None:
    first = run("load", good)
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr.startswith(f"added      {ARTICLE}  +")
    assert "the store is as it was" in run("load", good).stderr
    assert "replaced" in run("load", bad).stderr
    assert "kept" in run("load", good, "--mode", "keep").stderr
    rows = run("query", "quotations").stdout.splitlines()
    assert rows == ["speaker,text,begin,end,article", f'Ana Bell,"We won,",29,36,{ARTICLE}']
    assert "removed" in run("load", "--remove", ARTICLE).stderr
    assert run("query", "quotations").stdout.splitlines() == rows[:1]
    assert run("load", "--remove", ARTICLE).exit_code == 2


def test_load_leaves_out_what_fails_its_checks(run: Run, bad: Path) -> None:
    refused = run("load", bad, "--check")
    assert refused.exit_code == 1
    assert f"refused    {ARTICLE}" in refused.stderr
    assert "no store" in run("query", "articles").stderr


def test_load_goes_on_after_an_input_that_fails(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "loose.nt").write_text("<urn:a> <urn:b> <urn:c> .")
    result = run("load", "loose.nt", good)
    assert result.exit_code == 1
    assert "loose.nt: no graph name" in result.stderr
    assert "added" in result.stderr
    assert run("load", "loose.nt").exit_code == 2
    assert run("load", "loose.nt", "--graph", "https://news.example/loose").exit_code == 0


def test_check_of_a_store(run: Run, bad: Path) -> None:
    run("load", bad)
    result = run("check", "--store", "pressgraph.store", "--no-shacl")
    assert result.exit_code == 1
    assert "self-relation" in result.stdout


def test_query_files_and_formats(run: Run, good: Path, tmp_path: Path) -> None:
    query = "SELECT ?name WHERE { :ana schema:name ?name }"
    query = f"PREFIX : <https://news.example/a#> {query}"
    assert run("query", query, good).stdout == "name\nAna Bell\n"
    assert json.loads(run("query", query, good, "--format", "srj").stdout)["head"] == {"vars": ["name"]}
    assert run("query", query, good, "--format", "table").stdout.splitlines()[2] == "Ana Bell"
    assert run("query", "-", good, input=query).stdout == "name\nAna Bell\n"
    assert run("query", query, good, "-o", "out/names.tsv").exit_code == 0
    assert (tmp_path / "out" / "names.tsv").read_text() == '?name\n"Ana Bell"\n'
    assert run("query", query, good, "--format", "pdf").exit_code == 2


def test_construct_becomes_rdf(run: Run, good: Path, tmp_path: Path) -> None:
    query = "CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n }"
    turtle = run("query", query, good).stdout
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 4
    assert run("query", query, good, "--format", "nt").stdout.count(" .\n") == 4
    run("query", query, good, "-o", "names.jsonld")
    assert len(list(ox.parse((tmp_path / "names.jsonld").read_bytes(), format=ox.RdfFormat.JSON_LD))) == 4


def test_parameters_are_bound_never_pasted(run: Run, good: Path) -> None:
    inside = 'x"} . ?s ?p ?o . FILTER ("1" = "1'
    assert run("query", "quotations", good, "-p", f"name={inside}").stdout.count("\n") == 1
    assert run("query", "quotations", good, "-p", "name=ANA").stdout.count("\n") == 2
    assert run("query", "quotations", good, "-p", "who=ANA").stdout.count("\n") == 2, "its former name"
    assert run("query", "quotations", good, "-p", "who").exit_code == 2
    assert "has no parameter 'whom'" in run("query", "quotations", good, "-p", "whom=x").stderr


def test_limit_is_said(run: Run, good: Path) -> None:
    result = run("query", "SELECT ?s WHERE { ?s ?p ?o }", good, "--limit", "2")
    assert len(result.stdout.splitlines()) == 3
    assert "only the first 2" in result.stderr


def test_query_lists_and_needs_a_query(run: Run) -> None:
    listed = run("query", "--list").stdout
    assert "who-said-what" in listed
    assert "-p name=…  a part of the speaker's name (text)" in listed
    assert run("query").exit_code == 2
