"""Precision, recall and F1, counted."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Counts:
    """Right, predicted and gold items; the measures are 0 where there is nothing to divide by."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, predicted: Set[Any], gold: Set[Any]) -> None:
        self.right += len(predicted & gold)
        self.predicted += len(predicted)
        self.gold += len(gold)

    def count(self, right: int = 0, predicted: int = 0, gold: int = 0) -> None:
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """
        >>> Counts(1, 2, 4).f1
        0.3333333333333333
        """
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0

    def as_dict(self) -> dict[str, float]:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}

    def counted(self) -> dict[str, float]:
        """The measures, and what they were counted from."""
        return self.as_dict() | {"right": self.right, "predicted": self.predicted, "gold": self.gold}
