"""A small invented article with annotations made by hand: every kind of item is in it."""

from __future__ import annotations

import datetime
from decimal import Decimal

from pressgraph.annotations import (
    Annotations,
    Article,
    Assertion,
    Claim,
    Date,
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

TEXT = (
    "Harbour fire injures two in Velmora\n\n"
    "Two dockers were injured on Monday when fire broke out in the harbour of Velmora, the capital of Ostrania. "
    "Mayor Lena Okafor told the Velmora Courier that a man had set fire to a warehouse. "
    "“We will rebuild the harbour,” Okafor said, “whatever it costs.”\n\n"
    "Okafor, the former head of Tideline, which owns 40 percent of Portworks, pledged $2.5 million. "
    "The harbour master denied that Tideline is based in Velmora. She leads the council.\n"
)


def at(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of the words in the text."""
    begin = -1
    for _ in range(nth + 1):
        begin = TEXT.index(words, begin + 1)
    return Span(begin, begin + len(words))


def article(**changes: object) -> Article:
    fields: dict[str, object] = {
        "text": TEXT,
        "headline": "Harbour fire injures two in Velmora",
        "date": datetime.date(2031, 5, 6),
        "url": "https://courier.example/2031/harbour-fire",
        "publisher": "Velmora Courier",
        "authors": ("Ada Brenn",),
        "headline_span": at("Harbour fire injures two in Velmora"),
    }
    return Article(**(fields | changes))  # type: ignore[arg-type]


def entities() -> tuple[Entity, ...]:
    return (
        Entity("e1", "schema:City", "Velmora", same_as=("http://www.wikidata.org/entity/Q9000001",), salient=True),
        Entity("e2", "pg:Group", "two dockers", standalone=False),
        Entity("e3", "schema:Country", "Ostrania"),
        Entity("e4", "schema:Person", "Lena Okafor", alternate_names=("Okafor",), salient=True),
        Entity("e5", "schema:NewsMediaOrganization", "Velmora Courier"),
        Entity("e6", "schema:Person", "a man", standalone=False),
        Entity("e7", "schema:Corporation", "Tideline"),
        Entity("e8", "schema:Corporation", "Portworks"),
        Entity("e9", "schema:Person", "the harbour master", standalone=False),
    )


def mentions() -> tuple[Mention, ...]:
    return (
        Mention(at("Velmora", 0), "e1", confidence=0.97),
        Mention(at("Two dockers"), "e2", "nominal", 0.9, "coreference"),
        Mention(at("Velmora", 1), "e1", confidence=0.98, resolved_by="gazetteer"),
        Mention(at("Ostrania"), "e3"),
        Mention(at("Lena Okafor"), "e4", confidence=0.99),
        Mention(at("Velmora Courier"), "e5"),
        Mention(at("a man"), "e6", "nominal", 0.8, "coreference"),
        Mention(at("Okafor", 1), "e4", confidence=0.95),
        Mention(at("Tideline", 0), "e7"),
        Mention(at("Portworks"), "e8"),
        Mention(at("The harbour master"), "e9", "nominal", 0.85, "coreference"),
        Mention(at("Tideline", 1), "e7"),
        Mention(at("She"), "e4", "pronoun", 0.6, "coreference"),
    )


def facts() -> tuple[Fact, ...]:
    said = at("The harbour master denied that Tideline is based in Velmora")
    return (
        Fact(
            "f1",
            "e3",
            "pg:capital",
            "e1",
            at("Ostrania"),
            at("Velmora", 1),
            (at("Velmora, the capital of Ostrania"),),
            confidence=0.98,
        ),
        Fact(
            "f2",
            "e4",
            "schema:jobTitle",
            Literal("mayor"),
            at("Lena Okafor"),
            at("Mayor"),
            (at("Mayor Lena Okafor"),),
            confidence=0.96,
            origin="rule:title",
        ),
        Fact(
            "f3",
            "e4",
            "schema:worksFor",
            "e7",
            at("Okafor", 2),
            at("Tideline"),
            (at("Okafor, the former head of Tideline"),),
            confidence=0.7,
            ended=True,
            end=Literal("2029", "xsd:gYear"),
        ),
        Fact(
            "f4",
            "e7",
            "pg:stakeIn",
            "e8",
            at("Tideline"),
            at("Portworks"),
            (at("owns 40 percent of Portworks"),),
            confidence=0.8,
            share=Quantity(Decimal("40.0"), unit_text="percent", unit_code="P1"),
        ),
        Fact(
            "f5",
            "e7",
            "schema:location",
            "e1",
            at("Tideline", 1),
            at("Velmora", 3),
            (said,),
            Assertion.NEGATED,
            "e9",
            0.9,
        ),
        Fact(
            "f6",
            "e3",
            "pg:capital",
            "e1",
            at("Ostrania"),
            at("Velmora", 1),
            (at("the harbour of Velmora, the capital of Ostrania"),),
            confidence=0.5,
        ),
        Fact(
            "f7",
            "e8",
            "schema:numberOfEmployees",
            Quantity(minimum=Decimal("2000"), unit_text="people"),
            at("Portworks"),
            at("Portworks"),
            (at("Portworks"),),
            Assertion.ATTRIBUTED,
            "e5",
            0.3,
        ),
    )


def events() -> tuple[Event, ...]:
    return (
        Event(
            "v1",
            "pg:Injury",
            at("injured"),
            (at("Two dockers were injured on Monday"),),
            (Role("pg:patient", "e2", at("Two dockers")), Role("schema:location", "e1", at("Velmora", 1))),
            start=Literal("2031-05-05", "xsd:date"),
            date_text="on Monday",
            count=Quantity(Decimal(2), unit_text="dockers"),
            confidence=0.97,
            origin="rule:trigger",
        ),
        Event(
            "v2",
            "pg:Crime",
            at("set fire"),
            (at("a man had set fire to a warehouse"),),
            (Role("pg:agent", "e6", at("a man")),),
            Assertion.ATTRIBUTED,
            "e4",
            "pg:Accused",
            date_text="some night",
            confidence=0.6,
        ),
        Event(
            "v3",
            "pg:Provision",
            at("pledged"),
            (at("Okafor, the former head"), at("pledged $2.5 million")),
            (Role("pg:agent", "e4", at("Okafor", 2)),),
            Assertion.PLANNED,
            amount=Money(Decimal("2500000"), currency="USD"),
            confidence=0.55,
        ),
    )


def claims() -> tuple[Claim, ...]:
    return (
        Claim(
            "c1",
            "claim",
            (at("a man had set fire to a warehouse"),),
            "e4",
            at("Lena Okafor"),
            at("told"),
            addressee="e5",
            states=("v2",),
            confidence=0.9,
        ),
        Claim(
            "c2",
            "quotation",
            (at("We will rebuild the harbour,"), at("whatever it costs.")),
            "e4",
            at("Okafor", 1),
            at("said"),
            "pg:Promise",
            date=Literal("2031-05-05", "xsd:date"),
            confidence=0.99,
        ),
        Claim(
            "c3",
            "claim",
            (at("Tideline is based in Velmora"),),
            "e9",
            at("The harbour master"),
            at("denied"),
            "pg:Denial",
            states=("f5",),
            confidence=0.92,
            origin="model:attribution",
        ),
        Claim("c4", "claim", (at("Portworks"),), "e5", None, None, states=("f7",), reports=("c1",), confidence=0.7),
    )


def values() -> tuple[Value, ...]:
    return (
        Value(at("Monday"), "date", Date(Literal("2031-05-05", "xsd:date"))),
        Value(at("40 percent"), "percentage", Quantity(Decimal(40), unit_text="percent", unit_code="P1")),
        Value(at("$2.5 million"), "money", Money(Decimal("2.5E+6"), currency="USD")),
    )


def annotated(**changes: object) -> Annotations:
    fields: dict[str, object] = {
        "article": article(),
        "sentences": (Span(0, 35), Span(37, 144)),
        "values": values(),
        "entities": entities(),
        "mentions": mentions(),
        "facts": facts(),
        "events": events(),
        "claims": claims(),
    }
    return Annotations(**(fields | changes))  # type: ignore[arg-type]
