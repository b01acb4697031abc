"""A Dask cluster on loopback for tests, each of its parts a process that can be killed, and what its workers run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.language import Language

from tests.corpus import engines
from tests.corpus.conftest import ENVIRONMENT

NOTES = "TESTS_NOTES"
PATIENCE = 120.0


def noted(rules: Sequence[str] = ()) -> Language:
    """The obedient pipeline; each load of it notes its process and that of its worker."""
    if NOTES in os.environ:
        with Path(os.environ[NOTES]).open("a", encoding="ascii") as file:
            file.write(f"{os.getpid()} {os.getppid()}\n")
    return engines.obedient(rules)


class Cluster:
    """A scheduler and its workers, in sessions of their own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.notes = folder / "notes.txt"
        self.notes.touch()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def scheduler(self, port: int = 0) -> str:
        """Starts a scheduler; its address."""
        self.file.unlink(missing_ok=True)
        options = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"]
        self._start("scheduler", *options, "--scheduler-file", str(self.file))
        until(lambda: self.file.exists() and self.file.read_text().endswith("}"))
        return str(json.loads(self.file.read_text())["address"])

    def worker(self, name: str, *options: str, kind: str = "") -> None:
        """Starts a worker of one thread with its nanny."""
        given = ["--host", "127.0.0.1", "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
        given += ["--local-directory", str(self.folder / "scratch"), "--death-timeout", "60"]
        self._start(name, "--scheduler-file", str(self.file), *given, *options, command="worker", kind=kind)

    def _start(self, name: str, *options: str, command: str = "scheduler", kind: str = "") -> None:
        given = [sys.executable, "-m", "dask", command, *options]
        environment = {**ENVIRONMENT, NOTES: str(self.notes), "TESTS_KIND": kind}
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                given, stdout=log, stderr=log, env=environment, start_new_session=True
            )

    def loads(self) -> list[tuple[int, int]]:
        """The pipeline's loads so far: process and worker."""
        lines = [line.split() for line in self.notes.read_text().splitlines()]
        return [(int(process), int(worker)) for process, worker in lines]

    def kill(self, name: str) -> None:
        """SIGKILL to a whole machine: the nanny, its worker, and what that has started."""
        process = self.processes.pop(name)
        for pid in (process.pid, *descendants(process.pid)):
            kill(pid)
        process.wait()

    def close(self) -> None:
        """Kill them all."""
        for name in list(self.processes):
            self.kill(name)


def kill(pid: int) -> None:
    """SIGKILL, where the process is still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        own = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []
    return [*own, *(one for child in own for one in descendants(child))]


def until(true: Callable[[], object]) -> None:
    """Waits for something, and fails where it does not come."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
