"""Contents that the tags cut short."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pressgraph.language.attribution.completion import completed
from pressgraph.language.tags import Tagged


def _doc() -> Doc:
    words = ["Ana", "said", "the", "old", "port", "of", "Faro", "closed", ",", "and", "left", "."]
    heads = [1, 1, 4, 4, 7, 6, 4, 1, 10, 10, 1, 1]
    labels = ["nsubj", "ROOT", "det", "amod", "nsubj", "case", "nmod", "ccomp", "punct", "cc", "conj", "punct"]
    return Doc(Vocab(), words=words, heads=heads, deps=labels)


def _ends(contents: list[Tagged], others: list[Tagged]) -> list[tuple[int, int]]:
    return [(c.begin, c.end) for c in completed(_doc(), range(12), contents, others)]


def test_a_content_goes_on_to_the_end_of_its_phrase() -> None:
    assert _ends([Tagged(2, 5, "content", 0.9)], []) == [(2, 7)]
    assert _ends([Tagged(2, 8, "content", 0.9)], []) == [(2, 8)]


def test_other_parts_and_marks_end_it() -> None:
    assert _ends([Tagged(2, 5, "content", 0.9)], [Tagged(6, 7, "source", 0.8)]) == [(2, 6)]
    assert _ends([Tagged(2, 5, "content", 0.9), Tagged(5, 7, "content", 0.9)], []) == [(2, 5), (5, 7)]
    assert _ends([Tagged(10, 11, "content", 0.9)], []) == [(10, 11)]
