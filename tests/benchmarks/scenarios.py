"""The ways in which the proof runs ``pressgraph corpus``: quietly, on a cluster with kills, and interrupted."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.watching import Watch, descendants

Act = Callable[["Run", "subprocess.Popen[bytes]"], None]
QUIET = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
PATIENCE = 120.0


@dataclass(slots=True)
class Run:
    """One scenario: where its input is and its output goes, what it took, and what was done to it."""

    name: str
    archive: Path
    folder: Path
    options: tuple[str, ...] = ()
    seconds: float = 0.0
    acts: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    @property
    def parts(self) -> Path:
        return self.folder / "parts"

    def command(self, *options: str) -> list[str]:
        given = ["corpus", str(self.archive / "input"), "-o", str(self.parts)]
        return [sys.executable, "-m", "pressgraph", *given, *self.options, *options]

    def progress(self) -> float:
        """The share of parts that are done."""
        try:
            total = int(json.loads((self.parts / "job.json").read_text(encoding="utf-8"))["parts"])
        except (OSError, ValueError, KeyError):
            return 0.0
        return sum(1 for _ in self.parts.glob("part-*.manifest.json")) / max(1, total)

    def do(self, watch: Watch, options: tuple[str, ...], at: float = 2.0, act: Act | None = None) -> int:
        """Run the command to its end; once the share ``at`` of the parts is done, ``act`` does something to it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        begun = time.monotonic()
        with (self.folder / "log.txt").open("ab") as log:
            child = subprocess.Popen(self.command(*options), stdout=log, stderr=log, env=QUIET, start_new_session=True)
            watch.follow(child.pid)
            try:
                while child.poll() is None:
                    if act is not None and self.progress() >= at:
                        act(self, child)
                        act = None
                    time.sleep(0.1)
            finally:
                kill_tree(child.pid)
                child.wait()
        self.seconds += time.monotonic() - begun
        self.statuses.append(child.returncode)
        return child.returncode


def kill_tree(pid: int) -> None:
    """SIGKILL to a process and all that it started, whatever sessions they are in."""
    for one in (pid, *descendants([pid])):
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue


def whole(run: Run, watch: Watch, workers: int) -> None:
    """From beginning to end on so many processes."""
    run.do(watch, ("--workers", str(workers)))


def interrupted(run: Run, watch: Watch, seed: int, times: int = 5) -> None:
    """Ended at seeded random moments, by Ctrl-C and by SIGKILL of every process in turn, and resumed."""
    rng = random.Random(f"interrupted/{seed}")
    moments = sorted(rng.uniform(0.05, 0.9) for _ in range(times))
    for number, moment in enumerate(moments):
        delay = rng.uniform(0.0, 0.5)
        act = _interrupt if number % 2 == 0 else _kill
        run.do(watch, ("--workers", "2"), moment, _later(act, delay))
    run.do(watch, ("--workers", "2"))


def _later(act: Act, delay: float) -> Act:
    def waiting(run: Run, child: subprocess.Popen[bytes]) -> None:
        time.sleep(delay)
        act(run, child)

    return waiting


def _interrupt(run: Run, child: subprocess.Popen[bytes]) -> None:
    """Ctrl-C as a terminal sends it: to the foreground process group."""
    run.acts.append(f"SIGINT at {run.progress():.0%}")
    os.killpg(child.pid, signal.SIGINT)
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        run.acts.append(f"still there {PATIENCE:.0f} s after SIGINT")


def _kill(run: Run, child: subprocess.Popen[bytes]) -> None:
    run.acts.append(f"SIGKILL of all processes at {run.progress():.0%}")
    kill_tree(child.pid)


def dask(run: Run, watch: Watch) -> None:
    """On a Dask cluster of two workers: one is killed at a third, the driver at two thirds; then resumed."""
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler(run, watch))
        first = stack.enter_context(_worker(run, watch, address, "first"))
        stack.enter_context(_worker(run, watch, address, "second"))
        options = ("--scheduler", address)

        def lose_worker(run: Run, child: subprocess.Popen[bytes]) -> None:
            run.acts.append(f"SIGKILL of a worker at {run.progress():.0%}")
            kill_tree(first.pid)
            while child.poll() is None and run.progress() < 0.66:
                time.sleep(0.1)
            run.acts.append(f"SIGKILL of the driver at {run.progress():.0%}")
            kill_tree(child.pid)

        run.do(watch, options, 0.33, lose_worker)
        stack.enter_context(_worker(run, watch, address, "third"))
        run.do(watch, options)


@contextmanager
def _scheduler(run: Run, watch: Watch) -> Iterator[str]:
    """A Dask scheduler on loopback; gives its address."""
    run.folder.mkdir(parents=True, exist_ok=True)
    told = run.folder / "scheduler.json"
    told.unlink(missing_ok=True)
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(told)]
    with _dask_process(run, watch, ["scheduler", *options], "scheduler"):
        while not (told.exists() and told.stat().st_size):
            time.sleep(0.1)
        yield json.loads(told.read_text(encoding="utf-8"))["address"]


@contextmanager
def _worker(run: Run, watch: Watch, address: str, name: str) -> Iterator[subprocess.Popen[bytes]]:
    options = ["--host", "127.0.0.1", "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
    options += ["--name", name, "--local-directory", str(run.folder / "scratch"), "--death-timeout", "60"]
    with _dask_process(run, watch, ["worker", address, *options], name) as worker:
        yield worker


@contextmanager
def _dask_process(run: Run, watch: Watch, arguments: list[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", *arguments]
    with (run.folder / f"{name}.log").open("ab") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, env=QUIET, start_new_session=True)
        watch.follow(child.pid)
        try:
            yield child
        finally:
            kill_tree(child.pid)
            child.wait()
