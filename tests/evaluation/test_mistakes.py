"""Errors, confusions and gold files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.errors import FormatError
from pressgraph.evaluation.confusion import NONE, Confusion
from pressgraph.evaluation.gold import read_gold
from pressgraph.evaluation.mistakes import Mistake, Mistakes, marked


def test_the_most_frequent_come_first_then_the_most_probable() -> None:
    mistakes = Mistakes()
    for what, probability in (("rare", 0.6), ("often", 0.2), ("sure", 0.9), ("often", 0.3)):
        mistakes.add(Mistake("false", what, f"{what} {probability}", probability))
    mistakes.add(Mistake("missed", "rare", "text"))
    worst = mistakes.worst(2)
    assert [(row["what"], row["count"], row["context"]) for row in worst["false"]] == [
        ("often", 2, "often 0.3"),
        ("sure", 1, "sure 0.9"),
    ]
    assert worst["missed"] == [{"what": "rare", "context": "text", "count": 1}]


def test_the_same_words_with_another_answer_are_another_mistake() -> None:
    mistakes = Mistakes()
    for instead in ("a", "b"):
        mistakes.add(Mistake("false", "x", "text", instead=instead))
    assert [row["instead"] for row in mistakes.worst(5)["false"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([(4, 7)], "one [two] three…"),
        ([(4, 7), (4, 7)], "one [two] three…"),
        ([(4, 13), (8, 13)], "one [two [three]] four…"),
        ([(19, 23)], "…four [five] six"),
    ],
)
def test_spans_are_marked_on_one_line(spans: list[tuple[int, int]], shown: str) -> None:
    text = "one two three four\nfive six"
    assert marked(text, spans, 6) == shown


def test_nothing_comes_last_in_a_confusion() -> None:
    confusion = Confusion()
    confusion.add_all([(NONE, "B"), ("b", NONE), ("b", "a"), ("A", "A")])
    confusion.add("A", "C", 0)
    assert [(gold, list(row)) for gold, row in confusion.as_dict().items()] == [
        ("A", ["A"]),
        ("b", ["a", NONE]),
        (NONE, ["B"]),
    ]


def test_a_failure_elsewhere_is_no_fault_of_the_form(tmp_path: Path) -> None:
    """What is raised while an item is worked on stays what it is."""

    def work() -> None:
        for _ in read_gold([tmp_path], lambda _path: [1], "numbers"):
            raise ValueError("elsewhere")

    with pytest.raises(ValueError, match="elsewhere") as raised:
        work()
    assert not isinstance(raised.value, FormatError)
