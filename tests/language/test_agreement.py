"""Names of one wording agree on a class within a text."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

from pressgraph.language.agreement import agree
from pressgraph.language.extensions import register_extensions

register_extensions()


def _spans(*readings: tuple[int, int, str, float]) -> list[Span]:
    doc = Doc(
        spacy.blank("en").vocab, words=["Ruiz", "spoke", ".", "Ruiz", "left", ".", "Ruiz", "and", "May", "3", "."]
    )
    spans = []
    for begin, end, label, probability in readings:
        span = Span(doc, begin, end, label=label)
        span._.probability = probability
        spans.append(span)
    return spans


def test_the_surer_readings_win() -> None:
    spans = agree(_spans((0, 1, "Person", 0.9), (3, 4, "Location", 0.5), (6, 7, "Person", 0.9)))
    assert [s.label_ for s in spans] == ["Person", "Person", "Person"]


def test_a_close_call_is_left() -> None:
    spans = agree(_spans((0, 1, "Person", 0.7), (3, 4, "Location", 0.69)))
    assert [s.label_ for s in spans] == ["Person", "Location"]


def test_dates_are_left() -> None:
    assert [s.label_ for s in agree(_spans((6, 7, "Person", 0.9), (8, 10, "Date", 0.2)))] == ["Person", "Date"]
