"""Proof that nothing is lost: an archive through ``pressgraph corpus`` in several ways, the outputs compared.

``python -m tests.benchmarks.corpus ARCHIVE OUT`` takes an archive of `tests.benchmarks.archive` and runs it

- ``one``, ``two``: whole, with one and with two processes;
- ``dask``: on a Dask cluster on loopback; a worker is killed at a third, the driver at two thirds, then resumed;
- ``interrupted``: with two processes, ended five times at random moments by SIGINT or SIGKILL, and resumed.

It counts every article of the archive's manifest in the parts' documents files and every named graph in their data,
compares the parts byte for byte, and all quads after sorting. ``--only`` names the runs to make now; each run's result
is kept in ``OUT/results.json``, so that they can be made one by one. It prints one table, and ends with status 1 where
a document is lost or doubled or two runs differ.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks import scenarios
from tests.benchmarks.counting import count, sorted_digest
from tests.benchmarks.scenarios import Run
from tests.benchmarks.watching import MEGABYTE, Watch

Scenario = Callable[[Run, Watch, int], None]
SCENARIOS: dict[str, Scenario] = {
    "one": lambda run, watch, _: scenarios.whole(run, watch, 1),
    "two": lambda run, watch, _: scenarios.whole(run, watch, 2),
    "dask": lambda run, watch, _: scenarios.dask(run, watch),
    "interrupted": scenarios.interrupted,
}
COLUMNS = {
    "run": "{name}",
    "documents": "{documents:,}",
    "words": "{words:,}",
    "quads": "{quads:,}",
    "wall s": "{seconds:,.0f}",
    "words/s": "{words_per_second:,.0f}",
    "quads/s": "{quads_per_second:,.0f}",
    "driver MB": "{driver_mb:,.0f}",
    "worker MB": "{worker_mb:,.0f}",
    "failed": "{failed:,}",
    "lost": "{lost}",
    "doubled": "{doubled}",
    "equal": "{equal}",
}


def prove(name: str, archive: Path, out: Path, seed: int, options: tuple[str, ...]) -> dict[str, Any]:
    """Makes one run and counts what it left; the result is all of it as JSON values."""
    run = Run(name, archive.resolve(), (out / name).resolve(), options)
    if run.parts.exists():
        sys.exit(f"{run.parts} is there already: remove {run.folder} to make this run again")
    with Watch() as watch:
        SCENARIOS[name](run, watch, seed)
    found = asdict(count(run.parts, run.archive))
    return found | {
        "name": name,
        "seconds": round(run.seconds, 1),
        "words_per_second": round(found["words"] / run.seconds, 1),
        "quads_per_second": round(found["quads"] / run.seconds, 1),
        "driver_mb": round(watch.driver_peak / MEGABYTE, 1),
        "worker_mb": round(watch.worker_peak / MEGABYTE, 1),
        "acts": run.acts,
        "statuses": run.statuses,
        "sorted_sha256": sorted_digest(run.parts, run.folder),
    }


def compare(results: dict[str, dict[str, Any]]) -> None:
    """Sets each result's ``equal``: whether parts and sorted quads are those of the first run."""
    first = next(iter(results.values()))
    for result in results.values():
        result["parts_equal"] = result["parts"] == first["parts"]
        result["sorted_equal"] = result["sorted_sha256"] == first["sorted_sha256"]
        same = result["parts_equal"] and result["sorted_equal"]
        result["equal"] = "-" if result is first else "yes" if same else "NO"


def clean(result: dict[str, Any], broken: int) -> bool:
    """Whether a run kept every article once, failed on the broken records alone, and is like the first.

    A run that was to be disturbed must have been: each disturbance came before the end (exit 130, or killed).
    """
    landed = {130, -9}.issuperset(result["statuses"][:-1])
    faults = (result["lost"], result["doubled"], result["unknown"], result["wrong"], result["failed"] - broken)
    return landed and not any(faults) and result["equal"] != "NO" and result["statuses"][-1] == (1 if broken else 0)


def table(results: dict[str, dict[str, Any]]) -> str:
    """The results as a Markdown table, one row per run."""
    rows = [list(COLUMNS), *([form.format(**one) for form in COLUMNS.values()] for one in results.values())]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) + " |" for r in rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default=",".join(SCENARIOS), help="runs to make, of one,two,dask,interrupted")
    parser.add_argument("--seed", type=int, default=1, help="for the moments of the interruptions")
    parser.epilog = "Options behind -- are handed to the command."
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given, options = parser.parse_args(sys.argv[1:end]), sys.argv[end + 1 :]
    given.out.mkdir(parents=True, exist_ok=True)
    kept = given.out / "results.json"
    results: dict[str, dict[str, Any]] = json.loads(kept.read_text()) if kept.exists() else {}
    for name in [name for name in given.only.split(",") if name and name not in results]:
        results[name] = prove(name, given.archive, given.out, given.seed, tuple(options))
        results = {name: results[name] for name in SCENARIOS if name in results}
        compare(results)
        kept.write_text(json.dumps(results, indent=1) + "\n")
    print(table(results))
    for name, result in results.items():
        print(f"{name}: {'; '.join(result['acts']) or 'undisturbed'}; exit {', '.join(map(str, result['statuses']))}")
    broken = json.loads((given.archive / "archive.json").read_text())["broken"]
    sys.exit(0 if all(clean(result, broken) for result in results.values()) else 1)


if __name__ == "__main__":
    main()
