"""What the rules ask about one document: who is named where, which value stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from spacy.tokens import Doc, Token

from pressgraph.annotations import Date, Entity, Span, Value
from pressgraph.language.facts.terms import Terms

How = OneOf["name", "prenominal", "apposition", "copula", "coreference", "as"]


_GRAMMAR = 0.95
"""How sure a mention is that the grammar of its phrase ties to a name."""


@dataclass(frozen=True, slots=True)
class Referent:
    """An entity where a rule's slot finds it.

    ``token`` stands for the mention; ``how`` says by which construction a common noun got its bearer, and
    ``link`` is that noun where the bond is a predication of its own ("X is *a company* founded by Y").
    """

    entity: Entity
    token: Token
    how: How = "name"
    link: Token | None = None
    trust: float = 1.0


class Context:
    """One document with its register and values, indexed by token. Linear in the document's length to build."""

    def __init__(self, doc: Doc, terms: Terms) -> None:
        self.doc, self.terms = doc, terms
        self.text: str = doc.text
        self.register = doc._.register
        mentions = self.register.mentions()
        self._mentions = {(m.span.begin, m.span.end): m for m in mentions}
        self._named = frozenset(m.entity for m in mentions if m.kind in ("name", "handle"))
        self._values = self._index(doc._.values)

    def _index(self, values: tuple[Value, ...]) -> dict[int, Value]:
        found: dict[int, Value] = {}
        for value in values:
            span = self.doc.char_span(value.span.begin, value.span.end, alignment_mode="expand")
            if span is not None:
                found.update((token.i, value) for token in span if token.i not in found)
        return found

    def entity(self, token: Token) -> Entity | None:
        """The named entity that the phrase headed by ``token`` refers to; unnamed ones bear no facts."""
        found = self.register.at(token)
        return self.register.entity(found) if found is not None and found in self._named else None

    def described(self, token: Token) -> Entity | None:
        """The entity at ``token``, also one that has no name ("Kenya's emergency service")."""
        found = self.register.at(token)
        return self.register.entity(found) if found is not None else None

    def is_name(self, token: Token) -> bool:
        """Whether the token belongs to a name (not to a noun or pronoun that refers to a named entity)."""
        mention = self._mention(token)
        return mention is not None and mention.kind in ("name", "handle")

    def trust(self, token: Token) -> float:
        """How sure the mention at ``token`` is of its entity."""
        mention = self._mention(token)
        if mention is None or mention.kind in ("name", "handle"):
            return 1.0
        return float(mention.confidence) * (1.0 if self.apposed(token) else 0.95)

    def apposed(self, token: Token) -> bool:
        """Whether grammar joins the noun to a name beside it ("the *mayor* of Leeds, Anna Berg")."""
        mention = self._mention(token)
        return mention is not None and mention.kind == "nominal" and mention.confidence >= _GRAMMAR

    def _mention(self, token: Token):  # type: ignore[no-untyped-def]
        if self.register.at(token) is None:
            return None
        span = self.register.span(token)
        return self._mentions.get((span.begin, span.end))

    def span(self, token: Token) -> Span:
        """The characters of the mention at ``token``."""
        found: Span = self.register.span(token)
        return found

    def country(self, token: Token) -> Entity | None:
        """The country of a demonym or name; enters it in the register where the article does not name it."""
        found = self.register.country_of(token)
        return self.register.entity(found) if found is not None else None

    def value(self, token: Token, *kinds: str) -> Value | None:
        """The value of one of ``kinds`` that the token belongs to."""
        found = self._values.get(token.i)
        return found if found is not None and found.kind in kinds else None

    def date(self, token: Token) -> Date | None:
        """The resolved date that the token belongs to."""
        found = self.value(token, "date")
        if found is None or not isinstance(found.value, Date) or found.value.start is None:
            return None
        return found.value

    def is_a(self, entity: Entity, *classes: str) -> bool:
        """Whether the entity's class is one of ``classes`` or below one."""
        return self.terms.is_a(entity.type, classes)
