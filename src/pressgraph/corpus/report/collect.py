"""The sums of documents' lines, in memory that does not grow with their number but for the names' keys."""

from __future__ import annotations

from typing import Any

from pressgraph.corpus.report.groups import Dropped, Groups
from pressgraph.corpus.report.places import Places
from pressgraph.corpus.report.plain import kept
from pressgraph.corpus.report.repeated import Repeated

ARTICLES = 10_000
"""Documents up to which each is listed."""

_SUMS = ("words", "characters", "sentences", "entities", "mentions", "facts", "events", "claims")
_PER_INPUT = (
    "documents",
    "written",
    "failed",
    "skipped",
    "words",
    "facts",
    "events",
    "claims",
    "statements",
    "dropped",
)
_PER_ARTICLE = ("words", "sentences", "entities", "facts", "events", "claims")


class Collector:
    """Takes documents' lines, in order; ``listed`` keeps one row for each."""

    def __init__(self, listed: bool) -> None:
        self.totals = dict.fromkeys(
            ("documents", "written", "failed", "skipped", *_SUMS, "statements", "dropped", "without_findings"), 0
        )
        self.failures, self.skipped, self.notes = Groups(), Groups("records", 5), Groups(examples=5)
        self.dropped = Dropped()
        self.places = Places(_PER_INPUT)
        self.repeated = Repeated()
        self.articles: list[dict[str, Any]] | None = [] if listed else None

    def add(self, line: dict[str, Any], part: str = "") -> None:
        """A line, as `pressgraph.corpus.documents` writes it: a document, or what an input has besides."""
        outcome = line["outcome"]
        if outcome == "written":
            values = self._written(line, part)
        elif outcome == "failed":
            values = {"documents": 1, "failed": 1}
            self.failures.add(line.get("reason", ""), part, line["input"], line["source"])
        else:
            values = {"skipped": line.get("count", 1)}
            self.skipped.add(line.get("reason", ""), part, line["input"], line["source"], values["skipped"])
        totals = self.totals
        for name, value in values.items():
            totals[name] += value
        self.places.add(line["input"], values)
        if self.articles is not None and outcome != "skipped":
            self.articles.append(_row(line, part))

    def _written(self, line: dict[str, Any], part: str) -> dict[str, int]:
        values = {"documents": 1, "written": 1}
        for name in _SUMS:
            values[name] = line.get(name, 0)
        values["statements"] = line.get("quads", 0)
        values["dropped"] = self.dropped.add(line.get("dropped", {}))
        values["without_findings"] = int(not (values["facts"] or values["events"] or values["claims"]))
        for note in line.get("notes", ()):
            self.notes.add(note, part, line["input"], line["source"])
        if "graph" in line:
            self.repeated.add(line["graph"])
        return values

    def described(self) -> dict[str, Any]:
        """The fields of the report that come from documents; ``repeated`` must have been counted."""
        return {
            "totals": dict(self.totals),
            "failures": self.failures.described(),
            "skipped": self.skipped.described(),
            "dropped": self.dropped.described(),
            "notes": self.notes.described(),
            "duplicates": self.repeated.described(),
            "inputs": self.places.described(),
            "articles": self.articles,
        }


def _row(line: dict[str, Any], part: str) -> dict[str, Any]:
    """A document's row in the field ``articles``."""
    row = {"outcome": line["outcome"], "part": part, "input": kept(line["input"]), "source": kept(line["source"])}
    if line["outcome"] != "written":
        return row | {"reason": kept(line.get("reason", ""))}
    row["graph"] = kept(line.get("graph", ""))
    numbers = {name: line.get(name, 0) for name in _PER_ARTICLE}
    found = {"statements": line.get("quads", 0), "notes": [kept(note) for note in line.get("notes", ())]}
    return {**row, **numbers, **found, "dropped": dict(sorted(line.get("dropped", {}).items()))}
