"""A report as a SHACL validation report graph, in Turtle, whose nodes all have IRIs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from pressgraph.checks.findings import Finding, Report, Severity
from pressgraph.checks.shacl import CHECK_PREFIX
from pressgraph.store.terms import PREFIXES

_SEVERITIES = {Severity.ERROR: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def shacl_report(report: Report) -> str:
    """The findings as ``sh:ValidationResult``s; a SPARQL check's name is in ``sh:sourceConstraint``."""
    node = _minted("report", *(result.value for result, _ in _results(report)))
    conforms = ox.Literal("false" if report.findings else "true", datatype=ox.NamedNode(f"{_XSD}boolean"))
    triples = [ox.Triple(node, _TYPE, _sh("ValidationReport")), ox.Triple(node, _sh("conforms"), conforms)]
    triples += [ox.Triple(node, _sh("result"), result) for result, _ in _results(report)]
    triples += [triple for result, finding in _results(report) for triple in _described(result, finding)]
    prefixes = {name: PREFIXES[name] for name in ("sh", "schema", "pg", "xsd")}
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def _results(report: Report) -> Iterator[tuple[ox.NamedNode, Finding]]:
    for finding in report.findings:
        parts = (finding.source, finding.check, finding.graph, finding.focus, finding.message, repr(finding.details))
        yield _minted("result", *parts), finding


def _described(node: ox.NamedNode, finding: Finding) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _TYPE, _sh("ValidationResult"))
    yield ox.Triple(node, _sh("focusNode"), _node(finding.focus))
    yield ox.Triple(node, _sh("resultSeverity"), _sh(_SEVERITIES[finding.severity]))
    yield ox.Triple(node, _sh("resultMessage"), ox.Literal(finding.message))
    yield from _sources(node, finding)
    details = dict(finding.details)
    if "resultPath" in details:
        yield ox.Triple(node, _sh("resultPath"), _node(details["resultPath"]))
    if "value" in details:
        yield ox.Triple(node, _sh("value"), _node(details["value"]))


def _sources(node: ox.NamedNode, finding: Finding) -> Iterator[ox.Triple]:
    shape = dict(finding.details).get("sourceShape")
    if finding.check.startswith(CHECK_PREFIX):
        component = _sh(finding.check.removeprefix(CHECK_PREFIX) + "ConstraintComponent")
        if shape:
            yield ox.Triple(node, _sh("sourceShape"), _node(shape))
    else:
        component = _sh("SPARQLConstraintComponent")
        yield ox.Triple(node, _sh("sourceConstraint"), ox.NamedNode(f"{PREFIXES['pg'][:-1]}/checks/{finding.check}"))
    yield ox.Triple(node, _sh("sourceConstraintComponent"), component)


def _node(text: str) -> ox.NamedNode | ox.Literal:
    """The IRI that a text is, else the text as a literal: SHACL leaves a focus node's kind open."""
    if ":" in text and not any(char.isspace() for char in text):
        try:
            return ox.NamedNode(text)
        except ValueError:
            pass
    return ox.Literal(text)


def _minted(kind: str, *parts: str) -> ox.NamedNode:
    digest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
    return ox.NamedNode(f"urn:pressgraph:check:{kind}:{digest}")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["sh"] + name)
