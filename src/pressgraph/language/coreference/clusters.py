"""Clusters of mentions: each candidate joins the group whose members it most likely takes up, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

LEAST = 0.4
"""How likely a candidate must take up a group to join it."""


@dataclass(slots=True)
class Group:
    """Candidates that mean the same, by number; ``entity`` is what the register knows one of them as."""

    members: list[int] = field(default_factory=list)
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a candidate is in its group: the likeliest antecedent there, and the probability of the whole group.

    ``entity`` is what the group was known as then.
    """

    later: int
    earlier: int
    probability: float
    entity: str | None = None


class Grouping:
    """Groups candidates in reading order.

    Args:
        entities: for each candidate the entity that it is known to mean, or None. Candidates of one entity are one
            group; those of two never are.
        admits: whether a candidate, by number, may mean a known entity (gender, class).
    """

    def __init__(self, entities: list[str | None], admits: Callable[[int, str], bool]) -> None:
        self._entities, self._admits = entities, admits
        self._of: list[Group] = []
        self._named: dict[str, Group] = {}
        self.choices: list[Choice] = []

    def groups(self) -> list[Group]:
        """All groups, in reading order of their first members."""
        return list({id(group): group for group in self._of}.values())

    def read(self, probabilities: Iterator[tuple[int, int, Array]]) -> None:
        """Places every candidate; `Scorer.probabilities` gives its antecedents' probabilities."""
        for number, low, own in probabilities:
            group, choice = self._best(number, low, own)
            known = self._entities[number]
            if known is not None:
                group = self._join_known(known, group)
            elif group is None:
                group = Group()
            if choice is not None and choice.earlier in group.members:
                self.choices.append(choice)
            group.members.append(number)
            self._of.append(group)

    def _join_known(self, entity: str, likely: Group | None) -> Group:
        """The entity's own group; a likely group without an entity becomes part of it (a pronoun before its name)."""
        own = self._named.get(entity)
        if likely is not None and likely.entity is None and all(self._admits(m, entity) for m in likely.members):
            if own is None:
                own = likely
            else:
                own.members = sorted(own.members + likely.members)
                self._of = [own if group is likely else group for group in self._of]
        own = own if own is not None else Group()
        own.entity = entity
        self._named[entity] = own
        return own

    def _best(self, number: int, low: int, own: Array) -> tuple[Group | None, Choice | None]:
        """The group of the greatest probability that the candidate may join, if great enough."""
        known = self._entities[number]
        mass: dict[int, float] = {}
        best: dict[int, int] = {}
        highest: dict[int, float] = {}
        places = np.nonzero(own > 0.01)[0]
        for place, probability in zip(places.tolist(), own[places].tolist(), strict=True):
            key = id(self._of[low + place])
            mass[key] = mass.get(key, 0.0) + probability
            if probability > highest.get(key, 0.0):
                best[key], highest[key] = place, probability
        for key in sorted(mass, key=lambda k: (-mass[k], best[k])):
            group = self._of[low + best[key]]
            if mass[key] < LEAST:
                break
            fits = group.entity is None or (group.entity == known if known else self._admits(number, group.entity))
            if fits:
                return group, Choice(number, low + best[key], min(1.0, mass[key]), group.entity)
        return None, None
