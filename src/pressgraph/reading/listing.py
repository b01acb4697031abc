"""The files of a directory, however many: names, sizes, and patterns that pick them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pressgraph.errors import ReadError
from pressgraph.reading.passed import What

MAGIC = re.compile(r"[*?\[]")


class Found(NamedTuple):
    """A file: its path with forward slashes, its size in bytes (0 where unknown), whether it is a symbolic link."""

    path: str
    size: int
    link: bool = False


OnPassed = Callable[[str, What], object]
"""Takes the path of what is passed over."""


def ignored(_path: str, _what: What) -> None:
    """For who does not care about what is passed over."""


def files(
    folder: str,
    pattern: str | None,
    kind: Callable[[str], object],
    hidden: bool = True,
    on_passed: OnPassed = ignored,
) -> list[Found]:
    """The files below ``folder`` in the order of their names; ``on_passed`` is told of the others that are met.

    They are those whose path below it fits ``pattern``, where there is one, hidden files among them if ``hidden``;
    else those whose name has a ``kind`` and that are not hidden. Links to directories are not followed. A directory
    below it that cannot be listed stands in the result itself, so that it is missed. Raises ReadError for a pattern
    that makes no sense, or a folder that cannot be listed.
    """
    if pattern is None:
        found = list(_walk(folder, lambda _, name: bool(kind(name)), False, "**", on_passed))
    else:
        fits = matcher(pattern, folder)
        found = list(_walk(folder, lambda below, name: bool(fits(below + name)), hidden, pattern, on_passed))
    start = len(folder.rstrip("/")) + 1 if folder != "." else 0
    found.sort(key=lambda item: item.path[start:])
    return found


@lru_cache(maxsize=256)
def matcher(pattern: str, folder: str = "") -> Callable[[str], object]:
    """A test whether a relative path fits ``pattern``: ``*``, ``?`` and ``[...]`` within a name, ``**`` for folders.

    >>> [bool(matcher("news/**/*.txt")(path)) for path in ("news/a.txt", "news/2022/05/a.txt", "a.txt")]
    [True, True, False]
    """
    parts = pattern.replace(os.sep, "/").removeprefix("./").split("/")
    if not parts[-1] or not parts[0]:
        raise ReadError(f"{folder}: cannot look for {pattern!r}: give a pattern such as '**/*.txt', relative to it")
    if parts[-1] == "**":
        parts.append("*")
    expression = "".join(_segment(part, last=index == len(parts) - 1) for index, part in enumerate(parts))
    return re.compile(expression, re.DOTALL).fullmatch


def split(path: str) -> tuple[str, str]:
    """A path with a pattern in it as the folder before the pattern, and the pattern.

    >>> split("news/2022-*/**/a.txt")
    ('news', '2022-*/**/a.txt')
    """
    parts = path.split("/")
    first = next(index for index, part in enumerate(parts) if MAGIC.search(part))
    return "/".join(parts[:first]) or ("/" if path.startswith("/") else "."), "/".join(parts[first:])


def is_hidden(path: str) -> bool:
    """Whether a relative path is hidden, or lies in a hidden folder; of a pattern, whether it is meant for such."""
    return any(part.startswith(".") for part in path.split("/"))


@lru_cache(maxsize=256)
def _segment(part: str, last: bool) -> str:
    if part == "**":
        return r"(?:[^/]+/)*"
    pieces = re.findall(r"\[!?\]?[^\]/]*\]|.", part, re.DOTALL)
    return "".join(_piece(piece) for piece in pieces) + ("" if last else "/")


def _piece(piece: str) -> str:
    if piece == "*":
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    if len(piece) > 2:
        negated = piece[1] == "!"
        members = piece[2 if negated else 1 : -1].replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
        return f"(?!/)[{'^' if negated else ''}{members.replace('^', chr(92) + '^')}]"
    return re.escape(piece)


def _walk(
    folder: str, wanted: Callable[[str, str], bool], hidden: bool, pattern: str, on_passed: OnPassed
) -> Iterator[Found]:
    """The wanted files below ``folder``; each directory is listed once, and only names are held."""
    deep = "**" in pattern
    levels = pattern.count("/")
    waiting = [("" if folder == "." else folder.rstrip("/") + "/", "", 0)]
    while waiting:
        prefix, below, level = waiting.pop()
        try:
            entries = os.scandir(prefix or ".")
        except OSError as error:
            if level == 0:
                raise ReadError(f"{folder}: cannot be listed ({error.strerror}): check its permissions") from None
            yield Found(prefix.rstrip("/"), 0)
            continue
        with entries:
            for entry in entries:
                own = hidden or not entry.name.startswith(".")
                if own and entry.is_dir(follow_symlinks=False) and (deep or level < levels):
                    waiting.append((f"{prefix}{entry.name}/", f"{below}{entry.name}/", level + 1))
                elif own and wanted(below, entry.name) and (found := _file(entry, prefix)):
                    yield found
                elif what := _passed(entry):
                    on_passed(prefix + entry.name, what)


def _file(entry: os.DirEntry[str], prefix: str) -> Found | None:
    """A regular file, or a link to one or to nothing; None for devices, pipes and links to directories."""
    link = entry.is_symlink()
    try:
        if not entry.is_file():
            return Found(prefix + entry.name, 0, link) if link and not entry.is_dir() and _dangling(entry) else None
        return Found(prefix + entry.name, entry.stat().st_size, link)
    except OSError:
        return Found(prefix + entry.name, 0, link)


def _passed(entry: os.DirEntry[str]) -> What | None:
    """What is passed over; None for devices and pipes."""
    try:
        if entry.is_dir():
            return "folder"
        if not (entry.is_file() or entry.is_symlink()):
            return None
    except OSError:
        pass
    return "hidden" if entry.name.startswith(".") else "file"


def _dangling(entry: os.DirEntry[str]) -> bool:
    try:
        entry.stat()
    except OSError:
        return True
    return False
