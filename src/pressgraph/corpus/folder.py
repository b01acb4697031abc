"""The output folder, local or in object storage: a file is there whole, under its name, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from pressgraph.errors import OptionError

_LOCKS = ".locks"


class Folder(Protocol):
    """Where parts and manifests lie."""

    def read(self, name: str) -> bytes | None:
        """A file's bytes, None where there is no such file."""

    def write(self, name: str, data: bytes) -> None:
        """Publish a file."""

    def drafted(self, name: str) -> Any:
        """A context with the path of a local file to fill, which is published under ``name`` at the context's end."""

    def fetched(self, name: str) -> Any:
        """A context with the path of a local file that has the bytes of ``name``, None where there is none."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""

    def names(self) -> list[str]:
        """The files' names in order, drafts left out."""

    def locked(self, name: str, shared: bool = False) -> Any:
        """A context with whether the lock is ours; it ends with the context and with this process."""

    def forget_drafts(self, prefix: str) -> None:
        """Take away what killed processes left of a part; only for who holds the part's lock."""


def open_folder(place: str) -> Folder:
    """The folder of a path or of an fsspec URL, made where it is missing; OptionError where it cannot be."""
    return StoredFolder(place) if "://" in place else LocalFolder(Path(place))


class LocalFolder:
    """A folder of a file system with atomic renames. Locks are those of flock(2): they end with their process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            (root / _LOCKS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._refused(error) from None

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        with self.drafted(name) as path:
            path.write_bytes(data)

    @contextmanager
    def drafted(self, name: str) -> Iterator[Path]:
        draft = self.root / f".{name}.{os.getpid()}.draft"
        try:
            yield draft
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(self.root / name)
            self._settle()
        except OSError as error:
            raise self._refused(error) from None
        finally:
            draft.unlink(missing_ok=True)

    @contextmanager
    def fetched(self, name: str) -> Iterator[Path | None]:
        path = self.root / name
        yield path if path.is_file() else None

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        with os.scandir(self.root) as entries:
            return sorted(entry.name for entry in entries if not entry.name.startswith(".") and entry.is_file())

    @contextmanager
    def locked(self, name: str, shared: bool = False) -> Iterator[bool]:
        import fcntl

        with (self.root / _LOCKS / name).open("ab") as file:
            try:
                fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def forget_drafts(self, prefix: str) -> None:
        for path in self.root.glob(f".{prefix}*.draft"):
            path.unlink(missing_ok=True)

    def _settle(self) -> None:
        """Make the rename itself durable."""
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _refused(self, error: OSError) -> OptionError:
        reason = error.strerror or str(error)
        return OptionError(
            f"{self.root} cannot be written: {reason}; make room, or give another place with -o, and run the same "
            "command again: it goes on where this one ends"
        )


class StoredFolder:
    """A folder in object storage by an fsspec URL: uploads appear whole. There are no locks: two runs of the same
    job at once write the same bytes twice."""

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise OptionError(f"{url}: object storage needs fsspec: pip install 'pressgraph[archives]'") from None
        try:
            self._system, self._root = fsspec.core.url_to_fs(url.rstrip("/"))
        except (ImportError, ValueError) as error:
            raise OptionError(f"{url}: {error}") from None
        self._system.makedirs(self._root, exist_ok=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def read(self, name: str) -> bytes | None:
        try:
            found: bytes = self._system.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        return found

    def write(self, name: str, data: bytes) -> None:
        self._system.pipe_file(self._path(name), data)

    @contextmanager
    def drafted(self, name: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / "draft"
            yield draft
            self._system.put_file(str(draft), self._path(name))

    @contextmanager
    def fetched(self, name: str) -> Iterator[Path | None]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            try:
                self._system.get_file(self._path(name), str(copy))
            except FileNotFoundError:
                yield None
                return
            yield copy

    def remove(self, name: str) -> None:
        if self._system.exists(self._path(name)):
            self._system.rm_file(self._path(name))

    def names(self) -> list[str]:
        self._system.invalidate_cache()
        return sorted(path.rpartition("/")[2] for path in self._system.ls(self._root, detail=False))

    @contextmanager
    def locked(self, name: str, shared: bool = False) -> Iterator[bool]:  # noqa: ARG002
        yield True

    def forget_drafts(self, prefix: str) -> None:
        """A draft of an upload lies in a temporary folder of its own."""
