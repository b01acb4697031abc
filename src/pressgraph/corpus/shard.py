"""One part of a corpus: its pieces in, its files out. Every engine runs this same function."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from pressgraph.corpus import blocks
from pressgraph.corpus.documents import Written, by_digest, failure_line, letter_line, skipped_lines, sums
from pressgraph.corpus.folder import Folder, open_folder
from pressgraph.corpus.inputs import Piece, fingerprint
from pressgraph.corpus.messages import Done, Failed, Finished
from pressgraph.corpus.plan import part_name
from pressgraph.corpus.process import Annotator
from pressgraph.corpus.settings import Settings
from pressgraph.errors import ReadError

OnDocument = Callable[[Done | Failed], None]


class Fate(StrEnum):
    """What a run did with a part."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Task:
    """A part to make; plain values, so that it can travel to another machine.

    ``fingerprint`` is that of the settings. ``verify`` reads a finished part's data again before it is trusted;
    ``retry`` makes a part with failures anew.
    """

    number: int
    parts: int
    pieces: tuple[Piece, ...]
    output: str
    settings: Settings
    fingerprint: str
    verify: bool = False
    retry: bool = False

    @property
    def name(self) -> str:
        return part_name(self.number, self.parts)

    @property
    def data(self) -> str:
        """The name of the data file."""
        return self.name + self.settings.suffix

    @property
    def weight(self) -> int:
        """Bytes of input, for the progress."""
        return sum(piece.size // piece.strides for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a part: ``counts`` as in its manifest, ``reused`` documents whose statements were copied,
    ``words`` and ``quads`` annotated for it now, ``peak`` the annotator's resident memory in bytes, ``starts`` how
    many annotators were started for it."""

    number: int
    fate: Fate
    counts: Mapping[str, int] = field(default_factory=dict)
    reused: int = 0
    words: int = 0
    quads: int = 0
    seconds: float = 0.0
    peak: int = 0
    starts: int = 0


def run_shard(task: Task, annotator: Annotator, on_document: OnDocument = lambda _: None) -> Outcome:
    """Makes a part, or finds it made.

    Its manifest is written last, so that a part is done wholly or not at all; the same task gives the same data
    file wherever and however often it runs. Raises OptionError where the output cannot be written, ModelError,
    RuleError or OptionError where nothing can be annotated.
    """
    folder = open_folder(task.output)
    with folder.locked(task.name) as ours:
        if not ours:
            return Outcome(task.number, Fate.ELSEWHERE)
        folder.forget_drafts(task.name)
        digest = input_digest(task.pieces)
        old = read_manifest(folder, task.name)
        if old is not None and _fits(old, task, digest, folder):
            return Outcome(task.number, Fate.UNCHANGED, old["counts"])
        return _Part(task, folder, annotator, on_document).made(digest, old)


def input_digest(pieces: tuple[Piece, ...]) -> str:
    """SHA-256 over the pieces' names and their files' contents."""
    contents = {path: _content(path) for path in dict.fromkeys(piece.path for piece in pieces)}
    total = hashlib.sha256()
    for piece in pieces:
        total.update(json.dumps([piece.path, piece.stride, piece.strides, contents[piece.path]]).encode())
    return total.hexdigest()


def _content(path: str) -> str:
    try:
        return fingerprint(path)
    except ReadError as error:
        return str(error)


def read_manifest(folder: Folder, name: str) -> dict[str, Any] | None:
    """A part's manifest; None where it is missing or damaged."""
    data = folder.read(f"{name}.manifest.json")
    try:
        content = json.loads(data) if data is not None else None
    except ValueError:
        return None
    return content if isinstance(content, dict) and "data" in content else None


def _fits(manifest: dict[str, Any], task: Task, digest: str, folder: Folder) -> bool:
    """Whether a finished part is the one that the task asks for, and its data is there."""
    if (manifest["input"], manifest["settings"], manifest["data"]["name"]) != (digest, task.fingerprint, task.data):
        return False
    if task.retry and manifest["counts"]["failed"]:
        return False
    with folder.fetched(task.data) as path:
        return path is not None and _whole(path, manifest["data"], task.verify)


def _whole(path: Path, data: dict[str, Any], verify: bool) -> bool:
    return path.stat().st_size == data["bytes"] and (not verify or _sha256(path) == data["sha256"])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Part:
    """A part while it is being made."""

    def __init__(self, task: Task, folder: Folder, annotator: Annotator, on_document: OnDocument) -> None:
        self.task, self.folder, self.annotator, self.on_document = task, folder, annotator, on_document
        self.written: list[Written] = []
        self.lines: list[dict[str, Any]] = []
        self.letters: list[dict[str, Any]] = []
        self.reused = self.words = self.quads = 0

    def made(self, digest: str, old: dict[str, Any] | None) -> Outcome:
        """Writes data, documents, dead letters and manifest, in this order."""
        begun, starts = time.monotonic(), self.annotator.starts
        task = self.task
        with self._old_blocks(old) as (known, reader), self.folder.drafted(task.data) as draft:
            self._write(draft, known, reader)
            data = {"name": task.data, "bytes": draft.stat().st_size, "sha256": _sha256(draft)}
        self.folder.write(f"{task.name}.documents.jsonl.gz", blocks.lines(self.lines))
        self._write_letters()
        counts = sums(self.written, len(self.letters))
        seconds = round(time.monotonic() - begun, 3)
        manifest = {
            "part": task.name,
            "data": data,
            "input": digest,
            "settings": task.fingerprint,
            "model": self.annotator.model,
            "counts": counts,
            "failures": self.letters and f"{task.name}.failed.jsonl",
            "reused": self.reused,
            "seconds": seconds,
        }
        self.folder.write(f"{task.name}.manifest.json", (json.dumps(manifest, indent=1) + "\n").encode())
        self._forget(old)
        return Outcome(
            task.number,
            Fate.WRITTEN,
            counts,
            self.reused,
            self.words,
            self.quads,
            seconds,
            self.annotator.peak,
            self.annotator.starts - starts,
        )

    def _write(self, draft: Path, known: dict[str, Written], reader: blocks.BlockReader | None) -> None:
        target = blocks.writer(draft, self.task.settings.form, self.task.settings.packing)
        place = 0
        for piece in self.task.pieces:
            for entry in self.annotator.entries(piece, frozenset(known)):
                if isinstance(entry, Finished):
                    self.lines += skipped_lines(piece.path, entry)
                    continue
                self.on_document(entry)
                if isinstance(entry, Failed):
                    self.lines.append(failure_line(piece.path, entry))
                    self.letters.append(letter_line(piece.path, entry))
                    continue
                block, record = entry.data, entry.record
                if block is None:
                    assert reader is not None
                    same = known[entry.digest]
                    block, record = reader.block(same.begin, same.size), same.record
                    self.reused += 1
                else:
                    self.words += record["words"]
                    self.quads += record["quads"]
                size = target.add(block)
                self.written.append(Written(piece.path, entry.source, entry.digest, place, size, record))
                self.lines.append(self.written[-1].line())
                place += size
        target.close()

    @contextmanager
    def _old_blocks(self, old: dict[str, Any] | None) -> Iterator[tuple[dict[str, Written], blocks.BlockReader | None]]:
        """The documents of the part as it was, where the settings were the same, and their statements."""
        task = self.task
        lines = self.folder.read(f"{task.name}.documents.jsonl.gz") if old is not None else None
        if old is None or lines is None or (old["settings"], old["data"]["name"]) != (task.fingerprint, task.data):
            yield {}, None
            return
        with self.folder.fetched(task.data) as path:
            if path is None or not _whole(path, old["data"], verify=True):
                yield {}, None
                return
            with blocks.reader(path, task.settings.form, task.settings.packing) as reader:
                yield by_digest(blocks.parsed(lines)), reader

    def _write_letters(self) -> None:
        name = f"{self.task.name}.failed.jsonl"
        if self.letters:
            text = "".join(json.dumps(letter, ensure_ascii=True) + "\n" for letter in self.letters)
            self.folder.write(name, text.encode("ascii"))
        else:
            self.folder.remove(name)

    def _forget(self, old: dict[str, Any] | None) -> None:
        """Takes away the former data file where it had another format."""
        if old is not None and old["data"]["name"] != self.task.data:
            self.folder.remove(old["data"]["name"])
