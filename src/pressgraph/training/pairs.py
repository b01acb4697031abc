"""Pairs of spans and the relations between them, as arrays of a batch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pressgraph.language.scoring import signed_class

Array = np.ndarray[Any, Any]

_MOST = 1200
"""Pairs of entities of one document that a batch takes; the rest of the unrelated ones is left out."""

_MENTIONS = 4
"""Pairs of mentions that speak for a pair of entities: the closest."""


@dataclass(frozen=True, slots=True)
class Relating:
    """``entities`` are lists of spans (begin, end) in the document's words, ``parts`` the texts that they stand in.

    ``relations`` maps (subject, object), by place in ``entities``, to the numbers of the relations that hold.
    ``weights`` tells for each part and relation how much its absence from a pair counts, 0 to 1: whether it was
    looked for. Between two parts, which are texts put together by chance, nothing holds (``across``).
    """

    entities: list[list[tuple[int, int]]]
    relations: dict[tuple[int, int], frozenset[int]]
    parts: list[int]
    weights: list[Array] = field(repr=False)
    across: Array = field(repr=False)

    def weights_of(self, subject: int, target: int) -> Array:
        """How much the absence of each relation between two entities counts."""
        part = self.parts[subject]
        return self.weights[part] if part == self.parts[target] else self.across


def _chosen(relating: Relating, rng: random.Random | None) -> list[tuple[int, int]]:
    count = len(relating.entities)
    pairs = [(s, o) for s in range(count) for o in range(count) if s != o]
    if rng is None or len(pairs) <= _MOST:
        return pairs
    unrelated = [pair for pair in pairs if pair not in relating.relations]
    rng.shuffle(unrelated)
    return [*relating.relations, *unrelated[: max(0, _MOST - len(relating.relations))]]


def closest(subjects: Sequence[tuple[int, int]], objects: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Which mentions of two entities speak for the pair: (place, place), the closest first."""
    near = sorted((abs(a[0] - b[0]), i, j) for i, a in enumerate(subjects) for j, b in enumerate(objects))
    return [(i, j) for _, i, j in near[:_MENTIONS]]


def relation_arrays(documents: Sequence[tuple[Relating, list[int]]], rng: random.Random | None) -> dict[str, Array]:
    """Keys: ``span_words, span_numbers`` (words of spans, and whose they are), ``spans`` (their count, (1,)),
    ``pair_subject, pair_object, pair_distance, pair_group`` (mention pairs),
    ``labels_of_pairs, label_weights`` (groups, relations).
    """
    words: list[int] = []
    numbers: list[int] = []
    columns: list[tuple[int, int, int, int]] = []
    labels: list[Array] = []
    weights: list[Array] = []
    spans = 0
    for relating, places in documents:
        number: dict[tuple[int, int], int] = {}
        for entity in relating.entities:
            for begin, end in entity:
                if (begin, end) not in number:
                    number[begin, end] = spans
                    words.extend(places[begin:end])
                    numbers.extend([spans] * (end - begin))
                    spans += 1
        for s, o in _chosen(relating, rng):
            subjects, objects = relating.entities[s], relating.entities[o]
            for i, j in closest(subjects, objects):
                a, b = subjects[i], objects[j]
                columns.append((number[a], number[b], b[0] - a[0], len(labels)))
            own = np.zeros(len(relating.across), np.float32)
            held = list(relating.relations.get((s, o), ()))
            own[held] = 1.0
            labels.append(own)
            weights.append(np.maximum(relating.weights_of(s, o), own))
    pairs = np.array(columns, np.int64).reshape(-1, 4)
    empty = np.zeros((0, len(documents[0][0].across)), np.float32)
    return {
        "span_words": np.array(words, np.int64),
        "span_numbers": np.array(numbers, np.int64),
        "spans": np.array([spans]),
        "pair_subject": pairs[:, 0],
        "pair_object": pairs[:, 1],
        "pair_distance": signed_class(pairs[:, 2]),
        "pair_group": pairs[:, 3],
        "labels_of_pairs": np.stack(labels) if labels else empty,
        "label_weights": np.stack(weights) if weights else empty,
    }
