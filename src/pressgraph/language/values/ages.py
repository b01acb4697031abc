"""The age of somebody or something that a noun or name stands for."""

from __future__ import annotations

from decimal import Decimal

from spacy.tokens import Token

from pressgraph.annotations import Article, Quantity, Span, Value
from pressgraph.language.values.finder import load_finder
from pressgraph.language.values.numerals import number

_OLDEST = 120
_BETWEEN = 3  # words between an age and its noun
_AFTER = frozenset((",", ";", ".", ")", "]", "—", "–", "-", ":"))


def _age_values(token: Token) -> list[Value]:
    """The ages in the token's neighbourhood, from the pipeline if it has run."""
    doc = token.doc
    if doc.has_extension("values") and doc._.values:
        values = doc._.values
    else:
        finder = load_finder(doc.vocab.lang or "en")
        begin = doc[max(0, token.i - 20)].idx
        last = doc[min(len(doc) - 1, token.i + 20)]
        values = finder.find_within(finder.passage(doc.text, Article(doc.text)), begin, last.idx + len(last))
    return [value for value in values if value.kind == "age"]


def _free(token: Token, begin: int, end: int, allowed: str = "") -> bool:
    """Whether only a few modifiers stand between two offsets: no stop word, and no punctuation but ``allowed``."""
    doc = token.doc
    words = [word for word in doc[max(0, token.i - 12) : token.i + 12] if begin <= word.idx < end]
    plain = [word for word in words if word.text not in allowed]
    return len(plain) <= _BETWEEN and not any(word.is_punct or word.is_stop or word.is_space for word in plain)


def _linked(token: Token, between: str) -> bool:
    """Whether the words after a noun lead to its age: none, a comma, "who is" …"""
    words = " ".join(between.lower().split())
    return not words or words in load_finder(token.doc.vocab.lang or "en").lexicon.links["age"]


def _bare(token: Token) -> Value | None:
    """ ", 34," or "(34)" right after a name."""
    doc, at = token.doc, token.i
    if at + 3 >= len(doc) or doc[at + 1].text not in (",", "(") or not doc[at + 2].text.isalnum():
        return None
    if doc[at + 3].text not in _AFTER or (doc[at + 1].text == "(") != (doc[at + 3].text == ")"):
        return None
    value = number(doc[at + 2].text)
    if value is None or not 0 < value <= _OLDEST or value != value.to_integral_value():
        return None
    begin = doc[at + 2].idx
    return Value(Span(begin, begin + len(doc[at + 2])), "age", Quantity(Decimal(value), None, None, "year", "ANN"))


def age_of(token: Token) -> Value | None:
    """The age that the text states right beside a noun or a name's last word, with its span.

    Before it ("a 50-year-old Kyiv teacher"), after it ("the boy, aged six", "Ann Lee, who is 34 years old") or bare
    after a name: ", 34," and "(34)". A name's token must be its last word.

    >>> import spacy
    >>> doc = spacy.blank("en")("The mayor, Ann Lee, 34, resigned.")
    >>> age_of(doc[4]).value.value
    Decimal('34')
    """
    text, end = token.doc.text, token.idx + len(token)
    for value in _age_values(token):
        if value.span.end <= token.idx and _free(token, value.span.end, token.idx):
            return value
        if end <= value.span.begin <= end + 40 and _linked(token, text[end : value.span.begin]):
            return value
    return _bare(token)
