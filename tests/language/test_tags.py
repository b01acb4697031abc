"""Decoding of BIO tags against exhaustive search."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest

from pressgraph.language.tags import Decoder, best_tags, log_softmax, transitions

TAGS = ["O", "B-A", "I-A", "B-B", "I-B"]
SEGMENTS = [(0, 3), (3, 4), (4, 8), (8, 10)]
INSIDE = np.array([tag.startswith("I-") for tag in TAGS])


def _weight(tags: Sequence[int], scores: np.ndarray, allowed: np.ndarray) -> float:
    first = -np.inf if INSIDE[tags[0]] else 0.0
    own = sum(scores[place, tag] for place, tag in enumerate(tags))
    return float(first + own + sum(allowed[pair] for pair in itertools.pairwise(tags)))


@pytest.mark.parametrize("seed", range(20))
def test_each_segment_gets_the_best_valid_tags(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(10, len(TAGS)))
    allowed = transitions(TAGS) + rng.normal(size=(len(TAGS), len(TAGS)))
    expected: list[int] = []
    for begin, end in SEGMENTS:
        every = list(itertools.product(range(len(TAGS)), repeat=end - begin))
        expected += every[int(np.argmax([_weight(tags, scores[begin:end], allowed) for tags in every]))]
    assert best_tags(scores, SEGMENTS, allowed, INSIDE) == expected


def test_segments_read_together_give_what_each_gives_alone() -> None:
    decoder = Decoder(TAGS)
    logits = np.random.default_rng(1).normal(size=(10, len(TAGS))).astype(np.float32)
    alone = [
        (begin + span.begin, begin + span.end, span.label, span.probability)
        for begin, end in SEGMENTS
        for span in decoder.spans(logits[begin:end], [(0, end - begin)])
    ]
    together = decoder.spans(logits, SEGMENTS)
    assert [(span.begin, span.end, span.label, span.probability) for span in together] == alone


def test_a_span_has_the_mean_probability_of_its_tags() -> None:
    logits = np.array([[0.0, 9.0, 0.0, 0.0, 0.0], [0.0, 0.0, 5.0, 0.0, 0.0], [9.0, 0.0, 0.0, 0.0, 0.0]])
    (span,) = Decoder(TAGS).spans(logits, [(0, 3)])
    likely = np.exp(log_softmax(logits))
    assert (span.begin, span.end, span.label) == (0, 2, "A")
    assert span.probability == pytest.approx((likely[0, 1] + likely[1, 2]) / 2)
