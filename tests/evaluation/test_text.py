"""Raw text from tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressgraph.evaluation.text import detokenise


@pytest.mark.parametrize(
    "text",
    [
        'He didn\'t say "yes", did he?',
        "The anti-gay law (of 2013) cost $5 million – or 3%.",
        "Ruiz's plan: a bridge, a road; no more.",
        "The workers' rights were ignored.",
    ],
)
def test_usual_rules(text: str) -> None:
    import spacy

    nlp = spacy.blank("en")
    assert detokenise([t.text for t in nlp(text)])[0] == text


def test_a_parted_clitic_is_joined() -> None:
    assert detokenise(["Ana", "’", "s", "plan", "."])[0] == "Ana’s plan."


def test_a_dash_after_a_date_line_keeps_its_spaces() -> None:
    assert detokenise(["Porto", ",", "March", "-", "It", "rained", "."])[0] == "Porto, March - It rained."


@given(st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=6), max_size=40))
def test_every_token_lies_where_it_says(tokens: list[str]) -> None:
    text, offsets = detokenise(tokens)
    assert [text[b:e] for b, e in offsets] == tokens
