"""The register: which tokens mention which entity. Components ask it; it grows as they describe new ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal as OneOf

import spacy.tokens
from spacy.tokens import Doc, Token

from pressgraph.annotations import Entity, Mention, Span
from pressgraph.language.phrases import head_of, phrase_span

Kind = OneOf["name", "nominal", "pronoun", "handle"]
Resolution = OneOf["name", "coreference", "gazetteer", "reconciliation"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the gazetteer: its ISO 3166-1 alpha-2 code and English name."""

    code: str
    name: str


def no_country(word: str) -> Country | None:  # noqa: ARG001
    """A gazetteer that knows no country."""
    return None


def nothing_known(token: Token) -> str:  # noqa: ARG001
    """A classifier that knows no noun."""
    return "schema:Thing"


def any_place(token: Token) -> bool:  # noqa: ARG001
    """A classifier that knows no noun's size."""
    return True


def no_gender(token: Token) -> str:  # noqa: ARG001
    """A classifier that knows no noun's gender."""
    return ""


class Register:
    """The mentions and entities of one document, kept in ``doc._.register``.

    Ids are provisional while components work; `pressgraph.language.assembly` numbers the final ones.

    Args:
        doc: the document.
        classify: the class of an unnamed phrase, from its head.
        find_country: the country that a name, demonym or ISO code means.
        gender_of: "male" or "female" where an unnamed phrase tells it, from its head, else "".
        is_area: whether a noun for a place may mean a town or country, from its head; a building may not.
    """

    def __init__(
        self,
        doc: Doc,
        classify: Callable[[Token], str] = nothing_known,
        find_country: Callable[[str], Country | None] = no_country,
        gender_of: Callable[[Token], str] = no_gender,
        is_area: Callable[[Token], bool] = any_place,
    ) -> None:
        self.doc = doc
        self._classify, self._find_country, self._gender_of = classify, find_country, gender_of
        self.is_area = is_area
        self._genders: dict[str, str] = {}
        self._same: dict[int, int] = {}
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self._covered: dict[int, int] = {}
        self._headed: dict[int, int] = {}
        self._pointers: dict[int, str] = {}
        self._countries: dict[str, str] = {}
        self._described: dict[int, str] = {}
        self._valued = _valued(doc)

    def at(self, token: Token) -> str | None:
        """The id of the entity that the phrase headed by ``token`` refers to (name, nominal or pronoun), or None.

        A token inside a name ("Elon" in "Elon Musk") answers for the whole name. An adjective of nationality
        ("Ukrainian" in "Ukrainian officials") refers to nothing by itself: `country_of` has its country.
        """
        place = self._headed.get(token.i, self._covered.get(token.i))
        if place is not None:
            return self._mentions[place].entity
        return self._described.get(token.i)

    def heads(self, token: Token) -> str | None:
        """The id of the entity whose mention has ``token`` as its head, or None; other words of a name head nothing."""
        place = self._headed.get(token.i)
        return self._mentions[place].entity if place is not None else None

    def describe(self, token: Token, kind: str = "") -> str:
        """The id for the phrase headed by ``token``: `at`'s, else a new unnamed entity of this article alone.

        Its class is ``kind``, or what its noun tells.

        Only for participants of events and sources of claims ("a woman", "officials", "a residential building"),
        and only where `describable` holds: a pronoun that refers to nobody known describes nothing.
        """
        known = self.at(token)
        if known is not None:
            return known
        first = self.doc[self._same.get(token.i, token.i)]
        phrase = phrase_span(token, complements=False)
        if first.i != token.i:
            found = self.describe(first, kind)
        else:
            found = self.new(kind or self._classify(token), described_name(phrase), standalone=False)
        self._described[token.i] = found
        form: Kind = "pronoun" if token.pos_ == "PRON" else "nominal"
        resolved: Resolution = "name" if first.i == token.i else "coreference"
        self.mention(phrase, found, form, resolved_by=resolved, head=token)
        return found

    def same(self, tokens: Sequence[Token]) -> None:
        """Says that unnamed phrases, given by their heads, mean the same, so that `describe` makes one entity of them.

        Phrases of different classes stay apart; without a noun among them there is nothing to describe.
        """
        nouns = [token for token in tokens if token.pos_ == "NOUN"]
        if len(tokens) < 2 or not nouns:
            return
        first = nouns[0]
        kind = self._classify(first)
        for token in tokens:
            if token.pos_ == "PRON" or self._classify(token) == kind:
                self._same[token.i] = first.i

    def describable(self, token: Token) -> bool:
        """Whether `describe` makes sense: the token is known already, or a noun or name, no pronoun, date or sum."""
        if self.at(token) is not None or self._same.get(token.i, token.i) != token.i:
            return True
        return token.pos_ in ("NOUN", "PROPN") and token.i not in self._valued

    def kind(self, token: Token) -> str:
        """The class of the unnamed phrase that ``token`` heads; schema:Thing where its noun tells none."""
        return self._classify(token)

    def noun_gender(self, token: Token) -> str:
        """ "male" or "female" where the noun tells it ("spokeswoman"), else ""."""
        return self._gender_of(token)

    def gender(self, entity: str) -> str:
        """ "male" or "female" where a person's name or title tells it, else ""."""
        return self._genders.get(entity, "")

    def tell_gender(self, entity: str, gender: str) -> None:
        """Takes note of a person's gender where a noun tells it ("his daughter, Ida") and nothing else has."""
        if gender and not self._genders.get(entity):
            self._genders[entity] = gender

    def span(self, token: Token) -> Span:
        """The characters of the mention at ``token``, else of its noun phrase without relative clauses."""
        place = self._headed.get(token.i, self._covered.get(token.i))
        if place is not None:
            return self._mentions[place].span
        phrase = phrase_span(token, complements=False)
        return Span(phrase.start_char, phrase.end_char)

    def entity(self, identifier: str) -> Entity:
        """The entity of an id."""
        return self._entities[identifier]

    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order of their first mentions (those without any come last)."""
        first: dict[str, int] = {}
        for mention in self.mentions():
            first.setdefault(mention.entity, mention.span.begin)
        return tuple(sorted(self._entities.values(), key=lambda e: first.get(e.id, math.inf)))

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, by span."""
        return tuple(sorted(self._mentions, key=lambda m: (m.span.begin, -m.span.end, m.entity)))

    def country_of(self, token: Token) -> str | None:
        """The id of the country that a demonym ("Ukrainian", "Russians") or country's name points to, or None.

        Its `Country` entity is created where the article does not name it, with the demonym as its mention.
        """
        known = self._pointers.get(token.i)
        if known is not None:
            return known
        here = self.at(token)
        if here is not None and self._entities[here].type == "schema:Country":
            return here
        country = self._find_country(token.text)
        if country is None:
            return None
        found = self._country(country)
        self._pointers[token.i] = found
        if here is None:
            span = Span(token.idx, token.idx + len(token))
            self._mentions.append(Mention(span, found, "name", 0.95, "gazetteer"))
        return found

    def country(self, name: str) -> str | None:
        """The id of a country by ISO 3166-1 code, name or demonym, created where needed; None where unknown."""
        country = self._find_country(f"iso {name}") or self._find_country(name)
        return self._country(country) if country is not None else None

    def _country(self, country: Country) -> str:
        found = self._countries.get(country.code)
        return found if found is not None else self.new("schema:Country", country.name, country=country)

    def new(
        self,
        kind: str,
        name: str,
        alternate_names: tuple[str, ...] = (),
        *,
        standalone: bool = True,
        country: Country | None = None,
        gender: str = "",
    ) -> str:
        """Adds an entity and returns its id; ``kind`` is its class, ``country`` marks it as the one of this code."""
        new = f"e{len(self._entities) + 1}"
        self._entities[new] = Entity(new, kind, name, alternate_names, standalone)
        self._genders[new] = gender
        if country is not None:
            self._countries[country.code] = new
        return new

    def mention(
        self,
        span: spacy.tokens.Span,
        entity: str,
        kind: Kind = "name",
        *,
        confidence: float = 1.0,
        resolved_by: Resolution = "name",
        head: Token | None = None,
    ) -> None:
        """Records that the tokens of ``span`` mention an entity; the first mention at a token wins."""
        place = len(self._mentions)
        self._mentions.append(Mention(Span(span.start_char, span.end_char), entity, kind, confidence, resolved_by))
        if kind in ("name", "handle"):
            for i in range(span.start, span.end):
                self._covered.setdefault(i, place)
        top = head if head is not None else head_of(span)
        self._headed.setdefault(top.i, place)

    def mark_salient(self, ids: frozenset[str]) -> None:
        """Marks the entities that the article is about."""
        for key, entity in self._entities.items():
            self._entities[key] = replace(entity, salient=key in ids)


def _valued(doc: Doc) -> frozenset[int]:
    """The tokens of dates, durations, sums of money and percentages."""
    values = [v for v in doc._.values if v.kind in ("date", "duration", "money", "percentage")]
    spans = (doc.char_span(v.span.begin, v.span.end, alignment_mode="contract") for v in values)
    return frozenset(token.i for span in spans if span is not None for token in span)


def described_name(phrase: spacy.tokens.Span) -> str:
    """The wording of an unnamed phrase: single spaces, the sentence's capital taken off a word that has none itself."""
    text = " ".join(phrase.text.split())
    first = phrase[0]
    own = first.pos_ == "PROPN" or first.lemma_[:1].isupper() or first.text[1:] != first.text[1:].lower()
    return text if own else text[:1].lower() + text[1:]
