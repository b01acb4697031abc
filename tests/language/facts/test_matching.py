"""The pattern matcher finds what spaCy's DependencyMatcher finds."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc

from pressgraph.language.facts.matching import RELATIONS, compile_pattern
from tests.language.facts.build import VOCAB

WORDS = ("owns", "stake", "Tesla", "in", "Ann")
LABELS = ("nsubj", "obj", "nmod", "case", "appos")


def random_heads(begin: int, end: int, head: int, source: random.Random, heads: dict[int, int]) -> None:
    """A random projective tree over ``begin`` to ``end``, hung on ``head``."""
    while begin < end:
        stop = source.randint(begin + 1, end)
        top = source.randrange(begin, stop)
        heads[top] = head
        random_heads(begin, top, top, source, heads)
        random_heads(top + 1, stop, top, source, heads)
        begin = stop


def random_doc(seed: int) -> Doc:
    """A random projective tree over a few words."""
    source = random.Random(seed)
    size = source.randint(2, 9)
    root = source.randrange(size)
    heads = {root: root}
    random_heads(0, root, root, source, heads)
    random_heads(root + 1, size, root, source, heads)
    words = [source.choice(WORDS) for _ in range(size)]
    deps = ["ROOT" if i == root else source.choice(LABELS) for i in range(size)]
    lemmas = [word.lower() for word in words]
    return Doc(VOCAB, words=words, lemmas=lemmas, heads=[heads[i] for i in range(size)], deps=deps)


def ours(pattern: list[dict[str, Any]], doc: Doc) -> set[tuple[int, ...]]:
    compiled = compile_pattern(pattern)
    names = [node.name for node in compiled.nodes]
    return {tuple(bound[name].i for name in names) for token in doc for bound in compiled.match(token)}


def theirs(pattern: list[dict[str, Any]], doc: Doc) -> set[tuple[int, ...]]:
    matcher = DependencyMatcher(VOCAB)
    matcher.add("P", [pattern])
    return {tuple(tokens) for _, tokens in matcher(doc)}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(sorted(RELATIONS)), st.sampled_from(sorted(RELATIONS)))
def test_it_agrees_with_spacy(seed: int, first: str, second: str) -> None:
    pattern: list[dict[str, Any]] = [
        {"RIGHT_ID": "a", "RIGHT_ATTRS": {"LEMMA": {"IN": ["owns", "stake", "ann"]}}},
        {"LEFT_ID": "a", "REL_OP": first, "RIGHT_ID": "b", "RIGHT_ATTRS": {"DEP": {"NOT_IN": ["case"]}}},
        {"LEFT_ID": "b", "REL_OP": second, "RIGHT_ID": "c", "RIGHT_ATTRS": {"LOWER": {"REGEX": "^[aeiot]"}}},
    ]
    doc = random_doc(seed)
    assert ours(pattern, doc) == theirs(pattern, doc)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ([], "must be a list"),
        ([{"RIGHT_ID": "a", "RIGHT_ATTRS": {"COLOUR": "red"}}], "unknown attribute 'COLOUR'"),
        ([{"RIGHT_ID": "a", "RIGHT_ATTRS": {}}], "the first node needs one of"),
        ([{"RIGHT_ID": "a", "RIGHT_ATTRS": {"LEMMA": {"FUZZY": "x"}}}], "takes text or one of"),
        (
            [{"RIGHT_ID": "a", "RIGHT_ATTRS": {"DEP": "obj"}}, {"RIGHT_ID": "b", "RIGHT_ATTRS": {}, "LEFT_ID": "z"}],
            "needs LEFT_ID, an earlier node",
        ),
    ],
)
def test_a_malformed_pattern_is_explained(pattern: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        compile_pattern(pattern)
