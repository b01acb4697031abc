"""Facts as they are found: status, evidence and validity added, impossible ones refused, each stated once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from spacy.tokens import Token

from pressgraph.annotations import Assertion, Date, Fact, Literal, Money, Quantity, Span
from pressgraph.language.facts.context import Context, Referent

_LEAST = 0.3
"""Facts less likely than this are not stated at all."""

_MOST = 0.99
"""No fact is surer than this."""


class Status(Protocol):
    """What is said of a word: see `pressgraph.language.factuality`."""

    @property
    def assertion(self) -> Assertion: ...
    @property
    def claim(self) -> Any: ...
    @property
    def attributed_to(self) -> str | None: ...


class Statuses(Protocol):
    """Who answers for a word."""

    def of(self, token: Token) -> Status: ...


@dataclass(frozen=True, slots=True)
class Validity:
    """When a fact holds: ``planned`` for what is still to begin ("incoming")."""

    start: Literal | None = None
    end: Literal | None = None
    ended: bool = False
    planned: bool = False


ALWAYS = Validity()
"""Nothing is known of when."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before its status is known.

    ``trigger`` is the word that states it. Where ``predicated``, the clause of the trigger says it and that
    clause's status is the fact's; else the phrase takes it for granted, as titles and appositions do, and
    only a speaker's words can make it less than asserted. ``common`` facts (what lies where) are the writer's
    own in reported speech too, and become the speaker's only in a verbatim quotation.
    """

    rule: str
    predicate: str
    subject: Referent
    object: Referent | Literal | Quantity | Money
    trigger: Token
    confidence: float
    predicated: bool
    object_span: Span | None = None
    trigger_span: Span | None = None
    validity: Validity = ALWAYS
    share: Quantity | None = None
    common: bool = False
    clauses: tuple[Token, ...] = ()
    """Further words whose status the fact shares, such as the predicates that stand between its ends."""


@dataclass(slots=True)
class Collector:
    """The facts of one document."""

    context: Context
    statuses: Statuses
    facts: dict[tuple[object, ...], Fact] = field(default_factory=dict)

    def state(self, draft: Draft) -> None:
        """Adds a fact if it is possible; of two that say the same in the same place the surer one stays."""
        object_class, value = self._object(draft.object)
        subject, terms = draft.subject.entity, self.context.terms
        if value == subject.id or not terms.takes(draft.predicate, subject.type):
            return
        if not terms.gives(draft.predicate, object_class):
            return
        fact = self._fact(draft, value)
        if fact.confidence < _LEAST:
            return
        if fact.assertion is not Assertion.ASSERTED and draft.rule.startswith("model:") and self._asserted_there(fact):
            return
        key = (fact.subject, fact.predicate, fact.object, fact.assertion, fact.attributed_to, fact.ended)
        known = self.facts.get(key)
        if known is None:
            self.facts[key] = fact
        else:
            self.facts[key] = _merged(known, fact)

    def ordered(self) -> tuple[Fact, ...]:
        """The facts in reading order, with provisional ids."""
        facts = sorted(self.facts.values(), key=lambda f: (f.evidence, f.predicate, f.subject, str(f.object)))
        return tuple(replace(fact, id=f"f{number}") for number, fact in enumerate(facts, 1))

    def _asserted_there(self, fact: Fact) -> bool:
        """Whether the same is asserted in the same words: the model does not see which predicate of them says it."""
        return any(
            known.assertion is Assertion.ASSERTED
            and (known.subject, known.predicate, known.object) == (fact.subject, fact.predicate, fact.object)
            and any(one.overlaps(other) for one in known.evidence for other in fact.evidence)
            for known in self.facts.values()
        )

    def _object(self, found: Referent | Literal | Quantity | Money) -> tuple[str, str | Literal | Quantity | Money]:
        if isinstance(found, Referent):
            return found.entity.type, found.entity.id
        if isinstance(found, Literal):
            dated = found.datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:dateTime")
            return "date" if dated else found.datatype, found
        return "quantity", found

    def _fact(self, draft: Draft, value: str | Literal | Quantity | Money) -> Fact:
        assertion, source = self._status(draft)
        subject_span = self.context.span(draft.subject.token)
        object_span = draft.object_span
        if isinstance(draft.object, Referent):
            object_span = self.context.span(draft.object.token)
        trigger = draft.trigger_span or _span(draft.trigger)
        object_span = object_span or trigger
        trust = draft.subject.trust * (draft.object.trust if isinstance(draft.object, Referent) else 1.0)
        return Fact(
            id="",
            subject=draft.subject.entity.id,
            predicate=draft.predicate,
            object=value,
            subject_span=subject_span,
            object_span=object_span,
            evidence=(_cover(subject_span, object_span, trigger),),
            assertion=assertion,
            attributed_to=source,
            confidence=round(draft.confidence * trust, 3),
            origin=draft.rule if ":" in draft.rule else f"rule:{draft.rule}",
            start=draft.validity.start,
            end=draft.validity.end,
            ended=draft.validity.ended,
            share=draft.share,
        )

    def _status(self, draft: Draft) -> tuple[Assertion, str | None]:
        """The status of the weakest of the words that state the fact."""
        ends = [end for end in (draft.subject, draft.object) if isinstance(end, Referent)]
        links = [end.link for end in ends if end.link is not None and end.link.i != draft.trigger.i]
        asked = [(draft.trigger, draft.predicated), *((link, True) for link in (*links, *draft.clauses))]
        assertion, source = Assertion.ASSERTED, None
        for token, predicated in asked:
            status = self.statuses.of(token)
            found = status.assertion if predicated else _granted(status, token, common=draft.common)
            if assertion is Assertion.ASSERTED and found is not Assertion.ASSERTED:
                assertion, source = found, status.attributed_to
        if draft.validity.planned and assertion is Assertion.ASSERTED:
            assertion = Assertion.PLANNED
        return assertion, source


def _granted(status: Status, token: Token, *, common: bool) -> Assertion:
    """What a phrase takes for granted holds under negation and condition, but not outside a speaker's words.

    The phrase for the one who is spoken to ("called on the firm's founder") is the writer's own.
    """
    claim = status.claim
    if claim is not None and claim.kind == "claim":
        above = token.head.idx
        if common or (claim.cue is not None and claim.addressee and claim.cue.begin <= above < claim.cue.end):
            return Assertion.ASSERTED
    said = status.claim is not None or status.attributed_to is not None or status.assertion is Assertion.ATTRIBUTED
    return Assertion.ATTRIBUTED if said else Assertion.ASSERTED


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _cover(*spans: Span) -> Span:
    return Span(min(span.begin for span in spans), max(span.end for span in spans))


def _shortest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans without those that hold another one: the longer shows nothing that the shorter does not."""
    found = sorted(set(spans))
    return tuple(one for one in found if not any(other != one and one.covers(other) for other in found))


def _merged(known: Fact, other: Fact) -> Fact:
    """One fact of two: the surer one's wording, the evidence of both, the dates that either knows.

    A rule and the model are two witnesses: where both find a fact, it is wrong only if both are.
    """
    best, rest = (known, other) if known.confidence >= other.confidence else (other, known)
    if known.origin.partition(":")[0] != other.origin.partition(":")[0]:
        both = 1 - (1 - known.confidence) * (1 - other.confidence)
        best = replace(best, confidence=round(min(both, _MOST), 3), origin=_rule_of(known, other))
    return replace(
        best,
        evidence=_shortest((*best.evidence, *rest.evidence)),
        start=best.start or rest.start,
        end=best.end or rest.end,
        share=best.share or rest.share,
    )


def _rule_of(*facts: Fact) -> str:
    """The rule's name, which tells a reader more than the model's."""
    return next((fact.origin for fact in facts if fact.origin.startswith("rule:")), facts[0].origin)


def date_of(date: Date | None) -> Literal | None:
    """The day, month or year itself, where the date is one and no period."""
    return date.start if date is not None and date.end is None else None
