"""Which of a sentence's findings count, where a relation was asked for and the likeliest answers are wanted.

Two triples of one relation are rivals if they share their subject or their object. A triple counts if its
probability reaches ``SURE`` and no other with its object is clearly likelier (by ``GAP`` in log-odds), or if it
reaches ``FAINT`` and has no likelier rival at all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

SURE = 0.4
FAINT = 0.1
GAP = 0.5

Key = tuple[str, str, str]


def _odds(probability: float) -> float:
    inside = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(inside / (1 - inside))


def likeliest(found: Mapping[Key, float]) -> list[Key]:
    """The triples (subject, relation, object) that count, in their order; ``found`` gives each its probability.

    >>> likeliest({("Ana", "born", "Porto"): 0.9, ("Rui", "born", "Porto"): 0.6, ("Rui", "born", "Faro"): 0.3})
    [('Ana', 'born', 'Porto')]
    >>> likeliest({("Ana", "born", "Porto"): 0.2, ("Ana", "born", "Faro"): 0.15})
    [('Ana', 'born', 'Porto')]
    """
    subjects: dict[tuple[str, str], float] = {}
    objects: dict[tuple[str, str], float] = {}
    for (subject, relation, target), probability in found.items():
        subjects[subject, relation] = max(subjects.get((subject, relation), 0.0), probability)
        objects[target, relation] = max(objects.get((target, relation), 0.0), probability)
    kept = []
    for key, probability in found.items():
        subject, relation, target = key
        best = max(subjects[subject, relation], objects[target, relation])
        near = _odds(objects[target, relation]) - GAP <= _odds(probability)
        if (probability >= SURE and near) or FAINT <= probability >= best:
            kept.append(key)
    return kept
