"""Whether workers grow: the memory of each annotating process over an archive of many tiny documents.

``python -m tests.benchmarks.memory ARCHIVE OUT`` runs ``pressgraph corpus`` with two workers on an archive made with
``python -m tests.benchmarks.archive ARCHIVE --tiny --count 100000 --kinds jsonl``, samples every annotator's resident
memory, and tells the slope of the straight line of least squares over the last 80 in 100 of the documents, in MB per
10,000 documents. ``OUT/memory.json`` has the figures, ``OUT/memory.svg`` the plot. Ends with status 1 where a worker
grows by more than ``--allowed`` MB per 10,000 documents, or had to be replaced.
"""

from __future__ import annotations

import argparse
import bisect
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.plots import Line, plot
from tests.benchmarks.scenarios import Run, whole
from tests.benchmarks.watching import ANNOTATOR, MEGABYTE, Watch, slope

Point = tuple[float, float]
SETTLED = 0.2


@dataclass(frozen=True, slots=True)
class Worker:
    """One annotating process: (documents it has done, resident MB) over time."""

    pid: int
    points: tuple[Point, ...]

    @property
    def documents(self) -> float:
        return self.points[-1][0]

    @property
    def growth(self) -> float:
        """MB per 10,000 documents, without the first fifth, in which caches fill."""
        begin = self.points[0][0]
        settled = begin + SETTLED * (self.documents - begin)
        return slope([(x / 10_000, y) for x, y in self.points if x >= settled])


class Progress:
    """Documents done at a moment, between the ends of parts in proportion; moments as of ``time.time``."""

    def __init__(self, parts: Path, begun: float) -> None:
        ends = sorted((path.stat().st_mtime, _documents(path)) for path in parts.glob("part-*.manifest.json"))
        self._moments, self._done = [begun], [0.0]
        for moment, documents in ends:
            self._moments.append(moment)
            self._done.append(self._done[-1] + documents)

    def at(self, moment: float) -> float:
        after = min(max(bisect.bisect_left(self._moments, moment), 1), len(self._moments) - 1)
        (t0, t1), (d0, d1) = self._moments[after - 1 : after + 1], self._done[after - 1 : after + 1]
        share = (moment - t0) / (t1 - t0) if t1 > t0 else 1.0
        return d0 + (d1 - d0) * min(max(share, 0.0), 1.0)

    @property
    def total(self) -> int:
        return int(self._done[-1])


def _documents(manifest: Path) -> int:
    return int(json.loads(manifest.read_text(encoding="utf-8"))["counts"]["documents"])


def measured(watch: Watch, begun: float, parts: Path, workers: int) -> list[Worker]:
    """The annotators' memory over the documents that each has done: its even share of all that were done meanwhile."""
    found = [one for one in watch.seen.values() if ANNOTATOR in one.command and len(one.samples) > 10]
    first = min(sample.seconds for one in found for sample in one.samples)
    progress = Progress(parts, begun + first)
    return [
        Worker(one.pid, tuple((progress.at(begun + s.seconds) / workers, s.resident / MEGABYTE) for s in one.samples))
        for one in found
    ]


def thinned(points: Sequence[Point], most: int = 400) -> list[Point]:
    """At most so many points, evenly chosen; the highest of each stretch, so that no peak is lost.

    >>> thinned([(1, 5), (2, 9), (3, 1), (4, 2)], 2)
    [(2, 9), (4, 2)]
    """
    step = max(1, -(-len(points) // most))
    return [max(points[i : i + step], key=lambda point: point[1]) for i in range(0, len(points), step)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--allowed", type=float, default=2.0, help="MB per 10,000 documents (default 2)")
    parser.epilog = "Options behind -- are handed to the command."
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given, options = parser.parse_args(sys.argv[1:end]), sys.argv[end + 1 :]
    run = Run("memory", given.archive.resolve(), given.out.resolve(), tuple(options))
    if run.parts.exists():
        sys.exit(f"{run.parts} is there already: remove {run.folder} to measure again")
    with Watch(interval=1.0) as watch:
        begun = time.time()
        whole(run, watch, given.workers)
    workers = measured(watch, begun, run.parts, given.workers)
    lines = [Line(f"worker {i}", thinned(one.points)) for i, one in enumerate(workers, 1)]
    title = f"Resident memory of {len(workers)} annotating processes"
    svg = plot(title, "documents per worker", "MB", lines)
    (given.out / "memory.svg").write_text(svg, encoding="utf-8")
    total = Progress(run.parts, begun).total
    figures = [
        {
            "documents": round(one.documents),
            "first_mb": round(one.points[len(one.points) // 5][1], 1),
            "last_mb": round(one.points[-1][1], 1),
            "peak_mb": round(max(y for _, y in one.points), 1),
            "mb_per_10000": round(one.growth, 3),
        }
        for one in workers
    ]
    result = {"documents": total, "seconds": round(run.seconds, 1), "status": run.statuses[-1], "workers": figures}
    (given.out / "memory.json").write_text(json.dumps(result, indent=1) + "\n")
    print(f"{total:,} documents in {run.seconds:,.0f} s, exit {run.statuses[-1]}")
    for i, one in enumerate(figures, 1):
        print(f"worker {i}: " + ", ".join(f"{name} {value:,}" for name, value in one.items()))
    grown = any(worker.growth > given.allowed for worker in workers)
    sys.exit(1 if grown or len(workers) != given.workers or run.statuses[-1] else 0)


if __name__ == "__main__":
    main()
