"""Relations of the model: calibrated, typed by the ontology, and never asserted where the text does not."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pressgraph.annotations import Assertion, Span
from pressgraph.language.found import FoundRelation
from pressgraph.language.pipeline import load
from pressgraph.language.relations.calibration import FILE, fit, read_calibration, reliability
from pressgraph.language.scoring import distance_class, gelu, sigmoid, signed_class


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(threads=1)


def facts(nlp: Language, text: str, *found: tuple[str, str, str, float]) -> list[tuple[str, str, str, Assertion]]:
    """Facts by (predicate, subject, object) of a text in which the model is made to find these relations."""
    doc = nlp.make_doc(text)
    for name, component in nlp.pipeline:
        if name == "pressgraph_facts":
            doc._.relations = tuple(
                FoundRelation(_span(text, subject), _span(text, target), relation, likely)
                for relation, subject, target, likely in found
            )
        doc = component(doc)
    names = {e.id: e.name for e in doc._.register.entities()}
    return [
        (
            f.predicate,
            names[f.subject],
            names.get(f.object, f.object) if isinstance(f.object, str) else f.object.lexical,
            f.assertion,
        )
        for f in doc._.facts
    ]


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_a_relation_becomes_a_fact(nlp: Language) -> None:
    text = "Helen Moore joined the choir of Bergen University in her youth and left it with a degree."
    told = facts(nlp, text, ("EDUCATED_AT", "Helen Moore", "Bergen University", 0.9))
    assert ("schema:alumniOf", "Helen Moore", "Bergen University", Assertion.ASSERTED) in told
    assert not facts(nlp, text, ("EDUCATED_AT", "Helen Moore", "Bergen University", 0.2))


def test_a_relation_that_the_ontology_forbids_is_impossible(nlp: Language) -> None:
    text = "Helen Moore joined the choir of Bergen University in her youth and left it with a degree."
    assert not facts(nlp, text, ("EDUCATED_AT", "Bergen University", "Helen Moore", 0.99))
    assert not facts(nlp, text, ("CEO", "Helen Moore", "Bergen University", 0.99))


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Police said Helen Moore had joined Nordic Oil Ltd.", Assertion.ATTRIBUTED),
        ("Helen Moore has not joined Nordic Oil Ltd.", Assertion.NEGATED),
        ("If Helen Moore joins Nordic Oil Ltd, the shares will fall.", Assertion.HYPOTHETICAL),
    ],
)
def test_what_is_not_asserted_stays_so(nlp: Language, text: str, assertion: Assertion) -> None:
    told = facts(nlp, text, ("EMPLOYEE_OR_MEMBER_OF", "Helen Moore", "Nordic Oil Ltd", 0.99))
    assert [(p, a) for p, _, _, a in told if p == "schema:worksFor"] == [("schema:worksFor", assertion)]


def test_rule_and_model_are_two_witnesses(nlp: Language) -> None:
    text = "Helen Moore was born in Bergen."
    doc = nlp(text)
    alone = next(f for f in doc._.facts if f.predicate == "schema:birthPlace")
    assert alone.origin.startswith("rule:")
    assert 0.9 <= alone.confidence <= 0.99


def test_platt_scaling_finds_the_right_share() -> None:
    rng = np.random.default_rng(1)
    likely = rng.uniform(0.05, 0.95, 4000)
    right = rng.uniform(size=4000) < likely**2
    slope, offset = fit(likely, right)
    at_half = sigmoid(np.array(offset))
    assert 0.2 < at_half < 0.3
    assert slope > 1
    assert fit(np.zeros(0), np.zeros(0, bool), prior=(0.7, -1.0)) == pytest.approx((0.7, -1.0))


def test_a_calibration_is_read_by_relation(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"relations": {"CEO": [1.0, -2.0]}}), encoding="utf-8")
    calibration = read_calibration(tmp_path, ["CEO", "SPOUSE"])
    applied = calibration.apply(np.array([[0.5, 0.5]]))
    assert applied[0, 0] == pytest.approx(1 / (1 + np.exp(2.0)))
    assert applied[0, 1] == pytest.approx(0.5)


def test_reliability_counts_each_statement_once() -> None:
    rows = reliability(np.array([0.1, 0.5, 0.97, 0.99]), np.array([False, True, True, False]))
    assert sum(row["count"] for row in rows) == 4
    assert rows[-1] == {"from": 0.95, "to": 1.0, "mean": 0.98, "right": 0.5, "count": 2}


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=20))
def test_gelu_is_what_torch_calls_so(values: list[float]) -> None:
    import math

    exact = [x * 0.5 * (1 + math.erf(x / math.sqrt(2))) for x in values]
    assert np.allclose(gelu(np.array(values)), exact, atol=5e-6)


def test_distances_forward_and_backward_differ() -> None:
    assert signed_class(np.array([3, -3])).tolist() == [3, 12]
    assert distance_class(np.array([64, 65])).tolist() == [7, 8]
