"""Claims in reading order, which lies in which, and what each states."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pressgraph.annotations import Claim, Entity, Span


class ClaimTree:
    """The claims of a document with their final ids, and who is in whose words.

    A claim lies in another if its first span does, and its cue too. Built in O(n log n).

    Args:
        claims: with provisional ids, in any order.
        known: the entities; authors and addressees that are not among them are forgotten.
    """

    def __init__(self, claims: Iterable[Claim], known: Mapping[str, Entity]) -> None:
        ordered = sorted((claim for claim in claims if claim.content), key=_place)
        self.claims = tuple(
            replace(
                claim,
                id=f"c{number}",
                author=claim.author if claim.author in known else None,
                addressee=claim.addressee if claim.addressee in known else None,
                states=(),
                reports=(),
            )
            for number, claim in enumerate(ordered, 1)
        )
        self._starts: list[int] = []
        self._innermost: list[int] = []
        self._parents: dict[int, int] = {}
        self._quoted = _merged(s for claim in self.claims if claim.kind == "quotation" for s in claim.content)
        self._sweep()

    def _sweep(self) -> None:
        """Cuts the text where contents begin and end, and notes the innermost claim of each piece."""
        spans = [(s.begin, -s.end, number) for number, claim in enumerate(self.claims) for s in claim.content]
        open_: list[tuple[int, int]] = []
        for begin, negative_end, number in sorted(spans):
            self._close(open_, begin)
            enclosing = next((n for end, n in reversed(open_) if n != number and end >= -negative_end), None)
            if enclosing is not None and self._encloses(enclosing, number):
                self._parents.setdefault(number, enclosing)
            open_.append((-negative_end, number))
            self._cut(begin, number)
        self._close(open_, None)

    def _close(self, open_: list[tuple[int, int]], upto: int | None) -> None:
        """Ends the spans that end by ``upto`` (all with None); the claim below each goes on."""
        while open_ and (upto is None or min(end for end, _ in open_) <= upto):
            end = min(end for end, _ in open_)
            open_[:] = [item for item in open_ if item[0] != end]
            self._cut(end, open_[-1][1] if open_ else -1)

    def _cut(self, offset: int, number: int) -> None:
        if self._starts and self._starts[-1] == offset:
            self._innermost[-1] = number
        else:
            self._starts.append(offset)
            self._innermost.append(number)

    def _encloses(self, outer: int, inner: int) -> bool:
        cue = self.claims[inner].cue
        return cue is None or any(span.covers(cue) for span in self.claims[outer].content)

    def at(self, offset: int) -> Claim | None:
        """The innermost claim whose content covers the character at ``offset``."""
        place = bisect_right(self._starts, offset) - 1
        number = self._innermost[place] if place >= 0 else -1
        return self.claims[number] if number >= 0 else None

    def verbatim(self, offset: int) -> bool:
        """Whether the character at ``offset`` lies in some quotation."""
        place = bisect_right(self._quoted, (offset, math.inf)) - 1
        return place >= 0 and offset < self._quoted[place][1]

    def linked(self, stated: Mapping[str, list[str]]) -> tuple[Claim, ...]:
        """The claims with their ``states`` (by claim id) and ``reports``."""
        reports: dict[int, list[str]] = {}
        for inner in sorted(self._parents):
            reports.setdefault(self._parents[inner], []).append(self.claims[inner].id)
        return tuple(
            replace(claim, states=tuple(stated.get(claim.id, ())), reports=tuple(reports.get(number, ())))
            for number, claim in enumerate(self.claims)
        )


def _merged(spans: Iterable[Span]) -> list[tuple[int, float]]:
    """Begins and ends of the stretches that the spans cover, in order and without overlap."""
    merged: list[tuple[int, float]] = []
    for span in sorted(spans):
        if merged and span.begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.begin, span.end))
    return merged


def _place(claim: Claim) -> tuple[int, int, str, str]:
    """Reading order; of two claims that begin together the longer comes first."""
    return (claim.content[0].begin, -max(span.end for span in claim.content), claim.kind, claim.id)
