"""What became of each document of a part: the lines of its ``.documents.jsonl.gz``, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pressgraph.corpus.messages import Failed, Finished

COUNTED = ("words", "characters", "sentences", "entities", "mentions", "facts", "events", "claims", "quads")


@dataclass(frozen=True, slots=True)
class Written:
    """A document in the part: ``begin`` and ``size`` are its block's place there (see `blocks`)."""

    input: str
    source: str
    digest: str
    begin: int
    size: int
    record: dict[str, Any] = field(repr=False)

    def line(self) -> dict[str, Any]:
        place = {"input": self.input, "source": self.source, "sha256": self.digest}
        return {"outcome": "written", **place, "begin": self.begin, "size": self.size, **self.record}


def failure_line(path: str, failed: Failed) -> dict[str, Any]:
    """The line of a document that failed."""
    return {"outcome": "failed", "input": path, "source": failed.source, "reason": failed.reason}


def skipped_lines(path: str, finished: Finished) -> list[dict[str, Any]]:
    """A line for each kind of thing in a file that is no article."""
    return [
        {"outcome": "skipped", "input": path, "source": path, "reason": kind, "count": count}
        for kind, count in finished.skipped.items()
    ]


def letter_line(path: str, failed: Failed) -> dict[str, Any]:
    """The dead letter: why it failed, and the document itself as far as it was read."""
    return {"failed": failed.reason, "input": path, "source": failed.source, **failed.letter}


def written_of(line: dict[str, Any]) -> Written:
    """The value of a line whose outcome is ``written``."""
    place = ("outcome", "input", "source", "sha256", "begin", "size")
    record = {name: value for name, value in line.items() if name not in place}
    return Written(line["input"], line["source"], line["sha256"], line["begin"], line["size"], record)


def sums(written: Iterable[Written], failed: int) -> dict[str, int]:
    """The counts of a part for its manifest."""
    total = dict.fromkeys(("documents", "written", *COUNTED), 0)
    for one in written:
        total["written"] += 1
        for name in COUNTED:
            total[name] += one.record.get(name, 0)
    return total | {"documents": total["written"] + failed, "failed": failed}


def by_digest(lines: Iterable[dict[str, Any]]) -> dict[str, Written]:
    """The documents of a part by their digests."""
    return {one.digest: one for one in _written(lines)}


def _written(lines: Iterable[dict[str, Any]]) -> Iterator[Written]:
    return (written_of(line) for line in lines if line["outcome"] == "written")


def graphs_of(lines: Iterable[dict[str, Any]]) -> set[str]:
    """The names of the graphs that a part has."""
    return {one.record["graph"] for one in _written(lines)}
