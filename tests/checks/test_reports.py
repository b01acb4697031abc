"""Reports, SHACL shapes, and checks of the user's own."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib

from pressgraph.checks import Finding, Report, Severity, check, write_report
from pressgraph.checks.findings import joined
from pressgraph.checks.reports import summary
from pressgraph.errors import FormatError, OptionError, QueryError
from pressgraph.graph.interop import as_rdflib
from tests.checks.graphs import ARTICLE, SOUND, faulty, quads

DETAILS = (("first", "1"),)
ERROR = Finding(
    "date-order",
    Severity.ERROR,
    "https://x.example/1",
    "died, born: 100%\nreally",
    ARTICLE,
    DETAILS,
    "fix it",
    "a,b.ttl",
)
INFO = Finding("article-without-date", Severity.INFO, ARTICLE, "no date", ARTICLE)
REPORT = Report((ERROR, INFO), ("article-without-date", "date-order", "self-relation"), (ARTICLE,))


def test_text_has_every_finding_with_its_remedy() -> None:
    text = write_report(REPORT)
    assert "a,b.ttl: error [date-order] died, born: 100%" in text
    assert "    fix it" in text
    assert text.endswith("1 graph, 3 checks: 1 error, 1 info\n")
    assert "\x1b[31merror" in write_report(REPORT, colour=True)


def test_json_can_be_read_back() -> None:
    content = json.loads(write_report(REPORT, "json"))
    assert content["ok"] is False
    assert content["counts"] == {"error": 1, "warning": 0, "info": 1}
    assert content["findings"][0]["details"] == {"first": "1"}


def test_junit_counts_checks_that_fail() -> None:
    suite = ET.fromstring(write_report(REPORT, "junit").partition("\n")[2])
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    cases = {case.get("name"): case for case in suite}
    assert cases["date-order"].find("failure") is not None
    assert cases["article-without-date"].find("failure") is None
    assert cases["article-without-date"].find("system-out") is not None
    assert len(cases["self-relation"]) == 0


def test_junit_leaves_out_what_xml_cannot_hold() -> None:
    bad = Finding("c", Severity.ERROR, "x", "a\x00b\x1fc")
    assert ET.fromstring(write_report(Report((bad,)), "junit").partition("\n")[2]) is not None


def test_github_escapes_messages_and_properties() -> None:
    first, second = write_report(REPORT, "github").splitlines()
    assert first == "::error file=a%2Cb.ttl,title=date-order::died, born: 100%25%0Areally"
    assert second == "::notice title=article-without-date::no date"


def test_sarif_has_rules_and_levels() -> None:
    log = json.loads(write_report(REPORT, "sarif"))
    [run] = log["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "note"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(REPORT.checks)
    place = run["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "a%2Cb.ttl"


def test_shacl_report_is_a_validation_report_without_blank_nodes() -> None:
    text = write_report(REPORT, "shacl")
    triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert not any(isinstance(node, ox.BlankNode) for t in triples for node in (t.subject, t.object))
    graph = rdflib.Graph().parse(data=text, format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    [report] = graph.subjects(rdflib.RDF.type, sh.ValidationReport)
    assert graph.value(report, sh.conforms) == rdflib.Literal(False)
    assert len(list(graph.objects(report, sh.result))) == 2
    assert write_report(REPORT, "shacl") == text


def test_unknown_report_format() -> None:
    with pytest.raises(FormatError, match="text, json, junit"):
        write_report(REPORT, "pdf")


def test_joined_reports_put_the_worst_first() -> None:
    both = joined([Report((INFO,), ("a",), ("g",)), Report((ERROR,), ("a", "b"), ("h",))])
    assert both.findings == (ERROR, INFO)
    assert summary(both) == "2 graphs, 2 checks: 1 error, 1 info"
    assert both.fails(Severity.WARNING)
    assert not both.without([Severity.ERROR]).fails(Severity.WARNING)


def test_shapes_find_what_breaks_them(tmp_path: Path) -> None:
    shapes = tmp_path / "mine.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .\n"
        "<urn:x:Shape> a sh:NodeShape ; sh:targetClass schema:Place ;\n"
        " sh:property [ sh:path schema:geo ; sh:minCount 1 ;\n"
        ' sh:severity sh:Warning ; sh:message "where is it?" ] .'
    )
    found = check(quads(SOUND), shapes=[shapes], only=["shacl"]).findings
    mine = [finding for finding in found if "where is it?" in finding.message]
    # schema:City is a place by the ontology's class tree, which is not in the data.
    assert {finding.focus for finding in mine} == {"https://news.example/a#norvik", "https://news.example/a#norvik2"}
    assert {finding.severity for finding in mine} == {Severity.WARNING}
    assert {finding.check for finding in mine} == {"shacl:MinCount"}
    assert dict(mine[0].details)["resultPath"] == "https://schema.org/geo"


def test_shipped_shapes_accept_the_sound_graph_and_refuse_a_broken_one() -> None:
    assert check(quads(SOUND), only=["shacl"]).ok
    assert not check(faulty(':ana schema:birthDate "soon" .'), only=["shacl"]).ok


def test_rdf12_graphs_can_be_validated() -> None:
    turtle = SOUND + ":r a rdf:Statement ; rdf:reifies <<( :ana schema:homeLocation :norvik )>> ."
    assert "shacl" in check(quads(turtle), only=["shacl"]).checks


def test_malformed_shapes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("this is no turtle")
    with pytest.raises(FormatError, match=r"bad\.ttl"):
        check(quads(SOUND), shapes=[tmp_path / "bad.ttl"])


HEADER = "# title: T\n# problem: {focus} is old\n# solution: S\n# severity: warning\n"


def test_user_checks_run_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "old.rq").write_text(HEADER + "SELECT ?focus WHERE { ?focus pg:reportedAge ?age FILTER (?age > 39) }")
    report = check(quads(SOUND), checks=[tmp_path], shacl=False)
    assert [(finding.check, finding.message) for finding in report.findings] == [
        ("old", "<https://news.example/a#ana> is old")
    ]
    assert "date-order" in report.checks


def test_user_check_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "age-range.rq").write_text(HEADER + "SELECT ?focus WHERE { ?focus pg:reportedAge 40 }")
    [finding] = check(quads(SOUND), checks=[tmp_path], only=["age-range"]).findings
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?focus {}", "lacks title, problem, solution, severity"),
        (HEADER.replace("warning", "grave") + "SELECT ?focus {}", "severity 'grave'"),
        (HEADER + "# scope: world\nSELECT ?focus {}", "scope 'world'"),
        (HEADER + "SELECT ?focus {", "check mine"),
        (HEADER + "ASK {}", "must be a SELECT"),
        (HEADER + "SELECT ?focus { SERVICE <http://127.0.0.1:1/> { ?focus ?p ?o } }", "SERVICE"),
    ],
)
def test_bad_user_checks_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mine.rq").write_text(text)
    with pytest.raises(QueryError, match=message):
        check(quads(SOUND), checks=[tmp_path], shacl=False)


def test_missing_folder_and_unknown_check_are_said(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no folder"):
        check(quads(SOUND), checks=[tmp_path / "none"])
    with pytest.raises(OptionError, match="date-order"):
        check(quads(SOUND), only=["dates"])


def test_check_takes_files_quads_and_rdflib(tmp_path: Path) -> None:
    bad = faulty(":ana schema:spouse :ana .")
    path = tmp_path / "bad.nt"
    path.write_bytes(ox.serialize((quad.triple for quad in bad), format=ox.RdfFormat.N_TRIPLES) or b"")
    graph = rdflib.Graph().parse(path, format="nt")
    named = [ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(ARTICLE)) for quad in bad]
    for data in (path, str(path), bad, iter(bad), ox.Dataset(bad), graph, as_rdflib(bad), as_rdflib(named)):
        found = check(data, only=["self-relation"]).findings
        assert [finding.focus for finding in found] == ["https://news.example/a#ana"], type(data)
    assert check(path, only=["self-relation"]).findings[0].source == str(path)


def test_unreadable_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"none\.ttl cannot be opened"):
        check(tmp_path / "none.ttl")
    (tmp_path / "bad.ttl").write_text("<a> <b>")
    with pytest.raises(FormatError, match=r"bad\.ttl, line 1"):
        check(tmp_path / "bad.ttl")
