"""BIO tags to spans: the best valid sequence, and what it covers."""

from __future__ import annotations

from collections.abc import Sequence
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


def best_tags(scores: Array, allowed: Array, inside: Array, *, greedy: bool) -> Array:
    """The best valid tag sequence (Viterbi); ``inside`` marks the tags that cannot come first.

    ``greedy``: transitions cost nothing, so that the best tag of each place is the answer where it is valid.
    """
    if greedy:
        simple: Array = scores.argmax(axis=1)
        if not inside[simple[0]] and not np.isneginf(allowed[simple[:-1], simple[1:]]).any():
            return simple
    total = np.where(inside, -np.inf, scores[0])
    back = np.zeros(scores.shape, np.int64)
    before, tags = np.ascontiguousarray(allowed.T), np.arange(len(allowed))
    for i in range(1, len(scores)):
        paths = before + total
        paths.argmax(axis=1, out=back[i])
        total = paths[tags, back[i]] + scores[i]
    best = np.empty(len(scores), np.int64)
    best[-1] = total.argmax()
    for i in range(len(scores) - 1, 0, -1):
        best[i - 1] = back[i, best[i]]
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
        self._greedy = not (told and weight)
        self._inside = np.array([tag.startswith("I-") for tag in tags])

    def spans(self, logits: Array) -> list[Tagged]:
        """The spans of one sequence, in order."""
        scores = log_softmax(logits)
        best = best_tags(scores, self._allowed, self._inside, greedy=self._greedy)
        found = []
        place = 0
        while place < len(best):
            stop = place + 1
            tag = self.tags[best[place]]
            if tag != "O":
                while stop < len(best) and self.tags[best[stop]] == "I" + tag[1:]:
                    stop += 1
                chosen = scores[np.arange(place, stop), best[place:stop]]
                found.append(Tagged(place, stop, tag[2:], float(np.exp(chosen).mean())))
            place = stop
        return found
