"""Parts made on the cores of this machine: one annotator process for each worker."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from pressgraph.corpus.process import Annotator, StoppedError
from pressgraph.corpus.shard import Fate, OnDocument, Outcome, Task, run_shard

WORKER_BYTES = 800 * 2**20
"""What a worker takes: the model, its libraries and an article of usual length, with room to spare."""

_PAUSE_SECONDS = 1.0


def default_workers() -> int:
    """One worker for each core that this process may use, as far as the memory reaches."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = available_memory()
    return max(1, min(cores, memory // WORKER_BYTES) if memory else cores)


def available_memory() -> int:
    """Bytes that may be taken now, by the machine and by the control group; 0 where the system does not tell."""
    found = [*_machine_memory(), *_group_memory()]
    return min(found) if found else 0


def _machine_memory() -> Iterator[int]:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return
    yield from (int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def _group_memory() -> Iterator[int]:
    root = Path("/sys/fs/cgroup")
    try:
        limit = (root / "memory.max").read_text(encoding="ascii").strip()
        used = int((root / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    if limit.isdigit():
        yield max(0, int(limit) - used)


def run_local(tasks: Sequence[Task], workers: int, on_document: OnDocument) -> Generator[Outcome]:
    """The outcomes of the tasks as they come. Parts that another run is at work on are waited for, and made here
    where that run dies. Ends at once, leaving no process and no half file, when the caller stops or is interrupted.
    """
    waiting = list(tasks)
    pool = _Pool(on_document)
    try:
        while waiting:
            elsewhere = []
            for outcome in pool.outcomes(waiting, workers):
                if outcome.fate is Fate.ELSEWHERE:
                    elsewhere.append(outcome.number)
                else:
                    yield outcome
            waiting = [task for task in waiting if task.number in elsewhere]
            if waiting:
                time.sleep(_PAUSE_SECONDS)
    finally:
        pool.stop()


class _Pool:
    """Threads that run shards, each with its annotator."""

    def __init__(self, on_document: OnDocument) -> None:
        self.on_document = on_document
        self.annotators: list[Annotator] = []
        self.threads: list[threading.Thread] = []

    def outcomes(self, tasks: Sequence[Task], workers: int) -> Generator[Outcome]:
        source: queue.SimpleQueue[Task] = queue.SimpleQueue()
        for task in tasks:
            source.put(task)
        found: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        while len(self.annotators) < min(workers, len(tasks)):
            self.annotators.append(Annotator(tasks[0].settings))
        self.threads = [
            threading.Thread(target=self._work, args=(annotator, source, found)) for annotator in self.annotators
        ]
        for thread in self.threads:
            thread.start()
        for _ in tasks:
            outcome = found.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome

    def _work(
        self,
        annotator: Annotator,
        source: queue.SimpleQueue[Task],
        found: queue.SimpleQueue[Outcome | BaseException],
    ) -> None:
        try:
            while True:
                found.put(run_shard(source.get_nowait(), annotator, self.on_document))
        except (queue.Empty, StoppedError):
            return
        except BaseException as error:  # handed to the caller's thread, which ends the others
            found.put(error)

    def stop(self) -> None:
        for annotator in self.annotators:
            annotator.stop()
        for thread in self.threads:
            thread.join()
        for annotator in self.annotators:
            annotator.close()
