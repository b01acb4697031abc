"""Definite phrases with a role in an organisation ("the club's captain") that can only mean one person named before."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pressgraph.language.entities.actors import Actor
from pressgraph.language.entities.classes import cue_nouns, is_plural
from pressgraph.language.entities.lexicon import Lexicon
from pressgraph.language.entities.nominals import SUPER
from pressgraph.language.entities.register import Register
from pressgraph.language.extensions import byline_of
from pressgraph.language.features import feature
from pressgraph.language.phrases import conjuncts, predicate_of, subjects

_REACH = 2
_ARGUMENTS = frozenset(["nsubj", "obj", "iobj", "obl"])


class Roles:
    """Remembers every person named so far, and the roles that the text gave them."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self.register, self.lexicon = register, lexicon
        self._byline = byline_of(register.doc)
        self.people: dict[str, Actor] = {}
        self.held: dict[str, set[str]] = {}

    def see(self, actor: Actor) -> None:
        """Takes note of a named person; the byline's reporters do not count."""
        token = actor.token
        if token.idx not in self._byline:
            self.people[actor.key] = actor
            self.held.setdefault(actor.key, set()).update(self._roles(token))

    def bearer(self, token: Token) -> Actor | None:
        """The one person named before who may have the role, or None where any doubt is left."""
        if not self._role(token):
            return None
        verb = predicate_of(token)
        beside = list(_beside(token, verb)) if verb is not None else []
        if any(other.pos_ == "PRON" and "Prs" in feature(other, "PronType") for other in beside):
            return None
        excluded = {self.register.at(other) for other in beside}
        noun = self.lexicon.noun(token)
        gender = noun.gender if noun is not None else ""
        fits = [a for key, a in self.people.items() if key not in excluded and self._may_be(token, a, gender)]
        sure = len(fits) == 1 and " " in self.register.entity(fits[0].key).name and _near(fits[0].token, token)
        return fits[0] if sure else None

    def _roles(self, token: Token) -> Iterator[str]:
        yield from cue_nouns(token)
        i = token.left_edge.i if token.left_edge.dep_ in ("nmod:desc", "compound") else token.i - 1
        while 0 <= i < token.i and self.lexicon.title(token.doc[i].text):
            if not self.lexicon.titles[token.doc[i].text.rstrip(".")]:
                yield token.doc[i].lower_.rstrip(".")
            i += 1

    def _role(self, token: Token) -> bool:
        """Whether the phrase is definite, in the singular, names such a role and the organisation."""
        if token.pos_ != "NOUN" or is_plural(token) or token.lemma_.casefold() not in self.lexicon.single_roles:
            return False
        if token.dep_ in ("compound", "appos", "nmod:desc", "ROOT", "conj") or any(
            c.dep_ == "cop" for c in token.children
        ):
            return False
        labels = {c.dep_ for c in token.children}
        if labels & {"appos", "flat", "nummod", "acl", "acl:relcl", "conj"} or self._former(token):
            return False
        owners = [c for c in token.children if c.dep_ in ("compound", "nmod:poss", "nmod") and self._body(c)]
        article = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
        return bool(owners) and (article or any(c.dep_ == "nmod:poss" for c in owners))

    @staticmethod
    def _former(token: Token) -> bool:
        return any(c.dep_ == "amod" and c.lower_ != "chief" for c in token.children)

    def _body(self, token: Token) -> bool:
        known = self.register.at(token)
        if known is not None:
            return SUPER.get(self.register.entity(known).type) == "schema:Organization"
        noun = self.lexicon.noun(token) if token.dep_ == "nmod:poss" else None
        return noun is not None and SUPER.get(noun.kind) == "schema:Organization"

    def _may_be(self, token: Token, actor: Actor, gender: str) -> bool:
        if gender and actor.gender not in ("", gender):
            return False
        held = self.held[actor.key]
        return token.lemma_.casefold() in held or held <= self.lexicon.loose_roles


def _near(name: Token, token: Token) -> bool:
    """Whether the name stands in the same sentence or one of the two before."""
    starts = 0
    for i in range(token.i, name.i, -1):
        starts += token.doc[i].is_sent_start is True
        if starts > _REACH:
            return False
    return True


def _beside(token: Token, verb: Token) -> Iterator[Token]:
    """The other arguments of the verb with what they are coordinated with, and their possessors."""
    arguments = [c for c in verb.children if c.dep_.split(":")[0] in _ARGUMENTS] + subjects(verb)
    for argument in arguments:
        if argument.i == token.i:
            continue
        for one in conjuncts(argument):
            yield one
            yield from (c for c in one.children if c.dep_ in ("nmod:poss", "appos", "nmod:desc"))
