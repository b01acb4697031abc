"""The worker's side of a cluster: an order is checked against this machine, and its part made by `run_shard`.

A worker process keeps its annotators for the parts to come, one for each of its threads, so that the model is loaded
once for each. They end with the job, with the worker, whatever ends it, and when nothing was asked of them for a
while: a driver that is killed, or that no longer reaches the cluster, can tell nobody.
"""

from __future__ import annotations

import hashlib
import os
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pressgraph.corpus.folder import open_folder
from pressgraph.corpus.job import NAME, read_job
from pressgraph.corpus.process import Annotator, StoppedError
from pressgraph.corpus.shard import Fate, Outcome, Task, run_shard
from pressgraph.errors import OptionError, PressgraphError

_SEAL_SECONDS = 10.0
"""How long a shared file system may take to show a new file on another machine."""

IDLE_SECONDS = 30.0
"""How long an annotator waits for another part: some times the seconds in which the model is loaded again."""

_PAUSE_SECONDS = 0.5
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Order:
    """A task for a worker. ``job`` names the driver's connection, ``seal`` is the digest of the job's file in the
    output folder, ``folder`` the driver's working directory; ``trusting``: the inputs need not be seen."""

    task: Task
    job: str
    seal: str
    folder: str
    trusting: bool = False

    def trusted(self) -> Order:
        """The same order, where inputs that are missing have been found missing by the driver, too."""
        return replace(self, trusting=True)


@dataclass(frozen=True, slots=True)
class Refused:
    """A part cannot be made here, and no other either; ``error`` is one of `pressgraph.errors`."""

    error: PressgraphError


@dataclass(frozen=True, slots=True)
class Unseen:
    """None of a part's inputs is there on this machine."""

    path: str
    host: str

    def message(self) -> str:
        """For where the driver has the file."""
        return (
            f"the worker on {self.host} does not see {self.path}: put the input where every machine sees it under the "
            "same path, or into object storage"
        )


@dataclass(slots=True, eq=False)
class _Seat:
    """An annotator, the job that it works for or has last worked for, and what ends it unless it is taken first."""

    annotator: Annotator
    fingerprint: str
    job: str
    end: threading.Timer | None = None

    def wait(self) -> None:
        """Becomes idle."""
        _idle.append(self)
        self.end = threading.Timer(IDLE_SECONDS, _dismiss, [self])
        self.end.daemon = True
        self.end.start()

    def rise(self) -> None:
        """Is idle no longer."""
        _idle.remove(self)
        if self.end is not None:
            self.end.cancel()


_busy: list[_Seat] = []
_idle: list[_Seat] = []
_left: deque[str] = deque(maxlen=1000)


def run_on_worker(order: Order) -> Outcome | Refused | Unseen:
    """`run_shard` in a thread of a worker process. What nobody waits for any more ends after a document at most."""
    task = order.task
    wanted = _wanted(order.job)
    try:
        _check(order)
        if not order.trusting and (path := _unseen(task)):
            return Unseen(path, socket.gethostname())
        with _annotator(order) as annotator:
            return run_shard(task, annotator, lambda _: _stop_unless(wanted()))
    except StoppedError:
        return Outcome(task.number, Fate.ELSEWHERE)
    except PressgraphError as error:
        return Refused(type(error)(f"on {socket.gethostname()}: {error}"))


def leave(job: str) -> None:
    """A driver has no use for this worker any more: what it works on for that job ends, and its annotators."""
    with _lock:
        _left.append(job)
        for seat in _busy:
            if seat.job == job:
                seat.annotator.stop()
        for seat in [seat for seat in _idle if seat.job == job]:
            seat.rise()
            seat.annotator.close()


def _dismiss(seat: _Seat) -> None:
    with _lock:
        if seat in _idle:
            seat.rise()
            seat.annotator.close()


def seal_of(output: str) -> str:
    """The digest of the job's file in an output folder, which is not made where it is missing; empty then."""
    if "://" in output:
        data = open_folder(output).read(NAME)
    else:
        path = Path(output, NAME)
        data = path.read_bytes() if path.is_file() else None
    return hashlib.sha256(data).hexdigest() if data is not None else ""


@contextmanager
def _annotator(order: Order) -> Iterator[Annotator]:
    seat = _taken(order)
    fine = False
    try:
        yield seat.annotator
        fine = True
    finally:
        with _lock:
            _busy.remove(seat)
            fine = fine and seat.job not in _left
            if fine:
                seat.wait()
        if not fine:
            seat.annotator.close()


def _taken(order: Order) -> _Seat:
    """An annotator for the order: one that is there, or a new one in the place of one that is of no use."""
    settings, fingerprint = order.task.settings, order.task.fingerprint
    with _lock:
        if order.job in _left:
            raise StoppedError
        fit = [s for s in _idle if s.fingerprint == fingerprint and s.annotator.settings == settings]
        seat = fit[0] if fit else _Seat(Annotator(settings), fingerprint, order.job)
        for old in [seat] if fit else _idle[:1]:
            old.rise()
            if old is not seat:
                old.annotator.close()
        seat.job = order.job
        _busy.append(seat)
    return seat


def _wanted(job: str) -> Callable[[], bool]:
    """Whether the calling task's result is still waited for: the scheduler has not withdrawn it (since its client is
    gone), the job has not been left, and the worker is not about to close."""
    try:
        from distributed import get_worker

        worker: Any = get_worker()
        key = worker.get_current_task()
    except (ImportError, ValueError, KeyError):
        return lambda: job not in _left

    def wanted() -> bool:
        state = worker.state.tasks.get(key)
        withdrawn = state is None or state.state in ("cancelled", "released", "forgotten")
        return not withdrawn and job not in _left and worker.status.name not in ("closing", "closed", "failed")

    return wanted


def _stop_unless(wanted: bool) -> None:
    if not wanted:
        raise StoppedError


def _check(order: Order) -> None:
    """OptionError where this machine would not do the same as the driver's."""
    task = order.task
    named = (task.output, *task.settings.rules, *(piece.path for piece in task.pieces))
    relative = next((name for name in named if "://" not in name and not Path(name).is_absolute()), None)
    if relative is not None and Path.cwd() != Path(order.folder):
        raise OptionError(
            f"the worker runs in {Path.cwd()}, not in {order.folder}, and would look for {relative} there: give "
            "absolute paths"
        )
    _see(order)
    if task.settings.fingerprint() != task.fingerprint:
        raise OptionError(f"{_difference(task)}: install the same on every machine, and start the workers anew")


def _see(order: Order) -> None:
    deadline = time.monotonic() + _SEAL_SECONDS
    while seal_of(order.task.output) != order.seal:
        if time.monotonic() > deadline:
            raise OptionError(
                f"the worker does not see this job in {order.task.output}: put the output where every machine sees it "
                "under the same path, or into object storage"
            )
        time.sleep(_PAUSE_SECONDS)


def _difference(task: Task) -> str:
    """What of the settings is another here, by the job's file."""
    job = read_job(open_folder(task.output), task.output)
    own, theirs = task.settings.described(), job.settings if job else {}
    differing = [name for name in sorted(own) if own[name] != theirs.get(name)]
    told = [f"{name} {own[name]} instead of {theirs.get(name)}" if name == "pressgraph" else name for name in differing]
    return f"the worker's {', '.join(told) or 'version'} would write other statements than the command's"


def _unseen(task: Task) -> str:
    """The first of the part's inputs where this machine has none of them; empty where it has, or cannot know."""
    local = [piece.path for piece in task.pieces if "://" not in piece.path]
    missing = local and len(local) == len(task.pieces) and not any(os.path.lexists(path) for path in local)
    return local[0] if missing else ""
