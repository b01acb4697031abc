"""How far a job is: documents, words a second, and the time that is left."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from typing import Self

from pressgraph.corpus.messages import Done, Failed
from pressgraph.corpus.shard import Fate, Outcome, Task

_EVERY_SECONDS = 0.5


class Progress:
    """Counts what the workers report, and shows it in one line on standard error where that is a terminal.

    Workers of this machine report each document; ``remote`` ones report whole parts.
    """

    def __init__(self, tasks: Sequence[Task], live: bool = False, remote: bool = False) -> None:
        self._weights = {task.number: task.weight for task in tasks}
        self._left = sum(self._weights.values())
        self._parts = len(tasks)
        self._begun = self._shown = time.monotonic()
        self._lock = threading.Lock()
        self._remote = remote
        self._live = live and sys.stderr.isatty()
        self.documents = self.words = self.failed = self.done = self.made = 0

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._begun

    def document(self, entry: Done | Failed) -> None:
        """A document is through; called from any thread."""
        with self._lock:
            self.documents += 1
            if isinstance(entry, Failed):
                self.failed += 1
            else:
                self.words += entry.record.get("words", 0)
            self._show()

    def outcome(self, outcome: Outcome) -> None:
        """A part is through."""
        with self._lock:
            weight = self._weights[outcome.number]
            self._left -= weight
            self.done += 1
            if outcome.fate is Fate.WRITTEN:
                self.made += weight
            if outcome.fate is Fate.WRITTEN and self._remote:
                self.documents += outcome.counts.get("documents", 0)
                self.failed += outcome.counts.get("failed", 0)
                self.words += outcome.words
            self._show(at_once=True)

    def line(self) -> str:
        """What there is to see, such as ``part 3 of 24, 1,200 documents, 1,043 words/s, 2 failed, 0:12:40 left``."""
        shown = [
            f"part {self.done} of {self._parts}",
            f"{self.documents:,} documents",
            f"{self.words / max(self.seconds, 1e-9):,.0f} words/s",
        ]
        if self.failed:
            shown.append(f"{self.failed:,} failed")
        if self.made and self._left:
            shown.append(f"{clock(self.seconds * self._left / self.made)} left")
        return ", ".join(shown)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _show(self, at_once: bool = False) -> None:
        now = time.monotonic()
        if not self._live or (now - self._shown < _EVERY_SECONDS and not at_once):
            return
        self._shown = now
        sys.stderr.write(f"\r\x1b[K{self.line()}")
        sys.stderr.flush()


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and seconds.

    >>> clock(3725.6)
    '1:02:05'
    """
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
