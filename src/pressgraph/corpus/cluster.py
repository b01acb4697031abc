"""Parts made on the machines of a Dask cluster: a thin adapter over the same `run_shard`.

A few tasks for each thread of the cluster are in its hands at a time, the next follow as these end: the scheduler
never holds a whole archive, and nothing is left to cancel when the caller stops. Dask may run a task again, or twice; a
part's files are the same each time, and the second run finds the part made.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
import warnings
from collections import Counter, deque
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from pressgraph.corpus.machine import Order, Refused, Unseen, leave, run_on_worker, seal_of
from pressgraph.corpus.shard import Fate, Outcome, Task
from pressgraph.errors import OptionError, PressgraphError

CONNECT_SECONDS = 20
"""How long a scheduler may take to answer."""

IN_FLIGHT = 4
"""Tasks for each thread that the cluster holds at a time: one at work, the others ready."""

RETRIES = 3
"""Times that a part is tried again when something fails that is not the part's own fault."""

_DEATHS = 3
_TICK_SECONDS = 1.0
_PATIENCE_SECONDS = 30.0
_GOODBYE_SECONDS = 10.0
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")
_log = logging.getLogger("pressgraph.corpus")


class _LostError(Exception):
    """The connection to the scheduler broke."""


def run_on_cluster(tasks: Sequence[Task], scheduler: str) -> Generator[Outcome]:
    """The outcomes of the tasks as they come; ``scheduler`` is an address or the scheduler's file.

    What the workers have begun ends when the caller stops, and leaves no half file. A broken connection is opened
    again. Raises OptionError where no scheduler answers, or the workers see other files or have another version;
    ModelError, RuleError or OptionError where a worker can annotate or write nothing.
    """
    job = uuid.uuid4().hex
    left = {task.number: Order.of(task, job) for task in tasks}
    while left:
        client = _client(scheduler)
        try:
            for outcome in _Window(client, left.values()).outcomes():
                del left[outcome.number]
                yield outcome
        except _LostError:
            _log.warning("pressgraph: the scheduler at %s is gone: looking for it again", scheduler)
        finally:
            _part_from(client, job)


class _Window:
    """The tasks that are in the cluster's hands, and those that wait for their turn."""

    def __init__(self, client: Any, orders: Any) -> None:
        self.client = client
        self.waiting: deque[Order] = deque(orders)
        self.later: deque[tuple[float, Order]] = deque()
        self.flying: dict[Any, Order] = {}
        self.ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.deaths: Counter[int] = Counter()
        self.doomed: list[str] = []
        self._alone_since: float | None = None

    def outcomes(self) -> Generator[Outcome]:
        """The outcomes as they come; each task has one."""
        while self.waiting or self.later or self.flying:
            self._fill()
            try:
                future = self.ended.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                if self.client.status != "running":
                    raise _LostError from None
                continue
            outcome = self._settled(self.flying.pop(future), future)
            if outcome is not None:
                yield outcome
        if self.doomed:
            raise PressgraphError(
                f"the workers died each time over {', '.join(self.doomed[:3])}"
                f"{f' and {len(self.doomed) - 3} more' if len(self.doomed) > 3 else ''}: all other parts are made; see "
                "the workers' logs, give them more memory or fewer threads, and run the same command again"
            )

    def _fill(self) -> None:
        now = time.monotonic()
        while self.later and self.later[0][0] <= now:
            self.waiting.append(self.later.popleft()[1])
        if len(self.flying) >= IN_FLIGHT or not self.waiting:
            room = IN_FLIGHT * self._threads() if self.waiting else 0
        else:
            room = max(IN_FLIGHT, IN_FLIGHT * self._threads())
        while self.waiting and len(self.flying) < room:
            self._submit(self.waiting.popleft())

    def _threads(self) -> int:
        """How many tasks the cluster can work on at once; tells the user when that is none for long."""
        try:
            threads = sum(self.client.nthreads().values())
        except (OSError, TimeoutError, RuntimeError):
            raise _LostError from None
        now = time.monotonic()
        if threads:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = now
        elif now > self._alone_since + _PATIENCE_SECONDS:
            _log.warning("pressgraph: the cluster has no workers: waiting for some (start them with: dask worker ...)")
            self._alone_since = float("inf")
        return threads

    def _submit(self, order: Order) -> None:
        key = f"{order.task.name}-{uuid.uuid4().hex}"
        future = self.client.submit(run_on_worker, order, pure=False, retries=RETRIES, key=key)
        self.flying[future] = order
        future.add_done_callback(self.ended.put)

    def _settled(self, order: Order, future: Any) -> Outcome | None:
        """A task's outcome; None where it must be given to the cluster again."""
        found = self._result(order, future)
        if isinstance(found, Outcome) and found.fate is not Fate.ELSEWHERE:
            return found
        if isinstance(found, Refused):
            raise found.error
        if isinstance(found, Unseen):
            if Path(found.path).exists():
                raise OptionError(found.message())
            order = order.trusted()
        self.later.append((time.monotonic() + _TICK_SECONDS, order))
        return None

    def _result(self, order: Order, future: Any) -> Any:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        try:
            return future.result(timeout=_PATIENCE_SECONDS)
        except KilledWorker:
            self.deaths[order.task.number] += 1
            if self.deaths[order.task.number] < _DEATHS:
                return None
            self.doomed.append(order.task.name)
            return Outcome(order.task.number, Fate.LOST)
        except (CancelledError, TimeoutError):
            raise _LostError from None
