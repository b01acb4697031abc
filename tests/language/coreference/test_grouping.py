"""Candidates join groups by probability, within what the names tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from pressgraph.language.coreference.clusters import Grouping
from pressgraph.language.coreference.features import (
    Candidates,
    checksum,
    last_of_name,
    pair_features,
    pronoun_class,
)


def probabilities(rows: list[list[float]]) -> Iterator[tuple[int, int, np.ndarray[Any, Any]]]:
    for number, row in enumerate(rows):
        yield number, 0, np.array(row)


def groups(
    rows: list[list[float]], entities: list[str | None], refused: frozenset[tuple[int, str]] = frozenset()
) -> list[list[int]]:
    grouping = Grouping(entities, lambda number, entity: (number, entity) not in refused)
    grouping.read(probabilities(rows))
    return [sorted(group.members) for group in grouping.groups()]


def test_a_likely_antecedent_is_joined_and_an_unlikely_one_is_not() -> None:
    assert groups([[], [0.9], [0.1, 0.1]], [None, None, None]) == [[0, 1], [2]]


def test_the_members_of_a_group_speak_together() -> None:
    assert groups([[], [0.9], [0.3, 0.35]], [None, None, None]) == [[0, 1, 2]]


def test_two_names_never_come_together() -> None:
    assert groups([[], [0.9]], ["e1", "e2"]) == [[0], [1]]
    assert groups([[], [0.0], [0.0, 0.0]], ["e1", "e2", "e1"]) == [[0, 2], [1]]


def test_a_word_that_does_not_fit_takes_the_next_best() -> None:
    rows = [[], [0.0], [0.6, 0.3]]
    assert groups(rows, ["e1", "e2", None]) == [[0, 2], [1]]
    assert groups(rows, ["e1", "e2", None], frozenset({(2, "e1")})) == [[0], [1], [2]]


def test_a_pronoun_before_its_name_joins_it() -> None:
    assert groups([[], [0.8]], [None, "e1"]) == [[0, 1]]
    assert groups([[], [0.8]], [None, "e1"], frozenset({(0, "e1")})) == [[0], [1]]


def test_a_choice_tells_the_likeliest_antecedent() -> None:
    grouping = Grouping([None, None, None], lambda number, entity: True)  # noqa: ARG005
    grouping.read(probabilities([[], [0.9], [0.2, 0.5]]))
    assert [(c.later, c.earlier) for c in grouping.choices] == [(1, 0), (2, 1)]
    assert grouping.choices[1].probability == pytest.approx(0.7)


def test_features_of_pairs() -> None:
    words = ["Ann", "she", "Smith", "ann"]
    forms = np.array([checksum(word) for word in words])
    others = np.array([checksum("Smith"), checksum("she"), checksum("Smith"), checksum("ann")])
    pronouns = np.array([pronoun_class(word, "PRON" if word == "she" else "PROPN") for word in words])
    candidates = Candidates(forms, others, pronouns, np.array([0, 0, 1, 4]))
    later, earlier = np.array([1, 2, 3]), np.array([0, 0, 0])
    own, before, match, distance, sentences = pair_features(candidates, later, earlier)
    assert (own > 0).tolist() == [True, False, False]
    assert before.tolist() == [0, 0, 0]
    assert match.tolist() == [0, 1, 2]
    assert distance.tolist() == [1, 2, 3]
    assert sentences.tolist() == [0, 1, 3]


def test_the_last_word_of_a_name() -> None:
    words, heads, labels = ["Ann", "Mary", "Smith", "left"], [3, 0, 0, -1], ["nsubj", "flat", "flat", "root"]
    assert last_of_name(0, words, heads, labels) == "Smith"
    assert last_of_name(3, words, heads, labels) == "left"
