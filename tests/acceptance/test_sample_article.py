"""The sample article of the development data against a careful reader's gold."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from spacy.language import Language

from pressgraph.annotations import Article
from pressgraph.language.annotate import annotate_with

from .gold import Comparison, Row, read_gold, table

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def comparison(development_data: Path, pipeline: Language) -> Comparison:
    folder = development_data / "articles"
    text = (folder / "starlink.txt").read_text(encoding="utf-8")
    article = Article(text, date=datetime.date(2022, 2, 27), language="en")
    return Comparison(read_gold(folder / "starlink.gold.json"), next(annotate_with(pipeline, [article])))


@pytest.fixture(scope="module")
def rows(comparison: Comparison) -> list[Row]:
    return comparison.rows()


def _share(rows: list[Row], kind: str) -> float:
    own = [row for row in rows if row.kind == kind]
    return sum(bool(row.found) for row in own) / len(own)


def test_every_important_fact_is_there(rows: list[Row]) -> None:
    missing = [row for row in rows if row.kind == "fact" and row.importance == 2 and not row.found]
    assert not missing, table(missing)


def test_no_false_triple_is_there(rows: list[Row]) -> None:
    made = [row for row in rows if row.kind == "must-not" and row.found]
    assert not made, table(made)


def test_every_quotation_has_its_speaker(comparison: Comparison) -> None:
    for wanted in comparison.gold["claims"]:
        if wanted["kind"] == "schema:Quotation":
            assert comparison.claim_row(wanted).found, wanted["text"]


def test_most_claims_and_half_of_the_events(rows: list[Row]) -> None:
    assert _share(rows, "claim") >= 0.8, table(rows)
    assert _share(rows, "event") >= 0.5, table(rows)
