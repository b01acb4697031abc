"""The memory of a command and of all that it starts, read from /proc while it runs."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_000_000
ANNOTATOR = "pressgraph.corpus.annotator"


@dataclass(frozen=True, slots=True)
class Sample:
    """One process at one moment: seconds since the watch began, resident bytes."""

    seconds: float
    resident: int


@dataclass(slots=True)
class Watched:
    """A process that was seen: its command line and its samples in order."""

    pid: int
    command: str
    root: bool
    samples: list[Sample] = field(default_factory=list)

    @property
    def peak(self) -> int:
        """The highest resident memory seen, in bytes."""
        return max((sample.resident for sample in self.samples), default=0)


class Watch:
    """A context in which a thread looks at some processes and all their descendants every ``interval`` seconds.

    Started processes are added with `follow`; what has been seen is in ``seen``, one entry per process.
    """

    def __init__(self, interval: float = 0.25) -> None:
        self.seen: dict[tuple[int, str], Watched] = {}
        self._interval = interval
        self._roots: set[int] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._begin = time.monotonic()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def follow(self, pid: int) -> None:
        """Look at this process and its descendants from now on."""
        self._roots.add(pid)

    @property
    def driver_peak(self) -> int:
        """Bytes of the largest of the processes that were followed."""
        return max((one.peak for one in self.seen.values() if one.root), default=0)

    @property
    def worker_peak(self) -> int:
        """Bytes of the largest of their descendants."""
        return max((one.peak for one in self.seen.values() if not one.root), default=0)

    def _look(self) -> None:
        while not self._over.wait(self._interval):
            now = time.monotonic() - self._begin
            for pid in (*self._roots, *descendants(self._roots)):
                self._sample(pid, now)

    def _sample(self, pid: int, now: float) -> None:
        resident, command = resident_of(pid), command_of(pid)
        if resident and command:
            known = self.seen.setdefault((pid, command), Watched(pid, command, pid in self._roots))
            known.samples.append(Sample(now, resident))


def resident_of(pid: int) -> int:
    """Resident bytes of a process; 0 for one that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0


def command_of(pid: int) -> str:
    """The command line of a process, its arguments parted by spaces; empty for one that is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""


def descendants(roots: Iterable[int]) -> list[int]:
    """All processes below ``roots``, those of other sessions too, parents before children."""
    children: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit() and (parent := _parent(int(entry.name))):
            children.setdefault(parent, []).append(int(entry.name))
    found: list[int] = []
    waiting = list(roots)
    while waiting:
        own = children.get(waiting.pop(0), [])
        found += own
        waiting += own
    return found


def _parent(pid: int) -> int:
    try:
        # The name, in parentheses, may hold anything; state and parent follow it.
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the straight line of least squares through points (x, y); 0 for fewer than two.

    >>> slope([(0, 1), (1, 3), (2, 5)])
    2.0
    """
    count = len(points)
    if count < 2:
        return 0.0
    middle_x, middle_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0
