"""What all requests share: the settings, the processes, the newest snapshot, and what was computed already."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import pyoxigraph as ox
from anyio.abc import TaskGroup
from starlette.requests import Request

from pressgraph.checks import Report
from pressgraph.store.directory import snapshot
from pressgraph.web.index import Index, index_of
from pressgraph.web.options import WebOptions
from pressgraph.web.workers import Workers

Value = TypeVar("Value")
TRIED_AT_MOST = 50
REPORTS_AT_MOST = 20


class Recent(Generic[Value]):
    """A mapping that forgets what was put in first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()

    def get(self, key: str) -> Value | None:
        """A value, None for a key that is unknown or forgotten."""
        return self._values.get(key)

    def put(self, key: str, value: Value) -> None:
        """Keep a value."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: str) -> None:
        """Forget a value."""
        self._values.pop(key, None)


@dataclass(frozen=True, slots=True)
class Tried:
    """An article that a visitor had extracted: its annotations as a line of JSON, and the model's name."""

    annotations: bytes
    model: str


@dataclass(slots=True)
class Checking:
    """A run of the checks, which goes on in the background until it has a report or a failure."""

    report: Report | None = None
    failure: str = ""

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.report is None and not self.failure


@dataclass(slots=True)
class State:
    """The server's state; ``queries`` runs visitors' queries, ``group`` what goes on behind requests."""

    options: WebOptions
    group: TaskGroup
    queries: Workers
    extraction: Workers
    checking: Workers
    tried: Recent[Tried] = field(default_factory=lambda: Recent(TRIED_AT_MOST))
    reports: Recent[Checking] = field(default_factory=lambda: Recent(REPORTS_AT_MOST))
    _opened: tuple[Path, ox.Store] | None = None
    _index: tuple[ox.Store, Index] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _indexing: threading.Lock = field(default_factory=threading.Lock)

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

    def indexed(self) -> tuple[ox.Store, Index]:
        """The newest snapshot, opened, with its index, which is made when first asked for."""
        store = self.store()
        with self._indexing:
            if self._index is None or self._index[0] is not store:
                self._index = (store, index_of(store))
            return self._index

    def keep(self, tried: Tried) -> str:
        """Keep an extracted article for a while; its key is known to its visitor only."""
        key = secrets.token_urlsafe(16)
        self.tried.put(key, tried)
        return key

    def allows(self, token: str) -> bool:
        """Whether a token is the one that allows writing."""
        expected = self.options.token
        return expected is not None and secrets.compare_digest(token.encode(), expected.encode())

    def close(self) -> None:
        """End the processes at rest."""
        for workers in (self.queries, self.extraction, self.checking):
            workers.close()


def state_of(request: Request) -> State:
    """The state of the application that a request is for."""
    found = request.app.state.pressgraph
    assert isinstance(found, State)
    return found
