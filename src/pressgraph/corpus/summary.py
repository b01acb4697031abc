"""The sums of a job, told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pressgraph.corpus.progress import clock
from pressgraph.corpus.shard import Fate, Outcome
from pressgraph.reading.passed import ADVICE


@dataclass(slots=True)
class Summary:
    """``counts`` are those of all parts, whether made now or found made; the other figures are of this run.

    ``passed`` says what of the inputs was passed over.
    """

    counts: Counter[str] = field(default_factory=Counter)
    fates: Counter[Fate] = field(default_factory=Counter)
    reused: int = 0
    words: int = 0
    quads: int = 0
    peak: int = 0
    starts: int = 0
    seconds: float = 0.0
    passed: str = ""

    def add(self, outcome: Outcome) -> None:
        """Count a part."""
        self.counts.update(outcome.counts)
        self.fates[outcome.fate] += 1
        self.reused += outcome.reused
        self.words += outcome.words
        self.quads += outcome.quads
        self.peak = max(self.peak, outcome.peak)
        self.starts += outcome.starts

    def lines(self, place: str) -> Iterable[str]:
        """What a person wants to know."""
        counts = self.counts
        parts = self.fates[Fate.WRITTEN] + self.fates[Fate.UNCHANGED]
        yield f"{place}: {parts:,} parts, {self.fates[Fate.WRITTEN]:,} of them made now"
        yield f"documents  {counts['documents']:,}: {counts['written']:,} written, {counts['failed']:,} failed"
        if self.passed:
            yield f"passed over {self.passed}; {ADVICE}"
        yield f"words      {counts['words']:,}"
        kinds = ", ".join(f"{counts[kind]:,} {kind}" for kind in ("facts", "events", "claims"))
        yield f"statements {counts['quads']:,}: {kinds}"
        if self.reused:
            yield f"copied     {self.reused:,} documents that have not changed"
        if self.seconds and self.words:
            rates = f"{self.words / self.seconds:,.0f} words/s, {self.quads / self.seconds:,.0f} statements/s"
            yield f"this run   {self.words:,} words in {clock(self.seconds)}: {rates}"
            yield f"memory     {self.peak // 2**20:,} MB a worker"
        if counts["failed"]:
            yield f"failures   {place}/*.failed.jsonl (run again with --retry once they are mended)"
