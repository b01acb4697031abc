"""What the actions may ask of the text around a match: the article's date, the way it looks, whose name a word is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from pressgraph.annotations import Article
from pressgraph.language.values import currency
from pressgraph.language.values.grammar import Found
from pressgraph.language.values.lexicon import Currency
from pressgraph.language.values.reckoning import Way
from pressgraph.language.values.scanner import Item

_REACH = 25  # items to look through for a tense
_AUXILIARIES = 3  # items between "will" and its participle
_CLIMB = 8  # heads to climb
_NAMES = {"Person", "PERSON", "Organization", "ORG", "Product", "PRODUCT", "WORK_OF_ART", "Misc"}
_PEOPLE = {"Person", "PERSON"}


def _boundary(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if "BREAK" in item.kinds or item.text in "?!;":
        return True
    capital = at + 1 < len(items) and items[at + 1].text[:1].isupper()
    return item.text == "." and capital


def _items_way(items: Sequence[Item], found: Found) -> Way:
    """The nearest verb before the match in its sentence, else the nearest after it."""
    for step in (range(found.first - 1, max(-1, found.first - _REACH), -1), range(found.last, found.last + _REACH)):
        for at in step:
            if at >= len(items) or _boundary(items, at):
                break
            if "FUTURE" in items[at].kinds:
                return Way.AHEAD
            if "PAST" in items[at].kinds or _past_form(items[at]):
                planned = any("FUTURE" in item.kinds for item in items[max(0, at - _AUXILIARIES) : at])
                return Way.AHEAD if planned else Way.LEANING_BACK
    return Way.UNKNOWN


def _past_form(item: Item) -> bool:
    return "LOWER" in item.kinds and len(item.text) > 4 and item.text.endswith("ed")


def _governors(token: Token) -> list[Token]:
    """The verbs above a token, nearest first, up to the clause that is not itself a complement of a plan."""
    verbs = []
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            verbs.append(token)
            if token.dep_ not in ("xcomp", "advcl", "conj", "acl"):
                break
        if token.head.i == token.i:
            break
        token = token.head
    return verbs


@dataclass(slots=True)
class Passage:
    """One document, as far as values depend on it."""

    text: str
    article: Article | None = None
    doc: Doc | None = None
    future: frozenset[str] = frozenset()
    fiscal_words: tuple[str, ...] = ()
    _fiscal: bool | None = field(default=None)
    _names: frozenset[str] | None = field(default=None)
    _chosen: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def date(self) -> datetime.date | None:
        """The article's day."""
        return self.article.date if self.article else None

    def way(self, found: Found) -> Way:
        """Whether the text looks back or ahead at a match: by the parse if there is one, else by words near it."""
        if found.core[0] and "UNTILWORD" in found.items[found.core[0] - 1].kinds:
            return Way.AHEAD
        span = self._span(found.begin, found.end)
        if span is not None and self.doc is not None and self.doc.has_annotation("DEP"):
            way = self._parsed_way(span)
            if way is not Way.UNKNOWN:
                return way
        return _items_way(found.items, found)

    def _parsed_way(self, span: Span) -> Way:
        for verb in _governors(span.root):
            if verb.lower_ in self.future or any(
                child.lower_.strip("'’") in self.future for child in verb.children if child.dep_.startswith("aux")
            ):
                return Way.AHEAD
            if verb.tag_ == "VBD" or any(
                child.tag_ == "VBD" for child in verb.children if child.dep_.startswith("aux")
            ):
                return Way.BACK
        return Way.UNKNOWN

    def _span(self, begin: int, end: int) -> Span | None:
        if self.doc is None or begin >= end:
            return None
        return self.doc.char_span(begin, end, alignment_mode="expand")

    def in_name(self, begin: int, end: int) -> bool:
        """Whether the characters are part of a longer name of something that is no date, or are a person's name."""
        span = self._span(begin, end)
        if span is None or span[0].ent_type_ not in _NAMES:
            return False
        if span[0].ent_type_ in _PEOPLE:
            return True
        first, last = span[0].i, span[-1].i + 1
        continued = last < len(span.doc) and span.doc[last].ent_iob_ == "I"
        return span.doc[first].ent_iob_ == "I" or (continued and all(token.ent_type_ for token in span))

    def numbers_noun(self, begin: int, end: int) -> bool | None:
        """Whether a number counts a noun, by the parse; None without one."""
        span = self._span(begin, end)
        if span is None or not span.doc.has_annotation("DEP"):
            return None
        return bool(span.root.dep_ == "nummod" and span.root.head.tag_ == "NNS")

    def surname(self, name: str) -> bool:
        """Whether a month's name is also somebody's name here: it stands beside another capitalised word somewhere."""
        if self._names is None:
            beside = re.finditer(
                r"(?<=[a-z] )[A-Z][a-z]+ ([A-Z][a-z]+)\b|\b(April|May|June|August) [A-Z][a-z]+\b", self.text
            )
            titled = re.finditer(r"\b(?:Mrs?|Ms|Dr|Sir|Theresa|Minister)\.? ([A-Z][a-z]+)\b", self.text)
            self._names = frozenset(match[1] or match[2] for match in beside) | {match[1] for match in titled}
        return name in self._names

    def currency(self, candidates: Sequence[Currency]) -> str:
        """The ISO code that a sign or word means in this article; empty where that stays open."""
        key = tuple(sorted(candidate.code for candidate in candidates))
        if key not in self._chosen:
            self._chosen[key] = currency.chosen(candidates, self.text, self.article)
        return self._chosen[key]

    def minor(self, candidates: Sequence[Currency]) -> str:
        """The ISO code whose hundredth part a word means: that of the currency written elsewhere in the article."""
        if len(candidates) == 1:
            return candidates[0].code
        key = ("minor", *sorted(candidate.code for candidate in candidates))
        if key not in self._chosen:
            found = currency.written(candidates, self.text)
            usual = sum(candidate.default for candidate in found)
            self._chosen[key] = currency.chosen(found, self.text, self.article) if found and usual < 2 else ""
        return self._chosen[key]

    def fiscal(self) -> bool:
        """Whether the article speaks of fiscal years, so that its quarters need not be the calendar's."""
        if self._fiscal is None:
            lowered = self.text.lower()
            self._fiscal = any(re.search(rf"\b{re.escape(word)}", lowered) for word in self.fiscal_words)
        return self._fiscal
