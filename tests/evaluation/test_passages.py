"""Facts of passages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressgraph.annotations import Span
from pressgraph.datasets import Passage, PassageFact
from pressgraph.errors import FormatError
from pressgraph.evaluation import FactScores, evaluate_knowledgenet
from pressgraph.evaluation.passages import score_passage
from pressgraph.evaluation.selection import Profile
from pressgraph.language.found import FoundRelation

from .scripted import at, ranges, related, relating

TEXT = "Ana Ruiz, born in Lisbon, married Bo Lind; she studied in Porto."
PROPERTIES = ("PLACE_OF_BIRTH", "SPOUSE", "EDUCATED_AT")


def fact(name: str, subject: str, object_: str) -> PassageFact:
    subject_range, object_range = ranges([at(TEXT, subject), at(TEXT, object_)])
    return PassageFact(name, subject_range, object_range)


def scored(facts: Sequence[PassageFact], *rows: tuple[str, str, str, float]) -> FactScores:
    scores = FactScores()
    score_passage(Passage(TEXT, PROPERTIES, tuple(facts)), related(TEXT, rows), scores)
    return scores


def counts(scores: FactScores) -> tuple[int, int, int]:
    return scores.overall.right, scores.overall.predicted, scores.overall.gold


def test_overlapping_spans_of_the_same_property_are_right() -> None:
    gold = [fact("PLACE_OF_BIRTH", "Ana Ruiz", "Lisbon")]
    assert counts(scored(gold, ("PLACE_OF_BIRTH", "Ruiz", "Lisbon", 0.9))) == (1, 1, 1)
    assert counts(scored(gold, ("EDUCATED_AT", "Ruiz", "Lisbon", 0.9))) == (0, 1, 1)
    assert counts(scored(gold, ("PLACE_OF_BIRTH", "Lisbon", "Ruiz", 0.9))) == (0, 1, 1)
    assert counts(scored(gold, ("PLACE_OF_BIRTH", "Bo Lind", "Lisbon", 0.9))) == (0, 1, 1)


def test_a_property_that_is_not_listed_is_not_judged() -> None:
    gold = [fact("SPOUSE", "Ana Ruiz", "Bo Lind")]
    assert counts(scored(gold, ("PLACE_OF_RESIDENCE", "Ruiz", "Porto", 0.9), ("P19", "Ruiz", "Lisbon", 0.9))) == (
        0,
        0,
        1,
    )


def test_a_repetition_at_the_same_place_is_left_out() -> None:
    gold = [fact("PLACE_OF_BIRTH", "Ana Ruiz", "Lisbon")]
    rows = ("PLACE_OF_BIRTH", "Ana Ruiz", "Lisbon", 0.9), ("PLACE_OF_BIRTH", "Ruiz", "Lisbon", 0.8)
    assert counts(scored(gold, *rows)) == (1, 1, 1)


def test_a_gold_fact_is_credited_once() -> None:
    wide = [PassageFact("SPOUSE", (0, len(TEXT)), ranges([at(TEXT, "Bo Lind")])[0])]
    rows = ("SPOUSE", "Ana Ruiz", "Bo Lind", 0.9), ("SPOUSE", "she", "Bo Lind", 0.8)
    scores = scored(wide, *rows)
    assert counts(scores) == (1, 2, 1)
    assert [row["what"] for row in scores.mistakes.worst(5)["false"]] == ["SPOUSE: she → Bo Lind"]


def test_matching_credits_as_many_facts_as_it_can() -> None:
    """The wide prediction fits both facts, the narrow one only the first."""
    gold = [fact("SPOUSE", "Ana", "Bo Lind"), fact("SPOUSE", "Ruiz", "Bo Lind")]
    assert counts(scored(gold, ("SPOUSE", "Ana Ruiz", "Bo Lind", 0.9), ("SPOUSE", "Ana", "Bo", 0.5))) == (2, 2, 2)


def test_confusion_and_errors_have_their_text() -> None:
    gold = [fact("EDUCATED_AT", "she", "Porto"), fact("SPOUSE", "Ana Ruiz", "Bo Lind")]
    scores = scored(gold, ("PLACE_OF_BIRTH", "she", "Porto", 0.7), ("PLACE_OF_BIRTH", "Bo Lind", "Lisbon", 0.8))
    assert scores.as_dict()["confusion"] == {
        "EDUCATED_AT": {"PLACE_OF_BIRTH": 1},
        "SPOUSE": {"(none)": 1},
        "(none)": {"PLACE_OF_BIRTH": 1},
    }
    worst = scores.mistakes.worst(1)
    assert worst["false"][0]["what"] == "PLACE_OF_BIRTH: Bo Lind → Lisbon"
    assert "born in [Lisbon], married [Bo Lind];" in worst["false"][0]["context"]
    assert worst["missed"][0]["instead"] == "PLACE_OF_BIRTH"


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def row(**changed: Any) -> dict[str, Any]:
    [span] = ranges([at(TEXT, "Ana Ruiz")])
    [place] = ranges([at(TEXT, "Lisbon")])
    facts = [{"property": "PLACE_OF_BIRTH", "subject": span, "object": place}]
    return {"id": "a", "text": TEXT, "properties": ["PLACE_OF_BIRTH", "SPOUSE"], "facts": facts} | changed


def test_files_are_scored_together(tmp_path: Path) -> None:
    nlp = relating(("PLACE_OF_BIRTH", "Ruiz", "Lisbon", 0.9), ("SPOUSE", "Ruiz", "Porto", 0.3))
    path = write(tmp_path / "gold.jsonl", row())
    other = write(tmp_path / "other.jsonl", row(text="A quiet day.", facts=[]))
    result = evaluate_knowledgenet(path, other, nlp=nlp).as_dict()
    assert (result["precision"], result["recall"], result["f1"], result["passages"]) == (1.0, 1.0, 1.0, 2)
    assert result["by_property"]["PLACE_OF_BIRTH"]["f1"] == 1.0

    def every(relations: Sequence[FoundRelation], profile: Profile) -> Sequence[FoundRelation]:
        assert profile == "balanced"
        return relations

    assert evaluate_knowledgenet(path, nlp=nlp, select=every).as_dict()["precision"] == 0.5


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"bad\.jsonl:2: expected"),
        (json.dumps(row(facts=[{"property": "SPOUSE"}])), r"bad\.jsonl:2: .*subject"),
        (json.dumps(row(facts=["x"])), r"bad\.jsonl:2: "),
        (json.dumps(row(properties=[])), r"bad\.jsonl:2: facts of PLACE_OF_BIRTH"),
        (json.dumps(row(text="Ana")), r"bad\.jsonl:2: the span 0 to 8"),
    ],
)
def test_another_form_is_said(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=message) as raised:
        evaluate_knowledgenet(path, nlp=relating())
    assert "KnowledgeNet's form" in str(raised.value)


def test_an_empty_file_and_another_encoding_are_said(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(FormatError, match="nothing to score"):
        evaluate_knowledgenet(path, nlp=relating())
    path.write_bytes('{"text": "é"}'.encode("latin-1"))
    with pytest.raises(FormatError, match="not UTF-8"):
        evaluate_knowledgenet(path, nlp=relating())


SPANS = st.tuples(st.integers(0, 9), st.integers(1, 4)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
RELATIONS = st.lists(st.builds(FoundRelation, SPANS, SPANS, st.sampled_from("AB"), st.floats(0, 1)), max_size=6)


@given(RELATIONS, RELATIONS)
def test_counts_stay_within_bounds(gold: list[FoundRelation], found: list[FoundRelation]) -> None:
    facts = tuple(PassageFact(r.property, *ranges([r.subject, r.object])) for r in gold)
    scores = FactScores()
    score_passage(Passage("x" * 14, ("A", "B"), facts), found, scores)
    right, predicted, wanted = counts(scores)
    assert 0 <= right <= min(predicted, wanted)
    assert wanted == len(set(facts))
    perfect = FactScores()
    score_passage(Passage("x" * 14, ("A", "B"), facts), gold, perfect)
    assert perfect.overall.right == len(set(facts))
