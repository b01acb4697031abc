"""Finds the values of a text: scan, match, act, and keep the longest of what overlaps."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.tokens import Doc

from pressgraph.annotations import Article, Date, Literal, Quantity, Span, Value
from pressgraph.errors import RuleError
from pressgraph.language.values import dates, deictic, measures, periods, special
from pressgraph.language.values.grammar import Found, Grammar, expand
from pressgraph.language.values.lexicon import Lexicon, load_lexicon
from pressgraph.language.values.narrative import Dated, doubtful
from pressgraph.language.values.passage import Passage
from pressgraph.language.values.scanner import Item, Scanner, windows

Action = Callable[[Found, Passage], Any]


def _nothing(_found: Found, _passage: Passage) -> str:
    """Takes its place, so that nothing shorter is read there."""
    return measures.NOTHING


ACTIONS: dict[str, Action] = {
    "iso": dates.iso, "slashed": dates.slashed, "day": dates.a_day, "holiday": dates.holiday, "days": dates.days,
    "adjacent-days": dates.adjacent_days, "month": dates.a_month, "weak-month": dates.weak_month,
    "months": dates.months, "month-relative": dates.month_relative,
    "year": dates.a_year, "attributive-year": dates.attributive_year,
    "years": dates.years,
    "decade": dates.decade, "century": dates.century, "season": dates.season,
    "day-alone": dates.day_alone, "part-of-year": periods.part_of_year, "months-to": periods.months_to,
    "weekdays": periods.weekdays, "adjacent-weekdays": periods.adjacent_weekdays, "night-into": periods.night_into,
    "weekday-of-month": periods.weekday_of_month, "text": dates.text, "today": deictic.today,
    "weekday": deictic.weekday,
    "weekday-relative": deictic.weekday_relative, "calendar": deictic.calendar, "weekend": deictic.weekend,
    "ago": deictic.ago, "time": deictic.time, "quantity": measures.quantity, "compound": measures.compound,
    "and-a-half": measures.and_a_half, "half-unit": measures.half_unit, "percentage": measures.percentage,
    "money": measures.money, "age": measures.age, "age-decade": measures.age_decade, "rate": special.rate,
    "article-unit": special.article_unit, "degrees": special.degrees, "counted": special.counted,
    "vague": special.vague, "minor": special.minor, "feet-and-inches": special.feet_and_inches,
    "part-point": special.part_point, "temperature": special.temperature, "nothing": _nothing,
}  # fmt: skip


_CALENDAR = frozenset(
    ("iso", "slashed", "day", "holiday", "days", "adjacent-days", "month", "weak-month", "months", "year",
     "attributive-year", "years", "season", "day-alone")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: Found
    kind: str
    value: Any

    @property
    def order(self) -> tuple[int, int, int]:
        return (-self.found.weight, self.found.rank, self.found.begin)


class Finder:
    """The scanner and grammar of one language, ready to read texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        rules = expand(lexicon.patterns, lexicon.macros)
        for rule in rules:
            if rule["make"] not in ACTIONS:
                raise RuleError(
                    f"pattern {rule['match']!r}: no action {rule['make']!r}; there are {', '.join(ACTIONS)}."
                )
        self.lexicon = lexicon
        self.scanner = Scanner(lexicon)
        self.grammar = Grammar(rules)
        words = (
            phrase for phrase, readings in lexicon.folded.items() if any(item.kind == "FUTURE" for item in readings)
        )
        self.future = frozenset(" ".join(phrase) for phrase in words)
        self.fiscal = tuple(sorted(lexicon.links.get("fiscal", ())))

    def passage(self, text: str, article: Article | None = None, doc: Doc | None = None) -> Passage:
        """What the actions need to know of a text."""
        return Passage(text, article, doc, self.future, self.fiscal)

    def find(self, passage: Passage) -> tuple[Value, ...]:
        """The values of the whole text, in order, never overlapping."""
        values: list[Value] = []
        for begin, end in windows(passage.text):
            values.extend(self.find_within(passage, begin, end))
        return tuple(values)

    def find_within(self, passage: Passage, begin: int, end: int) -> list[Value]:
        """The values of ``text[begin:end]``, read by itself."""
        items = self.scanner.scan(passage.text, begin, end)
        chosen = _longest(self._candidates(items, passage))
        return _joined(_settled(chosen, items, passage))

    def _candidates(self, items: Sequence[Item], passage: Passage) -> Iterable[_Candidate]:
        for found in self.grammar.find(items):
            value = ACTIONS[found.rule["make"]](found, passage)
            if value is not None:
                yield _Candidate(found, _kind(found, value), value)


def _kind(found: Found, value: Any) -> str:
    """A quantity of time is a duration; what is nothing only takes its place."""
    if value == measures.NOTHING:
        return "none"
    kind = found.rule["kind"]
    if kind == "quantity" and isinstance(value, Quantity):
        return measures.kind_of_unit(found)
    return kind


def _longest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """A set without overlaps, preferring what matched most text."""
    begins: list[int] = []
    chosen: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda item: item.order):
        begin, end = candidate.found.begin, candidate.found.end
        at = bisect.bisect_left(begins, begin)
        clear_before = at == 0 or chosen[at - 1].found.end <= begin
        clear_after = at == len(begins) or begins[at] >= end
        if clear_before and clear_after:
            begins.insert(at, begin)
            chosen.insert(at, candidate)
    return chosen


def _dated(candidate: _Candidate) -> Dated | None:
    """A date as `narrative` sees it; None for what needs no year (a weekday, "yesterday")."""
    value, found = candidate.value, candidate.found
    if not isinstance(value, Date) or value.start is None or found.rule["make"] not in _CALENDAR:
        return None
    written = any("YEAR" in item.kinds for item in found.named.values()) or found.rule["make"] in ("iso", "slashed")
    fine = value.start.datatype != "xsd:gYear"
    return Dated(found.begin, int(value.start.lexical[:4]), written, fine)


def _settled(chosen: Sequence[_Candidate], items: Sequence[Item], passage: Passage) -> list[_Candidate]:
    """The candidates, with years unresolved that the article's date suggested wrongly."""
    if passage.date is None:
        return list(chosen)
    dates_found = [dated for candidate in chosen if (dated := _dated(candidate))]
    breaks = [item.begin for item in items if "BREAK" in item.kinds]
    doubted = doubtful(dates_found, breaks, passage.date.year)
    return [
        replace(candidate, value=Date()) if candidate.kind == "date" and candidate.found.begin in doubted else candidate
        for candidate in chosen
    ]


def _near(first: _Candidate, second: _Candidate) -> bool:
    """Whether nothing but "on", "at" or a comma stands between two matches."""
    between = first.found.items[first.found.core[1] : second.found.core[0]]
    return len(between) <= 2 and all(item.kinds & {"ON", "AT", "COMMA"} for item in between)


def _at_time(day: _Candidate, time: _Candidate) -> Date | None:
    literal = dates.as_literal(day.value) if day.kind == "date" else None
    if literal is None:
        return None
    return Date(Literal(f"{literal.lexical}T{time.value.start.lexical}", "xsd:dateTime"))


def _joined(chosen: Sequence[_Candidate]) -> list[Value]:
    """Times joined to the day beside them; times alone and blocked matches are left out."""
    values: list[Value] = []
    pending: _Candidate | None = None
    previous: _Candidate | None = None
    for candidate in chosen:
        begin, end, value = candidate.found.begin, candidate.found.end, candidate.value
        if candidate.kind == "time":
            joined = previous and _near(previous, candidate) and _at_time(previous, candidate)
            if joined:
                values[-1] = replace(values[-1], span=Span(values[-1].span.begin, end), value=joined)
            pending, previous = (None if joined else candidate), None
            continue
        if pending and _near(pending, candidate) and (joined := _at_time(candidate, pending)):
            begin, value = pending.found.begin, joined
        pending, previous = None, candidate
        if candidate.kind != "none":
            values.append(Value(Span(begin, end), candidate.kind, value))  # type: ignore[arg-type]
    return values


@cache
def load_finder(language: str = "en", extra: tuple[str, ...] = ()) -> Finder:
    """The finder of a language's rule files, with those of the directories ``extra`` added; made once."""
    return Finder(load_lexicon(language, extra))
