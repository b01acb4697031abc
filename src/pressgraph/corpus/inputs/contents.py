"""The articles of a piece, and the fingerprint of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pressgraph.annotations import Article
from pressgraph.corpus.inputs.cutting import Piece
from pressgraph.corpus.inputs.settings import InputSettings
from pressgraph.errors import ReadError
from pressgraph.reading import inputs as reading
from pressgraph.reading import sources
from pressgraph.reading.documents import ReadFailure
from pressgraph.reading.given import MEGABYTE, Given, Limits, Share, Tally
from pressgraph.reading.packed import sound, unpacked


def articles(
    piece: Piece, settings: InputSettings | None = None, tally: Tally | None = None, share: Share | None = None
) -> Iterator[Article | ReadFailure]:
    """The articles of a piece in the file's order, read as they are asked for; ``source`` is unique in the file.

    A failure stands in the place of each record that cannot be read, and at the end of a file that breaks off;
    nothing is raised. All pieces of a file together give what the whole file gives, and nothing twice; only that a
    file cannot be reached is told by each. ``tally`` counts what was passed over because it is no article; ``share``
    stands for the piece's own. Of packed data nothing is used that stands in or behind an altered member or frame.
    """
    settings = settings or InputSettings()
    tally = tally if tally is not None else Tally()
    met, failed = tally.met, False
    name = reading.shown(piece.path)
    share = share or Share(piece.stride, piece.strides)
    given = Given(name, settings.fields, settings.encoding, None, share, settings.limits, numbered=True, tally=tally)
    given = replace(given, sound=_sound(piece.path, piece.size, settings.limits))
    for item in reading.read_input(piece.path, given, settings.known):
        failed = True
        yield item
    if not failed and tally.met == met and share.has(0):
        yield ReadFailure(name, f"{name}: there is no article in it: leave it out, or fetch it again")


@lru_cache(maxsize=1024)
def _sound(path: str, size: int, limits: Limits) -> int | None:  # noqa: ARG001 (a file that has grown is another)
    """How much of a packed file can be trusted, None for all: wrong characters would make false statements."""
    if sources.is_address(path):
        return None
    try:
        with sources.stored(path) as stream:
            return sound(unpacked(stream, limits, path))
    except (ReadError, OSError):
        return None  # which the reading itself will tell


def fingerprint(path: str) -> str:
    """SHA-256 of a file's or an object's bytes as they are stored, or of what an address answers, in hexadecimal.

    Raises ReadError where they cannot be read.
    """
    if sources.is_address(path):
        from pressgraph.reading.fetch import fetch

        return hashlib.sha256(fetch(path).data).hexdigest()
    total = hashlib.sha256()
    with sources.stored(path) as stream, sources.readable(path):
        while data := stream.read(MEGABYTE):
            total.update(data)
    return total.hexdigest()
