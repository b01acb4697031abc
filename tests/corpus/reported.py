"""Folders of finished jobs, made by hand for the report, and how a report is read."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pressgraph.corpus.report import write_report

SETTINGS = {"format": "nquads", "mapping": {"profile": "balanced"}, "pressgraph": "0.1.0"}
FINGERPRINT = hashlib.sha256(json.dumps(SETTINGS, sort_keys=True).encode()).hexdigest()
COUNTED = ("words", "characters", "sentences", "entities", "mentions", "facts", "events", "claims", "quads")
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{ 7 * 7 }}{% raw %}",
    "left\u202egpj.exe\u2066\u200b",
    "\ud800 \x00 \x1b[31m\u2028",
    "n" * 10_000,
)


def written(source: str, given: str = "news.jsonl", **values: Any) -> dict[str, Any]:
    """The line of a written document; ``values`` take the place of its counts, graph, notes or dropped."""
    counts = dict.fromkeys(COUNTED, 2) | {"words": 100, "characters": 600, "quads": 40}
    line = {"outcome": "written", "input": given, "source": source, "begin": 0, "size": 9}
    made = {
        "graph": f"https://x.example/{source}",
        "sha256": hashlib.sha256(source.encode("utf-8", "replace")).hexdigest(),
    }
    return {**line, **made, "notes": [], "dropped": {}, **counts, **values}


def failed(source: str, reason: str, given: str = "news.jsonl") -> dict[str, Any]:
    """The line of a document that failed."""
    return {"outcome": "failed", "input": given, "source": source, "reason": reason}


def make_job(root: Path, parts: int, inputs: Iterable[str] = ("news.jsonl",)) -> Path:
    """A folder with a job of so many parts."""
    root.mkdir(exist_ok=True)
    job = {"version": 1, "parts": parts, "inputs": list(inputs), "settings": SETTINGS, "strides": {}}
    (root / "job.json").write_text(json.dumps(job), encoding="ascii")
    return root


def add_part(root: Path, number: int, lines: Iterable[dict[str, Any]], **manifest: Any) -> str:
    """A finished part with these documents; ``manifest`` takes the place of its fields. Gives its name."""
    parts = json.loads((root / "job.json").read_text(encoding="ascii"))["parts"]
    name = f"part-{number:05d}-of-{parts:05d}"
    counts = dict.fromkeys(("documents", "written", "failed", *COUNTED), 0)
    with gzip.open(root / f"{name}.documents.jsonl.gz", "wt", encoding="ascii", compresslevel=1) as stream:
        for line in lines:
            stream.write(json.dumps(line, sort_keys=True) + "\n")
            if line["outcome"] != "skipped":
                counts["documents"] += 1
                counts[line["outcome"]] += 1
            for field in COUNTED:
                counts[field] += line.get(field, 0)
    data = {"name": f"{name}.nq.gz", "bytes": 500, "sha256": "0" * 64}
    own: dict[str, Any] = {"part": name, "data": data, "settings": FINGERPRINT, "model": "en 0.4.0", "counts": counts}
    own |= {"reused": 0, "seconds": 1.5, **manifest}
    (root / f"{name}.manifest.json").write_text(json.dumps(own), encoding="ascii")
    return name


def three_parts(root: Path) -> Path:
    """A job of three parts; all of them are there."""
    make_job(root, 3, ["a.jsonl", "b.jsonl"])
    unsure = {"schema:worksFor: confidence below 0.5": 3, "pg:Attack: a kind of thing": 1}
    add_part(
        root, 0, [written("a.jsonl#1", "a.jsonl", dropped=unsure), failed("a.jsonl:2", "a.jsonl:2: no text", "a.jsonl")]
    )
    bare = {"facts": 0, "events": 0, "claims": 0, "notes": ["no publication date: relative dates stay text"]}
    add_part(
        root,
        1,
        [written("b.jsonl#1", "b.jsonl", **bare), failed("b.jsonl:7", "b.jsonl:7: no text", "b.jsonl")],
        reused=1,
    )
    add_part(root, 2, [written("b.jsonl#2", "b.jsonl", words=1, dropped={"schema:worksFor: confidence below 0.5": 2})])
    return root


def reported(root: Path) -> dict[str, Any]:
    """The report of a job, written now."""
    write_report(str(root))
    found: dict[str, Any] = json.loads((root / "report.json").read_bytes())
    return found


class Page(HTMLParser):
    """The text and the elements of a page; the script and the style apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[str] = []
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.words.append("" if tag in ("bdi", "code") else " ")
        self.targets += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        if self.elements[-1:] not in (["script"], ["style"]):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def page_of(root: Path) -> Page:
    """The page that was written."""
    return Page((root / "report.html").read_text(encoding="utf-8"))
