"""Dates and places that one event lends another of its sentence: a blast and those whom it killed.

Only between violent happenings, and only along links that make one scene of them: cause and consequence, a
participle of result, verbs that share their subject. Such a date or place lowers the event's confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pressgraph.annotations import Role
from pressgraph.language.events.drafts import Draft
from pressgraph.language.phrases import case_of, conjuncts

LENT = 0.9
"""What a date or place from a neighbour leaves of the confidence."""

_PASSES = 2


def lend(drafts: Sequence[Draft], words: Mapping[str, frozenset[str]]) -> list[Draft]:
    """The drafts, with the dates and places of the scenes that they belong to; in the same order."""
    found = {draft.token.i: draft for draft in drafts}
    for _ in range(_PASSES):
        for place, draft in list(found.items()):
            if draft.event.type in words["scenes"]:
                for neighbour in _neighbours(draft, found, words):
                    found[place] = _borrowing(found[place], neighbour)
    return [found[draft.token.i] for draft in drafts]


def _neighbours(draft: Draft, found: Mapping[int, Draft], words: Mapping[str, frozenset[str]]) -> Iterator[Draft]:
    for token in _linked(draft.token, words):
        other = found.get(token.i)
        if other is not None and other.event.type in words["scenes"] and _alike(draft, other):
            yield other


def _alike(one: Draft, other: Draft) -> bool:
    return one.event.assertion is other.event.assertion and one.claim is other.claim


def _linked(token: Token, words: Mapping[str, frozenset[str]]) -> Iterator[Token]:
    """The words of the same scene: above the token, and below it."""
    if _joined(token, words):
        yield token.head
    yield from (child for child in token.children if _joined(child, words))
    if token.pos_ == "VERB":
        yield from (t for t in conjuncts(token) if t.i != token.i and t.pos_ == "VERB" and _shares(token, t))


def _shares(one: Token, other: Token) -> bool:
    later = max(one, other, key=lambda t: t.i)
    return not any(c.dep_.startswith("nsubj") for c in later.children)


def _joined(token: Token, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word and its head tell of one scene."""
    label, head = token.dep_, token.head
    if label in ("nsubj", "obl:agent") and token.pos_ == "NOUN":
        return head.pos_ == "VERB"
    if label == "obl" and token.pos_ == "NOUN":
        return case_of(token) in words["scene_prepositions"]
    if label == "acl:relcl":
        return head.pos_ == "NOUN"
    if label == "advcl" and token.pos_ == "VERB":
        plain = token.tag_ == "VBG" and not any(c.dep_.startswith(("aux", "mark")) for c in token.children)
        return plain or any(c.lower_ in words["scene_marks"] for c in token.children if c.i < token.i)
    return False


def _borrowing(draft: Draft, other: Draft) -> Draft:
    event, lender = draft.event, other.event
    if not event.date_text and lender.date_text:
        event = replace(event, start=lender.start, end=lender.end, date_text=lender.date_text)
    if not draft.places() and (named := [place for place in other.places() if _named(place, draft.token.doc)]):
        event = event if _taken(draft, named) else replace(event, roles=(*event.roles, *named))
    if event is draft.event:
        return draft
    lowered = round(event.confidence * LENT, 3) if not draft.lent else event.confidence
    return replace(draft, event=replace(event, confidence=lowered), lent=True)


def _named(place: Role, doc: Doc) -> bool:
    """Whether the place has a name: in "the fire started in the kitchen" people need not die in the kitchen."""
    span = doc.char_span(place.span.begin, place.span.end)
    return span is not None and any(token.ent_type_ for token in span)


def _taken(draft: Draft, places: Sequence[Role]) -> bool:
    """Whether the place has another part in the event already (attacked, rather than attacked in)."""
    own = {role.entity for role in draft.event.roles}
    return any(role.entity in own for role in places)
