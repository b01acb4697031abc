"""What all requests share: the settings, the processes, and the newest snapshot of the store."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from starlette.requests import Request

from pressgraph.store.directory import snapshot
from pressgraph.web.options import WebOptions
from pressgraph.web.workers import Workers


@dataclass(slots=True)
class State:
    """The server's state; ``queries`` runs visitors' queries, ``work`` extraction and checks."""

    options: WebOptions
    queries: Workers
    work: Workers
    _opened: tuple[Path, ox.Store] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def snapshot_path(self) -> Path:
        """The newest snapshot's directory; StoreError where there is no store. Reads the disk."""
        return snapshot(self.options.store)

    def store(self) -> ox.Store:
        """The newest snapshot, opened; only for queries of our own that are known to be quick. Reads the disk."""
        path = self.snapshot_path()
        with self._lock:
            if self._opened is None or self._opened[0] != path:
                self._opened = (path, ox.Store.read_only(str(path)))
            return self._opened[1]


def state_of(request: Request) -> State:
    """The state of the application that a request is for."""
    found = request.app.state.pressgraph
    assert isinstance(found, State)
    return found
