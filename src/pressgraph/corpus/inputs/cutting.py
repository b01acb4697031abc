"""From the inputs that a user names to pieces: files, objects, addresses, and shares of large files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from pressgraph.corpus.inputs.scopes import Together
from pressgraph.errors import ReadError
from pressgraph.reading import archives, listing, remote, sources
from pressgraph.reading.given import MEGABYTE
from pressgraph.reading.listing import Found
from pressgraph.reading.passed import Passed

TARGET = 16 * MEGABYTE
"""Bytes of unpacked input that a piece of a large file has, about."""

MOST = 256
"""Shares that a file is cut into at most: each passes over the records of the others, which costs time too."""

_GROWTH = 4
_SHARED = frozenset({"lines", "csv", "tsv", "parquet", "warc", "tar"})
_NEEDED = {"parquet": "pyarrow", "warc": "warcio"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the input, or every ``strides``-th record of a large one, beginning with record ``stride``.

    ``path`` is a local path with forward slashes, an address, or an object's URL; ``size`` counts bytes as stored,
    of the whole file, 0 where unknown.
    """

    path: str
    size: int
    stride: int = 0
    strides: int = 1


def pieces(inputs: Sequence[str], glob: str | None = None, target: int = TARGET) -> list[Piece]:
    """The pieces of files, directories, patterns (``news/**/*.jsonl.gz``), objects and addresses, sorted by path.

    ``glob`` picks the files of directories, else those of known suffixes that are not hidden are taken; links to
    directories are followed only where an input names them. A file that is named twice is one piece. A file of many
    records is cut into shares of ``target`` unpacked bytes, which are estimated for packed ones, but into `MOST`.

    Raises ReadError for an input that is missing, empty of articles, standard input, or of a kind whose package is
    missing. What cannot be listed or read further down becomes a piece whose reading fails, so that it is missed.
    """
    return cut(listed(inputs, glob, Passed()), target)


def listed(
    inputs: Sequence[str], glob: str | None, passed: Passed, own: Callable[[str], bool] = lambda _: False
) -> list[Found]:
    """The files that `pieces` cuts; all else that is met is counted in ``passed``, but for the job's ``own`` files."""
    together = Together(inputs, glob, passed, own)
    found = [item for n, name in enumerate(inputs) for item in _expanded(name, glob, together.passing(n))]
    found = [item for item in found if not own(item.path) or item.path in inputs]
    if len(inputs) > 1 or any(item.link for item in found):
        found = list(_once(found))
    found.sort()
    return found


def cut(found: Iterable[Found], target: int = TARGET) -> list[Piece]:
    """The pieces of the files that were found."""
    return [piece for item in found for piece in _cut(item, max(1, target))]


def _expanded(name: str, glob: str | None, on_passed: listing.OnPassed) -> Iterable[Found]:
    if name == sources.STDIN:
        raise ReadError("stdin: a corpus is read more than once: write standard input to a file and give that")
    if sources.is_address(name):
        return [Found(name, 0)]
    if remote.is_remote(name):
        return remote.find(name, sources.kind_of, glob, on_passed)
    path = Path(remote.local(name)).as_posix()
    try:
        about = os.stat(path)  # noqa: PTH116 (links are followed)
    except FileNotFoundError:
        return _matching(path, on_passed)
    except (OSError, ValueError) as error:
        raise ReadError(f"{name}: cannot be read ({error}): check the path and its permissions") from None
    if stat.S_ISDIR(about.st_mode):
        return sources.files(path, glob, on_passed)
    if not stat.S_ISREG(about.st_mode):
        raise ReadError(f"{name}: this is no file, but a pipe or a device: write it to a file and give that")
    return [Found(path, about.st_size, Path(path).is_symlink())]


def _matching(path: str, on_passed: listing.OnPassed) -> list[Found]:
    """The files that a pattern picks; hidden ones only where the pattern names them."""
    if not listing.MAGIC.search(path):
        raise ReadError(f"{path}: no such file or directory: check the path")
    folder, pattern = listing.split(path)
    hidden = listing.is_hidden(pattern)
    there = Path(folder).is_dir()
    found = listing.files(folder, pattern, sources.kind_of, hidden, on_passed) if there else []
    if not found:
        raise ReadError(f"{path}: no file matches this pattern: check it, and put it in quotation marks")
    return found


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Each file once, under the first of its names."""
    folder = lru_cache(maxsize=4096)(os.path.realpath)
    known = set()
    for item in sorted(found):
        key = item.path
        if not (sources.is_address(key) or remote.is_remote(key)):
            head, _, tail = key.rpartition("/")
            key = os.path.realpath(key) if item.link else f"{folder(head or '.')}/{tail}"
        if key not in known:
            known.add(key)
            yield item


def _cut(item: Found, target: int) -> Iterator[Piece]:
    kind = sources.kind_of(item.path)
    if kind is None and item.size * _GROWTH > target:
        kind = _looked_up(item.path)
    if kind in _NEEDED or item.path.lower().endswith((".zst", ".tzst")):
        _require(kind, item.path)
    strides = min(-(-_unpacked_size(item, kind) // target), MOST) if kind in _SHARED else 1
    if strides <= 1:
        yield Piece(item.path, item.size)
        return
    for stride in range(strides):
        yield Piece(item.path, item.size, stride, strides)


def _unpacked_size(item: Found, kind: str | None) -> int:
    """About how many bytes a file of many records has when it is unpacked."""
    packed = item.path.lower().endswith((*sources.PACKED, ".tgz", ".tzst")) or kind == "parquet"
    return item.size * (_GROWTH if packed else 1)


def _looked_up(path: str) -> str | None:
    """The kind of a large file whose name does not tell; None for what is read at once, or cannot be read now."""
    try:
        with sources.open_source(path).stream as stream:
            head = stream.read(archives.HEAD)
    except (ReadError, OSError):
        return None
    return archives.sniffed(head) or ("lines" if head.lstrip().startswith(b"{") else None)


@lru_cache(maxsize=64)
def _missing(package: str) -> bool:
    return find_spec(package) is None


def _require(kind: str | None, path: str) -> None:
    """Raises ReadError where the package is missing that this kind needs: before hours of work, not after."""
    package = "zstandard" if path.lower().endswith((".zst", ".tzst")) else _NEEDED.get(kind or "", "")
    if package and _missing(package):
        raise ReadError(f"{path}: this needs the package {package}: pip install 'pressgraph[archives]'")
