"""Matchings, against trying everything."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pressgraph.evaluation.matching import components, greatest_weight, match

PAIRS = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.dictionaries(PAIRS, st.integers(1, 9), max_size=12))
def test_the_greatest_weight_is_found(weights: dict[tuple[int, int], int]) -> None:
    tried = max(sum(weights.get(pair, 0) for pair in enumerate(columns)) for columns in permutations(range(5)))
    assert greatest_weight({pair: float(weight) for pair, weight in weights.items()}) == tried


@given(st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=5))
def test_a_matching_is_one_to_one_and_largest(options: list[list[int]]) -> None:
    matched = match(options)
    assert len(set(matched.values())) == len(matched)
    assert all(option in options[item] for item, option in matched.items())
    padded = [*options, *[[]] * (5 - len(options))]
    assert len(matched) == max(sum(c in padded[i] for i, c in enumerate(p)) for p in permutations(range(5)))


def test_who_comes_first_goes_first() -> None:
    assert match([[0], [0]]) == {0: 0}


def test_parts_hang_together() -> None:
    assert components([(2, 7), (0, 1), (3, 7), (3, 8)]) == [([0], [1]), ([2, 3], [7, 8])]
