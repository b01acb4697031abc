"""What this process has found out about files, kept for as long as they stay as they were."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pressgraph.reading import remote, sources

SETTLED_SECONDS = 2.0
"""A file that was changed so lately may change again and keep its times: some systems count them so coarsely."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key:
    """A file as it is: ``state`` tells it from what it was before it was changed, None where nothing can."""

    path: str
    state: tuple[int, ...] | None
    about: tuple[Hashable, ...]


def key_of(path: str, *about: Hashable) -> Key:
    """The key of what is found out ``about`` a file; to be asked for before the file is read."""
    return Key(path, _state(path), about)


class Findings(Generic[T]):
    """At most ``most`` findings, by file; those that were not asked for the longest go first. Any thread may ask."""

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._found: OrderedDict[Key, T] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._found)

    def get(self, key: Key) -> T | None:
        """What was found about the file as it is; None where that is not known."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: Key, found: T) -> None:
        """Keeps a finding, unless the file has been changed since the key was made."""
        if key.state is None or key.state != _state(key.path):
            return
        with self._lock:
            self._found[key] = found
            if len(self._found) > self._most:
                self._found.popitem(last=False)


def _state(path: str) -> tuple[int, ...] | None:
    if sources.is_address(path) or remote.is_remote(path):
        return None
    try:
        about = os.stat(remote.local(path))  # noqa: PTH116 (a path may hold what no Path takes)
    except (OSError, ValueError):
        return None
    changed = max(about.st_mtime_ns, about.st_ctime_ns)
    if not stat.S_ISREG(about.st_mode) or time.time_ns() - changed < SETTLED_SECONDS * 10**9:
        return None
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
