"""Names of one wording agree on a class within a text."""

from __future__ import annotations

import numpy as np
import spacy
from spacy.tokens import Doc, Span

from pressgraph.language.agreement import agree, pooled
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


def test_the_class_before_is_kept_beside_the_new_one() -> None:
    spans = agree(_spans((0, 1, "Person", 0.7), (3, 4, "Location", 0.69)))
    assert [(s.label_, s._.first_label) for s in spans] == [("Person", ""), ("Person", "Location")]


def test_dates_are_left() -> None:
    assert [s.label_ for s in agree(_spans((6, 7, "Person", 0.9), (8, 10, "Date", 0.2)))] == ["Person", "Date"]


OUTSIDE = [0.94, *[0.01] * 6]
TAGS = ["O", "B-Person", "I-Person", "B-Location", "I-Location", "B-Date", "I-Date"]


def _classes(words: list[str], rows: list[list[float]]) -> list[str]:
    """The likeliest tag of each word after pooling; ``rows`` are probabilities."""
    scores = pooled(np.log(np.array(rows)), words, TAGS)
    return [TAGS[place] for place in scores.argmax(axis=1)]


def test_a_word_is_drawn_to_what_it_is_elsewhere() -> None:
    person, place = [0.02, 0.9, 0.02, 0.03, 0.01, 0.01, 0.01], [0.02, 0.3, 0.02, 0.63, 0.01, 0.01, 0.01]
    inside = [0.02, 0.02, 0.9, 0.03, 0.01, 0.01, 0.01]
    assert _classes(["Ruiz", "left", "Ruiz"], [person, OUTSIDE, place]) == ["B-Person", "O", "B-Person"]
    assert _classes(["Ruiz", "Airways", "Ruiz"], [person, inside, place]) == ["B-Person", "I-Person", "B-Location"]
    assert _classes(["Ruiz", "left", "Lund"], [person, OUTSIDE, place]) == ["B-Person", "O", "B-Location"]
    assert _classes(["ruiz", "left", "ruiz"], [person, OUTSIDE, place]) == ["B-Person", "O", "B-Location"]
    assert _classes(["Ruiz", "left", "Ruiz"], [inside, OUTSIDE, place]) == ["I-Person", "O", "B-Person"]


def test_a_name_that_was_missed_is_found_by_its_other_places() -> None:
    missed, sure = [0.6, 0.35, 0.01, 0.01, 0.01, 0.01, 0.01], [0.02, 0.9, 0.02, 0.03, 0.01, 0.01, 0.01]
    assert _classes(["Ruiz", "said", "Ruiz"], [missed, OUTSIDE, sure]) == ["B-Person", "O", "B-Person"]


def test_months_stay_what_they_are_in_their_place() -> None:
    date, person = [0.02, 0.02, 0.02, 0.02, 0.01, 0.9, 0.01], [0.3, 0.4, 0.01, 0.01, 0.01, 0.26, 0.01]
    assert _classes(["May", "and", "May"], [date, OUTSIDE, person]) == ["B-Date", "O", "B-Person"]


def test_words_that_come_once_keep_their_scores() -> None:
    scores = np.log(np.full((2, 7), 1 / 7))
    assert pooled(scores, ["Ruiz", "spoke"], TAGS) is scores
