"""The directory of an embedded store: one writer at a time, readers on snapshots beside it.

    DIR/                an Oxigraph (RocksDB) directory, locked by Oxigraph while a writer has it
    DIR/snapshots/N/    hard-linked backups, which readers open; only the newest is kept
    DIR/snapshots/DIRTY there while a writer has changes that no snapshot shows yet

A reader never opens the writer's own files: Oxigraph leaves undefined what it would see there.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from pressgraph.errors import StoreError

_SNAPSHOTS = "snapshots"
_DIRTY = "DIRTY"
_GRACE_S = 600


@contextmanager
def writing(directory: Path) -> Iterator[ox.Store]:
    """The store opened for writing, made where there is none; a fresh snapshot is published at the end.

    StoreError where another process writes, or where the directory holds something else.
    """
    store = _open(directory)
    snapshots = directory / _SNAPSHOTS
    snapshots.mkdir(exist_ok=True)
    (snapshots / _DIRTY).touch()
    try:
        yield store
    finally:
        _publish(store, snapshots)
        del store


@contextmanager
def reading(directory: Path) -> Iterator[ox.Store]:
    """The newest snapshot, opened read-only; StoreError where the directory is no store."""
    store = ox.Store.read_only(str(snapshot(directory)))
    try:
        yield store
    finally:
        del store


def snapshot(directory: Path) -> Path:
    """The newest snapshot's directory; made first where a writer died, or another tool wrote, before making one."""
    if not (directory / "CURRENT").is_file():
        raise StoreError(f"{directory} is no store: load something first (pressgraph load FILE --store {directory})")
    newest = _newest(directory / _SNAPSHOTS)
    if newest is None or (directory / _SNAPSHOTS / _DIRTY).exists():
        newest = _recovered(directory, newest)
    return newest


def _recovered(directory: Path, newest: Path | None) -> Path:
    try:
        with writing(directory):
            pass
    except StoreError:
        if newest is None:
            raise
        return newest
    found = _newest(directory / _SNAPSHOTS)
    if found is None:
        raise StoreError(f"{directory}: no snapshot could be made; is the disk full?")
    return found


def _open(directory: Path) -> ox.Store:
    if directory.is_file():
        raise StoreError(f"{directory} is a file: a store is a directory")
    if directory.is_dir() and any(directory.iterdir()) and not (directory / "CURRENT").is_file():
        raise StoreError(f"{directory} is neither empty nor a store: name another directory with --store")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(directory))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"{directory} is locked: another process is writing to it; run this again when it has ended"
            ) from None
        raise StoreError(f"{directory} cannot be opened for writing: {error}") from None


def _publish(store: ox.Store, snapshots: Path) -> None:
    store.flush()
    newest = _newest(snapshots)
    number = int(newest.name) + 1 if newest else 1
    making = snapshots / f"{number}.making"
    shutil.rmtree(making, ignore_errors=True)
    store.backup(str(making))
    making.rename(snapshots / str(number))
    (snapshots / _DIRTY).unlink(missing_ok=True)
    _forget(snapshots, number)


def _forget(snapshots: Path, newest: int) -> None:
    """Remove older snapshots, but leave the one before to readers that have just opened it."""
    for path in snapshots.iterdir():
        old = path.name.isdigit() and int(path.name) < newest
        fresh = path.name == str(newest - 1) and time.time() - path.stat().st_mtime < _GRACE_S
        if (old and not fresh) or (path.suffix == ".making" and path.is_dir()):
            shutil.rmtree(path, ignore_errors=True)


def _newest(snapshots: Path) -> Path | None:
    if not snapshots.is_dir():
        return None
    numbers = [int(entry.name) for entry in os.scandir(snapshots) if entry.name.isdigit()]
    return snapshots / str(max(numbers)) if numbers else None
