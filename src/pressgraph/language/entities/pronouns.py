"""Pronouns and definite nouns that refer to a name, where only one name can be meant; else they stay unlinked."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from pressgraph.language.entities.actors import Actor, Cast
from pressgraph.language.entities.classes import is_plural
from pressgraph.language.entities.definites import Definites
from pressgraph.language.entities.lexicon import Lexicon
from pressgraph.language.entities.nominals import SUPER
from pressgraph.language.entities.register import Register
from pressgraph.language.features import feature
from pressgraph.language.phrases import is_relative, predicate_of, subjects

_STEPS = 8
_KINDS = {"male": "schema:Person", "female": "schema:Person", "many": "pg:Group"}
_OBJECT_TAKERS = frozenset(["tell", "inform", "remind", "warn", "assure", "ask"])


def _third_person(token: Token) -> str:
    """ "male", "female", "thing" or "many" for a personal or possessive pronoun of the third person, else ""."""
    if token.pos_ != "PRON" or "3" not in feature(token, "Person") or is_relative(token):
        return ""
    if "Prs" not in feature(token, "PronType"):
        return ""
    gender = feature(token, "Gender")
    if "Masc" in gender:
        return "male"
    if "Fem" in gender:
        return "female"
    if "Plur" in feature(token, "Number"):
        return "many"
    return "thing" if "Neut" in gender else ""


def _quoted(sentence: Span, inside: bool) -> tuple[list[bool], bool]:
    """For each token whether it stands in quotation marks, and whether the marks are open at the end."""
    flags = []
    for token in sentence:
        if token.is_space and "\n" in token.text:
            inside = False
        if token.text in ('"', "“", "”", "``", "''"):
            inside = token.text in ("“", "``") or (token.text == '"' and not inside)
        flags.append(inside)
    return flags, inside


def link_pronouns(doc: Doc, register: Register, lexicon: Lexicon) -> None:
    """Adds mentions by pronoun and by definite noun to the register."""
    cast = Cast(register, lexicon)
    resolver = Resolver(register, cast, Definites(register, lexicon))
    inside = False
    for sentence in doc.sents:
        flags, inside = _quoted(sentence, inside)
        resolver.read(sentence, flags)


class Resolver:
    """Reads a document sentence by sentence and links what it can."""

    def __init__(self, register: Register, cast: Cast, definites: Definites) -> None:
        self.register, self.cast, self.definites = register, cast, definites
        self.before: list[Actor] = []
        self.now: list[Actor] = []

    def read(self, sentence: Span, quoted: list[bool]) -> None:
        """Links the pronouns and definite nouns of the next sentence; those in quotations are left alone."""
        self.now = []
        for token, inside in zip(sentence, quoted, strict=True):
            if token.is_space or token.is_punct:
                continue
            group = _third_person(token)
            if group and not inside and not self._pronoun(token, group):
                self.now.append(Actor(token, f"token {token.i}", _KINDS.get(group, "schema:Thing"), group, False))
            elif token.pos_ in ("NOUN", "ADJ") and not inside and self.register.at(token) is None:
                self.definites.link(token)
            actor = self.cast.actor(token)
            if actor is not None:
                self.now.append(actor)
                self.definites.see(actor)
        self.before = self.now or self.before
        self.definites.close()

    def _pronoun(self, token: Token, group: str) -> bool:
        """Links a pronoun; one that stays open counts as a rival to those after it."""
        find: Callable[[Token, str], Actor | None] = self._person if group in ("male", "female") else self._body
        actor = find(token, group)
        if actor is not None and actor.named:
            span = token.doc[token.i : token.i + 1]
            self.register.mention(span, actor.key, "pronoun", confidence=0.85, resolved_by="coreference")
            return True
        return False

    def _person(self, token: Token, gender: str) -> Actor | None:
        """The only person who can be meant; among several, the speaker or the subject of the same clause."""
        excluded = _excluded(token)
        others = {self.register.at(token.doc[i]) for i in excluded} - {None}
        fits = [
            actor
            for actor in (*self.before, *self.now)
            if actor.person
            and actor.gender in ("", gender)
            and actor.token.i not in excluded
            and actor.key not in others
        ]
        governing, ahead = _governing_subject(token), _subject_ahead(token)
        coming = self.cast.actor(ahead) if ahead is not None else None
        if coming is not None and coming.person and coming.gender in ("", gender):
            return coming
        decided = next((a for a in fits if governing is not None and a.token.i == governing.i), None)
        if decided is not None:
            return decided
        keys = {actor.key for actor in fits}
        if len(keys) == 1 and not self._announced(token, fits[0], gender):
            return fits[-1]
        return None

    def _announced(self, token: Token, actor: Actor, gender: str) -> bool:
        """Whether the pronoun stands before a main clause with another fitting subject ("As he left, Berg …")."""
        clause = token
        for _ in range(_STEPS):
            if clause.dep_ == "advcl" or clause.head.i == clause.i:
                break
            clause = clause.head
        if clause.dep_ != "advcl" or clause.i > clause.head.i:
            return False
        others = [self.cast.actor(subject) for subject in subjects(clause.head) if subject.i > token.i]
        return any(o is not None and o.person and o.gender in ("", gender) and o.key != actor.key for o in others)

    def _body(self, token: Token, group: str) -> Actor | None:
        """The organisation, place or group that speaks, or whose own the thing is, in the same sentence."""
        governing = _governing_subject(token)
        if governing is None:
            return self._body_before(token) if group == "thing" else None
        actor = next((a for a in self.now if a.token.i == governing.i), None)
        if actor is None or (len(self._bodies()) > 1 and token.dep_ != "nmod:poss"):
            return actor if actor is not None and self._fits(actor, group) and _speaks(token) else None
        return actor if self._fits(actor, group) else None

    def _body_before(self, token: Token) -> Actor | None:
        """Whose "Its chairman" a sentence begins with: the body that the sentence before tells of."""
        noun = self.definites.lexicon.nouns.get(token.head.lemma_.casefold())
        if token.dep_ != "nmod:poss" or noun is None or noun.kind != "schema:Person" or is_plural(token.head):
            return None
        if any(SUPER.get(actor.kind) == "schema:Organization" for actor in self.now):
            return None
        bodies = [actor for actor in self.before if SUPER.get(actor.kind) == "schema:Organization"]
        first = next(
            (a for a in bodies if a.token.dep_ in ("nsubj", "nsubj:pass") and a.token.head.dep_ == "ROOT"), None
        )
        return first or (bodies[0] if len({actor.key for actor in bodies}) == 1 else None)

    def _bodies(self) -> set[str]:
        return {actor.key for actor in self.now if not actor.person}

    @staticmethod
    def _fits(actor: Actor, group: str) -> bool:
        above = SUPER.get(actor.kind, actor.kind)
        if group == "many":
            return actor.kind == "pg:Group" or above == "schema:Organization"
        return above in ("schema:Organization", "schema:Place")


def _excluded(token: Token) -> frozenset[int]:
    """Tokens that the pronoun cannot refer to: its own clause's other arguments, and the noun that it possesses."""
    if token.dep_ == "nmod:poss":
        return frozenset([token.head.i, *(c.i for c in token.head.children if c.dep_ in ("appos", "conj"))])
    if "Yes" in feature(token, "Reflex"):
        return frozenset()
    verb = token.head
    same = frozenset(c.i for c in verb.children if c.dep_.split(":")[0] in ("nsubj", "obj", "iobj", "obl"))
    if token.dep_.split(":")[0] in ("obj", "iobj", "obl"):
        same |= frozenset(s.i for s in subjects(verb))
    return same - {token.i}


def _governing_subject(token: Token) -> Token | None:
    """The one subject that decides: the clause's for a possessive, that of saying for the subject of what is said."""
    clause = predicate_of(token)
    if clause is None:
        return None
    if token.dep_ == "nmod:poss":
        found = [s for s in subjects(clause) if s.i < token.i]
        return found[0] if len(found) == 1 else None
    for _ in range(_STEPS):
        if clause.dep_ != "conj":
            break
        clause = clause.head
    if token.dep_ not in ("nsubj", "nsubj:pass"):
        return None
    return _outer_subject(token, clause) if clause.dep_ == "acl:relcl" else _speaking_subject(token, clause)


def _subject_ahead(token: Token) -> Token | None:
    """The subject to which a possessive in a phrase before it looks ahead: "In his book, *Berg* says …"."""
    phrase, verb = token.head, token.head.head
    if token.dep_ != "nmod:poss" or phrase.dep_ != "obl" or phrase.i > verb.i:
        return None
    found = [subject for subject in subjects(verb) if subject.i > token.i]
    return found[0] if len(found) == 1 else None


def _speaking_subject(token: Token, clause: Token) -> Token | None:
    """The subject of the verb of saying above a content clause ("Berg said that she …")."""
    verb = clause.head
    told = [c for c in verb.children if c.dep_ in ("obj", "iobj")]
    if clause.dep_ != "ccomp" or (verb.lemma_ in _OBJECT_TAKERS and not all(is_plural(c) for c in told)):
        return None
    found = [s for s in subjects(verb) if s.i < token.i]
    return found[0] if len(found) == 1 else None


def _outer_subject(token: Token, clause: Token) -> Token | None:
    """The subject of the sentence around a relative clause ("Berg sent a letter in which she …")."""
    around = predicate_of(clause)
    found = [s for s in subjects(around) if s.i < token.i] if around is not None else []
    return found[0] if len(found) == 1 and found[0].i != clause.head.i else None


def _speaks(token: Token) -> bool:
    clause = predicate_of(token)
    return token.dep_ in ("nsubj", "nsubj:pass") and clause is not None and clause.dep_ == "ccomp"
