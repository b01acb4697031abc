"""Target: dates, quantities, sums, ages and percentages in any text."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache

import spacy
from spacy.language import Language

from pressgraph.annotations import Article, Date, Literal, Money, Quantity, Value
from pressgraph.graph import literals
from pressgraph.language.factories import register_factories
from pressgraph.reading import normalise
from tests.fuzz.draws import Draws

PIECES = (
    "Saturday", "26", "February", "Feb.", "2022", "May", ",", ".", "-", "–", "(", ")", "two", "hundred", "and", "a",
    "half", "million", "$", "€", "Rs", "5", "1,200", "2.5", "bn", "m", "km", "miles", "feet", "inches", "year", "old",
    "aged", "over", "at least", "between", "from", "to", "percent", "%", "last", "week", "ago", "1990s", "'", "her",
    "50s", "Q3", "UTC", "14:30", "p.m.", "in", "on", "the", "of", "this", "\n", "\n\n", "9999", "0", "00", "31", "½",
    "3/4", "°C", "century", "19th", "today", "will", "said", "fourth", "quarter", "fiscal", "ended", "overnight",
    "into", "noon", "hundreds", "tens of thousands", "cents", "p", "degrees", "magnitude", "votes", "about", "basis",
    "points", "twenties", "local time", "14th", "per", "nearly", "yuan", "¥", "NZ $", "crore", "people", "U.S.", "@",
    "http://", "+44", "İ", "१२", "𝟙", "weekend", "BC", "no", "less", "than", "more", "up", "by", "next", "month",
    "December", "30", "29", "1", "2", "3", "10", "12", "24:00", "a.m.", "EST", "thousand", "dozen", "score", "trillion",
    "pounds", "euros", "US$", "kg", "tons", "square", "hours", "minutes", "days", "early", "late", "mid", "since",
    "until", "through", "-year-old", "/", ":", "1/2", "one in", "third", "thirds", "quarters", "zero", "minus", "−",
)  # fmt: skip


def values(data: bytes) -> None:
    """Values lie in the text in order, and their literals are in canonical form."""
    draws = Draws(data)
    day = _day(draws)
    raw = draws.phrase(PIECES, 80) if draws.flag() else draws.rest().decode("utf-8", "replace")[:2000]
    text = normalise(raw)
    doc = _nlp().make_doc(text)
    doc._.article = Article(text, date=day)
    found: tuple[Value, ...] = _nlp()(doc)._.values
    end = 0
    for value in found:
        assert end <= value.span.begin < value.span.end <= len(text)
        end = value.span.end
        assert value.span.of(text) == value.span.of(text).strip()
        assert value.of is None or 0 <= value.of.begin < value.of.end <= len(text)
        _is_sound(value)


def _day(draws: Draws) -> datetime.date | None:
    return datetime.date.min + datetime.timedelta(days=draws.number(0, 65_535) * 55) if draws.flag() else None


def _is_sound(value: Value) -> None:
    content = value.value
    if isinstance(content, Date):
        assert value.kind == "date"
        assert content.start is not None or content.end is None
        for literal in (content.start, content.end):
            assert literal is None or _is_canonical(literal)
        if content.start and content.end:
            assert content.start.lexical <= content.end.lexical
        return
    assert isinstance(content, Money if value.kind == "money" else Quantity)
    given = [number for number in (content.value, content.minimum, content.maximum) if number is not None]
    assert given
    assert all(number.is_finite() and Decimal(literals.plain(number)) == number for number in given)
    assert (content.value is None) == (content.minimum is not None or content.maximum is not None)
    if content.minimum is not None and content.maximum is not None:
        assert content.minimum < content.maximum


def _is_canonical(literal: Literal) -> bool:
    """Whether the graph would write it as it stands, with its datatype."""
    written = literals.literal(literal)
    return written.value == literal.lexical and written.datatype.value.endswith(literal.datatype.partition(":")[2])


@cache
def _nlp() -> Language:
    register_factories()
    pipeline = spacy.blank("en")
    pipeline.add_pipe("pressgraph_values")
    return pipeline
