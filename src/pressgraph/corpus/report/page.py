"""The report as one page that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pressgraph.corpus.report.plain import shown
from pressgraph.corpus.report.wording import count, explained, kind, warnings

HERE = Path(__file__).resolve().parent
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
ROWS = 2000
"""Rows that a table of the page has at most; the JSON has them all."""

_FOLDERS = "folders that were not looked into: hidden ones, links, and those below a pattern"
_TOTALS = (
    ("words", "words"),
    ("sentences", "sentences"),
    ("entities", "entities (people, places, …)"),
    ("facts", "facts"),
    ("events", "events"),
    ("claims", "claims and quotations"),
    ("statements", "statements (quads)"),
    ("dropped", "candidates dropped"),
)


def rendered(report: Mapping[str, Any], place: str) -> str:
    """The page of a report (see `pressgraph.corpus.report`), which lies in the folder ``place``.

    Its policy lets no script and no style run but its own two, and nothing be fetched.
    """
    style, script = _own("page.css"), _own("page.js")
    values = {
        "policy": f"{_POLICY}; style-src '{_digest(style)}'; script-src '{_digest(script)}'",
        "style": Markup(style),
        "script": Markup(script),
        "place": place,
        "lookup": f"zgrep -hF 'NAME' {shlex.quote(place.rstrip('/'))}/part-*.documents.jsonl.gz",
        "warnings": warnings(report["parts"]) if report.get("parts") else [],
        "tiles": [(label, report["totals"][name]) for name, label in _TOTALS],
        "passed_rows": list(_passed(report["passed_over"])),
        "reasons_dropped": list(_reasons(report["dropped"])),
        "articles": _ordered(report["articles"]),
        "rows": ROWS,
    }
    return _environment().get_template("page.html").render(report=report, **values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """All values are escaped, and a missing one is an error."""
    found = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["shown"] = _shown
    found.filters["number"] = lambda number: f"{number:,}"
    found.filters["counted"] = count
    found.filters["kind"] = kind
    found.filters["brief"] = _brief
    return found


def _shown(text: str, longest: int = 160) -> Markup:
    """A stranger's words, in a direction of their own."""
    return Markup("<bdi>{}</bdi>").format(shown(text, longest))


def _brief(row: Mapping[str, str]) -> str:
    """The message of an example, or the reason of an article, without the name that it begins with."""
    message = row.get("message", row.get("reason", ""))
    name, colon, rest = message.partition(": ")
    return rest if colon and name.startswith((row["source"], row["input"])) else message


def _own(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _reasons(dropped: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """The dropped candidates by reason alone, the most frequent first, each with what they were."""
    found: dict[str, list[tuple[str, int]]] = {}
    for item in dropped:
        found.setdefault(item["reason"], []).append((item["what"], item["candidates"]))
    sums = {reason: sum(number for _, number in kinds) for reason, kinds in found.items()}
    whole = sum(sums.values())
    for reason, kinds in sorted(found.items(), key=lambda item: (-sums[item[0]], item[0])):
        share = 100 * sums[reason] / whole
        yield {
            "reason": reason,
            "words": explained(reason),
            "candidates": sums[reason],
            "share": f"{share:.0f}%" if share >= 1 else "under 1%",
            "kinds": kinds,
        }


def _passed(passed: Mapping[str, Any] | None) -> Iterable[dict[str, Any]]:
    """The rows about what was passed over."""
    if not passed:
        return
    for row in passed["suffixes"]:
        named = f"{row['suffix']} files" if row["suffix"] else "files without a suffix"
        yield {"kind": named, "number": row["files"], "examples": row["examples"]}
    rest: list[tuple[str, int, list[str]]] = [
        ("files with other suffixes", passed["others"], []),
        ("hidden files", passed["hidden"]["files"], passed["hidden"]["examples"]),
        (_FOLDERS, passed["folders"]["folders"], passed["folders"]["examples"]),
    ]
    yield from ({"kind": kind, "number": number, "examples": paths} for kind, number, paths in rest if number)


def _ordered(articles: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """The documents that failed or were skipped first, else in the order of the parts."""
    return None if articles is None else sorted(articles, key=lambda row: row["outcome"] == "written")
