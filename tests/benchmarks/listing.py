"""What the listing of very many tiny files takes, and their cutting into parts: what a run does before it begins.

``python -m tests.benchmarks.listing`` makes 1,000,000 files of a sentence each (``--count``) in folders of 1,000, in a
temporary folder (``--scratch`` says where) that is removed at the end, and plans a run on them in a process of its
own. It prints seconds, files a second, the peak of that process's resident memory, and that memory without what the
program takes for a single file. Ends with status 1 where a file is lost or in two parts, or the peak is above
``--allowed`` MB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PER_FOLDER = 1_000
PLAN = """
import json, resource, sys, time
from pressgraph.corpus.run import Corpus, planned
from pressgraph.corpus.settings import Settings

settings = Settings()
settings.fingerprint()
begun = time.monotonic()
job, tasks = planned(Corpus((sys.argv[1],), sys.argv[2], settings))
seconds = time.monotonic() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
paths = [piece.path for task in tasks for piece in task.pieces]
found = {"seconds": seconds, "peak": peak, "parts": job.parts, "pieces": len(paths), "files": len(set(paths))}
json.dump(found, sys.stdout)
"""


def make(root: Path, count: int) -> None:
    """So many files, ``root/000/000000.txt`` and so on."""
    for begin in range(0, count, PER_FOLDER):
        folder = root / f"{begin // PER_FOLDER:03}"
        folder.mkdir(parents=True)
        for number in range(begin, min(begin + PER_FOLDER, count)):
            (folder / f"{number:06}.txt").write_text(f"Ship {number} left the harbour on Monday.\n", encoding="ascii")


def planning(root: Path, out: Path) -> dict[str, Any]:
    """Plans a run in a process of its own; its figures."""
    command = [sys.executable, "-c", PLAN, str(root), str(out)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.listing", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--scratch", type=Path, help="a folder on the disk that is to be measured")
    parser.add_argument("--allowed", type=int, default=500, help="MB of memory at most (default 500)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        root, single, out = (Path(scratch) / name for name in ("files", "single", "out"))
        begun = time.monotonic()
        make(root, given.count)
        make(single, 1)
        print(f"{given.count:,} files made in {time.monotonic() - begun:,.0f} s", flush=True)
        found, bare = planning(root, out), planning(single, out)
        megabytes, own = found["peak"] / 1e6, (found["peak"] - bare["peak"]) / 1e6
        lost, doubled = given.count - found["files"], found["pieces"] - found["files"]
        print(f"planned in {found['seconds']:,.1f} s, {given.count / found['seconds']:,.0f} files/s")
        print(f"peak {megabytes:,.0f} MB, {own:,.0f} MB of it for the files")
        print(f"{found['parts']:,} parts, {found['files']:,} files, {lost:,} lost, {doubled:,} doubled", flush=True)
    sys.exit(1 if lost or doubled or megabytes > given.allowed else 0)


if __name__ == "__main__":
    main()
