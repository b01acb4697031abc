"""Attributions of the model fill what the rules leave open, and never replace what they know."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Claim, Span
from pressgraph.language.found import FoundAttribution
from pressgraph.language.pipeline import load


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(threads=1)


def claims(nlp: Language, text: str, *found: tuple[str, str, str, float]) -> tuple[Doc, tuple[Claim, ...]]:
    """The claims of a text in which the model is made to find these attributions and no others."""
    doc = nlp.make_doc(text)
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "pressgraph_attributions":
            doc._.attributions = tuple(
                FoundAttribution(_spans(text, source), _spans(text, cue), _spans(text, content), likely)
                for source, cue, content, likely in found
            )
    return doc, doc._.claims


def _spans(text: str, words: str) -> tuple[Span, ...]:
    return (Span(text.index(words), text.index(words) + len(words)),) if words else ()


TEXT = "Helen Moore is bullish that the harbour tunnel will be finished by spring."
PARTS = ("Helen Moore", "is bullish", "that the harbour tunnel will be finished by spring")


def test_a_cue_that_no_list_knows_makes_a_claim(nlp: Language) -> None:
    doc, (claim,) = claims(nlp, TEXT, (*PARTS, 0.9))
    assert doc._.register.entity(claim.author).name == "Helen Moore"
    assert [s.of(TEXT) for s in claim.content] == ["the harbour tunnel will be finished by spring"]
    assert claim.origin == "model:attribution"
    assert claim.confidence == 0.9


def test_an_unlikely_or_sourceless_attribution_makes_none(nlp: Language) -> None:
    assert not claims(nlp, TEXT, (*PARTS, 0.4))[1]
    assert not claims(nlp, TEXT, ("", *PARTS[1:], 0.9))[1]


def test_what_the_rules_have_stays_theirs(nlp: Language) -> None:
    text = "Helen Moore said that the tunnel would be finished."
    _, found = claims(nlp, text, ("Helen Moore", "said", "that the tunnel would be finished", 0.9))
    assert [claim.origin.split(":")[0] for claim in found] == ["rule"]


def test_what_is_not_said_is_no_claim(nlp: Language) -> None:
    text = "Helen Moore did not tell anybody that the tunnel was late."
    _, found = claims(nlp, text, ("Helen Moore", "tell", "that the tunnel was late", 0.9))
    assert not found
