"""Object storage and other file systems that fsspec knows: ``s3://``, ``gs://``, ``memory://`` and the like."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from pressgraph.errors import ReadError
from pressgraph.reading.access import AccessError
from pressgraph.reading.listing import MAGIC, Found, OnPassed, ignored, is_hidden, matcher, split

_SCHEME = re.compile(r"(?!https?:)([a-z][a-z0-9+.:-]+)://", re.IGNORECASE)
_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}
_BUFFER = 1024 * 1024


def is_remote(source: str) -> bool:
    """Whether ``source`` names an object by a scheme other than http, https and file.

    >>> is_remote("s3://news/2022.jsonl"), is_remote("news/2022.jsonl"), is_remote("file:///news/2022.jsonl")
    (True, False, False)
    """
    match = _SCHEME.match(source)
    return match is not None and match[1].lower() != "file"


def local(source: str) -> str:
    """The path of a ``file://`` address, anything else as it is.

    >>> local("file:///news/a%20b.txt")
    '/news/a b.txt'
    """
    return unquote(urlsplit(source).path) if source.lower().startswith("file://") else source


def find(
    source: str,
    kind: Callable[[str], object],
    glob: str | None = None,
    on_passed: OnPassed = ignored,
) -> list[Found]:
    """The objects that ``source`` stands for: one, those below a folder, or those that a pattern in it picks.

    Of a folder's objects those are taken whose names below it ``glob`` picks, else those of a known ``kind`` that are
    not hidden; ``on_passed`` is told of the others. Raises ReadError where there is none, or no access.
    """
    system, path = _system(source)
    folder, pattern = split(path) if MAGIC.search(path) else (path, glob)
    wanted = _wanted(kind, matcher(pattern, folder) if pattern else None)
    try:
        met: dict[str, Any] = (
            system.find(path, detail=True) if folder == path else system.glob(_neighbours(path), detail=True)
        )
    except Exception as error:
        raise _fault(source, "listed", error) from None
    found, start = [], folder.rstrip("/") + "/"
    for name, entry in met.items():
        below = name.removeprefix(start)
        if entry.get("type") == "directory" or name.endswith("/"):
            continue
        if name == path or wanted(below):
            found.append(Found(system.unstrip_protocol(name), int(entry.get("size") or 0)))
        else:
            on_passed(system.unstrip_protocol(name), "hidden" if is_hidden(below) else "file")
    if not found:
        raise ReadError(f"{source}: there is nothing to read: check the name, or pick files with --glob PATTERN")
    return sorted(found)


def open_remote(source: str) -> BinaryIO:
    """A seekable stream of an object's bytes as they are stored; raises ReadError where it cannot be opened."""
    system, path = _system(source)
    try:
        return cast(BinaryIO, io.BufferedReader(_Object(system.open(path, "rb")), _BUFFER))
    except FileNotFoundError:
        raise AccessError(f"{source}: no such object: check its name") from None
    except Exception as error:
        raise _fault(source, "opened", error) from None


class _Object(io.RawIOBase):
    """An object of any file system, whose every fault is an OSError."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except OSError:
            raise
        except Exception as error:
            raise OSError(f"{type(error).__name__}: {error}") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _system(source: str) -> tuple[Any, str]:
    scheme = cast(re.Match[str], _SCHEME.match(source))[1].lower().rpartition(":")[2]
    extra = _EXTRAS.get(scheme, "archives")
    try:
        from fsspec.core import url_to_fs

        return cast(tuple[Any, str], url_to_fs(source))
    except ImportError:
        raise AccessError(
            f"{source}: {scheme}:// needs a package that is missing: pip install 'pressgraph[{extra}]'"
        ) from None
    except Exception as error:
        raise _fault(source, "reached", error) from None


def _fault(source: str, what: str, error: Exception) -> AccessError:
    reason = str(error) or type(error).__name__
    return AccessError(f"{source}: cannot be {what} ({reason}): check the name, the network and your credentials")


def _neighbours(pattern: str) -> str:
    """A pattern for the files that it stands for, and for those beside them.

    >>> _neighbours("news/2022-*/a*.txt"), _neighbours("news/**")
    ('news/2022-*/*', 'news/**')
    """
    folder, slash, name = pattern.rpartition("/")
    if name == "**":
        return pattern
    return f"{folder}{slash}*" if MAGIC.search(folder) else f"{folder}{slash}{MAGIC.split(name)[0]}*"


def _wanted(kind: Callable[[str], object], matches: Callable[[str], object] | None) -> Callable[[str], object]:
    return matches or (lambda name: kind(name) and not is_hidden(name))
