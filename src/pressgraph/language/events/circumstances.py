"""When, where, how many, how much: the circumstances of an event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pressgraph.annotations import Date, Literal, Money, Quantity, Role, Span, Value
from pressgraph.language import phrases
from pressgraph.language.events.functions import Trigger
from pressgraph.language.events.participants import Participants
from pressgraph.language.features import feature
from pressgraph.language.values.counts import count_of, count_value

_TIMES = frozenset({"obl", "nmod", "obl:unmarked", "nmod:unmarked", "advmod", "obl:tmod", "nmod:tmod"})


@dataclass(frozen=True, slots=True)
class When:
    """Start and end as far as they are known, and the words that say so."""

    start: Literal | None = None
    end: Literal | None = None
    text: str = ""


class Values:
    """The document's values by place, for quick look-up."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        self._values: tuple[Value, ...] = tuple(sorted(doc._.values, key=lambda v: (v.span.begin, -v.span.end)))
        self._begins = [value.span.begin for value in self._values]

    def within(self, begin: int, end: int, kind: str) -> Iterator[Value]:
        """The values of a kind that begin at or after ``begin`` and end by ``end``."""
        for place in range(bisect_left(self._begins, begin), len(self._values)):
            value = self._values[place]
            if value.span.begin >= end:
                return
            if value.span.end <= end and value.kind == kind:
                yield value

    def at(self, token: Token, kind: str) -> Value | None:
        """The value of a kind that covers the token or begins a few characters before it."""
        low = bisect_left(self._begins, token.idx - 40)
        for place in range(low, len(self._values)):
            value = self._values[place]
            if value.span.begin > token.idx:
                return None
            if value.kind == kind and value.span.end > token.idx:
                return value
        return None


class Circumstances:
    """Finds date, place, count and amount of a trigger; ``words`` are the closed lists of the rules."""

    def __init__(self, doc: Doc, participants: Participants, words: Mapping[str, frozenset[str]]) -> None:
        self.values = Values(doc)
        self._participants = participants
        self._words = words

    def when(self, trigger: Trigger, patients: list[Token]) -> When:
        """The date that the trigger, its light verb or its object carries."""
        holders = [trigger.token, *([trigger.carrier] if trigger.carrier is not None else [])]
        if trigger.verbal:
            holders += [t for t in patients if t.i > trigger.token.i and t.head.i == trigger.token.i]
        for holder in holders:
            for child in holder.children:
                if child.dep_ in _TIMES and _own(child, holder) and (value := self._date(child)) is not None:
                    ends = holder is trigger.carrier and holder.lemma_.lower() in self._words["ending"]
                    return self._placed(phrases.case_of(child), value, last=ends)
        return When()

    def _date(self, token: Token) -> Value | None:
        value = self.values.at(token, "date")
        if value is not None and phrases.case_of(token) in self._words["since"] and _ranked(token):
            return None
        if value is not None and phrases.case_of(token) in self._words["no_date_after"]:
            return None
        return value

    def _placed(self, preposition: str, value: Value, *, last: bool) -> When:
        date = value.value
        assert isinstance(date, Date)
        text = value.span.of(self.values.text)
        if last or preposition in self._words["until"]:
            return When(None, date.end or date.start, text)
        if preposition in self._words["since"]:
            return When(date.start, None, text)
        return When(date.start, date.end, text)

    def where(self, trigger: Trigger, patients: list[Token], taken: frozenset[int], *, site: bool) -> list[Role]:
        """The places in which the trigger happened, or what it happened to stands; not the ``taken`` tokens."""
        holders = [trigger.obliques(), *(phrases.obliques(token) for token in patients if site)]
        for holder in holders:
            for preposition, token in holder:
                apt = preposition in self._words["place_prepositions"] and token.i not in taken
                if apt and token.dep_ != "obl:agent" and self._is_place(token):
                    return [self._location(token)]
        if trigger.verbal:
            return self._direction(trigger)
        return self._direction(trigger) or self._struck(trigger, taken) or (self._named(trigger) if site else [])

    def _location(self, token: Token) -> Role:
        return Role("schema:location", self._participants.entity(token), self._participants.span(token))

    def _struck(self, trigger: Trigger, taken: frozenset[int]) -> list[Role]:
        """The place that a happening hit ("an earthquake struck Nepal")."""
        if trigger.light is None or trigger.carrier is None or trigger.light.role != "location":
            return []
        struck = [t for t in phrases.objects(trigger.carrier) if t.i not in taken and self._is_place(t)]
        return [self._location(struck[0])] if struck else []

    def _named(self, trigger: Trigger) -> list[Role]:
        """The place named right before a noun ("a Turin hotel fire")."""
        for token in trigger.find("compound"):
            if token.ent_type_ == "Location" and self._is_place(token):
                return [self._location(token)]
        return []

    def _is_place(self, token: Token) -> bool:
        if self.values.at(token, "date") is not None or self._bare(token):
            return False
        return self._participants.fits(token, "place")

    def _bare(self, token: Token) -> bool:
        """Whether the word tells of a state rather than a place ("in prison")."""
        plain = all(c.dep_ in ("case", "punct", "cc", "conj", "acl", "acl:relcl") for c in token.children)
        return plain and token.pos_ == "NOUN" and token.lower_ in self._words["bare_places"]

    def _direction(self, trigger: Trigger) -> list[Role]:
        """Places told by direction and distance ("18 miles south of Kyiv")."""
        for holder in (trigger.token, trigger.carrier):
            for child in holder.children if holder is not None else ():
                directed = child.lower_ in self._words["directions"] and child.dep_.split(":")[0] in ("advmod", "obl")
                if directed and any(self._participants.fits(t, "place") for _, t in phrases.obliques(child)):
                    return [self._participants.place_phrase(child)]
        return []

    def count(self, trigger: Trigger, patients: list[Token], default_unit: str) -> Quantity | None:
        """How many: of the happenings themselves ("two explosions"), else of those it happened to."""
        if not trigger.verbal:
            return self._counted(trigger.token) if trigger.token.tag_ == "NNS" and _numbered(trigger.token) else None
        for token in patients:
            if token.pos_ == "NUM":
                found = count_value(token, self.values.text)
                own = found.value if found is not None else None
                return replace(own, unit_text=own.unit_text or default_unit) if isinstance(own, Quantity) else None
            if token.tag_ in ("NNS", "NN") and (counted := self._counted(token)) is not None:
                return counted
        return None

    def _counted(self, noun: Token) -> Quantity | None:
        return count_of(noun, self.values.text)

    def amount(self, trigger: Trigger) -> tuple[Money | None, Span | None]:
        """The sum of money in the trigger's own object and prepositional phrases."""
        holders = [trigger.token, *([trigger.carrier] if trigger.carrier is not None else [])]
        for holder in holders:
            for child in holder.children:
                if child.dep_.split(":")[0] in ("obj", "obl", "nmod", "iobj", "compound", "amod", "nummod"):
                    extent = phrases.phrase_span(child)
                    for value in self.values.within(extent.start_char, extent.end_char, "money"):
                        if isinstance(value.value, Money):
                            return value.value, value.span
        return None, None


def _own(child: Token, holder: Token) -> bool:
    """Whether the phrase stands in the holder's clause: no word that governs the holder comes between the two."""
    node = holder
    while node.head.i != node.i:
        node = node.head
        if holder.i < node.i < child.i and node.pos_ in ("VERB", "AUX"):
            return False
    return True


def _ranked(date: Token) -> bool:
    """Whether a date with "since" tells when it was so last: "for the first time since 1978", "the worst since May"."""
    for other in (date.head, *(c for c in date.head.children if c.i < date.i)):
        if any(c.pos_ == "ADJ" and ("Ord" in feature(c, "NumType") or c.lower_ == "first") for c in other.children):
            return True
        if any(c.tag_ == "JJS" or "Sup" in feature(c, "Degree") for c in other.children):
            return True
    return False


def _numbered(noun: Token) -> bool:
    return any(child.dep_ == "nummod" or child.pos_ == "NUM" for child in noun.children)
