"""Whose the records of a file are: a file of junk is cut into as many shares as one of articles, most of them empty."""

from __future__ import annotations

from dataclasses import dataclass, field

from pressgraph.reading.given import Share


@dataclass(frozen=True)
class Noted(Share):
    """A share that notes, of each record that it is asked for, how many shares behind this one its owner comes.

    >>> noted = Noted(1, 4, Share(1, 4))
    >>> [index for index in range(2) if noted.has(index)]
    [1]
    >>> sorted(noted.owners(Share(1, 4)))
    [0, 1]
    """

    own: Share = field(default_factory=Share)
    behind: set[int] = field(default_factory=set)

    def has(self, index: int) -> bool:
        """Whether the record with this number is to be read."""
        self.behind.add((index - self.stride) % self.strides)
        return self.own.has(index)

    def within(self, index: int) -> Noted:
        """The share of the records of a file in an archive; what is noted of them is noted here."""
        own = self.own.within(index)
        return Noted(own.stride, own.strides, own, self.behind)

    def owners(self, share: Share) -> frozenset[int]:
        """The strides of the shares that have a record, once ``share`` of the file was read to its end."""
        return frozenset((share.stride + behind) % share.strides for behind in self.behind)
