"""The relation head at run time: how likely each relation holds between two spans."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from pressgraph.language.model import Model, Scores
from pressgraph.language.scoring import gelu, sigmoid, signed_class

Array = np.ndarray[Any, Any]

_BLOCK = 256
"""Pairs scored together: as many as stay in the processor's cache."""


class Scorer:
    """Scores pairs with the arrays of a model."""

    def __init__(self, model: Model) -> None:
        arrays = model.arrays
        hidden = arrays["relations_hidden"]
        width = arrays["relations_hidden_bias"].shape[0]
        self._subject, self._object, self._product = (hidden[i * width : (i + 1) * width] for i in range(3))
        self._distance = arrays["relations_distance"] @ hidden[3 * width :] + arrays["relations_hidden_bias"]
        self._score, self._bias = arrays["relations_score"], arrays["relations_score_bias"]

    def spans(self, scores: Scores, spans: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
        """The vectors of spans of words, as subjects and as objects."""
        subject, target = scores.subject[[begin for begin, _ in spans]], scores.object[[begin for begin, _ in spans]]
        for i, (begin, end) in enumerate(spans):
            if end - begin > 1:
                subject[i], target[i] = scores.subject[begin:end].mean(axis=0), scores.object[begin:end].mean(axis=0)
        return gelu(subject), gelu(target)

    def probabilities(
        self, vectors: tuple[Array, Array], pairs: Array, distance: Array, least: float = 0.0
    ) -> tuple[Array, Array]:
        """Which pairs have a relation of ``least`` probability, and their probabilities (kept, relations).

        ``pairs`` (n, 2) are numbers of spans, ``distance`` (n,) the words between them.
        """
        subjects, objects = vectors
        lowest = math.log(least / (1 - least)) if least else -math.inf
        own_s, own_o = subjects @ self._subject, objects @ self._object
        found, kept = [np.zeros((0, len(self._bias)), np.float32)], [np.zeros(0, np.int64)]
        for begin in range(0, len(pairs), _BLOCK):
            s, o = pairs[begin : begin + _BLOCK, 0], pairs[begin : begin + _BLOCK, 1]
            hidden = (subjects[s] * objects[o]) @ self._product
            hidden += own_s[s]
            hidden += own_o[o]
            hidden += self._distance[signed_class(distance[begin : begin + _BLOCK])]
            odds = gelu(hidden) @ self._score + self._bias
            rows = np.nonzero(odds.max(axis=1) >= lowest)[0]
            found.append(sigmoid(odds[rows]).astype(np.float32))
            kept.append(rows + begin)
        return np.concatenate(kept), np.concatenate(found)
