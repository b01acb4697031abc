"""Spans of attributions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from pressgraph.errors import FormatError
from pressgraph.evaluation import evaluate_polnear
from pressgraph.language.found import FoundAttribution

from .scripted import at, pipeline, ranges

TEXT = '"We will stay," Ruiz said, "and sing." Officials denied that they had left.'


def spans(*words: str) -> list[tuple[int, int]]:
    return ranges([at(TEXT, w) for w in words])


GOLD: list[dict[str, Any]] = [
    {"source": spans("Ruiz"), "cue": spans("said"), "content": spans('"We will stay,"', '"and sing."')},
    {"source": spans("Officials"), "cue": spans("denied"), "content": spans("that they had left")},
]


def found(source: str, cue: str, *content: str) -> FoundAttribution:
    return FoundAttribution((at(TEXT, source),), (at(TEXT, cue),), tuple(at(TEXT, c) for c in content), 0.9)


def evaluate(tmp_path: Path, *attributions: FoundAttribution, gold: Any = None) -> dict[str, Any]:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": TEXT, "attributions": GOLD if gold is None else gold}) + "\n", encoding="utf-8")

    def find(doc: Doc) -> None:
        doc._.attributions = attributions

    scores = evaluate_polnear(path, nlp=pipeline(find))
    return scores.as_dict() | {"errors": scores.mistakes.worst(9)}


def test_exact_parts_count_by_role(tmp_path: Path) -> None:
    one = found("Ruiz", "said", '"and sing."', '"We will stay,"')
    other = found("Officials", "denied", "they had left")
    result = evaluate(tmp_path, one, other)
    assert result["source"]["f1"] == result["cue"]["f1"] == 1.0
    assert result["content"]["precision"] == result["content"]["recall"] == pytest.approx(2 / 3)
    assert (result["links"]["right"], result["links"]["predicted"], result["links"]["gold"]) == (1, 2, 2)


def test_a_span_of_two_attributions_counts_once(tmp_path: Path) -> None:
    twice = [found("Ruiz", "said", '"We will stay,"'), found("Ruiz", "said", '"and sing."')]
    result = evaluate(tmp_path, *twice)
    assert result["source"]["predicted"] == 1
    assert result["links"]["right"] == 0


def test_confusions_and_errors(tmp_path: Path) -> None:
    result = evaluate(tmp_path, found("Officials", "Ruiz", "they had left"))
    assert result["confusion"] == {
        "content": {"(none)": 2, "(other bounds)": 1},
        "cue": {"(none)": 2},
        "source": {"cue": 1, "source": 1},
    }
    assert [row["what"] for row in result["errors"]["false"]] == ["cue: Ruiz", "content: they had left"]
    assert result["errors"]["false"][1]["instead"] == "content: that they had left"
    assert "that [they had left]." in result["errors"]["false"][1]["context"]


def test_missing_roles_are_no_error(tmp_path: Path) -> None:
    gold = [{"source": [], "cue": spans("said"), "content": spans('"and sing."')}]
    result = evaluate(tmp_path, FoundAttribution((), (at(TEXT, "said"),), (at(TEXT, '"and sing."'),), 0.5), gold=gold)
    assert result["links"]["right"] == 1
    assert result["source"]["gold"] == 0


@pytest.mark.parametrize("gold", [[{"source": [[0, 900]]}], ["x"], 3])
def test_another_form_is_said(tmp_path: Path, gold: Any) -> None:
    with pytest.raises(FormatError, match=r"gold\.jsonl:1"):
        evaluate(tmp_path, gold=gold)
