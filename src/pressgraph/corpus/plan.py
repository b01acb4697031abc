"""Which piece of the input goes into which part: stable, so that a file more changes few parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pressgraph.corpus.inputs import Piece

SMALLEST = 256 * 1024
"""Bytes of input for a part: a minute or so of one core's work, which is what a crash can cost."""

MOST = 20_000
"""Parts that a job is cut into at most by itself."""


def part_name(number: int, parts: int) -> str:
    """The name of a part, without its suffix.

    >>> part_name(17, 256)
    'part-00017-of-00256'
    """
    return f"part-{number:05d}-of-{parts:05d}"


def target(total: int) -> int:
    """Bytes of input that a part should have, of ``total`` bytes.

    >>> target(10**6), target(10**11)
    (262144, 5000000)
    """
    return max(SMALLEST, total // MOST)


def part_count(pieces: Sequence[Piece], total: int) -> int:
    """How many parts a new job gets: one for each `target`, never more than there are pieces.

    >>> part_count([Piece(f"{i}.txt", 3_000) for i in range(1000)], 3_000_000)
    12
    """
    return max(1, min(-(-total // target(total)), len(pieces), MOST))


def part_of(piece: Piece, parts: int) -> int:
    """The number of a piece's part, from 0; it depends on the piece's name and the number of parts alone."""
    key = f"{piece.path}#{piece.stride}" if piece.strides > 1 else piece.path
    return int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()[:8], "big") % parts


def assign(pieces: Iterable[Piece], parts: int) -> list[tuple[Piece, ...]]:
    """The pieces of each part, in their own order.

    >>> [len(own) for own in assign([Piece(f"{i}.txt", 1) for i in range(100)], 3)]
    [27, 30, 43]
    """
    found: list[list[Piece]] = [[] for _ in range(parts)]
    for piece in pieces:
        found[part_of(piece, parts)].append(piece)
    return [tuple(own) for own in found]


def own_share(numbers: Sequence[int], share: tuple[int, int] | None) -> list[int]:
    """The parts of one of n processes that share a job; ``share`` is (i, n), with i from 1.

    >>> own_share(range(7), (2, 3)), own_share(range(3), None)
    ([1, 4], [0, 1, 2])
    """
    if share is None:
        return list(numbers)
    own, processes = share
    return [number for number in numbers if number % processes == own - 1]
