"""Small features that the pairwise heads share, the same in training and at run time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, Any]

_STEPS: Final = np.array([1, 2, 3, 5, 9, 17, 33, 65])
DISTANCES: Final = len(_STEPS) + 1
"""How many classes `distance_class` tells apart."""

SIGNED: Final = 2 * DISTANCES
"""How many classes `signed_class` tells apart."""


def distance_class(distance: Array) -> Array:
    """Classes of distances from 0: 0, 1, 2, 3-4, 5-8, 9-16, 17-32, 33-64, more.

    >>> distance_class(np.array([0, 1, 4, 70])).tolist()
    [0, 1, 3, 8]
    """
    return np.asarray(np.searchsorted(_STEPS, distance, side="right"))


def signed_class(distance: Array) -> Array:
    """The same for distances forward (first half) and backward (second half)."""
    return distance_class(np.abs(distance)) + np.where(distance < 0, DISTANCES, 0)
