"""Scoring of names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.errors import FormatError
from pressgraph.evaluation.ner import evaluate_ner, gold_spans

ROWS = [{"tokens": ["Ana", "Ruiz", "left", "Lisbon", "."], "ner": ["B-Person", "I-Person", "O", "B-Location", "O"]}]


@pytest.fixture
def half_right() -> Language:
    """A pipeline that finds the first two words as a person, and calls the fourth one an organisation."""
    nlp = spacy.blank("en")

    @Language.component("half_right")
    def half_right(doc: Doc) -> Doc:
        words = [t for t in doc if not t.is_space]
        doc.ents = [
            Span(doc, words[0].i, words[1].i + 1, label="Person"),
            Span(doc, words[3].i, words[3].i + 1, label="Organization"),
        ]
        return doc

    nlp.add_pipe("half_right")
    return nlp


def test_counts_exact_spans_by_class(tmp_path: Path, half_right: Language) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "sents": ROWS}) + "\n\n", encoding="utf-8")
    scores = evaluate_ner(path, nlp=half_right).as_dict()
    assert (scores["precision"], scores["recall"], scores["f1"]) == (0.5, 0.5, 0.5)
    assert {name: own["f1"] for name, own in scores["by_class"].items()} == {
        "Location": 0.0,
        "Organization": 0.0,
        "Person": 1.0,
    }


def test_confusion_and_errors(tmp_path: Path, half_right: Language) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"sents": ROWS}) + "\n" + json.dumps({"sents": ROWS}) + "\n", encoding="utf-8")
    scores = evaluate_ner(path, nlp=half_right)
    assert scores.as_dict()["confusion"] == {"Location": {"Organization": 2}, "Person": {"Person": 2}}
    [missed] = scores.mistakes.worst(3)["missed"]
    assert missed == {
        "what": "Location: Lisbon",
        "context": "Ana Ruiz left [Lisbon].",
        "count": 2,
        "instead": "Organization: Lisbon",
    }


def test_an_orphaned_inside_tag_begins_a_span() -> None:
    assert gold_spans(["I-Person", "B-Person", "I-Location"], [(0, 1), (2, 3), (4, 5)]) == {
        (0, 1, "Person"),
        (2, 3, "Person"),
        (4, 5, "Location"),
    }


@pytest.mark.parametrize("line", ["{", '{"sents": [{"tokens": ["a"], "ner": []}]}', '{"text": "x"}', "[]"])
def test_another_form_is_said(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"bad\.jsonl:1"):
        evaluate_ner(path, nlp=spacy.blank("en"))
