"""What holds of every text, and the rule files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Date, Literal, Money, Quantity, Value
from pressgraph.errors import RuleError
from pressgraph.language.values.finder import Finder
from pressgraph.language.values.grammar import needs
from pressgraph.language.values.lexicon import load_lexicon

Read = Callable[..., Doc]

_PIECES = [
    "Saturday", "26", "February", "Feb.", "2022", "May", ",", ".", "-", "–", "(", ")", "two", "hundred",
    "and", "a", "half", "million", "$", "€", "Rs", "5", "1,200", "2.5", "bn", "m", "km", "miles", "feet",
    "inches", "year", "old", "aged", "over", "at least", "between", "from", "to", "percent", "%", "last",
    "week", "ago", "1990s", "'", "her", "50s", "Q3", "UTC", "14:30", "p.m.", "in", "on", "the", "of", "this",
    "\n", "\n\n", "9999", "0", "00", "31", "½", "3/4", "°C", "century", "19th", "today", "will", "said",
    "fourth", "quarter", "half", "fiscal", "ended", "overnight", "into", "Sunday", "the end of", "first", "noon",
    "3", "p.m.", "hundreds", "tens of thousands", "cents", "p", "C", "degrees", "magnitude", "votes", "about", "a day",
    "basis points", "twenties", "anniversary", "local time", "14th", "per", "nearly", "yuan", "¥", "NZ $", "crore",
    "people", "U.S.", "@", "http://", "+44", "İ", "ß", "१२", "𝟙", "weekend", "BC",
]  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join),
)
_DATES = st.one_of(st.none(), st.dates())


def _canonical(literal: Literal) -> None:
    if literal.datatype == "xsd:date":
        datetime.date.fromisoformat(literal.lexical)
    elif literal.datatype == "xsd:dateTime":
        assert "T" in literal.lexical
        datetime.datetime.fromisoformat(literal.lexical)
    elif literal.datatype == "xsd:gYearMonth":
        datetime.date.fromisoformat(f"{literal.lexical}-01")
    else:
        assert literal.datatype == "xsd:gYear"
        assert len(literal.lexical) == 4
        assert literal.lexical.isdigit()


def _sound(value: Value) -> None:
    content = value.value
    if isinstance(content, Date):
        assert content.start is not None or content.end is None
        for literal in (content.start, content.end):
            if literal is not None:
                _canonical(literal)
        if content.start and content.end:
            assert content.start.lexical <= content.end.lexical
        return
    assert isinstance(content, Money if value.kind == "money" else Quantity)
    numbers = [number for number in (content.value, content.minimum, content.maximum) if number is not None]
    assert numbers
    assert (content.value is None) == (content.minimum is not None or content.maximum is not None)
    if content.minimum is not None and content.maximum is not None:
        assert content.minimum < content.maximum
    assert all("E" not in str(number) for number in numbers)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, date=_DATES)
def test_values_are_sound(read: Read, text: str, date: datetime.date | None) -> None:
    values = read(text, date)._.values
    end = 0
    for value in values:
        assert end <= value.span.begin < value.span.end <= len(text)
        end = value.span.end
        assert value.span.of(text) == value.span.of(text).strip()
        _sound(value)
    assert values == read(text, date)._.values


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(year=st.integers(1000, 2100), month=st.integers(1, 12), day=st.integers(1, 31))
def test_every_way_to_write_a_day_agrees(read: Read, year: int, month: int, day: int) -> None:
    try:
        expected = datetime.date(year, month, day)
    except ValueError:
        return
    name = expected.strftime("%B")
    for text in (f"{day} {name} {year}", f"{name} {day}, {year}", f"{year:04d}-{month:02d}-{day:02d}"):
        (value,) = read(f"It was {text}, they said")._.values
        assert value.value == Date(Literal(expected.isoformat(), "xsd:date"))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=st.integers(1, 10**12),
    sign=st.sampled_from([("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("A$", "AUD"), ("₹", "INR"), ("CHF ", "CHF")]),
)
def test_a_sum_reads_back(read: Read, amount: int, sign: tuple[str, str]) -> None:
    (value,) = read(f"They paid {sign[0]}{amount:,} for it")._.values
    assert value.value == Money(Decimal(amount), currency=sign[1])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    low=st.integers(0, 10**6),
    more=st.integers(1, 10**6),
    unit=st.sampled_from([("km", "KMT"), ("hectares", "HAR"), ("MW", "MAW"), ("people", "IE"), ("percent", "P1")]),
    form=st.sampled_from(["{} to {} {}", "{}-{} {}", "between {} and {} {}"]),
)
def test_a_range_reads_back(read: Read, low: int, more: int, unit: tuple[str, str], form: str) -> None:
    text = form.format(f"{low:,}", f"{low + more:,}", unit[0])
    (value,) = read(f"It was {text} in all")._.values
    content = value.value
    assert isinstance(content, Quantity)
    assert content.value is None
    assert content.minimum == low
    assert content.maximum == low + more
    assert content.unit_code == unit[1]
    assert value.span.of(f"It was {text} in all") == text


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(date=st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)), weekday=st.integers(0, 6))
def test_a_weekday_past_or_ahead_is_within_a_week(read: Read, date: datetime.date, weekday: int) -> None:
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    for text, days in ((f"He spoke on {name}.", range(-6, 1)), (f"He will speak on {name}.", range(7))):
        (value,) = read(text, date)._.values
        assert isinstance(value.value, Date)
        assert value.value.start is not None
        found = datetime.date.fromisoformat(value.value.start.lexical)
        assert found.weekday() == weekday
        assert (found - date).days in days


def test_a_long_line_is_read_to_its_end(read: Read) -> None:
    text = "word " * 60_000 + "on 26 February 2022"
    (value,) = read(text)._.values
    assert value.span.of(text) == "26 February 2022"


def test_offsets_are_the_articles_in_every_window(read: Read) -> None:
    text = "They paid $5 on 26 February 2022 in “Köln” 🚀. " * 3000
    values = read(text)._.values
    assert len(values) == 6000
    assert {value.span.of(text) for value in values} == {"$5", "26 February 2022"}


def test_the_pipeline_declares_what_it_assigns(nlp: Language) -> None:
    assert nlp.get_pipe_meta("pressgraph_values").assigns == ("doc._.values",)


def test_without_an_article(nlp: Language) -> None:
    (value,) = nlp("He spoke on Saturday.")._.values
    assert value.value == Date()


def test_a_user_may_add_words_and_patterns(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[[unit]]\nname = "furlong"\ncode = "M50"\nwords = ["furlongs"]\n')
    (tmp_path / "patterns.toml").write_text(
        '[[pattern]]\nmatch = "NUM:high LOWER UNIT:unit"\nkind = "quantity"\nmake = "quantity"\n'
    )
    finder = Finder(load_lexicon("en", (str(tmp_path),)))
    text = "They ran 8 long furlongs and 3 furlongs."
    assert [value.span.of(text) for value in finder.find(finder.passage(text))] == ["8 long furlongs", "3 furlongs"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("words.toml", "[MONTH", "not valid TOML"),
        ("units.toml", "[[unit]]\ncode = 'X'\n", "field is missing"),
        ("patterns.toml", "[[pattern]]\nmatch = 'NUM'\n", "needs the fields"),
        ("patterns.toml", "[[pattern]]\nmatch = '{NONE}'\nkind = 'date'\nmake = 'text'\n", "no macro"),
        ("patterns.toml", "[[pattern]]\nmatch = '(NUM'\nkind = 'date'\nmake = 'text'\n", "cannot be read"),
        ("patterns.toml", "[[pattern]]\nmatch = 'num'\nkind = 'date'\nmake = 'text'\n", "means nothing"),
        ("patterns.toml", "[[pattern]]\nmatch = 'NUM'\nkind = 'date'\nmake = 'magic'\n", "no action"),
    ],
)
def test_a_malformed_rule_file_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(RuleError, match=message):
        Finder(load_lexicon("en", (str(tmp_path),)))


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("A B", [{"A"}, {"B"}]),
        ("A? < B:name > !C ~D", [{"B"}]),
        ("(A B | C) D", [{"A", "C"}, {"D"}]),
        ("(A? | B) C", [{"C"}]),
        ("((A | B)? C)? (D)", [{"D"}]),
        ("A | B C", [{"A", "B"}]),
    ],
)
def test_a_pattern_is_tried_only_where_the_text_has_what_it_needs(pattern: str, needed: list[set[str]]) -> None:
    assert needs(pattern) == needed


def test_a_pattern_finds_what_it_finds_whatever_was_read_before() -> None:
    fresh, used = Finder(load_lexicon()), Finder(load_lexicon())
    texts = ["On 3 May 2022 he paid $5.", "About 300 people left at 14:30.", "In Q3 it rose 2 percent to 1,200 km."]
    for text in [*texts, *reversed(texts)]:
        assert used.find(used.passage(text)) == Finder(fresh.lexicon).find(fresh.passage(text))
