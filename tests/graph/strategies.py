"""Random annotations: any Unicode, any status, items that repeat and contradict each other."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import strategies as st

from pressgraph.annotations import (
    Annotations,
    Article,
    Assertion,
    Claim,
    Entity,
    Event,
    Fact,
    Literal,
    Mention,
    Money,
    Quantity,
    Role,
    Span,
    Value,
)

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # two lone surrogates that JSON would read as one character
any_text = st.text(st.characters(), min_size=1, max_size=60).filter(lambda text: not _PAIR.search(text))
confidences = st.floats(0, 1)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12)
literals = st.one_of(
    any_text.map(Literal),
    st.dates().map(lambda day: Literal(day.isoformat(), "xsd:date")),
    st.integers().map(lambda number: Literal(str(number), "xsd:integer")),
    st.sampled_from([Literal("2022-13-45", "xsd:date"), Literal("2022", "xsd:gYear"), Literal("1.50", "xsd:decimal")]),
)
quantities = st.builds(Quantity, value=numbers, minimum=st.none() | numbers, unit_text=st.sampled_from(["", "people"]))
sums = st.builds(Money, value=numbers, currency=st.sampled_from(["", "USD", "EUR"]))


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    begin = draw(st.integers(0, len(text) - 1))
    return Span(begin, draw(st.integers(begin + 1, len(text))))


@st.composite
def facts(draw: st.DrawFn, text: str, ids: list[str], number: int) -> Fact:
    place = draw(spans(text))
    return Fact(
        id=f"f{number}",
        subject=draw(st.sampled_from(ids)),
        predicate=draw(st.sampled_from(["pg:opposes", "schema:jobTitle", "schema:memberOf"])),
        object=draw(st.one_of(st.sampled_from(ids), st.sampled_from(ids), literals, quantities, sums)),
        subject_span=place,
        object_span=draw(spans(text)),
        evidence=(place,),
        assertion=draw(st.sampled_from(list(Assertion))),
        attributed_to=draw(st.none() | st.sampled_from(ids)),
        confidence=draw(confidences),
        ended=draw(st.booleans()),
    )


@st.composite
def events(draw: st.DrawFn, text: str, ids: list[str], number: int) -> Event:
    return Event(
        id=f"v{number}",
        type=draw(st.sampled_from(["pg:Attack", "pg:Meeting", "pg:NewsEvent"])),
        trigger=draw(spans(text)),
        evidence=(draw(spans(text)),),
        roles=tuple(
            Role("pg:agent", id_, draw(spans(text))) for id_ in draw(st.lists(st.sampled_from(ids), max_size=2))
        ),
        assertion=draw(st.sampled_from(list(Assertion))),
        date_text=draw(st.just("") | any_text),
        count=draw(st.none() | quantities),
        amount=draw(st.none() | sums),
        confidence=draw(confidences),
    )


@st.composite
def claims(draw: st.DrawFn, text: str, ids: list[str], stated: list[str], number: int) -> Claim:
    return Claim(
        id=f"c{number}",
        kind=draw(st.sampled_from(["quotation", "claim"])),
        content=tuple(draw(st.lists(spans(text), min_size=1, max_size=2))),
        author=draw(st.none() | st.sampled_from(ids)),
        cue=draw(st.none() | spans(text)),
        states=tuple(draw(st.lists(st.sampled_from(stated), max_size=2))) if stated else (),
        reports=("c0",) if number else (),
        confidence=draw(confidences),
    )


@st.composite
def any_annotations(draw: st.DrawFn) -> Annotations:
    text = draw(any_text)
    names = draw(st.lists(any_text, min_size=1, max_size=4))
    entities = tuple(
        Entity(f"e{index}", draw(st.sampled_from(["schema:Person", "pg:Group"])), name, standalone=draw(st.booleans()))
        for index, name in enumerate(names)
    )
    ids = [entity.id for entity in entities]
    found = tuple(draw(facts(text, ids, index)) for index in range(draw(st.integers(0, 4))))
    happened = tuple(draw(events(text, ids, index)) for index in range(draw(st.integers(0, 2))))
    stated = [fact.id for fact in found] + [event.id for event in happened]
    return Annotations(
        article=Article(text, headline=draw(st.none() | any_text), url=draw(st.none() | any_text)),
        values=tuple(Value(draw(spans(text)), "quantity", value) for value in draw(st.lists(quantities, max_size=2))),
        entities=entities,
        mentions=tuple(Mention(draw(spans(text)), id_, confidence=draw(confidences)) for id_ in ids),
        facts=found,
        events=happened,
        claims=tuple(draw(claims(text, ids, stated, index)) for index in range(draw(st.integers(0, 2)))),
    )


def decimal_quantity(digits: str) -> Quantity:
    """A quantity from its digits as they stand."""
    return Quantity(Decimal(digits))
