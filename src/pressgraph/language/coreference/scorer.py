"""The coreference head at run time: how likely each candidate takes up each earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from pressgraph.language.coreference.features import REACH, Candidates, pair_features
from pressgraph.language.model import Model, Scores
from pressgraph.language.scoring import gelu

Array = np.ndarray[Any, Any]

_BLOCK = 64
"""Candidates whose antecedents are scored together, to bound the memory of long texts."""


class Scorer:
    """Scores antecedents with the arrays of a model."""

    def __init__(self, model: Model) -> None:
        arrays = model.arrays
        weights = arrays["antecedents_hidden"]
        tables = [arrays[f"antecedent_table_{i}"] for i in range(5)]
        width = tables[0].shape[1]
        self._tables = [table @ weights[i * width : (i + 1) * width] for i, table in enumerate(tables)]
        self._sizes = [len(table) for table in tables]
        self._bias = arrays["antecedents_hidden_bias"]
        self._score, self._score_bias = arrays["antecedents_score"][:, 0], arrays["antecedents_score_bias"]

    def _features(self, classes: tuple[Array, ...]) -> Array:
        """Scores of pairs by their classes; equal pairs are computed once."""
        code = np.zeros(len(classes[0]), np.int64)
        for own, size in zip(classes, self._sizes, strict=True):
            code = code * size + own
        codes, first, back = np.unique(code, return_index=True, return_inverse=True)
        hidden = self._bias + sum(table[own[first]] for table, own in zip(self._tables, classes, strict=True))
        if not len(codes):
            return np.zeros(0)
        return np.asarray((gelu(hidden) @ self._score + self._score_bias)[back])

    def probabilities(self, candidates: Candidates, scores: Scores, words: Array) -> Iterator[tuple[int, int, Array]]:
        """For each candidate in turn: its number, its first possible antecedent, and their probabilities.

        The probabilities' rest, to 1, is that of having no antecedent. ``words`` are the candidates' words.
        """
        later, earlier = scores.later[words], scores.earlier[words]
        mention = scores.mention[words]
        for begin in range(0, len(words), _BLOCK):
            end = min(begin + _BLOCK, len(words))
            low = max(0, begin - REACH)
            bilinear = later[begin:end] @ earlier[low:end].T / 11.0
            rows, columns = np.nonzero(np.arange(low, end)[None, :] < np.arange(begin, end)[:, None])
            rows, columns = rows + begin, columns + low
            near = rows - columns <= REACH
            rows, columns = rows[near], columns[near]
            own = self._features(pair_features(candidates, rows, columns))
            block = np.full((end - begin, end - low), -np.inf)
            block[rows - begin, columns - low] = (
                bilinear[rows - begin, columns - low] + mention[rows] + mention[columns] + own
            )
            highest = np.maximum(block.max(axis=1, initial=0.0), 0.0)[:, None]
            weights = np.exp(block - highest)
            weights /= weights.sum(axis=1, keepdims=True) + np.exp(-highest)
            for i in range(begin, end):
                yield i, low, weights[i - begin, : i - low]
