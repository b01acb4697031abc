"""The values that flow between the stages: an article, and what was found in it.

Everything here is frozen and plain. Offsets count Unicode code points of `Article.text`, ends exclusive;
class, property and role names are CURIEs of the ontology (``schema:Person``, ``pg:agent``). Items refer to
each other by ids (``e1`` entity, ``f1`` fact, ``v1`` event, ``c1`` claim) that number them in reading order.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal as OneOf


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``begin`` to ``end`` (exclusive) of the article's text."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves.

        >>> Span(0, 4).of("Kyiv said")
        'Kyiv'
        """
        return text[self.begin : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """What was read: the reference text and what is known about it.

    ``text`` is the one text that every offset refers to. ``headline_span``, ``dateline_span`` and
    ``byline_span`` are set where these lines are part of it. ``date`` is the day of publication;
    ``notes`` say what the reader had to assume, or missed.
    """

    text: str
    headline: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str = "en"
    source: str = ""
    headline_span: Span | None = None
    dateline_span: Span | None = None
    byline_span: Span | None = None
    notes: tuple[str, ...] = ()


class Assertion(StrEnum):
    """By whom and how a statement is put forward; only `ASSERTED` ones become plain triples."""

    ASSERTED = "pg:Asserted"
    ATTRIBUTED = "pg:Attributed"
    NEGATED = "pg:Negated"
    HYPOTHETICAL = "pg:Hypothetical"
    PLANNED = "pg:Planned"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal in its canonical lexical form; ``datatype`` is a CURIE, ``language`` a BCP 47 tag or empty."""

    lexical: str
    datatype: str = "xsd:string"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``minimum``/``maximum`` for "over 2,000" or "10 to 12".

    ``unit_code`` is a UN/CEFACT common code; ``approximate`` holds for "about 300" and "nearly 300".
    """

    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit_text: str = ""
    unit_code: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money; ``currency`` as ISO 4217, empty where the text leaves it open.

    ``approximate`` holds for "about $5 million" and "nearly $5 million".
    """

    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A date or period as far as the text tells it.

    ``start`` (and ``end`` for a period's last day or month) are literals of xsd:date, xsd:gYearMonth,
    xsd:gYear or xsd:dateTime; None where the text cannot be resolved, which then stays text.
    """

    start: Literal | None = None
    end: Literal | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A date, quantity, sum, age or percentage where the text states it.

    ``of`` is what a percentage is a share of: "voters" in "10 percent of voters"; None where the text does not say.
    """

    span: Span
    kind: OneOf["date", "duration", "quantity", "money", "age", "percentage"]
    value: Date | Quantity | Money
    of: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text refers to an entity, and how the two were joined."""

    span: Span
    entity: str
    kind: OneOf["name", "nominal", "pronoun", "handle"] = "name"
    confidence: float = 1.0
    resolved_by: OneOf["name", "coreference", "gazetteer", "reconciliation"] = "name"


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the article.

    ``standalone`` is false for a name that only this article explains ("Smith", "a woman").
    """

    id: str
    type: str
    name: str
    alternate_names: tuple[str, ...] = ()
    standalone: bool = True
    salient: bool = False
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about an entity. ``object`` is an entity's id, or a literal, quantity or sum.

    ``origin`` names the rule or model that found it (``rule:apposition-role``, ``model:relations``);
    ``attributed_to`` is the entity that says so; ``ended`` holds for what is over ("former");
    ``share`` is the percentage of a stake.
    """

    id: str
    subject: str
    predicate: str
    object: str | Literal | Quantity | Money
    subject_span: Span
    object_span: Span
    evidence: tuple[Span, ...]
    assertion: Assertion = Assertion.ASSERTED
    attributed_to: str | None = None
    confidence: float = 1.0
    origin: str = ""
    start: Literal | None = None
    end: Literal | None = None
    ended: bool = False
    share: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A participant of an event: ``role`` is ``pg:agent``, ``pg:patient``, ``schema:location`` …, ``entity`` an id."""

    role: str
    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or that somebody says, plans, denies or supposes.

    ``type`` is ``pg:NewsEvent`` or a class below it; ``stage`` is one of ``pg:Accused, pg:Charged,
    pg:OnTrial, pg:Convicted, pg:Acquitted`` for an accusation.
    """

    id: str
    type: str
    trigger: Span
    evidence: tuple[Span, ...]
    roles: tuple[Role, ...] = ()
    assertion: Assertion = Assertion.ASSERTED
    attributed_to: str | None = None
    stage: str | None = None
    start: Literal | None = None
    end: Literal | None = None
    date_text: str = ""
    count: Quantity | None = None
    amount: Money | None = None
    confidence: float = 1.0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says: verbatim (``quotation``) or reported (``claim``).

    ``content`` has one span, or several for speech that is split around its speaker, without quotation
    marks. ``author`` is an entity's id, None where nobody is named; ``states`` are ids of the facts and
    events of its content, ``reports`` ids of claims inside this one. ``speech_act`` is ``pg:Assertion,
    pg:Request, pg:Denial, pg:Promise, pg:Threat, pg:Warning, pg:Praise, pg:Thanks, pg:Criticism`` or ``pg:Question``.
    """

    id: str
    kind: OneOf["quotation", "claim"]
    content: tuple[Span, ...]
    author: str | None = None
    author_span: Span | None = None
    cue: Span | None = None
    speech_act: str = "pg:Assertion"
    addressee: str | None = None
    date: Literal | None = None
    states: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    confidence: float = 1.0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that did not become a statement, and why: absence is explained."""

    what: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one article, each kind in reading order."""

    article: Article
    sentences: tuple[Span, ...] = ()
    values: tuple[Value, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    dropped: tuple[Dropped, ...] = field(default=(), compare=False)
