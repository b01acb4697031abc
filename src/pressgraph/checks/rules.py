"""SPARQL checks: one ``.rq`` file each, which is its own documentation.

The header has ``title``, ``problem`` (with ``{column}`` for values of the row), ``solution``, ``severity``
(error, warning or info) and ``scope``: ``graph``, the default, runs it on each article's graph by itself;
``dataset`` on what all of them assert together. A SELECT returns the violations, ``?focus`` the node at fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pressgraph.checks.findings import Severity
from pressgraph.errors import QueryError
from pressgraph.resources import ontology_dir
from pressgraph.store.guard import refuse_service
from pressgraph.store.sparqlfiles import SparqlFile, read_sparql_file


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its query."""

    name: str
    title: str
    problem: str
    solution: str
    severity: Severity
    scope: OneOf["graph", "dataset"]
    query: str


def load_rules(folders: Iterable[Path] = ()) -> list[Rule]:
    """The shipped checks and those of the user's folders, by name; a user's file replaces a shipped one of its name.

    QueryError for a folder that does not exist and for malformed headers.
    """
    found: dict[str, Rule] = {}
    for folder in (ontology_dir() / "checks", *folders):
        if not folder.is_dir():
            raise QueryError(f"{folder} is no folder: give one with .rq files")
        for path in sorted(folder.glob("*.rq")):
            found[path.stem] = rule_of(read_sparql_file(path))
    return [found[name] for name in sorted(found)]


def rule_of(file: SparqlFile) -> Rule:
    """The check that a file describes; QueryError where its header says too little."""
    missing = [key for key in ("title", "problem", "solution", "severity") if not file.field(key)]
    if missing:
        raise QueryError(f"check {file.name}: its header lacks {', '.join(missing)}; begin with '# {missing[0]}: …'")
    severity, scope = file.field("severity"), file.field("scope", "graph")
    if severity not in list(Severity):
        raise QueryError(f"check {file.name}: severity {severity!r} is none of {', '.join(Severity)}")
    if scope not in ("graph", "dataset"):
        raise QueryError(f"check {file.name}: scope {scope!r} is neither graph nor dataset")
    refuse_service(file.text)
    return Rule(
        file.name,
        file.field("title"),
        file.field("problem"),
        file.field("solution"),
        Severity(severity),
        "dataset" if scope == "dataset" else "graph",
        file.text,
    )
