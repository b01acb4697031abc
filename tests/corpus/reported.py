"""Folders of finished jobs, made by hand for the report."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SETTINGS = {"format": "nquads", "mapping": {"profile": "balanced"}, "pressgraph": "0.1.0"}
FINGERPRINT = hashlib.sha256(json.dumps(SETTINGS, sort_keys=True).encode()).hexdigest()
COUNTED = ("words", "characters", "sentences", "entities", "mentions", "facts", "events", "claims", "quads")


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
    own: dict[str, Any] = {"part": name, "data": data, "settings": FINGERPRINT, "model": "en 0.3.0", "counts": counts}
    own |= {"reused": 0, "seconds": 1.5, **manifest}
    (root / f"{name}.manifest.json").write_text(json.dumps(own), encoding="ascii")
    return name
