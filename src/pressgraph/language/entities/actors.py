"""Whom a pronoun or a bare definite noun may refer to: the people, bodies and places of the sentences before it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pressgraph.language.entities.classes import is_plural
from pressgraph.language.entities.lexicon import Lexicon
from pressgraph.language.entities.register import Register

_QUALIFYING = frozenset(["appos", "compound", "nmod:desc", "flat", "amod", "nmod:unmarked", "obl:unmarked"])
_INANIMATE = frozenset(["PROPN", "NOUN"])


@dataclass(frozen=True, slots=True)
class Actor:
    """A phrase that a later one may refer back to; ``key`` is its entity's id, or tells an unnamed one apart."""

    token: Token
    key: str
    kind: str
    gender: str
    named: bool

    @property
    def person(self) -> bool:
        return self.kind == "schema:Person"


class Cast:
    """Finds the actors of a document."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self.register, self.lexicon = register, lexicon

    def actor(self, token: Token) -> Actor | None:
        """The actor whose phrase the token heads, or None."""
        known = self.register.heads(token)
        if known is not None:
            kind = self.register.entity(known).type
            return Actor(token, known, kind, self.register.gender(known), True)
        if token.pos_ not in _INANIMATE or token.dep_ in _QUALIFYING or self.register.at(token) is not None:
            return None
        if any(child.dep_ == "cop" for child in token.children):
            return None
        noun = self.lexicon.noun(token)
        if noun is None:
            return Actor(token, f"token {token.i}", "schema:Thing", "", False)
        return Actor(token, f"token {token.i}", noun.plural if is_plural(token) else noun.kind, noun.gender, False)
