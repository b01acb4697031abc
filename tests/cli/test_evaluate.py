"""evaluate: files in, tables and JSON out, with pipelines that find what they are told to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.cli.evaluate import tables
from pressgraph.language.found import Coreference, CoreferenceLink, FoundAttribution, FoundRelation
from tests.evaluation.scripted import at, pipeline

from .conftest import Run

TEXT = "Ana Ruiz was born in Lisbon ."
CONLLU = """# newdoc id = a
1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\tas\tas\tSCONJ\tIN\t_\t5\tmark\t_\t_
4\tshe\tshe\tPRON\tPRP\t_\t5\tnsubj\t_\tEntity=(1-person)
5\tliked\tlike\tVERB\tVBD\t_\t2\tadvcl\t_\t_

"""
FILES: dict[str, Any] = {
    "knowledgenet": {
        "text": TEXT,
        "properties": ["PLACE_OF_BIRTH"],
        "facts": [{"property": "PLACE_OF_BIRTH", "subject": [0, 8], "object": [21, 27]}],
    },
    "polnear": {"text": TEXT, "attributions": [{"source": [[0, 8]], "cue": [[9, 12]], "content": [[13, 27]]}]},
    "redocred": [
        {
            "title": "t",
            "sents": [TEXT.split()],
            "vertexSet": [
                [{"sent_id": 0, "pos": [0, 2], "type": "PER"}],
                [{"sent_id": 0, "pos": [5, 6], "type": "LOC"}],
            ],
            "labels": [{"h": 0, "t": 1, "r": "P19", "evidence": [0]}],
        }
    ],
    "text2kg": {"sent": TEXT, "triples": [{"sub": "Ana_Ruiz", "rel": "birthPlace", "obj": "Lisbon"}]},
}


def find(doc: Doc) -> None:
    """What gold says of the texts above."""
    if "Ruiz" in doc.text:
        name, place = at(doc.text, "Ana Ruiz"), at(doc.text, "Lisbon")
        doc._.relations = tuple(FoundRelation(name, place, p, 0.95) for p in ("PLACE_OF_BIRTH", "P19"))
        doc._.attributions = (FoundAttribution((Span(0, 8),), (Span(9, 12),), (Span(13, 27),), 0.9),)
    else:
        name, pronoun = at(doc.text, "Ana"), at(doc.text, "she")
        doc._.coreference = Coreference(((name, pronoun),), (CoreferenceLink(pronoun, name, "pronoun", 0.9),))


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Language:
    """The package's pipeline replaced by one that finds all of gold."""
    nlp = pipeline(find)
    for module in ("passages", "attributions", "coreference", "documents", "triples"):
        monkeypatch.setattr(f"pressgraph.evaluation.{module}.load", lambda: nlp)
    for module in ("ner", "parse"):
        monkeypatch.setattr(f"pressgraph.evaluation.{module}.load_parser", lambda: nlp)
    return nlp


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with a gold file for each measure, named after it."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "coref").write_text(CONLLU, encoding="utf-8")
    (tmp_path / "parse").write_text(CONLLU, encoding="utf-8")
    row = {"tokens": TEXT.split(), "ner": ["B-Person", "I-Person", "O", "O", "O", "B-Location", "O"]}
    (tmp_path / "ner").write_text(json.dumps({"sents": [row]}), encoding="utf-8")
    return tmp_path


def scores(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("evaluate", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    content: dict[str, Any] = json.loads(result.stdout)
    return content


@pytest.mark.usefixtures("scripted", "gold")
@pytest.mark.parametrize(
    ("name", "parts"),
    [("knowledgenet", "by_property"), ("redocred", "by_relation"), ("text2kg", "by_relation")],
)
def test_facts_and_relations_in_json(run: Run, name: str, parts: str) -> None:
    content = scores(run, name, name)
    assert [content[measure] for measure in ("precision", "recall", "f1")] == [1.0, 1.0, 1.0]
    [own] = content[parts].values()
    assert own["f1"] == 1.0
    assert content["confusion"]
    assert "errors" not in content


@pytest.mark.usefixtures("scripted", "gold")
def test_each_measure_has_its_own_keys(run: Run) -> None:
    assert scores(run, "redocred", "redocred")["publish"]["precision"] == 1.0
    text2kg = scores(run, "text2kg", "text2kg")
    assert (text2kg["conformance"], text2kg["hallucination"]) == (1.0, 0.0)
    polnear = scores(run, "polnear", "polnear")
    assert all(polnear[role]["f1"] == 1.0 for role in ("source", "cue", "content"))
    coref = scores(run, "coref", "coref")
    assert all(coref[key] == 1.0 for key in ("muc", "b_cubed", "ceaf_e", "conll_f1", "link_precision"))


@pytest.mark.usefixtures("scripted", "gold")
def test_tables_and_errors(run: Run) -> None:
    lines = run("evaluate", "ner", "ner", "--errors", "2").stdout.splitlines()
    assert lines[0].split() == ["class", "precision", "recall", "F1", "gold", "predicted"]
    assert lines[-1].strip() == "Ana Ruiz was born in [Lisbon]."
    assert "  Location: Lisbon" in lines
    for name in ("knowledgenet", "polnear", "coref", "redocred", "text2kg", "parse"):
        result = run("evaluate", name, name, name, "--errors", "2")
        assert result.exit_code == 0, result.stderr
        assert "100.00" in result.stdout


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("name", [*FILES, "coref", "ner", "parse"])
def test_other_files_are_refused(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "gold").write_text('{"nonsense": 1}', encoding="utf-8")
    result = run("evaluate", name, "gold")
    assert result.exit_code == 2
    assert result.stderr.startswith("pressgraph: gold")
    assert ", or give " in result.stderr
    assert run("evaluate", name, "none").exit_code == 2
    assert run("evaluate", name).exit_code == 2


def test_a_large_confusion_is_listed() -> None:
    table = {f"P{i}": {f"P{i}": 5, "(none)": i} for i in range(1, 30)}
    lines = tables.confusion(table)
    assert lines[2] == "    29  P29 → (none)"
    assert len(lines) == 2 + tables.LISTED
    assert tables.confusion({"A": {"A": 3}}) == []


def test_a_small_confusion_is_a_table() -> None:
    assert tables.confusion({"A": {"A": 3, "B": 1}, "(none)": {"A": 2}})[1:] == [
        "gold \\ predicted       A       B",
        "A                      3       1",
        "(none)                 2       .",
    ]
