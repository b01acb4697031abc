"""The articles of a piece, and the fingerprint of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from pressgraph.annotations import Article
from pressgraph.corpus.inputs.cutting import Piece
from pressgraph.corpus.inputs.findings import Findings, key_of
from pressgraph.corpus.inputs.owners import Noted
from pressgraph.corpus.inputs.settings import InputSettings
from pressgraph.errors import ReadError
from pressgraph.reading import inputs as reading
from pressgraph.reading import sources
from pressgraph.reading.documents import ReadFailure
from pressgraph.reading.given import MEGABYTE, Given, Limits, Share, Tally
from pressgraph.reading.packed import sound, unpacked

_digests: Findings[str] = Findings()
_trusted: Findings[tuple[int | None]] = Findings()
_owners: Findings[frozenset[int]] = Findings()


def articles(
    piece: Piece, settings: InputSettings | None = None, tally: Tally | None = None, share: Share | None = None
) -> Iterator[Article | ReadFailure]:
    """The articles of a piece in the file's order, read as they are asked for; ``source`` is unique in the file.

    A failure stands in the place of each record that cannot be read, and at the end of a file that breaks off;
    nothing is raised. All pieces of a file together give what the whole file gives, and nothing twice; only that a
    file cannot be reached is told by each. ``tally`` counts what was passed over because it is no article; ``share``
    stands for the piece's own. Of packed data nothing is used that stands in or behind an altered member or frame.
    """
    settings, tally = settings or InputSettings(), tally if tally is not None else Tally()
    share = share or Share(piece.stride, piece.strides)
    if share.strides == 1:
        yield from _articles(piece.path, settings, tally, share)
        return
    key = key_of(piece.path, share.strides, repr(settings))
    owners = _owners.get(key)
    if owners is not None and share.stride not in owners:
        return
    noted = Noted(share.stride, share.strides, share)
    yield from _articles(piece.path, settings, tally, noted)
    if tally.reached:
        _owners.put(key, noted.owners(share))


def _articles(path: str, settings: InputSettings, tally: Tally, share: Share) -> Iterator[Article | ReadFailure]:
    name = reading.shown(path)
    given = Given(name, settings.fields, settings.encoding, None, share, settings.limits, numbered=True, tally=tally)
    return reading.read_input(path, replace(given, sound=_sound(path, settings.limits)), settings.known)


def _sound(path: str, limits: Limits) -> int | None:
    """How much of a packed file can be trusted, None for all: wrong characters would make false statements."""
    if sources.is_address(path):
        return None
    key = key_of(path, limits)
    found = _trusted.get(key)
    if found is None:
        try:
            with sources.stored(path) as stream:
                found = (sound(unpacked(stream, limits, path)),)
        except (ReadError, OSError):
            return None  # which the reading itself will tell
        _trusted.put(key, found)
    return found[0]


def fingerprint(path: str) -> str:
    """SHA-256 of a file's or an object's bytes as they are stored, or of what an address answers, in hexadecimal.

    Raises ReadError where they cannot be read.
    """
    if sources.is_address(path):
        from pressgraph.reading.fetch import fetch

        return hashlib.sha256(fetch(path).data).hexdigest()
    key = key_of(path)
    found = _digests.get(key)
    if found is None:
        found = _digest(path)
        _digests.put(key, found)
    return found


def _digest(path: str) -> str:
    total = hashlib.sha256()
    with sources.stored(path) as stream, sources.readable(path):
        while data := stream.read(MEGABYTE):
            total.update(data)
    return total.hexdigest()
