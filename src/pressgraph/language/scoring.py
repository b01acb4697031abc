"""What the pairwise heads share: classes of distances, in training too, and the arithmetic of run time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, Any]

_STEPS: Final = np.array([1, 2, 3, 5, 9, 17, 33, 65])
DISTANCES: Final = len(_STEPS) + 1
"""How many classes `distance_class` tells apart."""

SIGNED: Final = 2 * DISTANCES
"""How many classes `signed_class` tells apart."""


_SERIES: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def distance_class(distance: Array) -> Array:
    """Classes of distances from 0: 0, 1, 2, 3-4, 5-8, 9-16, 17-32, 33-64, more.

    >>> distance_class(np.array([0, 1, 4, 70])).tolist()
    [0, 1, 3, 8]
    """
    return np.asarray(np.searchsorted(_STEPS, distance, side="right"))


def signed_class(distance: Array) -> Array:
    """The same for distances forward (first half) and backward (second half)."""
    return distance_class(np.abs(distance)) + np.where(distance < 0, DISTANCES, 0)


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit x * Phi(x), Phi by Abramowitz and Stegun 7.1.26 (error below 1.5e-7).

    Written as max(x, 0) - |x| * Phi(-|x|), in place, since pairs by the thousand pass through it.
    """
    size = np.abs(x)
    t = size * (0.3275911 * 0.7071067811865476)
    t += 1.0
    np.reciprocal(t, out=t)
    tail = t * (0.5 * _SERIES[0])
    for coefficient in _SERIES[1:]:
        tail += 0.5 * coefficient
        tail *= t
    np.multiply(size, size, out=t)
    t *= -0.5
    tail *= np.exp(t, out=t)
    tail *= size
    return np.asarray(np.maximum(x, 0.0) - tail)


def sigmoid(x: Array) -> Array:
    """The logistic function, safe for large arguments.

    >>> sigmoid(np.array([0.0, 800.0, -800.0])).tolist()
    [0.5, 1.0, 0.0]
    """
    e = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1.0, e) / (1.0 + e))
