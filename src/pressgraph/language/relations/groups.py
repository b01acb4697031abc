"""Which mentions mean the same, for relations: coreferent mentions lend each other half of their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from pressgraph.language.coreference.spans import characters
from pressgraph.language.phrases import antecedent
from pressgraph.language.scoring import sigmoid

Array = np.ndarray[Any, Any]


def groups(doc: Doc, heads: Sequence[Token]) -> Array:
    """A number for each mention, by its head; equal for mentions of one entity, one cluster or one noun.

    A relative pronoun means its noun.
    """
    clusters = {span: number for number, cluster in enumerate(doc._.coreference.clusters) for span in cluster}
    above: dict[tuple[str, str | int], tuple[str, str | int]] = {}

    def find(key: tuple[str, str | int]) -> tuple[str, str | int]:
        while above.get(key, key) != key:
            key = above[key]
        return key

    register = doc._.register
    owners: list[tuple[str, str | int]] = []
    for token in heads:
        head = antecedent(token) or token
        own: tuple[str, str | int] = ("token", head.i)
        owners.append(own)
        cluster = clusters.get(characters(head))
        entity = register.at(head) if register is not None else None
        for other in ([("cluster", cluster)] if cluster is not None else []) + ([("entity", entity)] if entity else []):
            one, two = find(own), find(other)
            if one != two:
                above[two] = one
    numbers: dict[tuple[str, str | int], int] = {}
    return np.array([numbers.setdefault(find(own), len(numbers)) for own in owners], np.int64)


def lend(likely: Array, pairs: Array, group: Array) -> Array:
    """Probabilities (pairs, relations) whose log-odds are the mean of a pair's own and of its group's highest.

    A pair within one group has no relation.
    """
    inside = np.clip(likely, 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside))
    first, second = group[pairs[:, 0]], group[pairs[:, 1]]
    key = first * (int(group.max()) + 1) + second
    order = np.argsort(key, kind="stable")
    starts = np.nonzero(np.diff(key[order], prepend=-1))[0]
    highest = np.maximum.reduceat(odds[order], starts)
    spread = np.empty_like(odds)
    spread[order] = np.repeat(highest, np.diff(np.append(starts, len(key))), axis=0)
    result = sigmoid((odds + spread) / 2)
    result[first == second] = 0.0
    return result
