"""Parts made on the machines of a Dask cluster: a thin adapter over the same `run_shard`.

Each worker process has one annotator at a time, which stays for the next part, so that the model is loaded once a
worker. Dask may run a task again, or twice; a part's files are the same each time, and the second run finds the
part made.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from pressgraph.corpus.process import Annotator
from pressgraph.corpus.shard import Fate, Outcome, Task, run_shard
from pressgraph.errors import OptionError

RETRIES = 3
"""Times that a part is tried again when its worker dies."""

_PAUSE_SECONDS = 1.0
_CONNECT_SECONDS = 30
_annotators: dict[tuple[int, str], Annotator] = {}


def run_on_cluster(tasks: Sequence[Task], scheduler: str) -> Generator[Outcome]:
    """The outcomes of the tasks as they come; ``scheduler`` is an address or the scheduler's file.

    What the workers have begun is cancelled when the caller stops. Raises OptionError where no scheduler answers.
    """
    with _client(scheduler) as client:
        yield from _outcomes(client, tasks)


def _outcomes(client: Any, tasks: Sequence[Task]) -> Generator[Outcome]:
    from distributed import as_completed

    waiting = {task.number: task for task in tasks}
    while waiting:
        futures = [_submitted(client, task) for task in waiting.values()]
        try:
            for future in as_completed(futures):
                outcome: Outcome = future.result()
                if outcome.fate is not Fate.ELSEWHERE:
                    del waiting[outcome.number]
                    yield outcome
        finally:
            client.cancel(futures)
        if waiting:
            time.sleep(_PAUSE_SECONDS)


def _submitted(client: Any, task: Task) -> Any:
    return client.submit(run_on_worker, task, pure=False, retries=RETRIES, key=f"{task.name}-{time.monotonic_ns()}")


def run_on_worker(task: Task) -> Outcome:
    """`run_shard` in a worker's thread, with that thread's annotator."""
    return run_shard(task, _annotator(task))


def _annotator(task: Task) -> Annotator:
    key = threading.get_ident(), task.fingerprint
    if key not in _annotators:
        for other in [other for other in _annotators if other[0] == key[0]]:
            _annotators.pop(other).close()
        _annotators[key] = Annotator(task.settings)
        atexit.register(_annotators[key].close)
    return _annotators[key]


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise OptionError("--scheduler needs Dask: pip install 'pressgraph[dask]'") from None
    named = {"scheduler_file": scheduler} if Path(scheduler).is_file() else {"address": scheduler}
    try:
        return Client(**named, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise OptionError(
            f"no Dask scheduler answers at {scheduler} ({error}): start one with dask scheduler"
        ) from None
