"""Candidates for mentions: the names that the model found, with their boundaries put right."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.entities.lexicon import Lexicon, name_key

PERSON, ORGANIZATION, PLACE, GROUP, PRODUCT, OTHER = "Person", "Organization", "Place", "NORP", "Product", "Misc"
FAMILIES = {
    "Person": PERSON,
    "Organization": ORGANIZATION,
    "Location": PLACE,
    "Facility": PLACE,
    "NORP": GROUP,
    "Product": PRODUCT,
    "Misc": OTHER,
}
"""The families that names of the newswire classes belong to; names are never merged across them."""

_EDGES = frozenset("\"'“”‘’«»()[]{}<>,;:!?-–—*|/")
_MEDIA = "schema:NewsMediaOrganization"
LONGEST = 6
"""Words that the name of an outlet has fewer than."""

_PARTY_AND_STATE = re.compile(r"[A-Z]{1,3}-[A-Z][A-Za-z.]*$")
_LEAD = frozenset(
    ["the", "a", "an", "'s", "’s", "and", "of", "in", "its", "his", "her", "their", "this", "that", "former", "ex"]
)
_TAIL = frozenset(["'s", "’s", "'", "’", "and", "of", "the", "in", "at", "for", "."])


@dataclass(slots=True)
class Candidate:
    """Tokens ``begin`` to ``end`` that name something; ``gender`` is told by a title before them ("Mrs")."""

    begin: int
    end: int
    family: str
    probability: float
    handle: bool = False
    title: str = ""
    gender: str = ""
    words: tuple[str, ...] = ()
    key: str = ""
    facility: bool = False


def words_of(doc: Doc, begin: int, end: int) -> tuple[str, ...]:
    """The words of a name, punctuation inside hyphenated or dotted words kept with them."""
    return tuple(doc[begin:end].text.replace("’", "'").split())


_SCORE = re.compile(r"[-–]\d")
"""What follows the first number of a score ("beat Leeds United 2-1")."""

_SHORT = 3
_DIRECTIONS = ("north", "south", "east", "west", "central", "upper", "lower", "inner", "outer", "mid")


def _ends_sentence(word: str) -> bool:
    """Whether a full stop behind the word is its sentence's: it is no initial and no short title ("St.")."""
    return len(word) > _SHORT and word.isalpha()


class Finder:
    """Turns ``doc.ents`` into candidates, in the order of the text and without overlaps."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @functools.cached_property
    def outlets(self) -> dict[str, set[tuple[str, ...]]]:
        """The words of each listed newspaper or broadcaster, by the first of them."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for key, kind in self.lexicon.organisations.items():
            words = tuple(key.split())
            if kind == _MEDIA and len(words) < LONGEST:
                found.setdefault(words[0], set()).add(words)
        return found

    def find(self, doc: Doc) -> tuple[list[Candidate], list[tuple[Span, str]]]:
        """The candidates, and what was dropped with its reason."""
        found: list[Candidate] = []
        dropped: list[tuple[Span, str]] = []
        taken = 0
        for ent in doc.ents:
            family = FAMILIES.get(ent._.first_label or ent.label_)
            if family is None:
                continue
            begin, end = self.trim(doc, max(ent.start, taken), ent.end, family)
            if family in (ORGANIZATION, OTHER) and self._portfolio(doc, begin, end):
                dropped.append((Span(ent.start_char, ent.end_char), "the field of an office, no organisation"))
                continue
            if family in (PERSON, ORGANIZATION) and _PARTY_AND_STATE.match(doc[begin:end].text):
                dropped.append((Span(ent.start_char, ent.end_char), "a party and a state, no name"))
                continue
            if begin >= end or not any(c.isupper() or c.isdigit() for c in doc[begin:end].text):
                dropped.append(
                    (Span(ent.start_char, ent.end_char), "no name is left of it without articles and titles")
                )
                continue
            if family == ORGANIZATION and begin > taken and doc[begin - 1].text == "The":
                begin -= self._keeps_article(doc, begin, end)
            if family == PERSON:
                begin, end = self._whole_person(doc, begin, end)
            for piece in self._split(doc, begin, end, family, ent._.probability):
                piece.facility = ent.label_ == "Facility"
                found.append(self.finish(doc, piece))
            taken = end
        return found, dropped

    def finish(self, doc: Doc, candidate: Candidate) -> Candidate:
        """Fills in the words, key, title and gender of a candidate."""
        candidate.words = words_of(doc, candidate.begin, candidate.end)
        candidate.key = name_key(" ".join(candidate.words))
        self._read_title(doc, candidate)
        return candidate

    def trim(self, doc: Doc, begin: int, end: int, family: str) -> tuple[int, int]:
        """The name's tokens without quotation marks, articles, titles and possessive endings at its edges."""
        for i in range(begin, end):
            if doc[i].is_space and "\n" in doc[i].text:
                end = i
                break
        while begin < end and self._leads(doc, begin, end, family):
            begin += 1
        if end - begin > 3 and doc[end - 1].is_digit and doc[end - 2].text in "-–" and doc[end - 3].is_digit:
            end -= 3
        elif end - begin > 1 and doc[end - 1].is_digit and _SCORE.match(doc[end : end + 2].text):
            end -= 1
        while begin < end and self._trails(doc[end - 1]):
            end -= 1
        if family == PERSON:
            bracket = next((i for i in range(begin + 1, end) if doc[i].text == "("), end)
            end = end if ")" in doc[bracket:end].text else bracket
            marks = [i for i in range(begin, end) if doc[i].lower_ in ("'s", "’s")]
            begin = marks[-1] + 1 if marks else begin
            while begin < end - 1 and self.lexicon.title(doc[begin].text) and not self._is_first_name(doc, begin, end):
                begin += 1
            while end - 1 > begin and doc[end - 1].text in self.lexicon.honours:
                end -= 2 if doc[end - 2].text == "," and end - 2 > begin else 1
        return begin, end

    def _is_first_name(self, doc: Doc, begin: int, end: int) -> bool:
        return end - begin == 2 and doc[begin].text.casefold() in self.lexicon.first_names

    def _portfolio(self, doc: Doc, begin: int, end: int) -> bool:
        """Whether the words say what a minister or secretary is responsible for ("Minister of Health")."""
        before = [token.lower_ for token in doc[max(0, begin - 3) : begin] if token.lower_ != "the"]
        office = len(before) > 1 and before[-1] in ("of", "for") and before[-2] in self.lexicon.offices
        words = doc[begin:end].text.split()
        known = name_key(" ".join(words)) in self.lexicon.organisations
        return office and not known and not any(cue.matches(words) for cue in self.lexicon.organisation_words)

    def _leads(self, doc: Doc, begin: int, end: int, family: str) -> bool:
        token = doc[begin]
        if token.text == "The" and family == ORGANIZATION and self._keeps_article(doc, begin + 1, end):
            return False
        if family in (ORGANIZATION, PLACE) and token.pos_ == "ADJ" and token.text.islower() and end - begin > 1:
            return not token.text.startswith(_DIRECTIONS)
        return token.is_space or token.text in _EDGES or token.lower_ in _LEAD

    def _keeps_article(self, doc: Doc, begin: int, end: int) -> bool:
        """Newspapers keep their article ("The Independent"), unless it may be that of the sentence."""
        key = name_key(doc[begin:end].text)
        news = self.lexicon.organisations.get(key) == _MEDIA and key in self.lexicon.articled
        return news and (end - begin == 1 or not doc[begin - 1].is_sent_start)

    @staticmethod
    def _trails(token: Token) -> bool:
        return token.is_space or token.text in _EDGES or token.lower_ in _TAIL

    def _whole_person(self, doc: Doc, begin: int, end: int) -> tuple[int, int]:
        """Takes in first and last names that the model left out, where the grammar joins them."""
        while end < len(doc) and doc[end].dep_ == "flat" and begin <= doc[end].head.i < end and _capital(doc[end]):
            if doc[end].ent_type_ not in ("", "Person") or doc[end].text in self.lexicon.honours:
                break
            end += 1
        return begin, end

    def _split(self, doc: Doc, begin: int, end: int, family: str, probability: float) -> list[Candidate]:
        """Takes apart "Ukraine's Supreme Court" and "Leeds, England", and names that a full stop or a dateline parts.

        "McDonald's" is one name.
        """
        for i in range(begin + 1, end - 1):
            if doc[i].text == "." and doc[i].whitespace_ and _ends_sentence(doc[i - 1].text):
                first = Candidate(begin, i, family, probability)
                return [first, *self._split(doc, i + 1, end, family, probability)]
            if doc[i].text == "," and doc[begin].is_sent_start and doc[begin:i].text.isupper():
                return [Candidate(begin, i, PLACE, probability), Candidate(i + 1, end, PLACE, probability)]
            if family == PLACE and doc[i].text == ",":
                town = Candidate(begin, i, family, probability)
                return [town, *self._split(doc, i + 1, end, family, probability)]
            if family in (ORGANIZATION, OTHER) and doc[i].text == "," and self._known_place(doc[i + 1 : end].text):
                return [Candidate(begin, i, family, probability), Candidate(i + 1, end, PLACE, probability)]
            if doc[i].lower_ in ("'s", "’s") and self.lexicon.country(doc[begin:i].text) and family != PERSON:
                place = Candidate(begin, i, PLACE, probability)
                return [place, Candidate(i + 1, end, family, probability)]
        return [Candidate(begin, end, family, probability)]

    def _known_place(self, name: str) -> bool:
        key = name_key(name)
        return key in self.lexicon.countries or key in self.lexicon.places

    def _read_title(self, doc: Doc, candidate: Candidate) -> None:
        i = candidate.begin - 1
        while i >= 0 and candidate.begin - i <= 4 and self.lexicon.title(doc[i].text):
            title = doc[i].text.rstrip(".")
            candidate.title = candidate.title or title
            candidate.gender = candidate.gender or self.lexicon.titles[title]
            i -= 1


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ == "PROPN"
