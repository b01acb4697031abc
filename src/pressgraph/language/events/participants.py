"""The participants of an event: the entities that fill its frame's roles, where they fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from pressgraph.annotations import Role, Span
from pressgraph.language.entities.register import Register
from pressgraph.language.events.functions import Trigger
from pressgraph.language.events.kinds import fits
from pressgraph.language.events.rules import Rule

DEFAULT_KINDS = {"agent": "actor", "recipient": "actor", "seller": "actor", "location": "place", "instrument": "thing"}
IRI = {"location": "schema:location"}


class Participants:
    """Finds role fillers with the register; ``excluded`` are tokens that name events themselves."""

    def __init__(self, register: Register, excluded: frozenset[int], words: Mapping[str, frozenset[str]]) -> None:
        self._register = register
        self._words = words
        self._excluded = excluded

    def of(self, trigger: Trigger, rule: Rule) -> tuple[list[Role], dict[str, list[Token]]]:
        """The roles of an event, and the tokens that fill each (for counts and places)."""
        roles: list[Role] = []
        tokens: dict[str, list[Token]] = {}
        functions = rule.frame.verb if trigger.verbal else rule.frame.noun
        for role, names in functions.items():
            for name in names:
                found = list(self._fitting(trigger, rule, role, name))
                for actual, token in found:
                    self._add(roles, actual, token, demonym=name == "demonym")
                    tokens.setdefault(actual, []).append(token)
                if found and not rule.frame.joint:
                    break
        return roles, tokens

    def _fitting(self, trigger: Trigger, rule: Rule, role: str, name: str) -> Iterator[tuple[str, Token]]:
        if name == "light" and trigger.light is not None and trigger.light.role != role:
            return
        for token in trigger.find(name):
            if token.i in self._excluded or token.i == trigger.token.i:
                continue
            if name == "demonym":
                if self._register.country_of(token) is not None:
                    yield role, token
            elif self.fits(token, rule.frame.kinds.get(role, DEFAULT_KINDS.get(role, "any"))):
                yield role, token
            elif role == "agent" and rule.frame.unfit and self.fits(token, "thing"):
                yield rule.frame.unfit, token

    def fits(self, token: Token, wanted: str) -> bool:
        """Whether the phrase at the token is, or can be described as, an entity of the wanted kind."""
        if not self._register.describable(token) or token.ent_type_ in ("Date", "Money"):
            return False
        return fits(self.kind(token), wanted)

    def meets(self, token: Token, wanted: str) -> bool:
        """Whether the phrase is of the wanted kind, or a pronoun for a person whom nothing names."""
        if token.pos_ == "PRON" and token.lower_ in self._words["personal"] and not self._register.describable(token):
            return wanted in ("person", "actor", "victim", "doer")
        return self.fits(token, wanted)

    def kind(self, token: Token) -> str:
        """The class of the entity at the token, which is described if it is not known yet."""
        kind = self._register.entity(self._register.describe(token)).type
        words = (token.lower_, token.lemma_.lower())
        if kind == "schema:Thing" and any(word in self._words["people"] for word in words):
            return "schema:Person"
        if kind == "schema:Place" and any(word in self._words["polities"] for word in words):
            return "schema:Country"
        return kind

    def agents(self, tokens: list[Token]) -> list[Role]:
        """Agents for the phrases that can act."""
        roles: list[Role] = []
        for token in tokens:
            if self.fits(token, "doer"):
                self._add(roles, "agent", token, demonym=False)
        return roles

    def place_phrase(self, word: Token) -> Role:
        """The location told by a direction and its complements ("18 miles south of Kyiv")."""
        known = self._register.at(word)
        extent = word.doc[word.left_edge.i : word.right_edge.i + 1]
        if known is None:
            known = self._register.new("schema:Place", extent.text, standalone=False)
            self._register.mention(extent, known, "nominal", head=word)
        return Role("schema:location", known, Span(extent.start_char, extent.end_char))

    def entity(self, token: Token) -> str:
        """The entity at the token, described if need be."""
        return self._register.describe(token)

    def span(self, token: Token) -> Span:
        """The characters of the mention at the token."""
        return self._register.span(token)

    def _add(self, roles: list[Role], role: str, token: Token, *, demonym: bool) -> None:
        entity = self._register.country_of(token) if demonym else self._register.describe(token)
        assert entity is not None
        filled = Role(IRI.get(role, f"pg:{role}"), entity, self._register.span(token))
        if all((r.role, r.entity) != (filled.role, filled.entity) for r in roles):
            roles.append(filled)
