"""Common nouns beside a name that mean the same: "the minister, Anna Berg", "the city of Leeds"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pressgraph.language.entities.lexicon import Lexicon, Noun
from pressgraph.language.entities.nominals import SUPER, compatible
from pressgraph.language.entities.register import Register
from pressgraph.language.phrases import case_of, phrase_span

_PERSON, _BODY = "schema:Person", "schema:Organization"
_CLOSE, _APART = 0.99, 0.95
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"})
_FAR = 12
"""How many words a complement may put between a noun and the name set off behind it."""


def appositions(doc: Doc, register: Register, lexicon: Lexicon) -> Iterator[tuple[Token, Span, str, float]]:
    """Nouns that stand for a name beside them, with their phrase, the id of the name's entity and how sure that is."""
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.tag_ in ("NNS", "NNPS") or register.at(token) is not None:
            continue
        if token.i + 2 < len(doc) and doc[token.i + 1].text == "-" and doc[token.i + 2].head.i != token.i:
            continue
        if token.i > 1 and doc[token.i - 1].text == "-" and token.head.i == token.i - 2:
            continue
        noun = _noun(token, lexicon)
        found = _known(token, noun, register, lexicon) if noun is not None else _unknown(token, register, lexicon)
        if found is not None:
            known = register.at(found)
            assert known is not None
            yield token, _without(found, token), known, _CLOSE if found.i == token.i + 1 else _APART


def _without(name: Token, noun: Token) -> Span:
    """The noun's phrase, which ends before a name that the parse made part of it."""
    phrase = phrase_span(noun, complements=False)
    inside = noun.i < name.i < phrase.end and noun.doc[name.i - 1].text == ","
    return noun.doc[phrase.start : name.i - 1] if inside else phrase


def _noun(token: Token, lexicon: Lexicon) -> Noun | None:
    """What the noun can mean; a nationality in the singular ("a Norwegian") is a person."""
    if token.pos_ == "NOUN" and (noun := lexicon.noun(token)) is not None:
        return noun
    if token.pos_ == "PROPN" and (title := lexicon.nouns.get(token.lower_)) is not None and title.kind == _PERSON:
        return title
    people = token.text[:1].isupper() and lexicon.demonym(token.text) is not None and token.dep_ == "appos"
    return Noun(_PERSON, "pg:Group", "") if people else None


def _known(token: Token, noun: Noun, register: Register, lexicon: Lexicon) -> Token | None:
    others = [n for c in token.children if c.dep_ == "appos" for n in (c, *_named_by(c)) if n.pos_ == "PROPN"]
    if token.dep_ == "appos":
        others.append(token.head)
    others += _behind(token, register)
    if noun.kind == _PERSON:
        others += _set_off(token, register)
    if token.lemma_.casefold() in lexicon.place_nouns:
        others += _of_place(token, noun, register)
    for other in others:
        known = register.at(other) if not _possessive(other) else None
        if known is not None and _may_be(token, noun, register.entity(known).type, lexicon):
            return other
    return None


def _named_by(noun: Token) -> Iterator[Token]:
    """The name that a noun in apposition introduces: "the chair, the novelist Pat Barker"."""
    return (child for child in noun.children if child.dep_ in ("appos", "flat") and noun.pos_ == "NOUN")


def _may_be(token: Token, noun: Noun, kind: str, lexicon: Lexicon) -> bool:
    """Whether the noun fits the name's class; some mean people and bodies ("the regulator")."""
    cue = lexicon.noun_cues.get(token.lemma_.casefold())
    return compatible(noun.kind, kind) or (cue is not None and SUPER.get(cue) == _BODY and compatible(cue, kind))


def _unknown(token: Token, register: Register, lexicon: Lexicon) -> Token | None:
    """A person's name right behind a noun of no known class, or a body's between commas behind one that is owned."""
    if token.pos_ != "NOUN" or token.lemma_.casefold() in lexicon.wordings:
        return None
    for child in token.children:
        if child.dep_ not in ("appos", "flat") or child.pos_ != "PROPN" or child.i < token.i or _possessive(child):
            continue
        kind = _kind(register, child)
        if kind == _PERSON and child.i == token.i + 1:
            return child
        owned = any(c.dep_ == "nmod:poss" for c in token.children)
        if owned and SUPER.get(kind) == _BODY and _between_commas(child):
            return child
    return None


def _behind(token: Token, register: Register) -> Iterator[Token]:
    """A person's name right behind the noun ("the teacher Anna Berg"), or behind the body that it leads.

    A parse may give noun and name the same place in the clause ("teacher Anna Berg left" with two subjects).
    """
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    beside = after.head.i == token.head.i and after.dep_ == token.dep_ and token.dep_ in _ARGUMENTS
    if after.i != token.i and after.pos_ == "PROPN" and beside and _kind(register, after) == _PERSON:
        yield after
    for child in token.children:
        if child.i < token.i:
            continue
        plain = child.dep_ == "flat" or (child.dep_ == "nmod" and not case_of(child) and token.pos_ == "PROPN")
        if plain and child.pos_ == "PROPN":
            yield child
        elif child.dep_ == "nmod" and SUPER.get(_kind(register, child)) == _BODY:
            yield from (c for c in child.children if c.dep_ == "appos" and _kind(register, c) == _PERSON)


def _set_off(token: Token, register: Register) -> Iterator[Token]:
    """The first person named after the noun's complement and a comma, whichever word of it the parse hangs the name on.

    "The mayor of Leeds, Anna Berg, …" is nothing else where the name is closed by a comma and no other person
    stands between.
    """
    doc = token.doc
    if token.dep_ in ("nmod:poss", "compound", "amod"):
        return
    for i in range(token.i + 1, min(token.i + _FAR, len(doc))):
        other = doc[i]
        if other.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ", "PRON") or other.text in '.;:()"“”':
            return
        if _type(register, register.at(other)) == _PERSON:
            inside = other.dep_ in ("appos", "conj") and _below(other.head, token)
            if inside and doc[i - 1].text == "," and not _joined(other) and _between_commas(other):
                yield other
            return


def _below(token: Token, noun: Token) -> bool:
    """Whether the token stands between the noun and the name, within the noun's phrase."""
    node = token
    for _ in range(_FAR):
        if node.i in (noun.i, node.head.i):
            break
        node = node.head
    return node.i == noun.i and token.i > noun.i


def _of_place(token: Token, noun: Noun, register: Register) -> Iterator[Token]:
    """ "the border town of Halden": the town is Halden, unless another name already stands before the noun."""
    if any(c.dep_ == "nmod:poss" or (c.dep_ == "compound" and c.pos_ == "PROPN") for c in token.children):
        return
    for child in token.children:
        if child.dep_ == "nmod" and child.pos_ == "PROPN" and case_of(child) == "of":
            country = _kind(register, child) == "schema:Country"
            if not country or noun.kind == "schema:Country":
                yield child


def _between_commas(name: Token) -> bool:
    """Whether the name has a comma before it, and a comma or the sentence's end after its last word."""
    doc, begin = name.doc, name.i
    end = max([name.i, *(c.i for c in name.children if c.dep_ == "flat")]) + 1
    return begin > 0 and doc[begin - 1].text == "," and (end >= len(doc) or doc[end].text in (",", ".", ";"))


def _joined(name: Token) -> bool:
    return any(c.dep_ == "cc" for c in name.children) or any(c.dep_ == "conj" for c in name.children)


def _kind(register: Register, token: Token) -> str:
    """The class of the entity whose mention the token heads."""
    return _type(register, register.heads(token))


def _type(register: Register, known: str | None) -> str:
    return register.entity(known).type if known is not None else ""


def _possessive(token: Token) -> bool:
    """Whether the name ends in a possessive ("Hale's spokesman" is not Hale)."""
    return any(
        c.tag_ == "POS" or (c.dep_ == "flat" and any(g.tag_ == "POS" for g in c.children)) for c in token.children
    )
