"""The grammatical functions around a trigger by name: subject, object, prepositions, possessor, demonym."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from pressgraph.language import phrases
from pressgraph.language.events.rules import Light
from pressgraph.language.factuality.marks import is_infinitive


def _first_is_passive(verb: Token) -> bool:
    """Whether the first of the coordinated verbs is a passive with its auxiliary."""
    first = phrases.conjuncts(verb)[0]
    return any(child.dep_ == "aux:pass" for child in first.children)


def _unpunctuated(token: Token) -> bool:
    """Whether the sentence ends without a mark, as headlines do."""
    last = next((t for t in reversed(token.sent) if not t.is_space), token)
    return not last.is_punct


@dataclass(slots=True)
class Trigger:
    """A word that may name an event, with the light verb that carries it, if any.

    ``last`` is the other end of a multiword trigger.
    """

    token: Token
    last: Token
    verbal: bool
    light: Light | None = None
    carrier: Token | None = None
    _obliques: list[tuple[str, Token]] | None = field(default=None)

    def obliques(self) -> list[tuple[str, Token]]:
        """Prepositional phrases of the trigger, its complement phrase and its light verb.

        A by-phrase in a noun's complement is the noun's own ("the purchase of a rival by a bank").
        """
        if self._obliques is None:
            own = phrases.obliques(self.token)
            if not self.verbal:
                own += [(p, t) for _, inner in own for p, t in phrases.obliques(inner) if p == "by"]
            if self.last.i != self.token.i and self.last.pos_ == "NOUN":
                own += phrases.obliques(self.last)
            if self.carrier is not None:
                own += [(p, t) for p, t in phrases.obliques(self.carrier) if p != "by"]
            self._obliques = own
        return self._obliques

    def find(self, function: str) -> list[Token]:
        """The tokens that head the phrases with a function (``subject``, ``object``, ``with``, ``poss`` …)."""
        finders = {
            "subject": self._subject,
            "object": self._object,
            "indirect": self._indirect,
            "complement": lambda: [c for c in self._below("xcomp") if c.pos_ in ("NOUN", "PROPN")],
            "poss": lambda: self._below("nmod:poss"),
            "compound": lambda: self._below("compound"),
            "demonym": lambda: self._below("amod", "compound"),
            "light": self._carried,
        }
        if function in finders:
            return finders[function]()
        return [token for preposition, token in self.obliques() if preposition == function]

    def _below(self, *labels: str) -> list[Token]:
        return [child for child in self.token.children if child.dep_ in labels]

    def _subject(self) -> list[Token]:
        if not self.verbal or self._modifies() or self._loose():
            return self.find("by") if self._modifies() else []
        if self._clipped() or self._counted():
            return self.find("by")
        if asked := self._asked():
            return asked
        agents = phrases.agents(self.token) or self._purposeful()
        if not agents and phrases.is_passive(self.token):
            return self.find("by")
        return agents

    def _asked(self) -> list[Token]:
        """The object before "to" that a parse hangs on the infinitive ("asked the *union* to pay"): it is to do it."""
        to = next((c.i for c in self.token.children if c.tag_ == "TO" and c.i < self.token.i), -1)
        return [c for c in self.token.children if c.dep_ in ("obj", "iobj", "nsubj") and c.i < to]

    def _purposeful(self) -> list[Token]:
        """The subject that an infinitive shares with the predicate it depends on ("is due to meet", "flew to meet")."""
        head = self.token.head
        shared = self.token.dep_ == "advcl" and is_infinitive(self.token) and head.pos_ in ("ADJ", "VERB")
        return phrases.subjects(head) if shared and not phrases.is_passive(head) else []

    def _indirect(self) -> list[Token]:
        if not self.verbal:
            return []
        asked = {token.i for token in self._asked()}
        return [t for t in phrases.indirect_objects(self.token) or self._double()[:1] if t.i not in asked]

    def _object(self) -> list[Token]:
        if not self.verbal:
            return []
        if counted := self._counted():
            return counted
        if self._modifies():
            return [self.token.head]
        if self._loose() and phrases.is_passive(self.token):
            return []
        if self._clipped():
            return phrases.subjects(self.token)
        found = self._double()[1:] or phrases.patients(self.token) or self._shared_object()
        asked = {token.i for token in self._asked()}
        return [t for t in found or phrases.indirect_objects(self.token) if t.i not in asked]

    def _counted(self) -> list[Token]:
        """The number that stands for those to whom a clipped passive happened ("and more than 40 wounded")."""
        if self.token.dep_ != "conj" or any(c.dep_.startswith("nsubj") for c in self.token.children):
            return []
        return [c for c in self.token.children if c.pos_ == "NUM" and c.i < self.token.i]

    def _loose(self) -> bool:
        """Whether the verb is put beside another without a conjunction: whose subject it has is then a guess."""
        labels = {child.dep_ for child in self.token.children}
        if self.token.dep_ != "conj" or labels & {"cc", "nsubj", "nsubj:pass"}:
            return False
        later = phrases.conjuncts(self.token)
        return not any(t.i > self.token.i and any(c.dep_ == "cc" for c in t.children) for t in later)

    def _double(self) -> list[Token]:
        """Both objects of a verb that the tree gives two ("gave Ukraine tanks"); the first is the indirect one."""
        found = [child for child in self.token.children if child.dep_ == "obj"]
        return found[:2] if len(found) > 1 else []

    def _clipped(self) -> bool:
        """Whether the verb is a headline's passive without auxiliary ("Two killed in crash")."""
        labels = {child.dep_ for child in self.token.children}
        if self.token.tag_ != "VBN" or labels & {"aux", "aux:pass", "obj", "nsubj:pass"}:
            return False
        if self.token.dep_ == "conj" and "nsubj" not in labels:
            return _first_is_passive(self.token)
        return "nsubj" in labels and _unpunctuated(self.token)

    def _shared_object(self) -> list[Token]:
        """The object that a verb coordinated right after has for both ("arrested and questioned the student")."""
        for child in self.token.children:
            near = child.dep_ == "conj" and 0 < child.i - self.token.i <= 3 and child.pos_ == "VERB"
            if (
                near
                and not phrases.is_passive(self.token)
                and not any(c.dep_.startswith("nsubj") for c in child.children)
            ):
                return phrases.objects(child)
        return []

    def _modifies(self) -> bool:
        """Whether the verb is a participle before its noun ("the wounded soldiers")."""
        return self.verbal and self.token.dep_ == "amod"

    def _carried(self) -> list[Token]:
        if self.carrier is None or self.light is None or not self.light.role:
            return []
        return [t for t in phrases.agents(self.carrier) if t.i != self.token.i]
