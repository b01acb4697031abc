"""Which words of a document name events: the lexicon applied to tokens and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from pressgraph.language.events.functions import Trigger
from pressgraph.language.events.participants import Participants
from pressgraph.language.events.rules import Condition, EventRules, Light, Rule
from pressgraph.language.factuality.forms import base_forms
from pressgraph.language.phrases import case_of, is_passive, objects

_NAMED = frozenset({"Person", "Organization", "Location", "NORP", "Date", "Money", "Facility", "Product"})


class Finder:
    """Finds the triggers of documents; ``endings`` help where lemmas are wrong."""

    def __init__(self, rules: EventRules, endings: Mapping[str, tuple[str, ...]]) -> None:
        self._rules = rules
        self._endings = endings

    def candidates(self, doc: Doc) -> Iterator[tuple[Trigger, list[Rule]]]:
        """Triggers in the order of the text with the rules that their words match; conditions are not looked at yet."""
        for token in doc:
            if token.dep_ in ("aux", "aux:pass", "cop"):
                continue
            clipped = token.pos_ == "ADJ" and token.dep_ == "conj" and is_passive(token.head)
            if token.pos_ in ("VERB", "AUX") or (token.tag_ == "VBN" and is_passive(token)) or clipped:
                yield from self._verb(token)
            elif token.pos_ == "NOUN" and token.ent_type_ not in _NAMED:
                yield from self._noun(token)

    def pronouns(self, doc: Doc) -> Iterator[Trigger]:
        """Pronouns for an event told before, each with the verb that says when or where it happened."""
        for token in doc:
            if token.pos_ != "PRON" or token.dep_ != "nsubj" or token.lower_ not in self._rules.words["event_pronouns"]:
                continue
            verb = token.head
            if verb.lemma_.lower() in self._rules.words["happening"] and not is_passive(verb):
                yield Trigger(token, token, False, Light("", "subject"), verb)

    def _verb(self, token: Token) -> Iterator[tuple[Trigger, list[Rule]]]:
        for lemma in base_forms(token, self._endings):
            for noun in () if _has_particle(token) else [*objects(token), *_complements(token)]:
                found = self._rules.phrases.get((lemma, noun.lemma_.lower()))
                if found:
                    yield Trigger(token, noun, True), list(found)
                    return
            particles = {c.lower_: c for c in token.children if c.dep_ in ("compound:prt", "advmod", "obl", "case")}
            matched = [
                (rest, rule) for rest, rule in self._rules.verbs.get(lemma, ()) if all(w in particles for w in rest)
            ]
            if matched:
                last = particles[matched[0][0][-1]] if matched[0][0] else token
                yield Trigger(token, last, True), [rule for _, rule in matched]
                return

    def _noun(self, token: Token) -> Iterator[tuple[Trigger, list[Rule]]]:
        for lemma in base_forms(token, self._endings):
            matched = [(rest, rule) for rest, rule in self._rules.nouns.get(lemma, ()) if _preceded(token, rest)]
            if matched:
                first = token.doc[token.i - len(matched[0][0])] if matched[0][0] else token
                yield self._carried(Trigger(token, first, False)), [rule for _, rule in matched]
                return

    def _carried(self, trigger: Trigger) -> Trigger:
        """Adds the light verb that the noun hangs on ("carried out an attack", "the attack took place")."""
        noun = trigger.token
        while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        verb = noun.head
        place = {"obj": "object", "nsubj:pass": "object", "nsubj": "subject"}.get(noun.dep_)
        if place is None or verb.pos_ not in ("VERB", "AUX") or _labelled(noun, verb):
            return trigger
        for key in self._light_keys(verb):
            for light in self._rules.light.get(key, ()):
                if light.noun == place:
                    trigger.light, trigger.carrier = light, verb
                    return trigger
        return trigger

    def _light_keys(self, verb: Token) -> Iterator[str]:
        lemmas = list(base_forms(verb, self._endings))
        for child in verb.children:
            if child.dep_ in ("compound:prt", "obj", "advmod") and child.i > verb.i:
                yield from (f"{lemma} {child.lower_}" for lemma in lemmas)
        yield from lemmas


def _labelled(noun: Token, verb: Token) -> bool:
    """Whether the verb says what the noun is like rather than that it happens ("called the deal expensive")."""
    after = [child for holder in (noun, verb) for child in holder.children if child.i > noun.i]
    return any(child.pos_ == "ADJ" and child.dep_ in ("amod", "xcomp") for child in after)


def _has_particle(token: Token) -> bool:
    """Whether a particle changes the verb; the bound of a number ("cut up to 400 jobs") is none."""
    particles = (c for c in token.children if c.dep_ == "compound:prt")
    return any(all(t.pos_ != "NUM" for t in token.doc[c.i + 1 : c.i + 3]) for c in particles)


def _complements(token: Token) -> list[Token]:
    return [child for child in token.children if child.dep_ in ("obl", "xcomp")]


def _preceded(token: Token, words: tuple[str, ...]) -> bool:
    """Whether the words (nearest first) stand before the token."""
    for distance, word in enumerate(words, 1):
        if token.i - distance < 0:
            return False
        before = token.doc[token.i - distance]
        if word not in (before.lower_, before.lemma_.lower()):
            return False
    return True


def holds(condition: Condition, trigger: Trigger, participants: Participants) -> bool:
    """Whether everything that a condition asks stands around the trigger."""
    return all(test for test in _tests(condition, trigger, participants))


def meets_any(condition: Condition, trigger: Trigger, participants: Participants) -> bool:
    """Whether anything that a condition names stands around the trigger."""
    return any(test for test in _tests(condition, trigger, participants))


def _tests(condition: Condition, trigger: Trigger, participants: Participants) -> Iterator[bool]:
    token = trigger.token
    if condition.object:
        yield _fit(trigger.find("object"), condition.object, participants)
    if condition.subject:
        yield _fit(trigger.find("subject"), condition.subject, participants)
    if condition.object_words:
        relative = [token.head] if token.dep_ == "acl:relcl" else []
        yield _worded([*trigger.find("object"), *relative], condition.object_words)
    if condition.subject_words:
        yield _worded(trigger.find("subject"), condition.subject_words)
    if condition.prepositions:
        yield any(preposition in condition.prepositions for preposition, _ in trigger.obliques())
    if condition.modifiers:
        yield any(c.lemma_.lower() in condition.modifiers or c.lower_ in condition.modifiers for c in token.children)
    if condition.sentence:
        yield any(t.lemma_.lower() in condition.sentence or t.lower_ in condition.sentence for t in token.sent)
    if condition.role:
        yield token.dep_ in condition.role
    if condition.passive is not None:
        yield (is_passive(token) or token.dep_ == "amod") is condition.passive
    if condition.transitive is not None:
        yield bool(trigger.find("object")) is condition.transitive
    if condition.plural is not None:
        yield (token.tag_ in ("NNS", "NNPS")) is condition.plural
    if condition.complement is not None:
        yield any(c.dep_ in ("ccomp", "xcomp") for c in token.children) is condition.complement


def _fit(tokens: list[Token], kinds: frozenset[str], participants: Participants) -> bool:
    return any(participants.meets(token, kind) for token in tokens for kind in sorted(kinds))


def _worded(tokens: list[Token], words: frozenset[str]) -> bool:
    return any(t.lemma_.lower() in words or t.lower_ in words for token in tokens for t in _parts(token))


def _parts(token: Token) -> Iterator[Token]:
    """The word, or after a number what it is a number of ("two of the helicopters")."""
    yield token
    if token.pos_ in ("NUM", "DET", "PRON"):
        yield from (c for c in token.children if c.dep_ == "nmod" and case_of(c) == "of")


def choose(trigger: Trigger, rules: list[Rule], participants: Participants) -> Rule | None:
    """The first rule whose conditions hold."""
    for rule in rules:
        if rule.require is not None and not holds(rule.require, trigger, participants):
            continue
        if rule.forbid is not None and meets_any(rule.forbid, trigger, participants):
            continue
        return rule
    return None
