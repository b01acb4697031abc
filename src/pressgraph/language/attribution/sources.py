"""Sources: from the words that name who speaks to the entity that does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.attribution.cues import Cue
from pressgraph.language.attribution.lexicon import Lexicon
from pressgraph.language.attribution.ranges import sentence
from pressgraph.language.entities.register import Register
from pressgraph.language.phrases import agents, case_of, obliques

_SILENT = frozenset(
    {
        "schema:Thing",
        "schema:Event",
        "pg:NewsEvent",
        "pg:Value",
        "schema:Legislation",
        "schema:Product",
        "schema:CreativeWork",
        "schema:Movie",
        "schema:Book",
        "schema:TVSeries",
        "schema:MusicRecording",
    }
)
"""Classes that say nothing: "a law requires" is nobody's claim, and a book's words are its author's."""

_DEEPEST = 4
_PERSON, _THING = "schema:Person", "schema:Thing"


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: an entity's id, or None where the words do not tell; ``span`` is None where there are no words."""

    entity: str | None = None
    span: Span | None = None


NOBODY = Source()


class Sources:
    """Resolves sources of one document with its register."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._register: Register = doc._.register
        self._accounts = [t.i for t in doc if self._is(t, "accounts") and _acts(t)]

    def _is(self, token: Token, name: str) -> bool:
        return token.pos_ in ("NOUN", "PROPN") and self._lexicon.has(name, token.lemma_.lower())

    def resolve(self, tokens: Iterable[Token]) -> Source:
        """The first of some coordinated phrases that leads to an entity."""
        span = None
        for token in self._best_first(tokens):
            entity = self._entity(token)
            if entity is not None:
                return Source(entity, self._register.span(token))
            span = span or self._register.span(token)
        return Source(None, span)

    def _best_first(self, tokens: Iterable[Token]) -> list[Token]:
        """The phrases in order, but a name before unnamed ones ("a lawyer and writer Ann Lee")."""
        listed = self._subjects(list(tokens))
        if listed and self._register.at(listed[0]) is None and listed[0].pos_ == "NOUN":
            listed.sort(key=lambda token: token.pos_ != "PROPN" and self._bearer(token) is None)
        return listed

    def _subjects(self, tokens: list[Token]) -> list[Token]:
        """The phrases without what a wrong parse took for one more subject.

        That is the complement of a preposition ("scientists at the *university* said"), or the body before the one
        who has the title ("*Halden* chief executive Ann Lee said").
        """
        bare = [token for token in tokens if not case_of(token)] or tokens
        people = [token for token in bare if self._kind(token) == _PERSON]
        apart = len(bare) > 1 and all(token.dep_ != "conj" for token in bare)
        return people if apart and people and people[-1] is bare[-1] else bare

    def _kind(self, token: Token) -> str:
        known = self._register.at(token)
        return self._register.entity(known).type if known is not None else ""

    def _bearer(self, token: Token) -> str | None:
        """The entity whose name stands beside a title ("the actor Ann Lee")."""
        if token.pos_ != "NOUN":
            return None
        names = (c for c in token.children if c.pos_ == "PROPN" and c.dep_ in ("appos", "flat", "nmod:desc"))
        found = (self._agentive(self._register.at(name)) for name in names)
        return next((entity for entity in found if entity is not None), None)

    def of_noun(self, cue: Cue) -> Source:
        """Whose claim a noun names: its possessor, its by- or from-phrase, or the subject of "made the claim".

        What somebody denies, reads or rejects ("denied reports that …") is said by others, whom nothing names.
        """
        for token in self._named_owners(cue.token, ("by", "from")):
            return self.resolve([token])
        for token in self._published(cue.token):
            return self.resolve([token])
        verb = cue.token.head
        if cue.token.dep_ != "obj" or verb.pos_ != "VERB":
            return NOBODY
        if self._lexicon.has("light", verb.lemma_.lower()):
            return self.resolve(agents(verb))
        return Source(None, self._register.span(cue.token))

    def _published(self, noun: Token) -> Iterator[Token]:
        """The outlet that a report stands in ("a report in the Western Herald"), wherever the parse hangs it."""
        near = (t for holder in (noun, noun.head) for p, t in obliques(holder) if p == "in" and t.i > noun.i)
        return (t for t in near if self._kind(t) == "schema:NewsMediaOrganization" and t.left_edge.i == noun.i + 1)

    def _issuer(self, token: Token) -> str | None:
        """Who "released a statement" or "wrote a letter"."""
        verb = token.head
        if token.dep_ != "obj" or not (
            self._lexicon.has("light", verb.lemma_.lower()) or verb.lemma_ in self._lexicon.verbs
        ):
            return None
        subject = next((t for t in agents(verb) if not self._is(t, "documents")), None)
        return self._entity(subject) if subject is not None else None

    def _named_owners(self, token: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
        yield from (c for c in token.children if c.dep_ == "nmod:poss")
        yield from (t for preposition, t in obliques(token) if preposition in prepositions)

    def _entity(self, token: Token) -> str | None:
        if token.pos_ == "PRON":
            return self._pronoun(token)
        if self._is(token, "accounts"):
            return self._owner(token)
        if self._is(token, "documents"):
            return self._owner(token) or self._issuer(token)
        return self._agentive(self._register.at(token)) or self._bearer(token) or self._described(token)

    def _pronoun(self, token: Token) -> str | None:
        if token.lower_ == "it":
            account = self._account_before(token)
            if account is not None:
                return account
        return self._agentive(self._register.at(token))

    def _account_before(self, token: Token) -> str | None:
        """The owner of an account that acts in the sentence before or earlier in this one: "it" may be that account."""
        begin = sentence(token)[0]
        begin = sentence(token.doc[begin - 1])[0] if begin else 0
        place = bisect_left(self._accounts, token.i) - 1
        near = place >= 0 and self._accounts[place] >= begin
        return self._owner(token.doc[self._accounts[place]]) if near else None

    def _agentive(self, entity: str | None) -> str | None:
        return None if entity is None or self._register.entity(entity).type in _SILENT else entity

    def _described(self, token: Token) -> str | None:
        if token.pos_ not in ("NOUN", "PROPN") or not self._register.describable(token):
            return None
        return self._agentive(self._register.describe(token, self._body(token)))

    def _body(self, token: Token) -> str:
        """The class of a phrase that speaks with the name of an office: "the state emergency *service*"."""
        if self._register.at(token) is not None or self._register.kind(token) != _THING:
            return ""
        if not self._is(token, "bodies") or not any(c.dep_ == "det" and c.lower_ == "the" for c in token.children):
            return ""
        words = [c.lower_ for c in token.children if c.dep_ in ("compound", "amod", "nmod:poss")]
        if not words:
            return ""
        public = any(self._lexicon.has("public", word) for word in words)
        return "schema:GovernmentOrganization" if public else "schema:Organization"

    def _owner(self, token: Token, depth: int = 0) -> str | None:
        """Whose account or document it is; platforms ("Twitter account") own nothing."""
        for child in self._named_owners(token, ("of", "by", "from", "for")):
            found = self._identity(child, depth)
            if found is not None:
                return found
        for child in token.children:
            if child.dep_ in ("compound", "nmod", "amod", "nmod:desc") and not case_of(child):
                found = None if self._lexicon.has("platforms", child.lower_) else self._identity(child, depth)
                if found is not None:
                    return found
        known = self._register.at(token) if token.pos_ == "PROPN" else None
        return self._agentive(known)

    def _identity(self, token: Token, depth: int) -> str | None:
        known = self._register.country_of(token) or self._agentive(self._register.at(token))
        if known is not None or depth >= _DEEPEST:
            return known
        inner = self._owner(token, depth + 1)
        if inner is not None or token.pos_ != "NOUN" or token.dep_ in ("compound", "amod"):
            return inner
        return self._described(token)


def _acts(token: Token) -> bool:
    """Whether a noun is a subject or stands in a by-phrase, itself or as the complement of its head."""
    if token.dep_ == "nmod":
        return token.head.dep_ == "obl:agent"
    return token.dep_ in ("nsubj", "obl:agent") or (token.dep_ == "obl" and case_of(token) == "by")
