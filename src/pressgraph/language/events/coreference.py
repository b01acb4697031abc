"""Mentions of one event become one event: "a bomb exploded … the blast", "the attack", "it happened on Friday".

Cautious: two mentions are one only where the later is definite, or the deed can be done but once to the same
person, where type, number, date, place, count and participants agree, and where just one earlier event fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pressgraph.annotations import Assertion, Event, Literal, Role
from pressgraph.language.events.drafts import Draft

_ROLES = ("pg:agent", "pg:patient", "pg:recipient", "pg:seller")
_ROOT = 4
_LATEST = 40
"""How many events of a type are looked at for one mention."""

_NEAR = 3
"""How many sentences back a general word ("the incident") may reach."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The events that remain, and the mentions that only take up an event told before."""

    drafts: tuple[Draft, ...]
    taken_up: tuple[Draft, ...]


class Coreference:
    """Joins the drafts of one document; ``words`` are the closed lists of the rules."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._kept: list[Draft] = []
        self._types: dict[str, list[int]] = {}
        self._sentences: list[int] = []

    def join(self, drafts: Sequence[Draft]) -> Merged:
        """The drafts in the order of the text, mentions of one event joined to its first."""
        taken: list[Draft] = []
        for draft in drafts:
            if not self._sentences or self._sentences[-1] != draft.sentence:
                self._sentences.append(draft.sentence)
            if draft.headline:
                self._kept.append(draft)
                continue
            place = self._antecedent(draft)
            if place is not None:
                self._kept[place] = _united(self._kept[place], draft)
                taken.append(draft)
            elif self._adds_nothing(draft):
                taken.append(draft)
            else:
                self._keep(draft)
        return Merged(tuple(self._kept), tuple(taken))

    def _keep(self, draft: Draft) -> None:
        if draft.token.pos_ == "PRON":
            return
        self._types.setdefault(draft.event.type, []).append(len(self._kept))
        self._kept.append(draft)

    def _antecedent(self, draft: Draft) -> int | None:
        """The place of the one earlier event that the draft is another mention of."""
        once = draft.asserted and draft.event.type in self._words["once"]
        definite = self._definite(draft)
        if not (definite or once) or not (draft.asserted or draft.claim is not None):
            return None
        found = [p for p in self._candidates(draft) if self._same(self._kept[p], draft, once and not definite)]
        return found[0] if len(found) == 1 else None

    def _candidates(self, draft: Draft) -> Iterator[int]:
        if not draft.general:
            yield from self._types.get(draft.event.type, [])[-_LATEST:]
            return
        nearest = self._sentences[-_NEAR:][0]
        for place in range(len(self._kept) - 1, -1, -1):
            if self._kept[place].sentence < nearest:
                return
            if self._kept[place].event.type in self._words["incidents"]:
                yield place

    def _same(self, earlier: Draft, later: Draft, once: bool) -> bool:
        if not earlier.asserted or (once and not _shared(earlier, later, "pg:patient")):
            return False
        if not (once or later.general or self._worded_alike(earlier, later)):
            return False
        return self._numbers_agree(earlier, later, once) and not _contradict(earlier, later)

    def _worded_alike(self, earlier: Draft, later: Draft) -> bool:
        """Whether the words may mean the same deed: of one root, or of a type whose words mean much the same."""
        one, other = earlier.token.lemma_.lower(), later.token.lemma_.lower()
        if one[:_ROOT] == other[:_ROOT]:
            return True
        return later.event.type in self._words["nouns_alike" if not earlier.trigger.verbal else "alike"]

    def _definite(self, draft: Draft) -> bool:
        if draft.trigger.verbal:
            return False
        token = draft.token
        return token.pos_ == "PRON" or any(
            c.lower_ in self._words["definite"] or c.dep_ == "nmod:poss" for c in token.children
        )

    def _numbers_agree(self, earlier: Draft, later: Draft, once: bool) -> bool:
        if once or later.trigger.verbal:
            return True
        plural = not earlier.trigger.verbal and earlier.token.tag_ == "NNS"
        if earlier.trigger.verbal and earlier.event.type in self._words["counted"]:
            plural = earlier.event.count is not None and earlier.event.count.value != 1
        return plural is (later.token.tag_ == "NNS")

    def _adds_nothing(self, draft: Draft) -> bool:
        """Whether a bare definite noun but takes up some event told before, or is supposed or denied of it.

        What is denied or supposed with a bare definite noun is something else than the event ("has not
        commented on the exchange", "the deal would create jobs").
        """
        event = draft.event
        if draft.general and self._definite(draft) and any(True for _ in self._candidates(draft)):
            return True
        adds = any(role.role != "pg:agent" for role in event.roles) or event.date_text or event.count or event.stage
        if draft.trigger.verbal or adds or not self._definite(draft):
            return False
        if draft.asserted:
            return event.type in self._types
        return not event.roles and event.assertion in (Assertion.NEGATED, Assertion.HYPOTHETICAL)


def _shared(one: Draft, other: Draft, role: str) -> bool:
    return bool(one.fillers(role) & other.fillers(role))


def _contradict(one: Draft, other: Draft) -> bool:
    if _apart(one.event.start, other.event.start) or _apart(one.event.end, other.event.end):
        return True
    if one.event.count and other.event.count and one.event.count != other.event.count:
        return True
    if any(_disjoint(one.fillers(role), other.fillers(role)) for role in _ROLES):
        return True
    return _disjoint(_named(one), _named(other))


def _disjoint(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs and not mine & theirs)


def _named(draft: Draft) -> frozenset[str]:
    """The places with names: "near the station" and "in Leeds" may be the same place."""
    doc = draft.token.doc
    spans = [(role, doc.char_span(role.span.begin, role.span.end)) for role in draft.places()]
    return frozenset(role.entity for role, span in spans if span is not None and any(t.ent_type_ for t in span))


def _apart(one: Literal | None, other: Literal | None) -> bool:
    """Whether two dates exclude each other; "2022-02" and "2022-02-26" do not."""
    if one is None or other is None:
        return False
    return not (one.lexical.startswith(other.lexical) or other.lexical.startswith(one.lexical))


def _united(first: Draft, later: Draft) -> Draft:
    """The first mention with what the later one adds; a mention in somebody's words adds nothing."""
    if not later.asserted:
        return first
    one, other = first.event, later.event
    roles = (*one.roles, *_new_roles(first, later))
    event = replace(
        one,
        evidence=(*one.evidence, *(span for span in other.evidence if span not in one.evidence)),
        roles=roles,
        count=one.count or other.count,
        amount=one.amount or other.amount,
        stage=one.stage or other.stage,
        confidence=one.confidence if len(roles) == len(one.roles) else min(one.confidence, other.confidence),
    )
    return replace(first, event=_dated(event, other))


def _new_roles(first: Draft, later: Draft) -> Iterator[Role]:
    for role in later.event.roles:
        more = role.role == "schema:location" and role.entity in _named(later) and not _named(first)
        if more or not first.fillers(role.role):
            yield role


def _dated(event: Event, other: Event) -> Event:
    if event.date_text or not other.date_text:
        return event
    return replace(event, start=other.start, end=other.end, date_text=other.date_text)
