"""Bytes to stdout, to a file, or to one file per input: never half a file, never one over another."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

from pressgraph.errors import OptionError


def write_output(target: str, data: bytes) -> None:
    """Write to stdout for ``-``, else to a temporary file that takes the target's name when it is whole.

    A name in ``.gz`` is compressed, the same bytes for the same data. OptionError where it cannot be written.
    """
    if target == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, _packed(path, data))
    except OSError as error:
        raise OptionError(f"{path} cannot be written: {error.strerror or error}; give another place with -o") from None


def _packed(path: Path, data: bytes) -> bytes:
    if path.suffix.lower() != ".gz":
        return data
    import gzip

    return gzip.compress(data, mtime=0)


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def is_folder(target: str) -> bool:
    """Whether ``-o`` names a folder: it is one, or ends in a slash."""
    return target != "-" and (target.endswith(("/", os.sep)) or Path(target).is_dir())


class Names:
    """Names for the files in an output folder, one per input, after the input and never the same twice."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self._taken: set[str] = set()

    def of(self, source: str) -> str:
        """A file name for an input: ``a/news.html.gz`` becomes ``news.ttl``, a second one ``news-2.ttl``.

        >>> names = Names(".ttl")
        >>> names.of("a/news.html.gz"), names.of("b/news.txt"), names.of("-"), names.of("https://news.example/")
        ('news.ttl', 'news-2.ttl', 'stdin.ttl', 'news.example.ttl')
        """
        stem, number = _stem(source), 1
        name = stem
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name.casefold())
        return name + self.suffix


def _stem(source: str) -> str:
    if source == "-":
        return "stdin"
    address = source.partition("://")[2]
    if address:
        bare = address.partition("?")[0].partition("#")[0].rstrip("/")
        last = bare.rpartition("/")[2]
        return _safe(last.rpartition(".")[0] or last if "/" in bare else last)
    path = PurePath(source)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return _safe(path.stem)


def _safe(name: str) -> str:
    kept = "".join(char if char.isalnum() or char in "-_." else "-" for char in name).strip(".-")
    return kept or "article"
