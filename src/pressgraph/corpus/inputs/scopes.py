"""What several inputs look through: a file that one of them passes over may be read for another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pressgraph.reading import listing, remote, sources
from pressgraph.reading.passed import Passed, What


@dataclass(frozen=True, slots=True)
class Scope:
    """A folder with the ``pattern`` that picks from it, hidden files too if ``hidden``; or a file in its place.

    ``whole``: it is listed with all that is below it, whatever the pattern.
    """

    folder: str
    pattern: str | None = None
    hidden: bool = True
    whole: bool = False

    def picks(self, below: str) -> bool:
        """Whether the file of this path below the folder is read for this input."""
        if self.pattern is None:
            return sources.kind_of(below) is not None and not listing.is_hidden(below)
        return bool(listing.matcher(self.pattern)(below)) and (self.hidden or not listing.is_hidden(below))

    def meets(self, below: str) -> bool:
        """Whether the file is met where this input is listed."""
        if self.whole:
            return True
        if not self.hidden and listing.is_hidden(below.rpartition("/")[0]):
            return False
        return self.pattern is None or "**" in self.pattern or below.count("/") <= self.pattern.count("/")


def scope_of(name: str, glob: str | None) -> Scope:
    """The scope of an input; links in its name are followed, and ``glob`` holds where it is a folder."""
    if remote.is_remote(name) or sources.is_address(name):
        start = name.find("://") + 3
        if listing.MAGIC.search(name[start:]):
            folder, pattern = listing.split(name[start:])
            return Scope(name[:start] + folder.strip("/"), pattern)
        return Scope(name[:start] + name[start:].strip("/"), glob, glob is not None, whole=True)
    path = Path(remote.local(name)).as_posix()
    if not os.path.lexists(path) and listing.MAGIC.search(path):
        folder, pattern = listing.split(path)
        return Scope(os.path.realpath(folder), pattern, hidden=listing.is_hidden(pattern))
    return Scope(os.path.realpath(path), glob, glob is not None)


class Together:
    """Counts what all inputs together pass over: nothing that is read for another or is ``own``, and nothing twice."""

    def __init__(self, inputs: Sequence[str], glob: str | None, passed: Passed, own: Callable[[str], bool]) -> None:
        self._passed, self._own = passed, own
        self._folder_of = lru_cache(maxsize=4096)(os.path.realpath)
        self._scopes: dict[str, list[tuple[int, Scope]]] = {}
        for number, name in enumerate(inputs if len(inputs) > 1 else ()):
            with suppress(ValueError):  # no path at all: its listing will say so
                scope = scope_of(name, glob)
                self._scopes.setdefault(scope.folder, []).append((number, scope))
        self._above = {folder for name in self._scopes for folder in (name, *_above(name))}

    def passing(self, number: int) -> listing.OnPassed:
        """Who is to be told of what is passed over in the listing of an input."""

        def add(path: str, what: What) -> None:
            if not self._own(path) and not (self._scopes and self._is_told(_real(path, self._folder_of), number)):
                self._passed.add(path, what)

        return add

    def _is_told(self, path: str, number: int) -> bool:
        """Whether what the input ``number`` passes over is read for another one, or was met for an earlier one."""
        if path in self._above:
            return True
        for folder in _above(path):
            below = path[len(folder) :].lstrip("/")
            for other, scope in self._scopes.get(folder, ()):
                if scope.picks(below) or (other < number and scope.meets(below)):
                    return True
        return False


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in."""
    while path not in ("", "/"):
        path = path.rpartition("/")[0] or "/"
        yield path


def _real(path: str, folder_of: Callable[[str], str]) -> str:
    """A path or an object's URL as `scope_of` writes folders; a link itself is not followed."""
    if remote.is_remote(path):
        scheme, _, rest = path.partition("://")
        return f"{scheme}://{rest.strip('/')}"
    folder, _, name = path.rpartition("/")
    return f"{folder_of(folder or ('/' if path.startswith('/') else '.')).rstrip('/')}/{name}"
