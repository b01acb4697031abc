"""Coreference measures: the reference scorer's published cases, and documents from raw text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.errors import FormatError
from pressgraph.evaluation import evaluate_coref
from pressgraph.evaluation.clusters import ConllScore
from pressgraph.language.found import Coreference, CoreferenceLink

from .scripted import at, pipeline

GOLD = """# newdoc id = a
# global.Entity = GRP-etype-infstat
# newpar
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new
2\tmayor\tmayor\tNOUN\tNN\t_\t6\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tPorto\tPorto\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place-new)1)
5\tcould\tcan\tAUX\tMD\t_\t6\taux\t_\t_
6\tresign\tresign\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv)
2\tloves\tlove\tVERB\tVBZ\t_\t0\troot\t_\t_
3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\tEntity=(3-place-giv
4\tcity\tcity\tNOUN\tNN\t_\t2\tobj\t_\tEntity=3)
5\tthat\tthat\tPRON\tWDT\t_\t8\tobj\t_\t_
6\tthe\tthe\tDET\tDT\t_\t7\tdet\t_\tEntity=(1-person-giv
7\twoman\twoman\tNOUN\tNN\t_\t8\tnsubj\t_\tEntity=1)
8\tserved\tserve\tVERB\tVBD\t_\t4\tacl:relcl\t_\t_

"""
TEXT = "The mayor of Porto could resign. She loves the city that the woman served"


def evaluate(tmp_path: Path, clusters: Any = (), links: Any = ()) -> dict[str, Any]:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")

    def find(doc: Doc) -> None:
        assert doc.text.strip() == TEXT
        doc._.coreference = Coreference(
            tuple(tuple(at(TEXT, words) for words in cluster) for cluster in clusters),
            tuple(CoreferenceLink(at(TEXT, m), at(TEXT, a), kind, 0.8) for m, a, kind in links),
        )

    scores = evaluate_coref(path, nlp=pipeline(find))
    return scores.as_dict() | {"errors": scores.mistakes.worst(9)}


def test_gold_itself_is_perfect_and_singletons_are_left_out(tmp_path: Path) -> None:
    result = evaluate(tmp_path, [["The mayor of Porto", "She", "the woman"], ["the city"]])
    assert (result["muc"], result["b_cubed"], result["ceaf_e"], result["conll_f1"]) == (1.0, 1.0, 1.0, 1.0)
    assert result["details"]["mentions"]["gold"] == 3
    assert result["documents"] == 1


def test_a_mention_with_other_bounds_is_another_mention(tmp_path: Path) -> None:
    result = evaluate(tmp_path, [["The mayor", "She", "the woman"]])
    assert result["muc"] == pytest.approx(0.5)
    assert result["b_cubed"] == pytest.approx(4 / 9)
    assert result["ceaf_e"] == pytest.approx(2 / 3)
    assert result["errors"]["missed"][0]["what"] == "The mayor of Porto"


def test_links_of_pronouns_and_nominals(tmp_path: Path) -> None:
    links = [
        ("She", "The mayor of Porto", "pronoun"),
        ("the woman", "The mayor", "nominal"),
        ("the city", "Porto", "nominal"),
        ("Porto", "The mayor", "name"),
    ]
    result = evaluate(tmp_path, links=links)
    assert result["link_precision"] == pytest.approx(1 / 3)
    assert result["link_precision_by_head"] == pytest.approx(2 / 3)
    assert result["links"] == 3
    assert result["confusion"] == {
        "name": {"antecedent not in gold": 1},
        "nominal": {"another entity": 1, "antecedent not in gold": 1},
        "pronoun": {"right": 1},
    }
    assert result["details"]["links"]["nominal"] == {
        "precision": 0.0,
        "precision_by_head": 0.5,
        "right": 0,
        "right_by_head": 1,
        "predicted": 2,
    }
    assert "[the city]" in result["errors"]["false"][1]["context"]


def test_nothing_found_is_zero(tmp_path: Path) -> None:
    result = evaluate(tmp_path)
    assert (result["conll_f1"], result["link_precision"], result["links"]) == (0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("key", "response", "muc", "b_cubed", "ceaf_e"),
    [
        (["abc", "defg"], ["ab", "cd", "fghi"], (0.4, 0.4), (35 / 12 / 7, 0.5), (0.65, 1.3 / 3)),
        (["abc"], ["abc"], (1, 1), (1, 1), (1, 1)),
        (["ab", "cd"], ["abcd"], (1, 2 / 3), (1, 0.5), (1 / 3, 2 / 3)),
        (["abcd"], [], (0, 0), (0, 0), (0, 0)),
    ],
)
def test_worked_cases(
    key: list[str],
    response: list[str],
    muc: tuple[float, float],
    b_cubed: tuple[float, float],
    ceaf_e: tuple[float, float],
) -> None:
    score = ConllScore()
    score.add([set(c) for c in key], [set(c) for c in response])
    for measure, (recall, precision) in ((score.muc, muc), (score.b_cubed, b_cubed), (score.ceaf_e, ceaf_e)):
        assert measure.recall == pytest.approx(recall)
        assert measure.precision == pytest.approx(precision)


def test_documents_are_summed_before_dividing() -> None:
    score = ConllScore()
    score.add([{1, 2}], [{1, 2}])
    score.add([{1, 2, 3, 4}], [])
    assert score.muc.recall == pytest.approx(1 / 4)
    assert score.b_cubed.recall == pytest.approx(2 / 6)
    assert score.ceaf_e.recall == pytest.approx(1 / 2)


PARTITIONS = st.dictionaries(st.integers(0, 12), st.integers(0, 4), max_size=12)


@given(PARTITIONS, PARTITIONS)
def test_measures_are_shares_and_symmetric(key: dict[int, int], response: dict[int, int]) -> None:
    def clusters(places: dict[int, int]) -> list[set[int]]:
        found = [{m for m, c in places.items() if c == number} for number in range(5)]
        return [cluster for cluster in found if len(cluster) > 1]

    there, back = ConllScore(), ConllScore()
    there.add(clusters(key), clusters(response))
    back.add(clusters(response), clusters(key))
    for name in ("muc", "b_cubed", "ceaf_e"):
        one, other = getattr(there, name), getattr(back, name)
        assert -1e-9 <= one.recall <= 1 + 1e-9
        assert one.recall == pytest.approx(other.precision)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\tAna\n\n", r"gold\.conllu:1: .*10 columns"),
        ("1\tAna\tAna\tPROPN\tNNP\t_\t0\troot\t_\t_\n\n", "no mention is marked by Entity="),
        ("1\tAna\tAna\tPROPN\tNNP\t_\t9\tnsubj\t_\tEntity=(1-person)\n\n", "a head is no word of the sentence"),
        ("", "nothing to score|no mention"),
    ],
)
def test_another_form_is_said(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "gold.conllu"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=message) as raised:
        evaluate_coref(path, nlp=pipeline(lambda _doc: None))
    assert "GUM's form" in str(raised.value)


def test_a_span_in_two_clusters_counts_in_the_first() -> None:
    from pressgraph.evaluation.coreference import response_clusters

    spans = [Span(0, 1), Span(2, 3), Span(4, 5)]
    assert response_clusters(Coreference(((spans[0], spans[1]), (spans[1], spans[2])))) == [frozenset({(0, 1), (2, 3)})]
