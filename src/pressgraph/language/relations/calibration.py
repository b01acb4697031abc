"""From the model's scores to probabilities: Platt scaling by relation, fitted on data that taught nothing.

Platt, "Probabilistic outputs for support vector machines" (1999): p = 1 / (1 + exp(-(a * logit + b))).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from pressgraph.language.scoring import sigmoid

Array = np.ndarray[Any, Any]

FILE = "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Slopes and offsets for the relations of an inventory, in its order."""

    slopes: Array
    offsets: Array

    def apply(self, likely: Array) -> Array:
        """Calibrated probabilities (…, relations) of the model's (…, relations)."""
        inside = np.clip(likely, 1e-6, 1 - 1e-6)
        return sigmoid(self.slopes * np.log(inside / (1 - inside)) + self.offsets)


def read_calibration(folder: Path, relations: Sequence[str]) -> Calibration:
    """The calibration that lies beside a model; a relation that it does not have keeps the model's probability."""
    path = folder / FILE
    fitted: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["relations"] if path.is_file() else {}
    pairs = np.array([fitted.get(name, (1.0, 0.0)) for name in relations]).reshape(-1, 2)
    return Calibration(pairs[:, 0], pairs[:, 1])


def fit(
    likely: Array, right: Array, prior: tuple[float, float] = (1.0, 0.0), trust: float = 10.0
) -> tuple[float, float]:
    """Slope and offset for the model's probabilities ``likely`` of statements that are ``right`` or not.

    Newton's method on the log-likelihood with a Gaussian prior around ``prior`` that weighs as much as ``trust``
    statements; with nothing to learn from the prior is the result.

    >>> slope, offset = fit(np.array([0.9] * 50), np.array([True] * 25 + [False] * 25), trust=0.1)
    >>> float(round(sigmoid(np.array(slope * np.log(9.0) + offset)), 1))
    0.5
    """
    x = np.log(np.clip(likely, 1e-6, 1 - 1e-6) / (1 - np.clip(likely, 1e-6, 1 - 1e-6)))
    design = np.stack([x, np.ones_like(x)], axis=1)
    centre = np.array(prior)
    weights = centre.copy()
    for _ in range(50):
        p = sigmoid(design @ weights)
        gradient = design.T @ (p - right) + trust * (weights - centre)
        curvature = (design * (p * (1 - p))[:, None]).T @ design + trust * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return float(weights[0]), float(weights[1])


def reliability(
    likely: Array, right: Array, edges: Sequence[float] = (0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01)
) -> list[dict[str, float]]:
    """How often statements of about equal probability are right: one row a bin, ``from, to, mean, right, count``."""
    rows = []
    for low, high in pairwise(edges):
        inside = (likely >= low) & (likely < high)
        if inside.any():
            rows.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "mean": round(float(likely[inside].mean()), 3),
                    "right": round(float(right[inside].mean()), 3),
                    "count": int(inside.sum()),
                }
            )
    return rows
