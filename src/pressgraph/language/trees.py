"""Dependency trees from arc scores: the best tree with one root (Chu-Liu 1965, Edmonds 1967).

An arc from the root costs so much that the best tree has only one; where every word's best head already
makes a tree, given the cheapest choice of a root, that is the optimum and nothing is contracted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
_NEVER = -1e9
_SECOND_ROOT = 1e5


def _cycle(heads: Sequence[int]) -> list[int] | None:
    """A cycle among ``heads`` (0 is the root, its own head -1), or None."""
    seen_from = [0] * len(heads)
    for start in range(1, len(heads)):
        node = start
        while node > 0 and not seen_from[node]:
            seen_from[node] = start
            node = heads[node]
        if node > 0 and seen_from[node] == start:
            return _round(node, heads)
    return None


def _round(start: int, heads: Sequence[int]) -> list[int]:
    """The nodes of the cycle that goes through ``start``, from there on."""
    nodes = [start]
    while heads[nodes[-1]] != start:
        nodes.append(heads[nodes[-1]])
    return nodes


def _edmonds(scores: Array) -> Array:
    """The heaviest arborescence from node 0; ``scores`` (dependent, head), of which row 0 is not read."""
    heads: Array = scores.argmax(axis=1)
    heads[0] = -1
    found = _cycle(heads.tolist())
    if found is None:
        return heads
    cycle = np.array(found)
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    into = scores[np.ix_(cycle, outside)] - kept[:, None]
    out_of = scores[np.ix_(outside, cycle)]
    entry, exit_ = into.argmax(axis=0), out_of.argmax(axis=1)
    size = len(outside) + 1
    smaller = np.full((size, size), _NEVER)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = into.max(axis=0)
    smaller[:-1, -1] = out_of.max(axis=1)
    inner = _edmonds(smaller)
    result = heads.copy()
    for place, node in enumerate(outside[1:], 1):
        head = inner[place]
        result[node] = cycle[exit_[place]] if head == size - 1 else outside[head]
    entered = int(inner[-1])
    result[cycle[entry[entered]]] = outside[entered]
    return result


def best_tree(arcs: Array, roots: Array) -> Array:
    """Heads of a sentence's words, -1 for the one root.

    Args:
        arcs: scores (dependent, head), shape (n, n).
        roots: scores of each word as the root, shape (n,).

    >>> best_tree(np.array([[0.0, 5.0], [9.0, 0.0]]), np.array([0.0, 1.0])).tolist()
    [1, -1]
    """
    n = len(roots)
    scores = np.full((n + 1, n + 1), _NEVER, np.float64)
    scores[1:, 0] = roots - _SECOND_ROOT
    scores[1:, 1:] = arcs
    np.fill_diagonal(scores, _NEVER)
    guess: Array = scores.argmax(axis=1)
    regret = scores[1:].max(axis=1) - roots
    guess[0] = -1
    guess[1 + int(regret.argmin())] = 0
    heads: Array = guess if _cycle(guess.tolist()) is None else _edmonds(scores)
    below: Array = heads[1:] - 1
    return below
