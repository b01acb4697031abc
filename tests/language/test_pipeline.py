"""The pipeline with the shipped model: nothing lost, nothing changed, the same every time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

TEXTS = (
    "Mayor Ana Ruiz opened the Harbour Bridge in Porto Novo on Monday. She thanked the engineers.",
    "HARBOUR BRIDGE OPENS\n\nThe bank lent $40 million, its chief executive Tom Okafor said.",
    "“We won’t stop,” the minister told Radio Costa — twice.",
    "no capitals here, said maria lopez of the united nations in geneva",
)


def _facts(nlp: Language, text: str) -> list[tuple[object, ...]]:
    doc = nlp(text)
    rows: list[tuple[object, ...]] = [(t.text, t.lemma_, t.tag_, t.dep_, t.head.i, str(t.morph)) for t in doc]
    return rows + [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def test_the_last_sentence_of_a_text_of_200_000_words_is_read(parser: Language) -> None:
    body = "The council of the old harbour town met again and argued about the bridge for hours " * 13_334
    text = body + ". The decision was taken by Mayor Ana Ruiz in Lisbon."
    tail = parser(text)
    assert len(tail) > 200_000
    assert list(tail.sents)[-1].text == "The decision was taken by Mayor Ana Ruiz in Lisbon."
    assert [e.text for e in tail.ents][-2:] == ["Ana Ruiz", "Lisbon"]
    assert tail.text == text


@pytest.mark.parametrize("text", TEXTS)
def test_alone_and_in_any_batch_the_same(parser: Language, text: str) -> None:
    alone = _facts(parser, text)
    for seed in range(3):
        others = [*TEXTS, "x", ""]
        random.Random(seed).shuffle(others)
        docs = {doc.text: doc for doc in parser.pipe(others, batch_size=seed + 1)}
        doc = docs[text]
        assert [t.dep_ for t in doc] == [row[3] for row in alone[: len(doc)]]
        assert _facts(parser, text) == alone


def test_every_word_has_all_annotations(parser: Language) -> None:
    for doc in parser.pipe(TEXTS):
        for token in doc:
            assert token.pos_
            assert token.tag_
            assert token.lemma_ or token.is_space
            assert token.dep_
        assert all(sum(t.head.i == t.i for t in sentence) == 1 for sentence in doc.sents)


def test_names_of_four_classes(parser: Language) -> None:
    doc = parser("Angela Merkel met the Ukrainian delegation of Siemens in Berlin on 3 March 2015.")
    assert {(e.text, e.label_) for e in doc.ents} >= {
        ("Angela Merkel", "Person"),
        ("Ukrainian", "NORP"),
        ("Siemens", "Organization"),
        ("Berlin", "Location"),
    }


def test_empty_and_blank_texts(parser: Language) -> None:
    assert len(parser("")) == 0
    assert [t.text for t in parser(" \n\n ")] == [" \n\n "]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_whole(parser: Language, text: str) -> None:
    doc = parser(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)
    assert "".join(s.text_with_ws for s in doc.sents) == text
