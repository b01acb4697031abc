"""The job that a folder holds: its number of parts, its settings, and who is at work on it.

DIR/job.json                                        what the job is; written at its start
DIR/passed-over.json                                what else is in the inputs; written by the run that listed them last
DIR/part-00017-of-00256.nq.gz                       a part's statements
DIR/part-00017-of-00256.documents.jsonl.gz          what became of each of its documents
DIR/part-00017-of-00256.failed.jsonl                those that failed, with the reason; may be given as INPUT again
DIR/part-00017-of-00256.manifest.json               written last: while it is there and fits, the part is done
DIR/.locks/                                         held while a process works on a part
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pressgraph.corpus.folder import Folder
from pressgraph.errors import OptionError
from pressgraph.reading.passed import KEYS

NAME = "job.json"
_PASSED = "passed-over.json"
_VERSION = 1
_OWN = re.compile(
    r"(?:job|passed-over|report)\.json|report\.html|part-\d{5}-of-\d{5}\..+|\.locks|\..+\.draft", re.DOTALL
)
_PART = re.compile(r"part-\d{5}-of-(\d{5})\.")
_TRIES, _PAUSE_SECONDS = 25, 0.2


@dataclass(frozen=True, slots=True)
class Job:
    """``strides`` are the large files' numbers of pieces, which stay as they are when such a file grows."""

    parts: int
    inputs: tuple[str, ...]
    settings: dict[str, Any]
    strides: dict[str, int]

    def dump(self) -> bytes:
        content = {
            "version": _VERSION,
            "parts": self.parts,
            "inputs": list(self.inputs),
            "settings": self.settings,
            "strides": self.strides,
        }
        return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()


def read_job(folder: Folder, place: str) -> Job | None:
    """The folder's job, None where it has none yet; OptionError where the file is not ours."""
    data = folder.read(NAME)
    if data is None:
        return None
    try:
        content = json.loads(data)
        if content["version"] != _VERSION:
            raise ValueError(f"version {content['version']}")
        return Job(int(content["parts"]), tuple(content["inputs"]), dict(content["settings"]), dict(content["strides"]))
    except (ValueError, KeyError, TypeError) as error:
        raise OptionError(
            f"{place}/{NAME} cannot be read ({error}): it was not written by this version; give another folder with -o"
        ) from None


def agreed(old: Job | None, wanted: Job, place: str, replace: bool = False) -> Job:
    """The job to do, of the one that the folder holds and the one that is wanted.

    Raises OptionError where parts of another job would be lost: another number of parts, or inputs that are no
    longer named (unless ``replace``).
    """
    if old is None or replace:
        return wanted
    if old.parts != wanted.parts:
        raise OptionError(
            f"{place} holds a job of {old.parts} parts, not {wanted.parts}: leave out --shards, give another folder "
            "with -o, or pass --replace to write it anew"
        )
    missing = [name for name in old.inputs if name not in wanted.inputs]
    if missing:
        raise OptionError(
            f"{place} holds the job of other inputs ({_some(missing)}): name them too, give another folder with -o, "
            "or pass --replace to drop their documents"
        )
    return wanted


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


@contextmanager
def at_work(folder: Folder, job: Job, place: str) -> Iterator[None]:
    """While this process works on the job, none with another one can; any number with the same share the parts.

    Raises OptionError where another job is being worked on.
    """
    for _ in range(_TRIES):
        with folder.locked("job", shared=True) as ours:
            if ours and folder.read(NAME) == job.dump():
                yield
                return
        with folder.locked("job") as ours:
            if ours:
                folder.write(NAME, job.dump())
                continue
        time.sleep(_PAUSE_SECONDS)
    raise OptionError(
        f"another run with other settings or inputs is at work in {place}: wait for its end, or give another folder"
    )


def forget_others(folder: Folder, parts: int) -> None:
    """Takes away what a replaced job with another number of parts has left."""
    for name in folder.names():
        found = _PART.match(name)
        if found and int(found[1]) != parts:
            folder.remove(name)


def write_passed(folder: Folder, passed: dict[str, Any]) -> None:
    """Keeps what the inputs have besides (see `pressgraph.reading.passed`), where the folder does not say so yet."""
    data = (json.dumps(passed, indent=1) + "\n").encode("ascii")
    with folder.locked("passed-over") as ours:
        if ours and folder.read(_PASSED) != data:
            folder.write(_PASSED, data)


def read_passed(folder: Folder) -> dict[str, Any] | None:
    """What was kept so; None where it was not, or is damaged."""
    try:
        found = json.loads(folder.read(_PASSED) or b"null")
    except ValueError:
        return None
    return found if isinstance(found, dict) and found.keys() >= KEYS else None


def own_files(place: str) -> Callable[[str], bool]:
    """A test whether a path is that of what a job in the folder ``place`` writes there, and so no input of it.

    >>> own_files("news/parts")("news/parts/part-00001-of-00004.manifest.json"), own_files("news")("news/a.json")
    (True, False)
    """
    root = _whole_name(place.rstrip("/"))
    whole_name = lru_cache(maxsize=4096)(_whole_name)

    def own(path: str) -> bool:
        folder, slash, name = path.rpartition("/")
        return _OWN.fullmatch(name) is not None and whole_name(folder or slash or ".") == root

    return own


def _whole_name(folder: str) -> str:
    scheme, mark, name = folder.partition("://")
    return f"{scheme}://{name.strip('/')}" if mark else os.path.realpath(folder)
