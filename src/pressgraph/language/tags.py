"""BIO tags to spans: the best valid sequence, and what it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Places ``begin`` to ``end`` (exclusive) of the sequence, and the mean probability of their tags."""

    begin: int
    end: int
    label: str
    probability: float


def transitions(tags: Sequence[str]) -> Array:
    """Which tag may follow which (tags, tags): 0 where it may, minus infinity where BIO forbids it."""
    allowed = np.zeros((len(tags), len(tags)))
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            allowed[[i for i, before in enumerate(tags) if before[2:] != tag[2:]], j] = -np.inf
    return allowed


def best_tags(scores: Array, segments: Sequence[tuple[int, int]], allowed: Array, inside: Array) -> list[int]:
    """The best valid tags of each of the segments (Viterbi); ``inside`` marks the tags that cannot come first.

    Segments, ranges of the rows that are not empty, are read side by side: the first row of each, then the second.
    """
    ordered = sorted(segments, key=lambda segment: segment[0] - segment[1])
    starts = np.array([begin for begin, _ in ordered])
    lengths = np.array([end - begin for begin, end in ordered])
    total = np.where(inside, -np.inf, scores[starts])
    back = np.zeros(scores.shape, np.int64)
    before = np.ascontiguousarray(allowed.T)
    for place in range(1, int(lengths[0])):
        running = int(np.count_nonzero(lengths > place))
        rows = starts[:running] + place
        paths = before + total[:running, None, :]
        back[rows] = paths.argmax(axis=2)
        total[:running] = paths.max(axis=2) + scores[rows]
    return _followed(ordered, total.argmax(axis=1), back)


def _followed(segments: Sequence[tuple[int, int]], last: Array, back: Array) -> list[int]:
    """The tags that lead to the ``last`` one of each segment; ``back`` has the tag before each tag of each row."""
    best = [0] * len(back)
    rows = back.tolist()
    for (begin, end), tag in zip(segments, last.tolist(), strict=True):
        for place in range(end - 1, begin - 1, -1):
            best[place] = tag
            tag = rows[place][tag]  # noqa: PLW2901
    return best


def log_softmax(logits: Array) -> Array:
    """Logarithms of the probabilities of each row's classes, in double precision."""
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


class Decoder:
    """Decodes the logits of one inventory of BIO tags.

    Args:
        tags: the inventory.
        told: what a tag tells of the next one in the training data (tags, tags), as pointwise mutual information.
        weight: how much of it is believed, since the network has seen the neighbours itself.
    """

    def __init__(self, tags: Sequence[str], told: Sequence[Sequence[float]] = (), weight: float = 0.0) -> None:
        self.tags = tags
        self._allowed = transitions(tags)
        if told and weight:
            self._allowed = self._allowed + weight * np.array(told)
        self._inside = np.array([tag.startswith("I-") for tag in tags])

    def spans(self, logits: Array, segments: Sequence[tuple[int, int]]) -> list[Tagged]:
        """The spans of all segments (ranges of the rows), each decoded by itself, in order."""
        scores = log_softmax(logits)
        best = best_tags(scores, segments, self._allowed, self._inside)
        return [span for begin, end in segments for span in self._spans(scores, best, begin, end)]

    def _spans(self, scores: Array, best: Sequence[int], begin: int, end: int) -> Iterator[Tagged]:
        place = begin
        while place < end:
            stop = place + 1
            tag = self.tags[best[place]]
            if tag != "O":
                while stop < end and self.tags[best[stop]] == "I" + tag[1:]:
                    stop += 1
                chosen = scores[np.arange(place, stop), best[place:stop]]
                yield Tagged(place, stop, tag[2:], float(np.exp(chosen).mean()))
            place = stop
