"""What the readers are told about an input beside its bytes: its name, the user's words, limits, and their share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before it is taken for an attack or an accident.

    ``record`` bounds the unpacked bytes of one article's record, in bytes. A packed input is given up once it has
    grown to more than ``unpacked`` bytes and to more than ``ratio`` times what is stored; news reaches 10 times.
    ``depth`` counts archives inside archives.
    """

    record: int = 512 * MEGABYTE
    unpacked: int = 256 * MEGABYTE
    ratio: int = 200
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Share:
    """Every ``strides``-th record of an input, beginning with number ``stride`` (from 0).

    >>> [index for index in range(10) if Share(1, 4).has(index)]
    [1, 5, 9]
    """

    stride: int = 0
    strides: int = 1

    def has(self, index: int) -> bool:
        """Whether the record with this number (from 0) is one of them."""
        return index % self.strides == self.stride

    def within(self, index: int) -> Share:
        """The share of a file's records where that file is record ``index`` of an archive.

        The first record of it belongs to whom the file belongs, so that a large file is shared too.
        """
        return replace(self, stride=(self.stride - index) % self.strides)


@dataclass(slots=True)
class Tally:
    """What was met in an input: how many records (``met``), and how many that are no articles, by their kind.

    ``reached`` is False where some of its bytes could not be had this time.
    """

    met: int = 0
    reached: bool = True
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Given:
    """What the readers know of an input.

    ``fields`` are the user's names for a record's fields; ``charset`` is tried first; ``address`` is where a page
    came from. Records are named by their numbers where ``numbered``, else by their ids where they have one.
    Of a packed input only what begins in its first ``sound`` unpacked bytes is read, None for all.
    """

    source: str
    fields: Mapping[str, str] = field(default_factory=dict)
    charset: str | None = None
    address: str | None = None
    share: Share = Share()
    limits: Limits = Limits()
    numbered: bool = False
    depth: int = 0
    sound: int | None = None
    tally: Tally = field(default_factory=Tally)
