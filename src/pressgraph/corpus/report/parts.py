"""The parts of a job as they lie in its folder: which are there, and what they say of each document."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pressgraph.corpus.folder import Folder
from pressgraph.corpus.job import Job

OUTCOMES = ("written", "failed", "skipped")
NAMED = 100
"""Names of parts that are listed at most."""

_MANIFEST = re.compile(r"part-(\d{5,})-of-(\d{5,})\.manifest\.json")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is done, by its manifest."""

    name: str
    manifest: dict[str, Any]

    def count(self, name: str) -> int:
        """One of the manifest's counts, 0 where it has none of the name."""
        return int(self.manifest["counts"].get(name, 0))


@dataclass(slots=True)
class Parts:
    """``outdated`` parts were made with other settings than the job has now; ``damaged`` says what is wrong with
    which; ``strange`` counts manifests of another division of the input, which are left alone."""

    planned: int
    present: list[Part] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    damaged: list[dict[str, str]] = field(default_factory=list)
    strange: int = 0

    def described(self) -> dict[str, Any]:
        """The field ``parts`` of the report."""
        return {
            "planned": self.planned,
            "present": len(self.present),
            "missing": {"parts": len(self.missing), "names": self.missing[:NAMED]},
            "outdated": {"parts": len(self.outdated), "names": self.outdated[:NAMED]},
            "damaged": self.damaged,
            "strange": self.strange,
        }


def find_parts(folder: Folder, job: Job) -> Parts:
    """The job's parts, by their manifests."""
    found = Parts(job.parts)
    plain = json.dumps(job.settings, sort_keys=True).encode()
    fingerprint = hashlib.sha256(plain).hexdigest()
    there = set()
    for name in folder.names():
        if match := _MANIFEST.fullmatch(name):
            if int(match[2]) != job.parts:
                found.strange += 1
                continue
            there.add(int(match[1]))
            _add(found, folder, name.removesuffix(".manifest.json"), fingerprint)
    found.missing = [f"part-{n:05d}-of-{job.parts:05d}" for n in range(job.parts) if n not in there]
    return found


def _add(found: Parts, folder: Folder, name: str, fingerprint: str) -> None:
    try:
        manifest = json.loads(folder.read(f"{name}.manifest.json") or b"")
        part = Part(name, manifest)
        part.count("documents")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found.damaged.append({"part": name, "problem": f"its manifest cannot be read ({error})"})
        return
    found.present.append(part)
    if manifest.get("settings") != fingerprint:
        found.outdated.append(name)


def lines_of(folder: Folder, part: Part, parts: Parts) -> Iterator[dict[str, Any]]:
    """What became of each of a part's documents. What is wrong with them is noted in ``parts``."""
    counts = dict.fromkeys(OUTCOMES, 0)
    problem = ""
    with folder.fetched(f"{part.name}.documents.jsonl.gz") as path:
        try:
            if path is None:
                raise FileNotFoundError("it is missing")
            with gzip.open(path, "rt", encoding="utf-8") as stream:
                for text in stream:
                    line = json.loads(text)
                    counts[line["outcome"]] += 1
                    yield line
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
            problem = f"its documents.jsonl.gz cannot be read to the end ({error})"
    told = {name: part.count(name) for name in ("written", "failed")}
    if not problem and {name: counts[name] for name in told} != told:
        listed = " and ".join(f"{counts[name]:,} {name}, not {count:,}" for name, count in told.items())
        problem = f"its documents.jsonl.gz does not agree with its manifest: {listed}"
    if problem:
        parts.damaged.append({"part": part.name, "problem": f"{problem}; run the job again to make it anew"})
