"""``pressgraph_events``: sets ``doc._.events``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from pressgraph.annotations import Assertion, Dropped, Event, Role, Span
from pressgraph.language.events.circumstances import Circumstances
from pressgraph.language.events.coreference import Coreference
from pressgraph.language.events.drafts import Draft
from pressgraph.language.events.eventive import dropped_because
from pressgraph.language.events.functions import Trigger
from pressgraph.language.events.kinds import ORGANIZATIONS
from pressgraph.language.events.neighbours import lend
from pressgraph.language.events.participants import Participants
from pressgraph.language.events.rules import EventRules, Rule, load_events
from pressgraph.language.events.triggers import Finder, choose
from pressgraph.language.factuality import Status, factuality_of
from pressgraph.language.factuality.lexicon import load_lexicon
from pressgraph.language.factuality.marks import is_definite

_MARKS = frozenset("\"“”‘’'")
_CLEARED = frozenset({"pg:Convicted"})


class EventsComponent:
    """Finds events by their triggers, fills their roles from the tree, and says whether the article asserts them.

    Args:
        folders: the user's rule folders.
    """

    def __init__(self, folders: Sequence[str | Path] = ()) -> None:
        self.folders = tuple(folders)
        self.rules: EventRules = load_events(self.folders)
        self._finder = Finder(self.rules, load_lexicon(self.folders).endings)

    def __call__(self, doc: Doc) -> Doc:
        if doc._.register is None or not doc.has_annotation("DEP"):
            return doc
        doc._.events = tuple(_Reader(doc, self.rules, self._finder, self.folders).read())
        return doc


class _Reader:
    """The work on one document."""

    def __init__(self, doc: Doc, rules: EventRules, finder: Finder, folders: Sequence[str | Path]) -> None:
        self._doc = doc
        self._rules = rules
        self._factuality = factuality_of(doc, folders)
        self._candidates = list(finder.candidates(doc))
        self._happened = list(finder.pronouns(doc))
        nouns = frozenset(trigger.token.i for trigger, _ in self._candidates if not trigger.verbal)
        self._participants = Participants(doc._.register, nouns, rules.words)
        self._circumstances = Circumstances(doc, self._participants, rules.words)
        article = doc._.article
        self._headline: Span | None = article.headline_span if article is not None else None

    def read(self) -> list[Event]:
        merged = Coreference(self._rules.words).join(lend(self._drafts(), self._rules.words))
        for draft in merged.taken_up:
            if draft.token.pos_ != "PRON":
                self._drop(draft.event.type, draft.event.trigger, "refers to an event told before")
        return [replace(draft.event, id=f"v{n}") for n, draft in enumerate(merged.drafts, 1)]

    def _drafts(self) -> list[Draft]:
        drafts: list[Draft] = []
        for trigger, rule in self._chosen():
            draft = self._draft(trigger, rule)
            if draft is not None and not _repeats(draft, drafts):
                drafts.append(draft)
        return sorted([*drafts, *self._pronouns()], key=lambda draft: draft.token.i)

    def _drop(self, what: str, span: Span, reason: str) -> None:
        self._doc._.dropped.append(Dropped(what, span, reason))

    def _pronouns(self) -> Iterator[Draft]:
        """What is told of an event by a pronoun ("it happened on Friday in Leeds")."""
        for trigger in self._happened:
            verb, status = trigger.carrier, self._factuality.of(trigger.token)
            when = self._circumstances.when(trigger, [])
            where = self._circumstances.where(trigger, [], frozenset(), site=False)
            if verb is not None and (when.text or where) and self._factuality.of(verb).assertion is Assertion.ASSERTED:
                sentence = self._sentence(trigger)
                event = Event("", "pg:NewsEvent", _span(trigger), (_clause(sentence),), tuple(where))
                event = replace(event, start=when.start, end=when.end, date_text=when.text, assertion=status.assertion)
                yield Draft(trigger, event, sentence.start_char, status.claim, general=True)

    def _sentence(self, trigger: Trigger) -> SpacySpan:
        return self._factuality.sentences.span(trigger.token)

    def _chosen(self) -> list[tuple[Trigger, Rule]]:
        """The triggers with their rules; a phrase goes before its noun, a noun before its light verb."""
        found = [(trigger, choose(trigger, rules, self._participants)) for trigger, rules in self._candidates]
        chosen = [(trigger, rule) for trigger, rule in found if rule is not None]
        nouns = {t.last.i for t, _ in chosen if t.verbal and t.last.pos_ == "NOUN" and t.last.i != t.token.i}
        chosen = [(t, rule) for t, rule in chosen if t.verbal or t.token.i not in nouns]
        carriers = {t.carrier.i for t, _ in chosen if t.carrier is not None}
        return [(t, rule) for t, rule in chosen if not (t.verbal and t.last.i == t.token.i and t.token.i in carriers)]

    def _draft(self, trigger: Trigger, rule: Rule) -> Draft | None:
        status = self._factuality.of(trigger.token)
        self._part(trigger, status)
        roles, tokens = self._participants.of(trigger, rule)
        if status.stage:
            roles = self._blamed(trigger, rule, roles)
        patients = tokens.get("patient", [])
        when = self._circumstances.when(trigger, patients)
        if all(role.role != "schema:location" for role in roles):
            taken = frozenset(token.i for found in tokens.values() for token in found)
            roles += self._circumstances.where(trigger, patients, taken, site=rule.frame.site)
        count = self._circumstances.count(trigger, self._counted(trigger, patients, rule), "people")
        amount, amount_span = self._circumstances.amount(trigger) if rule.frame.amount else (None, None)
        described = bool(roles or when.text or count)
        anchored = bool(when.text or count or self._single(tokens, roles))
        headline = self._headline is not None and self._headline.begin <= trigger.token.idx < self._headline.end
        reason = self._no_happening(trigger) or dropped_because(
            trigger, self._rules.words, headline, anchored, status.stage
        )
        span = _span(trigger)
        if reason:
            self._drop(rule.type, span, reason)
            return None
        status = _lawful(status, rule, any(role.role == "pg:agent" for role in roles))
        sentence = self._sentence(trigger)
        evidence = (_clause(sentence),)
        event = Event(
            id="",
            type=rule.type,
            trigger=span,
            evidence=evidence if amount_span is None or evidence[0].covers(amount_span) else (*evidence, amount_span),
            roles=tuple(roles),
            assertion=status.assertion,
            attributed_to=status.attributed_to,
            stage=status.stage if rule.type in _STAGED else None,
            start=when.start,
            end=when.end,
            date_text=when.text,
            count=count,
            amount=amount,
            confidence=round(rule.confidence * (1.0 if described else 0.8), 3),
            origin=rule.origin,
        )
        general = not trigger.verbal and trigger.token.lemma_.lower() in self._rules.words["general"]
        return Draft(trigger, event, sentence.start_char, status.claim, general=general, headline=headline)

    def _part(self, trigger: Trigger, status: Status) -> None:
        """Parts a happening from the verb that only its noun's phrase survives: nobody "did not attend the meeting"."""
        if trigger.carrier is None or status.assertion is not Assertion.ASSERTED:
            return
        if self._factuality.of(trigger.carrier).assertion is not Assertion.ASSERTED:
            trigger.light = trigger.carrier = None

    def _no_happening(self, trigger: Trigger) -> str:
        """Why the word names nothing that happens where it stands: an organisation's name, or a word merely cited."""
        token = trigger.token
        known = self._doc._.register.at(token)
        if known is not None and not trigger.verbal and self._doc._.register.entity(known).type in ORGANIZATIONS:
            return "an organisation"
        around = [self._doc[i].text for i in (token.i - 1, token.i + 1) if 0 <= i < len(self._doc)]
        return "a word that is only cited" if len(around) == 2 and all(t in _MARKS for t in around) else ""

    def _single(self, tokens: Mapping[str, list[Token]], roles: Sequence[Role]) -> bool:
        """Whether a participant is a particular one (a name, a definite phrase), or there is a place."""
        if any(role.role == "schema:location" for role in roles):
            return True
        return any(is_definite(token, self._rules.words["definite"]) for found in tokens.values() for token in found)

    def _blamed(self, trigger: Trigger, rule: Rule, roles: list[Role]) -> list[Role]:
        """The roles with those as agents whom the accusation names, never the accuser."""
        if any(child.dep_.startswith("nsubj") for child in trigger.token.children):
            return roles
        if not trigger.verbal and rule.type not in _STAGED:
            return roles
        culprits = self._participants.agents(self._factuality.accused(trigger.token))
        known = {role.entity for role in culprits}
        return [*culprits, *(role for role in roles if role.entity not in known and role.role not in _DOING)]

    def _counted(self, trigger: Trigger, patients: list[Token], rule: Rule) -> list[Token]:
        """The phrases whose numbers tell how many; a bare number ("killed 14") only where people are meant."""
        if patients or rule.type not in _OF_PEOPLE:
            return patients
        return [token for token in trigger.find("object") if token.pos_ == "NUM"]


_OF_PEOPLE = frozenset({"pg:Death", "pg:Injury", "pg:Arrest", "pg:Layoff", "pg:Dismissal"})
_DOING = frozenset({"pg:agent", "pg:cause", "pg:instrument"})
_STAGED = frozenset(
    {
        "pg:Crime",
        "pg:Death",
        "pg:Attack",
        "pg:Injury",
        "pg:Explosion",
        "pg:NewsEvent",
        "pg:Transaction",
        "pg:Disappearance",
    }
)


def _lawful(status: Status, rule: Rule, has_agent: bool) -> Status:
    """A crime with a culprit is asserted only where a court has convicted."""
    if rule.type != "pg:Crime" or not has_agent or status.assertion is not Assertion.ASSERTED:
        return status
    if status.stage in _CLEARED:
        return status
    return replace(status, assertion=Assertion.ATTRIBUTED, reason="no conviction")


def _span(trigger: Trigger) -> Span:
    first, last = sorted((trigger.token, trigger.last), key=lambda t: t.i)
    if last.i - first.i > 2:
        first = last = trigger.token
    return Span(first.idx, last.idx + len(last))


def _clause(sentence: SpacySpan) -> Span:
    """The characters of a trigger's sentence without white space at its ends."""
    first = next(t for t in sentence if not t.is_space)
    last = next(t for t in reversed(sentence) if not t.is_space)
    return Span(first.idx, last.idx + len(last))


def _repeats(draft: Draft, before: list[Draft]) -> bool:
    """Whether the same happening was told by another word of the sentence: same class, nothing new."""
    event = draft.event
    if event.date_text or event.count:
        return False
    filled = {(role.role, role.entity) for role in event.roles}
    for earlier in reversed(before):
        if earlier.sentence < draft.sentence:
            return False
        same = earlier.event.type == event.type and earlier.event.assertion is event.assertion
        if same and filled <= {(role.role, role.entity) for role in earlier.event.roles}:
            return True
    return False


def create_events(nlp: Language, name: str, rules: Sequence[str] = ()) -> EventsComponent:  # noqa: ARG001
    """The component for spaCy's factory ``pressgraph_events``."""
    return EventsComponent(rules)
