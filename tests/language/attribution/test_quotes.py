"""The scanner of quotation marks on raw characters."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressgraph.language.attribution.quotes import scan
from pressgraph.language.paragraphs import breaks


def found(text: str, depth: int = 0) -> list[list[str]]:
    return [[span.of(text) for span in q.spans] for q in scan(text, breaks(text)) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," he said. "No."', [["Yes,"], ["No."]]),
        ("“Yes,” he said. “No.”", [["Yes,"], ["No."]]),
        ("«Oui», dit-elle.", [["Oui"]]),
        ("»Ja«, sagte sie.", [["Ja"]]),
        ("„Ja“, sagte sie.", [["Ja"]]),
        ("``Yes,'' he said.", [["Yes,"]]),
        ('“Yes," he said.', [["Yes,"]]),
        ('" Yes , " he said', [["Yes ,"]]),
        ('They came ("late") and left.', [["late"]]),
        ("'It's the boys' turn,' he said, 'isn't it?'", [["It's the boys' turn,"], ["isn't it?"]]),
        ("‘It’s late,’ she said.", [["It’s late,"]]),
        ("the 'big boys' club", [["big boys"]]),
    ],
)
def test_marks_of_every_kind_pair(text: str, expected: list[list[str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' plan and the '90s, rock 'n' roll and goin' home",
        'A 6\'2" guard and a 12" disc',
        'hit by "enemy artillery, the agency said.',
        '""""""""""""',
        "O'Brien's 5 o'clock tea",
        "",
        '"',
        "' '",
    ],
)
def test_apostrophes_inches_and_strays_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_inch_marks_stay_inside_a_quotation() -> None:
    assert found('"It is 12" wide," he said.') == [['It is 12" wide,']]


def test_nested_quotations_have_a_depth() -> None:
    text = "“He told me, ‘I quit,’ and left,” she said."
    assert found(text) == [["He told me, ‘I quit,’ and left,"]]
    assert found(text, 1) == [["I quit,"]]
    assert found('"A "bad" plan," he said.', 1) == [["bad"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "One!\n"Two. Three."\nThen.', [["One!", "Two. Three."]]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", [["One.", "Two.", "Three,"]]),
        ("'One.\n\n'Two,' he said.", [["One.", "Two,"]]),
        ('"One.\n\nTwo." he said.', [["One.", "Two."]]),
        ('"One.\n\nThe end.', [["One."]]),
        ('"One, he said. "Two," he said.', [["One, he said."], ["Two,"]]),
    ],
)
def test_quotations_over_paragraphs_and_without_end(text: str, expected: list[list[str]]) -> None:
    assert found(text) == expected


def test_an_unclosed_quotation_is_marked() -> None:
    (quote,) = scan('He said: "One.\n\nThe end.', [16])
    assert not quote.closed
    assert scan('He said: "One."')[0].closed


MARKED = st.text(alphabet="\"'“”‘’«»„`ab1 .,\n-s", max_size=120)


@given(MARKED)
def test_spans_lie_inside_the_text_and_outer_ones_do_not_overlap(text: str) -> None:
    quotes = scan(text, breaks(text))
    spans = [span for quote in quotes if quote.depth == 0 for span in quote.spans]
    assert all(0 <= span.begin < span.end <= len(text) for quote in quotes for span in quote.spans)
    assert all(not span.of(text)[0].isspace() and not span.of(text)[-1].isspace() for span in spans)
    ordered = sorted(spans)
    assert all(first.end <= second.begin for first, second in itertools.pairwise(ordered))


@given(MARKED)
def test_quotations_hold_their_contents(text: str) -> None:
    for quote in scan(text, breaks(text)):
        assert 0 <= quote.begin < quote.spans[0].begin
        assert quote.spans[-1].end <= quote.end <= len(text)


@given(st.text(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_any_text_and_borders_are_read(text: str, borders: list[int]) -> None:
    starts = sorted({border for border in borders if border < len(text)})
    assert all(quote.spans for quote in scan(text, starts))


@pytest.mark.parametrize("unit", ['"', '" ', '"a ', "'a ", "“a ", 'a" ', '"a\n', "“‘"])
def test_many_thousand_marks_are_read(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    starts = [place + 1 for place, character in enumerate(text) if character == "\n"]
    assert all(quote.end <= len(text) for quote in scan(text, starts))
