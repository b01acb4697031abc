"""Facts and events made fit for the graph: known participants, the right source, never asserted from within a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pressgraph.annotations import Assertion, Claim, Dropped, Entity, Event, Fact, Span
from pressgraph.language.assembly.claims import ClaimTree

_IN_HEADLINE = "in the headline, which leaves out who says so"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays, with final ids (entities still with provisional ones), and the ids stated by each claim."""

    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    stated: dict[str, list[str]]
    dropped: tuple[Dropped, ...]


def keep_statements(doc: Doc, tree: ClaimTree, known: Mapping[str, Entity]) -> Kept:
    """The document's facts and events in reading order.

    A fact stands where its object does, an event where its trigger does. In reported speech a fact that the
    facts component holds for asserted stays so (the writer's own description, "the Ukrainian capital Kyiv"); in
    a quotation nothing does, and no event in either. What stands in a headline is dropped: headlines leave out
    who says so.
    """
    dropped: list[Dropped] = list(doc._.dropped)
    stated: dict[str, list[str]] = {}
    facts: list[Fact] = []
    head = _headline(doc)
    for fact in sorted(doc._.facts, key=_fact_place):
        if head is not None and any(head.covers(span) for span in fact.evidence):
            dropped.append(Dropped(fact.predicate, fact.object_span, _IN_HEADLINE))
            continue
        if fact.subject not in known or (isinstance(fact.object, str) and fact.object not in known):
            dropped.append(Dropped(fact.predicate, fact.object_span, "its subject or object is no known entity"))
            continue
        claim = tree.at(fact.object_span.begin)
        granted = fact.assertion is Assertion.ASSERTED and not tree.verbatim(fact.object_span.begin)
        source = _source(fact, None if granted else claim, known)
        new = replace(fact, id=f"f{len(facts) + 1}", **source)
        facts.append(new)
        _state(stated, claim, new.id)
    events: list[Event] = []
    for event in sorted(doc._.events, key=lambda e: (e.trigger.begin, e.trigger.end, e.id)):
        if head is not None and head.covers(event.trigger):
            dropped.append(Dropped(event.type, event.trigger, _IN_HEADLINE))
            continue
        claim = tree.at(event.trigger.begin)
        roles = tuple(role for role in event.roles if role.entity in known)
        new_event = replace(event, id=f"v{len(events) + 1}", roles=roles, **_source(event, claim, known))
        events.append(new_event)
        _state(stated, claim, new_event.id)
    return Kept(tuple(facts), tuple(events), stated, tuple(dropped))


def _headline(doc: Doc) -> Span | None:
    return doc._.article.headline_span if doc._.article is not None else None


def _fact_place(fact: Fact) -> tuple[int, int, str, str]:
    first = min((span.begin for span in fact.evidence), default=fact.subject_span.begin)
    return (first, fact.subject_span.begin, fact.predicate, fact.id)


def _source(statement: Fact | Event, claim: Claim | None, known: Mapping[str, Entity]) -> dict[str, object]:
    """The assertion and source of a statement: in a claim's content it is the claim's author's, and never asserted."""
    if claim is not None:
        asserted = statement.assertion is Assertion.ASSERTED
        return {
            "assertion": Assertion.ATTRIBUTED if asserted else statement.assertion,
            "attributed_to": claim.author,
        }
    source = statement.attributed_to if statement.attributed_to in known else None
    return {"attributed_to": None if statement.assertion is Assertion.ASSERTED else source}


def _state(stated: dict[str, list[str]], claim: Claim | None, identifier: str) -> None:
    if claim is not None:
        stated.setdefault(claim.id, []).append(identifier)
