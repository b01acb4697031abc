"""Literals in canonical form."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from pressgraph.annotations import Literal as Stated
from pressgraph.graph import literals
from tests.graph.strategies import literals as any_literal

NODE = NamedNode("https://news.example/x")


def stored(literal: Literal) -> object:
    store = Store()
    store.add(Quad(NODE, NODE, literal))
    return next(iter(store)).object


@given(any_literal)
def test_a_store_changes_no_literal(value: Stated) -> None:
    made = literals.literal(value)
    assert stored(made) == made


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=3))
def test_decimals_keep_their_value_in_canonical_form(number: Decimal) -> None:
    made = literals.decimal(number)
    assert Decimal(made.value) == number
    assert stored(made) == made


@given(st.datetimes(timezones=st.none() | st.just(datetime.timezone(datetime.timedelta(hours=5, minutes=30)))))
def test_date_times_keep_their_instant(moment: datetime.datetime) -> None:
    lexical = moment.isoformat()
    try:
        made = literals.literal(Stated(lexical, "xsd:dateTime"))
    except OverflowError:
        return
    if made.datatype.value.endswith("string"):  # before the year 1 in UTC
        return
    back = datetime.datetime.fromisoformat(made.value)
    assert back == moment
    assert stored(made) == made


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected", "kind"),
    [
        ("1.50", "xsd:decimal", "1.5", "decimal"),
        ("+007", "xsd:integer", "7", "integer"),
        ("5", "xsd:nonNegativeInteger", "5", "integer"),
        ("1", "xsd:boolean", "true", "boolean"),
        ("2022-02", "xsd:gYearMonth", "2022-02", "gYearMonth"),
        ("2022-13", "xsd:gYearMonth", "2022-13", "string"),
        ("2022-02-30", "xsd:date", "2022-02-30", "string"),
        ("20220203", "xsd:date", "20220203", "string"),
        ("last week", "xsd:date", "last week", "string"),
        ("1e3", "xsd:decimal", "1e3", "string"),
        ("2022-02-27T10:00:00.500+02:00", "xsd:dateTime", "2022-02-27T08:00:00.5Z", "dateTime"),
    ],
)
def test_forms(lexical: str, datatype: str, expected: str, kind: str) -> None:
    made = literals.literal(Stated(lexical, datatype))
    assert (made.value, made.datatype.value.rpartition("#")[2]) == (expected, kind)


def test_language_tags_are_lower_case_and_bad_ones_left_out() -> None:
    assert literals.literal(Stated("x", language="en-GB")).language == "en-gb"
    assert literals.literal(Stated("x", language="not a tag")).language is None


@given(st.text(st.characters()))
def test_cleaning_keeps_the_length(text: str) -> None:
    cleaned = literals.clean(text)
    assert len(cleaned) == len(text)
    assert Literal(cleaned).value == cleaned


@pytest.mark.parametrize("value", [1.2, -0.1, float("nan")])
def test_a_confidence_is_a_probability(value: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        literals.confidence(value)


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="no finite number"):
        literals.decimal(Decimal("Infinity"))
