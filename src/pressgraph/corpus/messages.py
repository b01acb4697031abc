"""What a shard's runner and its annotator process say to each other: pickled values, each with its length before it."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pressgraph.corpus.inputs import Piece
from pressgraph.corpus.settings import Settings

LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Setup:
    """The first message to an annotator."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Request:
    """Read a piece from its document number ``start`` on, leaving out the records that were asked for as the
    ``omitted``-th. Documents with a digest in ``known`` need no annotation."""

    piece: Piece
    start: int = 0
    omitted: frozenset[int] = frozenset()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded; ``model`` is its name and version."""

    model: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The annotator cannot work at all; ``error`` is the exception, one of `pressgraph.errors`."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Begun:
    """A document was read and is being annotated; ``letter`` is what a dead letter would hold."""

    number: int
    source: str
    letter: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Done:
    """A document's statements, or None where its digest is known. ``record`` are its counts for the report.

    ``resident`` is the annotator's memory in bytes; ``asked`` counts the records that were looked into so far.
    """

    number: int
    source: str
    digest: str
    record: dict[str, Any]
    data: bytes | None = field(repr=False)
    resident: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that cannot be read or annotated. ``exhausted``: the annotator should be replaced."""

    number: int
    source: str
    reason: str
    letter: dict[str, Any] = field(default_factory=dict, repr=False)
    exhausted: bool = False
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The piece is through; ``skipped`` counts what in it is no article, by kind."""

    skipped: dict[str, int] = field(default_factory=dict)


def send(stream: BinaryIO, message: object) -> None:
    """Writes a message."""
    data = pickle.dumps(message, protocol=5)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(read: Callable[[int], bytes]) -> object:
    """The next message, by a function that gives exactly so many bytes; EOFError where it gives fewer."""
    head = read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    data = read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
