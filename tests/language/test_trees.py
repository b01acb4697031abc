"""The tree decoder against exhaustive search."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pressgraph.language.trees import best_tree


def _is_tree(heads: tuple[int, ...]) -> bool:
    if sum(head == -1 for head in heads) != 1:
        return False
    for start in range(len(heads)):
        seen, node = set(), start
        while node != -1:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return True


def _weight(heads: tuple[int, ...], arcs: np.ndarray, roots: np.ndarray) -> float:
    return float(sum(roots[i] if head == -1 else arcs[i, head] for i, head in enumerate(heads)))


@pytest.mark.parametrize("seed", range(60))
def test_finds_the_heaviest_tree_with_one_root(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    arcs, roots = rng.normal(size=(n, n)), rng.normal(size=n)
    trees = [heads for heads in itertools.product(range(-1, n), repeat=n) if _is_tree(heads)]
    best = max(_weight(heads, arcs, roots) for heads in trees)
    found = tuple(int(head) for head in best_tree(arcs, roots))
    assert _is_tree(found)
    assert _weight(found, arcs, roots) == pytest.approx(best)


def test_a_long_sentence_full_of_cycles_is_a_tree() -> None:
    n = 120
    arcs = np.zeros((n, n))
    for i in range(0, n, 2):
        arcs[i, i + 1] = arcs[i + 1, i] = 10
    assert _is_tree(tuple(int(head) for head in best_tree(arcs, np.zeros(n))))
