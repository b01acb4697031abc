"""Relations of documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.errors import FormatError
from pressgraph.evaluation import evaluate_redocred
from pressgraph.evaluation.selection import Profile
from pressgraph.language.entities.register import Register
from pressgraph.language.found import Coreference, FoundRelation

from .scripted import at, pipeline

SENTENCES = [
    ["Ana", "Ruiz", "founded", "the", "Tate", "Band", "in", "Porto", "."],
    ["She", "left", "the", "band", "'s", "city", ",", "Porto", "."],
]
TEXT = "Ana Ruiz founded the Tate Band in Porto. She left the band's city, Porto."


def mention(sentence: int, begin: int, end: int) -> dict[str, Any]:
    return {"sent_id": sentence, "pos": [begin, end], "type": "X", "name": ""}


def document(*labels: tuple[int, str, int], **changed: Any) -> dict[str, Any]:
    """Entities: 0 Ana Ruiz, 1 Tate Band (without its article) and "the band", 2 Porto."""
    entities = [[mention(0, 0, 2)], [mention(0, 4, 6), mention(1, 2, 4)], [mention(0, 7, 8), mention(1, 7, 8)]]
    rows = [{"h": head, "r": name, "t": tail, "evidence": []} for head, name, tail in labels]
    return {"title": "t", "sents": SENTENCES, "vertexSet": entities, "labels": rows} | changed


def evaluate(path: Path, content: Any, find: Callable[[Doc], None], **options: Any) -> dict[str, Any]:
    path = path / "gold.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    scores = evaluate_redocred(path, nlp=pipeline(find), **options)
    return scores.as_dict() | {"errors": scores.mistakes.worst(9)}


def finding(*rows: tuple[str, Span, Span, float]) -> Callable[[Doc], None]:
    def find(doc: Doc) -> None:
        assert doc.text == TEXT
        doc._.relations = tuple(FoundRelation(s, o, name, p) for name, s, o, p in rows)

    return find


ANA, BAND, PORTO = at(TEXT, "Ana Ruiz"), at(TEXT, "the Tate Band"), at(TEXT, "Porto")


def test_mentions_lead_to_entities_but_for_articles_and_endings(tmp_path: Path) -> None:
    rows = ("P112", BAND, ANA, 0.95), ("P740", at(TEXT, "band's"), at(TEXT, "Porto", 60), 0.6), ("P17", PORTO, ANA, 0.3)
    result = evaluate(tmp_path, [document((1, "P112", 0), (1, "P740", 2))], finding(*rows))
    assert (result["precision"], result["recall"]) == (1.0, 1.0)
    assert (result["publish"]["precision"], result["publish"]["recall"]) == (1.0, 0.5)
    assert result["by_relation"]["P112"]["name"] == "founded by"


def test_the_same_relation_of_other_mentions_counts_once(tmp_path: Path) -> None:
    rows = ("P740", BAND, PORTO, 0.9), ("P740", at(TEXT, "the band"), at(TEXT, "Porto", 60), 0.6)
    result = evaluate(tmp_path, [document((1, "P740", 2))], finding(*rows))
    assert (result["right"], result["predicted"], result["gold"]) == (1, 1, 1)


def test_what_leads_to_no_entity_is_wrong_once_for_its_wording(tmp_path: Path) -> None:
    rows = ("P131", at(TEXT, "city"), PORTO, 0.9), ("P131", at(TEXT, "city"), at(TEXT, "Porto", 60), 0.8)
    result = evaluate(tmp_path, [document((1, "P740", 2))], finding(*rows))
    assert (result["right"], result["predicted"], result["gold"]) == (0, 1, 1)
    assert result["errors"]["false"][0]["instead"] == "no gold entity: subject"
    assert result["errors"]["missed"][0]["what"] == "P740 location of formation: Tate Band → Porto"


def test_properties_that_gold_does_not_judge_are_left_out(tmp_path: Path) -> None:
    rows = ("P106", ANA, PORTO, 0.9), ("EDUCATED_AT", ANA, PORTO, 0.9), ("P19", ANA, PORTO, 0.9)
    result = evaluate(tmp_path, [document((1, "P740", 2))], finding(*rows))
    assert result["predicted"] == 1
    result = evaluate(tmp_path, [document((0, "P106", 2))], finding(*rows))
    assert (result["right"], result["predicted"]) == (1, 2)
    assert result["confusion"] == {"P106": {"P106": 1}}


def test_a_pronoun_stands_for_its_entity(tmp_path: Path) -> None:
    she = at(TEXT, "She")
    find = finding(("P19", she, PORTO, 0.9))

    def clustered(doc: Doc) -> None:
        find(doc)
        doc._.coreference = Coreference(((ANA, she),))

    def registered(doc: Doc) -> None:
        find(doc)
        doc._.register = Register(doc)
        ana = doc._.register.new("schema:Person", "Ana Ruiz")
        doc._.register.mention(doc[0:2], ana)
        doc._.register.mention(doc[9:10], ana, "pronoun", resolved_by="coreference")

    gold = [document((0, "P19", 2))]
    assert evaluate(tmp_path, gold, find)["right"] == 0
    assert evaluate(tmp_path, gold, clustered)["right"] == 1
    assert evaluate(tmp_path, gold, registered)["right"] == 1


def test_the_selection_is_asked_for_both_profiles(tmp_path: Path) -> None:
    asked = []

    def select(relations: Sequence[FoundRelation], profile: Profile) -> Sequence[FoundRelation]:
        asked.append(profile)
        return relations if profile == "publish" else []

    result = evaluate(tmp_path, [document((0, "P19", 2))], finding(("P19", ANA, PORTO, 0.1)), select=select)
    assert sorted(asked) == ["balanced", "publish"]
    assert (result["f1"], result["publish"]["f1"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "expected a JSON list|no list|document"),
        ([{}], "document 1"),
        ([document((0, "P19", 9))], "relation of an entity"),
        ([document(vertexSet=[[mention(0, 0, 90)]])], "gold.json"),
        ([document(vertexSet=[[mention(7, 0, 1)]])], "gold.json"),
        ([document(vertexSet=[[mention(0, 2, 2)]])], "empty mention"),
        ([], "nothing to score"),
    ],
)
def test_another_form_is_said(tmp_path: Path, content: Any, message: str) -> None:
    with pytest.raises(FormatError, match=message) as raised:
        evaluate(tmp_path, content, finding())
    assert "DocRED's form" in str(raised.value)


def test_broken_json_is_said(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text("[{", encoding="utf-8")
    with pytest.raises(FormatError, match="line 1 column"):
        evaluate_redocred(tmp_path / "gold.json", nlp=pipeline(finding()))
