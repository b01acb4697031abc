"""What the words around a name say about its family: ages, roles, "who", "he"; companies' parts; products' nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pressgraph.language.entities.candidates import ORGANIZATION, OTHER, PERSON, PLACE, PRODUCT, Candidate
from pressgraph.language.entities.classes import business_nouns
from pressgraph.language.entities.lexicon import Lexicon, name_key
from pressgraph.language.entities.nominals import SUPER
from pressgraph.language.features import feature
from pressgraph.language.phrases import head_within

_CALLED = 2.0
_FAMILIES = {"schema:Organization": ORGANIZATION, "schema:Place": PLACE}
_AGE, _ROLE, _WHO, _BODY, _BUSINESS, _PRONOUN, _VERB, _PRODUCT, _PRODUCTS = 1.5, 1.0, 1.0, 1.0, 0.4, 0.4, 0.4, 0.5, 0.9
_ARTICLED = 2.5
_AGENCY = 3.0
_WHICH, _SHORT = 0.8, 0.7
_OLDEST = 120


class Cues:
    """Votes for the family of each candidate of a document, to be added to the model's own."""

    def __init__(self, doc: Doc, candidates: list[Candidate], lexicon: Lexicon) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.named = Counter(c.key for c in candidates)
        self.sold = Counter(c.key for c in candidates if self._sells(c))
        self.referred = self._referred(candidates)
        self.firms = self._firms(candidates)

    def of(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """The families that the text around one mention speaks for, with weights."""
        head = head_within(self.doc, candidate.begin, candidate.end)
        if self._aged(candidate):
            yield PERSON, _AGE
        for noun in _described(head):
            kind, either = self.lexicon.nouns.get(noun), noun in self.lexicon.person_or_body
            if kind is not None and kind.kind == "schema:Person" and not either:
                yield PERSON, _ROLE
            elif kind is not None and SUPER.get(kind.kind) == "schema:Organization":
                yield ORGANIZATION, _BODY / 2 if either and len(candidate.words) > 1 else _BODY
        family = self._called(candidate, head)
        if family:
            yield family, _CALLED
        if self._in_dateline(candidate):
            yield ORGANIZATION, _AGENCY
        yield from self._grammar(candidate, head)
        if self._sells(candidate):
            often = self.named[candidate.key] > 1 and 2 * self.sold[candidate.key] > self.named[candidate.key]
            yield PRODUCT, _PRODUCTS if often else _PRODUCT

    def _in_dateline(self, candidate: Candidate) -> bool:
        """Whether the name stands in brackets in the dateline, as that of the agency does ("RABAT (Reuters) -")."""
        article = self.doc._.article
        span = article.dateline_span if article is not None else None
        first = self.doc[candidate.begin]
        return span is not None and span.begin < first.idx < span.end and self.doc[first.i - 1].text == "("

    def _grammar(self, candidate: Candidate, head: Token) -> Iterator[tuple[str, float]]:
        subject = head.dep_ in ("nsubj", "nsubj:pass")
        if subject and head.head.lemma_.casefold() in self.lexicon.person_verbs:
            yield PERSON, _VERB
        for clause in head.children:
            relatives = {c.lower_ for c in clause.children if clause.dep_ == "acl:relcl" and c.dep_ == "nsubj"}
            if "who" in relatives:
                yield PERSON, _WHO
            elif "which" in relatives and candidate.family == PERSON:
                yield ORGANIZATION, _WHICH
        if candidate.begin in self.referred:
            yield PERSON, _PRONOUN
        if candidate.family == PERSON and candidate.key in self.firms:
            yield ORGANIZATION, _SHORT
        if self._articled(candidate, head):
            yield PRODUCT if subject and self._sails(head.head) else OTHER, _ARTICLED
        if any(noun in self.lexicon.business_nouns for noun in business_nouns(head)):
            yield ORGANIZATION, _BUSINESS

    def _articled(self, candidate: Candidate, head: Token) -> bool:
        """Whether "the" belongs to a name that looks like a person's, as it does to a ship's ("the Maria Carmela")."""
        before = self.doc[candidate.begin - 1] if candidate.begin else head
        if candidate.family != PERSON or candidate.title or candidate.end - candidate.begin < 2:
            return False
        plural = head.tag_ == "NNPS" or candidate.words[-1].endswith("s")
        return before.lower_ == "the" and before.dep_ == "det" and before.head.i == head.i and not plural

    def _sails(self, verb: Token) -> bool:
        """Whether the verb, or one joined to it, is one of ships."""
        joined = [verb, *(child for child in verb.children if child.dep_ == "conj")]
        return any(one.lemma_.casefold() in self.lexicon.vessel_verbs for one in joined)

    def _aged(self, candidate: Candidate) -> bool:
        """ "50-year-old X" or "X, 50,"; a "50-year-old Norwegian" is no name."""
        if self.lexicon.demonym(" ".join(candidate.words)):
            return False
        before = [t.lower_ for t in self.doc[max(0, candidate.begin - 3) : candidate.begin]]
        if before[-1:] == ["old"] and "year" in before:
            return True
        after = [t.text for t in self.doc[candidate.end : candidate.end + 3]]
        if len(after) < 3 or after[0] != "," or after[2] not in (",", "."):
            return False
        return after[1].isascii() and after[1].isdigit() and 0 < int(after[1]) <= _OLDEST

    def _called(self, candidate: Candidate, head: Token) -> str:
        """The family that the noun right before the name tells: "the carmaker X", "the start-up X", "Storm X"."""
        begin = candidate.begin
        noun = self.doc[begin - 1] if begin else None
        if noun is not None and noun.text[0].isupper() and any(noun.text in c.first for c in self.lexicon.name_words):
            return OTHER
        if noun is None or head.dep_.startswith("nsubj") or (noun.pos_ != "NOUN" and noun.dep_ != "compound:prt"):
            return ""
        whole = noun.lemma_.casefold()
        if begin > 2 and self.doc[begin - 2].text == "-" and not self.doc[begin - 2].whitespace_:
            whole = f"{self.doc[begin - 3].lower_}-{whole}"
        elif head.i != noun.head.i and head.head.i != noun.i and (head.head.i, head.dep_) != (noun.head.i, noun.dep_):
            return ""
        if whole in self.lexicon.person_or_body and len(candidate.words) > 1:
            return ""
        kind = self.lexicon.noun_cues.get(whole, "") if noun.tag_ not in ("NNS", "NNPS") else ""
        return PRODUCT if kind == "schema:Product" else _FAMILIES.get(SUPER.get(kind, ""), "")

    def _sells(self, candidate: Candidate) -> bool:
        """Whether the name stands right before the noun for a product."""
        if candidate.family not in (ORGANIZATION, OTHER, PRODUCT) or candidate.end >= len(self.doc):
            return False
        noun = self.doc[candidate.end]
        lemma = noun.lemma_.casefold()
        return noun.pos_ == "NOUN" and lemma in self.lexicon.product_nouns and noun.dep_ != "compound"

    def _firms(self, candidates: list[Candidate]) -> frozenset[str]:
        """Words that may be a firm's name for short: the first of "Halden Foods Group", where nobody is called so."""
        whole = [candidate for candidate in candidates if len(candidate.words) > 1]
        named = {c.words[0] for c in whole if c.family == ORGANIZATION and c.words[-1] in self.lexicon.suffixes}
        return frozenset(name_key(name) for name in named - {c.words[-1] for c in whole if c.family == PERSON})

    def _referred(self, candidates: list[Candidate]) -> frozenset[int]:
        """The subjects to which a "he" or "she" that is the next subject may refer."""
        starts = {head_within(self.doc, c.begin, c.end).i: c.begin for c in candidates if not c.handle}
        last, sentence, last_sentence, found = -1, 0, 0, set()
        for token in self.doc:
            sentence += token.is_sent_start is True
            if token.dep_ not in ("nsubj", "nsubj:pass"):
                continue
            gender = feature(token, "Gender") if token.pos_ == "PRON" else ()
            if gender and gender[0] in ("Masc", "Fem"):
                if last >= 0 and sentence - last_sentence <= 1:
                    found.add(last)
            elif token.pos_ != "PRON":
                last, last_sentence = starts.get(token.i, -1), sentence
        return frozenset(found)


def _described(head: Token) -> Iterator[str]:
    """Nouns in apposition to the name or before it: "the founder, Anna Berg", "actor Lund", "Berg, a nurse"."""
    for child in head.children:
        if child.pos_ == "NOUN" and child.dep_ in ("appos", "nmod:desc"):
            yield child.lemma_.casefold()
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        yield head.head.lemma_.casefold()
