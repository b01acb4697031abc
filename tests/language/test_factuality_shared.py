"""Facts and events ask one and the same `Factuality` of a document, made with the user's rules."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.tokens import Doc

from pressgraph.annotations import Assertion
from pressgraph.language.entities.register import Register
from pressgraph.language.events.component import create_events
from pressgraph.language.extensions import register_extensions
from pressgraph.language.facts.component import create_facts
from pressgraph.language.factuality import factuality_of
from pressgraph.language.factuality.sentences import Sentences
from pressgraph.language.values.counts import count_value

RULE = '[[operator]]\nname = "own"\neffect = "hypothetical"\nmodifiers = ["reputedly"]\n'


def opened() -> Doc:
    register_extensions()
    words = ["It", "reputedly", "opened", ".", "Two", "ships", "left"]
    heads, deps = [2, 2, 2, 2, 5, 6, 6], ["nsubj", "advmod", "ROOT", "punct", "nummod", "nsubj", "ROOT"]
    pos = ["PRON", "ADV", "VERB", "PUNCT", "NUM", "NOUN", "VERB"]
    tags = ["PRP", "RB", "VBD", ".", "CD", "NNS", "VBD"]
    return Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=pos, tags=tags, lemmas=words)


def test_one_for_all_who_ask() -> None:
    doc = opened()
    assert factuality_of(doc) is factuality_of(doc, [])


def test_made_anew_when_rules_or_claims_are_others(tmp_path: Path) -> None:
    (tmp_path / "factuality-own.toml").write_text(RULE)
    doc = opened()
    first = factuality_of(doc)
    own = factuality_of(doc, [tmp_path])
    assert first.of(doc[2]).assertion is Assertion.ASSERTED
    assert own.of(doc[2]).assertion is Assertion.HYPOTHETICAL
    doc._.claims = [*doc._.claims]
    assert factuality_of(doc, [tmp_path]) is not own


def test_facts_and_events_hand_on_the_rules(tmp_path: Path) -> None:

    (tmp_path / "factuality-own.toml").write_text(RULE)

    nlp, doc = spacy.blank("en"), opened()
    doc._.register = Register(doc)
    create_facts(nlp, "facts", [str(tmp_path)])(doc)
    made = doc._.factuality
    create_events(nlp, "events", [str(tmp_path)])(doc)
    assert doc._.factuality is made
    assert made[1].of(doc[2]).assertion is Assertion.HYPOTHETICAL


def test_sentences_are_those_of_the_tokens() -> None:
    doc = opened()
    assert [Sentences(doc).span(token).text for token in doc] == [token.sent.text for token in doc]


def test_a_count_is_the_same_with_the_text_at_hand() -> None:
    doc = opened()
    found = count_value(doc[5], doc.text)
    assert found is not None
    assert found == count_value(doc[5])
