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
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
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
PATIENCE_SECONDS = 30.0
_GOODBYE_SECONDS = 10.0
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")
_log = logging.getLogger("pressgraph.corpus")


class _LostError(Exception):
    """The connection to the scheduler broke."""


def run_on_cluster(tasks: Sequence[Task], scheduler: str) -> Generator[Outcome]:
    """The outcomes of the tasks as they come; ``scheduler`` is an address or the scheduler's file.

    What the workers have begun ends when the caller stops, and leaves no half file. A broken connection is opened
    again. Raises OptionError where no scheduler answers, or the workers see other files or have another version;
    ModelError, RuleError or OptionError where a worker can annotate or write nothing; PressgraphError where workers
    die or fail over a part again and again, which keeps no other part from being made.
    """
    left = {task.number: task for task in tasks}
    while left:
        client, job = _client(scheduler), uuid.uuid4().hex
        try:
            for outcome in _Window(client, _orders(left.values(), job)).outcomes():
                del left[outcome.number]
                yield outcome
        except _LostError:
            _log.warning("pressgraph: the scheduler at %s is gone: looking for it again", scheduler)
        finally:
            _take_leave(client, job)


def _orders(tasks: Iterable[Task], job: str) -> list[Order]:
    seals: dict[str, str] = {}
    folder = str(Path.cwd())
    return [Order(task, job, seals.setdefault(task.output, seal_of(task.output)), folder) for task in tasks]


class _Window:
    """The tasks that are in the cluster's hands, and those that wait for their turn."""

    def __init__(self, client: Any, orders: Iterable[Order]) -> None:
        self.client = client
        self.waiting = deque(orders)
        self.later: deque[tuple[float, Order]] = deque()
        self.flying: dict[str, Order] = {}
        self.ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.deaths: Counter[int] = Counter()
        self.failed: list[str] = []
        self._threads, self._looked, self._alone = 0, 0.0, 0.0

    def outcomes(self) -> Generator[Outcome]:
        """The outcomes as they come, one for each task."""
        while self.waiting or self.later or self.flying:
            self._look()
            self._fill()
            try:
                future = self.ended.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                continue
            outcome = self._settled(self.flying.pop(future.key), future)
            if outcome is not None:
                yield outcome
        if self.failed:
            raise PressgraphError(
                f"{'; '.join(self.failed[:3])}: {len(self.failed)} parts are missing, all others are "
                "made; see the workers' logs, and run the same command again"
            )

    def _look(self) -> None:
        """How many tasks the cluster can work on at once, every second; tells the user when that is none for long."""
        if self.client.status != "running":
            raise _LostError
        now = time.monotonic()
        if now < self._looked + _TICK_SECONDS:
            return
        try:
            self._threads = sum(self.client.nthreads().values())
        except (OSError, TimeoutError):
            raise _LostError from None
        self._looked = now
        if self._threads or not self._alone:
            self._alone = now
        elif now > self._alone + PATIENCE_SECONDS:
            _log.warning("pressgraph: the cluster has no workers: waiting for some (start them with: dask worker ...)")
            self._alone = float("inf")

    def _fill(self) -> None:
        now = time.monotonic()
        while self.later and self.later[0][0] <= now:
            self.waiting.append(self.later.popleft()[1])
        while self.waiting and len(self.flying) < IN_FLIGHT * max(1, self._threads):
            order = self.waiting.popleft()
            key = f"{order.task.name}-{uuid.uuid4().hex}"
            self.flying[key] = order
            future = self.client.submit(run_on_worker, order, pure=False, retries=RETRIES, key=key)
            future.add_done_callback(self.ended.put)

    def _settled(self, order: Order, future: Any) -> Outcome | None:
        """A task's outcome; None where there will be none, or it is given to the cluster again."""
        found = self._result(order, future)
        if isinstance(found, Outcome) and found.fate is not Fate.ELSEWHERE:
            return found
        if isinstance(found, Refused):
            raise found.error
        if isinstance(found, Unseen):
            if Path(found.path).exists():
                raise OptionError(found.message())
            order = order.trusted()
        if not isinstance(found, str):
            self.later.append((time.monotonic() + _TICK_SECONDS, order))
        return None

    def _result(self, order: Order, future: Any) -> Outcome | Refused | Unseen | str | None:
        """What the worker returned; a message where the part is given up, None where its workers died."""
        from distributed import CancelledError, KilledWorker

        try:
            found: Outcome | Refused | Unseen = future.result(timeout=PATIENCE_SECONDS)
        except KilledWorker:
            self.deaths[order.task.number] += 1
            if self.deaths[order.task.number] < _DEATHS:
                return None
            self.failed.append(f"{order.task.name}: every worker died over it")
        except (CancelledError, TimeoutError):
            raise _LostError from None
        except ImportError as error:
            raise OptionError(
                f"{error} on the cluster: install the same version of pressgraph on every machine, the scheduler's too"
            ) from None
        except Exception as error:
            self.failed.append(f"{order.task.name}: {type(error).__name__}: {error}")
        else:
            return found
        return self.failed[-1]


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise OptionError("--scheduler needs Dask: pip install 'pressgraph[dask]'") from None
    _hush()
    named = {"scheduler_file": scheduler} if Path(scheduler).is_file() else {"address": scheduler}
    try:
        return Client(**named, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError, ImportError) as error:
        raise OptionError(
            f"no Dask scheduler answers at {scheduler} ({error}): start one with dask scheduler, and run the same "
            "command again: it goes on where this one ends"
        ) from None


def _hush() -> None:
    """Dask's own messages come to the user only where logging was set up for Dask, since ours say what to do."""
    import dask

    if dask.config.get("logging", None) or dask.config.get("distributed.logging", None):
        return
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.getLogger("asyncio").addFilter(not_of_dask)
    warnings.filterwarnings("ignore", "Sending large graph", category=UserWarning)


def not_of_dask(record: logging.LogRecord) -> bool:
    """Whether a message of asyncio's is not about an exception that Dask raised within itself and let fall."""
    raised = record.exc_info[0] if record.exc_info else None
    return raised is None or not raised.__module__.startswith("distributed")


def _take_leave(client: Any, job: str) -> None:
    """The workers end what they do for this job; none of this may take long, whatever state the cluster is in."""
    if client.status == "running":
        goodbye = threading.Thread(target=_leave_all, args=(client, job), daemon=True)
        goodbye.start()
        goodbye.join(_GOODBYE_SECONDS)
    with suppress(Exception):
        client.close(timeout=_GOODBYE_SECONDS)


def _leave_all(client: Any, job: str) -> None:
    with suppress(Exception):
        client.run(leave, job, on_error="ignore")
