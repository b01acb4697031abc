"""Facts about a pronoun are facts about a name only where sure choices lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from pressgraph.language.coreference.clusters import Array, Grouping
from pressgraph.language.coreference.component import Chains, CoreferenceComponent
from pressgraph.language.coreference.fitting import Fitting
from tests.language.entities.building import clusters, parsed, registered

TEXT = (
    "The/DET/det/2 captain/NOUN/nsubj/3 fell/VERB/root/0 ./PUNCT/punct/3",
    "He/PRON/nsubj/2 rose/VERB/root/0 ./PUNCT/punct/2",
    "Among/ADP/case/3 the/DET/det/3 dead/NOUN/nmod/5 was/AUX/cop/5 Aune/PROPN/root/0 ./PUNCT/punct/5",
    "He/PRON/nsubj/2 sailed/VERB/root/0 ./PUNCT/punct/2",
)
HEADS = (1, 4, 11, 13)
"""The captain, he, Aune, he."""


def test_chains_join_through_others() -> None:
    chains = Chains(5)
    chains.join(0, 1)
    chains.join(3, 4)
    chains.join(1, 4)
    assert list(chains.parted([0, 1, 2, 3, 4])) == [[0, 1, 3, 4], [2]]


def rows(late: float) -> Iterator[tuple[int, int, Array]]:
    """How likely each takes up the one before it; ``late`` is the name's own likelihood."""
    yield 0, 0, np.zeros(0)
    yield 1, 0, np.array([0.95])
    yield 2, 0, np.array([0.0, late])
    yield 3, 0, np.array([0.0, 0.0, 0.9])


@pytest.mark.parametrize(("late", "expected"), [(0.9, ["He", "Aune", "He"]), (0.5, ["Aune", "He"])])
def test_an_unsure_name_does_not_become_what_was_said_before_it(late: float, expected: list[str]) -> None:
    register = registered(parsed(*TEXT), "Person Aune")
    doc = register.doc
    assert [doc[i].text for i in HEADS] == ["captain", "He", "Aune", "He"]
    tokens = [doc[i] for i in HEADS]
    fitting = Fitting(doc)
    grouping = Grouping([register.heads(t) for t in tokens], lambda n, e: fitting.may(tokens[n], e))
    grouping.read(rows(late))
    assert len(grouping.groups()) == 1
    CoreferenceComponent._register(doc, tokens, grouping, fitting)
    found = clusters(register)["schema:Person Aune"]
    assert found == expected
