"""Reports as JSON, JUnit XML and SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import asdict
from xml.etree import ElementTree as ET

from pressgraph.checks.findings import Finding, Report, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_report(report: Report) -> str:
    """One object: ``ok``, the counts by severity, ``checks``, ``graphs`` and ``findings``."""
    content = {
        "ok": report.ok,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "checks": report.checks,
        "graphs": report.graphs,
        "findings": [asdict(finding) | {"details": dict(finding.details)} for finding in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def junit_report(report: Report) -> str:
    """One test case per check. Errors and warnings fail it; infos go to its output."""
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_check[finding.check].append(finding)
    names = list(dict.fromkeys([*report.checks, *sorted(by_check)]))
    failed = sum(any(f.severity is not Severity.INFO for f in by_check[name]) for name in names)
    suite = ET.Element("testsuite", name="pressgraph check", tests=str(len(names)), failures=str(failed), errors="0")
    for name in names:
        _case(suite, name, by_check[name])
    ET.indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suite, encoding="unicode")}\n'


def _case(suite: ET.Element, name: str, findings: list[Finding]) -> None:
    case = ET.SubElement(suite, "testcase", classname="pressgraph.check", name=name)
    failing = [finding for finding in findings if finding.severity is not Severity.INFO]
    if failing:
        message = f"{len(failing)} findings, the first: {failing[0].message}"
        failure = ET.SubElement(case, "failure", type=failing[0].severity.value, message=_xml(message))
        failure.text = _xml("\n".join(map(_line, failing)))
    rest = [finding for finding in findings if finding.severity is Severity.INFO]
    if rest:
        ET.SubElement(case, "system-out").text = _xml("\n".join(map(_line, rest)))


def _line(finding: Finding) -> str:
    return f"{finding.source + ': ' if finding.source else ''}{finding.severity.value}: {finding.message}"


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def sarif_report(report: Report) -> str:
    """A SARIF log with one run; a finding's node and graph are its logical location."""
    from pressgraph.resources import software_version

    rules = dict.fromkeys([*report.checks, *(finding.check for finding in report.findings)])
    driver = {"name": "pressgraph", "version": software_version(), "rules": [{"id": name} for name in rules]}
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in report.findings]}
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": finding.focus, "kind": "resource"}]}
    if finding.source:
        place["physicalLocation"] = {"artifactLocation": {"uri": _uri(finding.source)}}
    return {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [place],
        "properties": {"graph": finding.graph, **dict(finding.details)},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
