"""Each shipped check on a graph that has its fault, and on sound graphs."""

from __future__ import annotations

import pytest

from pressgraph.checks import Severity, check, load_rules
from tests.checks.graphs import ARTICLE, SOUND, faulty, quads

SPAN = "<https://news.example/a#char=%s> a nif:RFC5147String ; nif:referenceContext <https://news.example/a> ; "
USED = " :st1 prov:wasDerivedFrom <https://news.example/a#char=%s> . "
A = "https://news.example/a#"

# check -> the fault (Turtle added, text removed from the sound graph), and the node at fault
FAULTS: dict[str, tuple[str, str, str]] = {
    "orphan-mention": (
        SPAN % "27,28" + 'nif:beginIndex 27 ; nif:endIndex 28 ; nif:anchorOf " " .',
        "",
        A + "char=27,28",
    ),
    "mention-not-listed": (":norvik2 a schema:City .", " , :norvik ; prov:wasGeneratedBy :run", A + "char=20,26"),
    "evidence-outside-text": (
        SPAN % "60,70" + 'nif:beginIndex 60 ; nif:endIndex 70 ; nif:anchorOf "0123456789" .' + USED % "60,70",
        "",
        A + "char=60,70",
    ),
    "evidence-incomplete": (
        USED % "1,2" + "<https://news.example/a#char=1,2> a nif:RFC5147String .",
        "",
        A + "char=1,2",
    ),
    "evidence-length": (
        SPAN % "0,3" + 'nif:beginIndex 0 ; nif:endIndex 3 ; nif:anchorOf "Ana Bell" .' + USED % "0,3",
        "",
        A + "char=0,3",
    ),
    "evidence-text": (
        SPAN % "0,3" + 'nif:beginIndex 0 ; nif:endIndex 3 ; nif:anchorOf "Bob" .' + USED % "0,3",
        "",
        A + "char=0,3",
    ),
    "evidence-address": (
        SPAN % "0,4" + 'nif:beginIndex 0 ; nif:endIndex 3 ; nif:anchorOf "Ana" .' + USED % "0,4",
        "",
        A + "char=0,4",
    ),
    "asserted-but-attributed": (":norvik pg:capital :norvik2 .", "", A + "norvik"),
    "asserted-without-triple": ("", ":ana schema:homeLocation :norvik .", A + "ana"),
    "fact-without-statement": (":ana schema:birthPlace :norvik .", "", A + "ana"),
    "incomplete-statement": (":st9 a rdf:Statement ; rdf:subject :ana .", "", A + "st9"),
    "statement-without-evidence": (
        "",
        "\n    prov:wasDerivedFrom <https://news.example/a#char=20,26> .\n:norvik2",
        A + "st3",
    ),
    "duplicate-statement": (
        ":st0 a rdf:Statement ; rdf:subject :ana ; rdf:predicate schema:homeLocation ; rdf:object :norvik ;"
        " pg:assertion pg:Asserted ; pg:confidence 0.6 .",
        "",
        A + "st0",
    ),
    "contradictory-statements": (
        ":st0 a rdf:Statement ; rdf:subject :ana ; rdf:predicate schema:homeLocation ; rdf:object :norvik ;"
        " pg:assertion pg:Negated ; pg:confidence 0.6 .",
        "",
        A + "ana",
    ),
    "attributed-without-source": ("", "pg:attributedTo :ana ; ", A + "st3"),
    "confidence-range": (":q pg:confidence 1.2 .", "", A + "q"),
    "date-order": (
        ':ana schema:birthDate "1980"^^xsd:gYear ; schema:deathDate "1979-03"^^xsd:gYearMonth .',
        "",
        A + "ana",
    ),
    "event-after-publication": (':win schema:startDate "2030-06"^^xsd:gYearMonth .', "", A + "win"),
    "age-range": (":ana pg:reportedAge 190 .", "", A + "ana"),
    "person-as-place": (":norvik schema:location :ana .", "", A + "ana"),
    "person-expected": (":ana schema:spouse :norvik .", "", A + "norvik"),
    "person-property": (":norvik schema:spouse :ana .", "", A + "norvik"),
    "dangling-entity": (":win pg:patient :nobody .", "", A + "nobody"),
    "unnamed-entity": ("", ' ; schema:name "Ana Bell"', A + "ana"),
    "disjoint-classes": (":ana a schema:City .", "", A + "ana"),
    "self-relation": (":ana schema:relatedTo :ana .", "", A + "ana"),
    "mutual-relation": (
        ":norvik schema:containedInPlace :norvik2 . :norvik2 schema:containedInPlace :norvik .",
        "",
        A + "norvik",
    ),
    "claim-without-text": ("", ' ; schema:text "We won,"', A + "q"),
    "claim-without-source": ("", " ; schema:author :ana", A + "q"),
    "quotation-not-verbatim": (':q schema:text "We won, and how" .', ' ; schema:text "We won,"', A + "q"),
    "speaker-as-thing": (':q schema:author :t . :t a schema:Product ; schema:name "T" .', "", A + "q"),
    "described-event-typed": (":close a pg:Attack .", "", A + "close"),
    "unasserted-event": (":win pg:assertion pg:Attributed .", "", A + "win"),
    "accusation-as-crime": (":win pg:stage pg:Charged .", "", A + "win"),
    "blank-node": (":ana schema:knows [ a schema:Person ] .", "", ""),
    "http-schema": (":ana <http://schema.org/name> 'Ana' .", "", "http://schema.org/name"),
    "unknown-term": (":ana pg:shoeSize 40 .", "", "https://w3id.org/pressgraph/ontology#shoeSize"),
    "article-missing": ("", "a schema:NewsArticle , nif:Context ;", "https://schema.org/NewsArticle"),
    "article-without-date": ("", 'schema:datePublished "2030-05-06"^^xsd:date ; ', ARTICLE),
    "conflicting-dates": (':ana schema:birthDate "1990"^^xsd:gYear , "1991-01-01"^^xsd:date .', "", A + "ana"),
    "conflicting-places": (":ana schema:birthPlace :norvik , :norvik2 .", "", A + "ana"),
}


def test_every_check_has_a_fault() -> None:
    assert set(FAULTS) == {rule.name for rule in load_rules()}
    assert len(FAULTS) >= 18


@pytest.mark.parametrize("name", FAULTS)
def test_finds_its_fault(name: str) -> None:
    added, removed, focus = FAULTS[name]
    found = check(faulty(added, removed), only=[name]).findings
    assert found, "the check misses the fault"
    assert {finding.check for finding in found} == {name}
    assert not focus or focus in {finding.focus for finding in found}
    rule = next(rule for rule in load_rules() if rule.name == name)
    assert found[0].severity is rule.severity
    assert found[0].solution == rule.solution
    assert "{" not in found[0].message


@pytest.mark.parametrize("graph", [None, ARTICLE])
def test_sound_graph_passes_every_check(graph: str | None) -> None:
    report = check(quads(SOUND, graph), shacl=False)
    assert report.findings == ()
    assert report.graphs == (ARTICLE,)
    assert report.ok


def test_dates_that_agree_are_no_conflict() -> None:
    agreeing = ':ana schema:birthDate "1990"^^xsd:gYear , "1990-01-25"^^xsd:date ; schema:deathDate "1990"^^xsd:gYear .'
    found = check(faulty(agreeing), only=["conflicting-dates", "date-order"]).findings
    assert found == ()


def test_same_statement_with_another_source_is_no_duplicate() -> None:
    other = (
        ":st0 a rdf:Statement ; rdf:subject :norvik ; rdf:predicate pg:capital ; rdf:object :norvik2 ;"
        " pg:assertion pg:Attributed ; pg:attributedTo :norvik ; pg:confidence 0.6 ."
    )
    assert check(faulty(other), only=["duplicate-statement"]).findings == ()


def test_fact_asserted_elsewhere_may_be_plain() -> None:
    asserted = (
        ":norvik pg:capital :norvik2 . :st0 a rdf:Statement ; rdf:subject :norvik ; rdf:predicate pg:capital ;"
        " rdf:object :norvik2 ; pg:assertion pg:Asserted ; pg:confidence 0.6 ."
    )
    assert check(faulty(asserted), only=["asserted-but-attributed"]).findings == ()


def test_graphs_are_checked_apart_and_together() -> None:
    """One article's birth date against another's: each alone is sound."""
    other = "https://news.example/b"
    article = f"<{other}> a schema:NewsArticle . "
    one = quads(':ana schema:birthDate "1990"^^xsd:gYear . <https://news.example/a> a schema:NewsArticle .', ARTICLE)
    two = quads(article + ':ana schema:birthDate "1991"^^xsd:gYear .', other)
    [finding] = check([*one, *two], only=["conflicting-dates", "date-order"]).findings
    assert (finding.check, finding.graph, finding.severity) == ("conflicting-dates", "", Severity.WARNING)
    assert dict(finding.details) == {
        "property": "https://schema.org/birthDate",
        "first": "1990",
        "second": "1991",
    }


def test_finding_names_the_graph_at_fault() -> None:
    sound, bad = (
        quads(SOUND, ARTICLE),
        quads(
            "<https://news.example/b> a schema:NewsArticle . :x pg:stage pg:Accused ; a pg:Crime .",
            "https://news.example/b",
        ),
    )
    found = check([*sound, *bad], only=["accusation-as-crime"]).findings
    assert [finding.graph for finding in found] == ["https://news.example/b"]


def test_rdf12_reifiers_are_checked_like_statements() -> None:
    reifier = ":r a rdf:Statement ; rdf:reifies <<( :ana schema:spouse :bob )>> ; pg:assertion pg:Attributed ."
    turtle = f":ana schema:spouse :bob . {reifier}"
    found = check(quads(turtle), only=["asserted-but-attributed"]).findings
    assert [finding.focus for finding in found] == [A + "ana"]
