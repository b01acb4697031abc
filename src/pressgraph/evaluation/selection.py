"""Which of the relations that the model found count as said, by profile.

Evaluation takes the choice as a function, so that calibrated thresholds can stand in for the plain ones here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from pressgraph.language.found import FoundRelation

Profile = Literal["publish", "balanced", "recall"]
THRESHOLDS: dict[Profile, float] = {"publish": 0.95, "balanced": 0.4, "recall": 0.0}
"""The least probability; ``balanced`` is where F1 was highest on KnowledgeNet's third fold."""


class Select(Protocol):
    """A function that keeps those of a document's relations that a profile asks for."""

    def __call__(self, relations: Sequence[FoundRelation], profile: Profile, /) -> Sequence[FoundRelation]: ...


def by_probability(relations: Sequence[FoundRelation], profile: Profile) -> Sequence[FoundRelation]:
    """Those whose probability reaches the profile's threshold, in their order.

    >>> from pressgraph.annotations import Span
    >>> sure, unsure = (FoundRelation(Span(0, 3), Span(8, 14), "P19", p) for p in (0.95, 0.6))
    >>> [r.probability for r in by_probability([sure, unsure], "publish")]
    [0.95]
    """
    return [relation for relation in relations if relation.probability >= THRESHOLDS[profile]]
