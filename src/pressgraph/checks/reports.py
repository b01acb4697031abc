"""Reports in the forms that people, CI systems and RDF tools read."""

from __future__ import annotations

from collections.abc import Callable

from pressgraph.checks.findings import Finding, Report, Severity
from pressgraph.checks.machine_reports import json_report, junit_report, sarif_report
from pressgraph.errors import FormatError

REPORT_FORMATS = ("text", "json", "junit", "github", "sarif", "shacl")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_report(report: Report, form: str = "text", *, colour: bool = False) -> str:
    """The report as ``text, json, junit, github`` (workflow commands), ``sarif`` or ``shacl`` (Turtle).

    ``colour`` is for text on a terminal. FormatError for another form.
    """
    writers: dict[str, Callable[[Report], str]] = {
        "text": lambda found: _text(found, colour),
        "json": json_report,
        "junit": junit_report,
        "github": _github,
        "sarif": sarif_report,
        "shacl": _shacl,
    }
    if form not in writers:
        raise FormatError(f"no report format {form!r}: use {', '.join(REPORT_FORMATS)}")
    return writers[form](report)


def _text(report: Report, colour: bool) -> str:
    return "".join(f"{_entry(finding, colour)}\n" for finding in report.findings) + summary(report) + "\n"


def _entry(finding: Finding, colour: bool) -> str:
    label = finding.severity.value
    if colour:
        label = f"\x1b[{_COLOURS[finding.severity]}m{label}\x1b[0m"
    where = f"{finding.source}: " if finding.source else ""
    remedy = f"\n    {finding.solution}" if finding.solution else ""
    return f"{where}{label} [{finding.check}] {finding.message}{remedy}"


def summary(report: Report) -> str:
    """One line: what was found in how much.

    >>> summary(Report(checks=("date-order",), graphs=("https://news.example/1",)))
    '1 graph, 1 check: no findings'
    """
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = ", ".join(_several(count, name) for count, name in counts if count) or "no findings"
    return f"{_several(len(report.graphs), 'graph')}, {_several(len(report.checks), 'check')}: {found}"


def _several(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _github(report: Report) -> str:
    return "".join(f"{_annotation(finding)}\n" for finding in report.findings)


def _annotation(finding: Finding) -> str:
    properties = {"file": finding.source, "title": finding.check}
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items() if value)
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escaped(finding.message)}"


def _escaped(text: str, also: str = "") -> str:
    """Text in a workflow command, where percent signs, line ends and (in properties) ``:`` and ``,`` have a meaning."""
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + also else char for char in text)


def _shacl(report: Report) -> str:
    from pressgraph.checks.shacl_report import shacl_report

    return shacl_report(report)
