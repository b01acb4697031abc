"""How the fault suite runs ``pressgraph corpus``, and how it reads what that has left."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.archive import Plan, make
from tests.benchmarks.counting import count
from tests.conftest import ROOT

QUICK = ("--pipeline", "tests.robustness.pipelines:quick")
SLOW = ("--pipeline", "tests.robustness.pipelines:slow")
OBEDIENT = ("--pipeline", "tests.robustness.pipelines:obedient")
_PATHS = filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(_PATHS), "NO_COLOR": "1"}
PATIENCE = 240.0


def corpus(inputs: Sequence[Path], out: Path, *options: str, workers: int = 1) -> list[str]:
    """The command line of a run."""
    given = [*map(str, inputs), "-o", str(out), "--workers", str(workers), *options]
    return [sys.executable, "-m", "pressgraph", "corpus", *given]


def run(inputs: Sequence[Path], out: Path, *options: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """A run to its end; ``settings`` are ``workers`` and those of ``subprocess.run``."""
    command = corpus(inputs, out, *options, workers=settings.pop("workers", 1))
    given: dict[str, Any] = {"env": ENVIRONMENT, "cwd": ROOT, "timeout": PATIENCE} | settings
    return subprocess.run(command, capture_output=True, text=True, check=False, **given)


def archive(folder: Path, documents: int = 60, per_file: int = 3) -> Path:
    """A small archive of JSON Lines, with its manifest; its articles are in ``input``."""
    make(folder, Plan(documents, per_file=per_file, kinds=("jsonl",)))
    return folder


def undisturbed(source: Path, out: Path, *options: str, workers: int = 1) -> Path:
    """What a run leaves of an archive where nothing happens to it."""
    done = run([source / "input"], out, *options, workers=workers)
    assert (done.returncode, done.stderr) == (0, "")
    assert_complete(out, source)
    return out


def left(out: Path) -> dict[str, Any]:
    """What counts of a run's folder: the files' bytes, and of manifests what does not tell of one run."""
    found: dict[str, Any] = {}
    for path in sorted(out.iterdir()):
        if path.name.startswith("part-") and path.name.endswith(".manifest.json"):
            content = json.loads(path.read_text(encoding="utf-8"))
            found[path.name] = {name: content[name] for name in ("part", "data", "input", "settings", "counts")}
        elif path.name.startswith("part-"):
            found[path.name] = path.read_bytes()
    return found


def drafts(out: Path) -> list[str]:
    """Half files in a run's folder."""
    return sorted(path.name for path in out.iterdir() if path.name.endswith((".draft", ".tmp")))


def assert_complete(out: Path, source: Path) -> None:
    """Every article of the archive is in the output exactly once."""
    found = count(out, source)
    assert (found.lost, found.doubled, found.unknown, found.wrong, found.left_behind) == (0, 0, 0, [], [])


def documents(out: Path) -> list[dict[str, Any]]:
    """The lines of all documents files."""
    paths = sorted(out.glob("part-*.documents.jsonl.gz"))
    return [json.loads(line) for path in paths for line in gzip.decompress(path.read_bytes()).splitlines()]


def written(out: Path) -> list[str]:
    """The sources of the documents that were written, without their folders."""
    return sorted(Path(line["source"]).name for line in documents(out) if line["outcome"] == "written")


def failures(out: Path) -> dict[str, str]:
    """Why documents failed, by their source without its folders."""
    return {Path(line["source"]).name: line["reason"] for line in documents(out) if line["outcome"] == "failed"}


def records(path: Path, *texts: str) -> Path:
    """A file of JSON Lines; each text becomes an article with an address of its own."""
    rows = [{"url": f"https://faults.example/{path.stem}/{i}", "text": text} for i, text in enumerate(texts, 1)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="ascii")
    return path
