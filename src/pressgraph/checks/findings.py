"""What checks find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; errors are false or unusable triples, infos are for the reader's attention."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for errors, 2 for infos."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation: ``focus`` is the node at fault and ``graph`` its graph, both IRIs; ``details`` are named values.

    ``graph`` is empty for findings across graphs, and for a graph without a name; ``source`` is the input's name.
    """

    check: str
    severity: Severity
    focus: str
    message: str
    graph: str = ""
    details: tuple[tuple[str, str], ...] = ()
    solution: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run, the worst first; ``checks`` and ``graphs`` say what was run on what."""

    findings: tuple[Finding, ...] = ()
    checks: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings and infos do not count."""
        return not self.fails(Severity.ERROR)

    def fails(self, threshold: Severity) -> bool:
        """Whether a finding is at least as bad as ``threshold``."""
        return any(finding.severity.rank <= threshold.rank for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return Counter(finding.severity for finding in self.findings)[severity]

    def without(self, severities: Iterable[Severity]) -> Report:
        """The same without findings of these severities."""
        dropped = set(severities)
        return Report(tuple(f for f in self.findings if f.severity not in dropped), self.checks, self.graphs)


def joined(reports: Iterable[Report]) -> Report:
    """One report of several inputs."""
    every = list(reports)
    findings = [finding for report in every for finding in report.findings]
    checks = dict.fromkeys(name for report in every for name in report.checks)
    graphs = dict.fromkeys(name for report in every for name in report.graphs)
    return Report(tuple(sorted(findings, key=order)), tuple(checks), tuple(graphs))


def order(finding: Finding) -> tuple[object, ...]:
    """The order of findings in a report."""
    return (finding.severity.rank, finding.source, finding.check, finding.graph, finding.focus, finding.details)
