"""Line breaks: which end a paragraph, and which only wrap it."""

from __future__ import annotations

from itertools import pairwise

from pressgraph.language.paragraphs import breaks


def _parts(text: str) -> list[str]:
    borders = [0, *breaks(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(borders)]


def test_blank_lines_part_paragraphs() -> None:
    assert _parts("One line\n\nAnother line\n \n\nA third") == ["One line", "Another line", "A third"]


def test_a_line_break_inside_a_sentence_does_not_part() -> None:
    assert _parts("Mayor Ana Ruiz\n- the city's first woman in office - spoke.\nShe left.") == [
        "Mayor Ana Ruiz\n- the city's first woman in office - spoke.",
        "She left.",
    ]


def test_text_wrapped_at_a_column_is_joined() -> None:
    lines = [
        "The council of the harbour town voted late on Tuesday to close the",
        "Old Bridge for a year while engineers replace the rusted cables and",
        "the deck, a decision that the Chamber of Commerce had fought since",
        "January. Mayor Ana Ruiz told reporters that no other plan would do.",
        "Work starts in May.",
    ]
    parts = _parts("\n".join(lines) + "\n\nThe end.")
    assert parts == ["\n".join(lines[:4]), lines[4], "The end."]


def test_headings_and_lists_are_parted() -> None:
    assert _parts("Storm hits coast\nBy Ana Ruiz\nThe storm came.") == [
        "Storm hits coast",
        "By Ana Ruiz",
        "The storm came.",
    ]
