"""Scoring of trees, tags and sentences, with a pipeline whose mistakes are known."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.errors import FormatError
from pressgraph.evaluation.parse import evaluate_parse

GOLD = """# newdoc id = a
# newpar
# sent_id = 1
1\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\ttown\ttown\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# sent_id = 2
1\tBob\tBob\tPROPN\tNNP\tNumber=Sing\t2\tnsubj:pass\t_\t_
2\tstayed\tstay\tVERB\tVBD\t_\t0\troot\t_\t_

"""


@pytest.fixture
def flawed() -> Language:
    """One sentence whatever the text; every word hangs on the second as nsubj."""
    nlp = spacy.blank("en")

    @Language.component("flawed")
    def flawed(doc: Doc) -> Doc:
        given = doc.has_annotation("SENT_START")
        starts = [t.i for t in doc if t.is_sent_start or t.i == 0] if given else [0]
        for begin, end in zip(starts, [*starts[1:], len(doc)], strict=True):
            for token in doc[begin:end]:
                token.head, token.dep_ = doc[begin + 1], "nsubj"
                token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text
            doc[begin + 1].dep_ = "ROOT"
        return doc

    nlp.add_pipe("flawed")
    return nlp


def test_scores_on_gold_words(tmp_path: Path, flawed: Language) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    scores = evaluate_parse(path, nlp=flawed).as_dict()
    assert scores["uas"] == 1.0
    assert scores["las"] == pytest.approx(4 / 6)
    assert scores["las_subtypes"] == pytest.approx(3 / 6)
    assert scores["upos"] == pytest.approx(2 / 6)
    assert scores["lemma"] == pytest.approx(4 / 6)
    assert scores["sentence_f1"] == 0.0
    assert scores["raw_token_f1"] == 1.0


def test_confused_tags_and_wrong_heads_have_their_text(tmp_path: Path, flawed: Language) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    scores = evaluate_parse(path, nlp=flawed)
    assert scores.as_dict()["confusion"]["VERB"] == {"PROPN": 2}
    false = scores.mistakes.worst(20)["false"]
    assert {
        "what": "tag of town: PROPN",
        "context": "Ana left [town]. Bob stayed",
        "count": 1,
        "instead": "NOUN",
    } in false


def test_a_broken_line_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text("1\tAna\n\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"bad\.conllu:1: .*10 columns"):
        evaluate_parse(path, nlp=spacy.blank("en"))


def test_a_file_that_is_cut_off_is_said(tmp_path: Path) -> None:
    path = tmp_path / "cut.conllu"
    path.write_text("1\tAna\t_\t_\t_\t_\t2\tnsubj\t_\t_\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"cut\.conllu:1: .*cut off"):
        evaluate_parse(path, nlp=spacy.blank("en"))
