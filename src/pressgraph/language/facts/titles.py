"""Titles as the article words them: "Vice Prime Minister", "Minister of Digital Transformation", "TV producer"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.facts.context import Context
from pressgraph.language.facts.rules import Kind, RuleSet, title_words
from pressgraph.language.phrases import case_of, conjuncts

_LONGEST = 5
_NOMINAL = ("NOUN", "PROPN")
_BESIDE = ("nmod:desc", "flat", "compound")
_STILL = frozenset({"current", "present"})
"""Beside "former" they leave open who of several is what: "the firm's current and former chief executives"."""

_HYPHENS = "-‐–"
_MODIFYING = frozenset(("amod", "compound", "advmod", "det", "nmod:desc", "appos", "flat", "acl", "dep"))
_AFTER = ("planned", "void")
"""What words behind a title can make of it: "president-elect", "presidential candidate"."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the text; ``kind`` says what it brings, ``structural`` whether its holder fills the office itself.

    An acting minister or a deputy is called so, but is not stated to be the minister.
    """

    text: str
    span: Span
    kind: Kind
    structural: bool
    ended: bool
    planned: bool
    portfolio: Token | None


def read_title(noun: Token, rules: RuleSet, context: Context) -> Title | None:
    """The title that ``noun`` heads; None where it is none, or where its holder does not have it ("candidate")."""
    found = _lexical(noun, rules)
    if found is None:
        return None
    begin, end, kind = found
    end = _compound_end(noun.doc, end, rules)
    effects = set(_effects(noun, begin, end, rules))
    before = {token.lower_ for token in noun.doc[noun.left_edge.i : noun.i]}
    if "void" in effects or ("ended" in effects and before & _STILL):
        return None
    begin = _compound_begin(noun.doc, _extended(noun, begin, rules, context), rules)
    portfolio = _portfolio(noun, end, kind, context) if kind.portfolio else None
    last = max(_field_end(token, context) for token in _fields(portfolio)) if portfolio is not None else end
    doc = noun.doc
    span = Span(doc[begin].idx, doc[last - 1].idx + len(doc[last - 1]))
    text = _singular(noun, span, context.text)
    return Title(text, span, kind, "rank" not in effects, "ended" in effects, "planned" in effects, portfolio)


def _compound_begin(doc: Doc, begin: int, rules: RuleSet) -> int:
    """The begin of the compound that a title ends: "*co*-author"; "ex-minister" is a minister who was."""
    joined = begin > 1 and _hyphenated(doc[begin - 1]) and doc[begin - 2].lower_ not in rules.modifiers
    return begin - 2 if joined else begin


def _compound_end(doc: Doc, end: int, rules: RuleSet) -> int:
    """The end of the compound that a title begins: "director-*general*"; "minister-elect" is a minister to be."""
    after = doc[end + 1] if end + 1 < len(doc) and _hyphenated(doc[end]) else None
    joined = after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ") and after.lower_ not in rules.modifiers
    return end + 2 if joined else end


def _hyphenated(token: Token) -> bool:
    """Whether the token is a hyphen without space on either side."""
    return token.text == "-" and not token.whitespace_ and not token.nbor(-1).whitespace_


def _singular(noun: Token, span: Span, article: str) -> str:
    """The title's words; a title shared by several people ("founders") is put in the singular."""
    text, begin = span.of(article), noun.idx - span.begin
    if noun.tag_ in ("NNS", "NNPS") and noun.lemma_:
        lemma = noun.lemma_ if noun.text.islower() else noun.text[:1] + noun.lemma_[1:]
        text = text[:begin] + lemma + text[begin + len(noun) :]
    return " ".join(text.split())


def _words(doc: Doc, begin: int, end: int) -> tuple[str, ...]:
    words = [doc[i].lower_ for i in range(begin, end)]
    if doc[end - 1].tag_ in ("NNS", "NNPS") and doc[end - 1].lemma_:
        words[-1] = doc[end - 1].lemma_.lower()
    return title_words(" ".join(words))


def _lexical(noun: Token, rules: RuleSet) -> tuple[int, int, Kind] | None:
    """The longest title of the lexicon around the noun: its first token, the token after its last, its kind."""
    doc = noun.doc
    low, high = _window(noun)
    for begin in range(low, noun.i + 1):
        if begin < noun.i and not rules.title_starts.intersection(title_words(doc[begin].lower_)[:1]):
            continue
        for end in range(high, noun.i, -1):
            if doc[end - 1].text in _HYPHENS:
                continue
            words = _words(doc, begin, end)
            if (kind := rules.titles.get(words)) is not None and words and not _broken(noun, begin, end):
                return begin, end, kind
    return None


def _window(noun: Token) -> tuple[int, int]:
    """The tokens around the noun where its title can be, in its sentence (``token.sent`` reads the whole document)."""
    doc, low, high = noun.doc, noun.i, noun.i + 1
    while low > max(0, noun.i - _LONGEST + 1) and not doc[low].is_sent_start:
        low -= 1
    while high < min(len(doc), noun.i + _LONGEST) and not doc[high].is_sent_start:
        high += 1
    return low, high


def _broken(noun: Token, begin: int, end: int) -> bool:
    """Whether the words are no phrase headed by the noun (in "… president minister …" two titles meet)."""
    for i in range(begin, end):
        token = noun.doc[i]
        beside = token.head.i == noun.head.i and token.dep_ == noun.dep_ and noun.dep_ in _BESIDE
        if token.i != noun.i and not beside and not any(a.i == noun.i for a in token.ancestors):
            return True
    return noun.doc[begin].dep_ == "punct"


def _effects(noun: Token, begin: int, end: int, rules: RuleSet) -> Iterator[str]:
    """What the words around a title make of it: "former", "deputy", "-elect"."""
    doc, modifiers = noun.doc, rules.modifiers
    for child in noun.children:
        if child.i < begin and child.dep_ in _MODIFYING:
            yield modifiers.get(child.lower_, "")
    if begin > 0:
        near = doc[begin - 2] if doc[begin - 1].text in _HYPHENS and begin > 1 else doc[begin - 1]
        yield modifiers.get(near.lower_, "")
    if _abbreviated_rank(doc, begin, rules):
        yield "rank"
    if end < len(doc):
        near = doc[end + 1] if doc[end].text in _HYPHENS and end + 1 < len(doc) else doc[end]
        effect = modifiers.get(near.lower_, "")
        yield effect if effect in _AFTER else ""
    if any(child.dep_ == "nmod" and child.lemma_.lower() in rules.honours for child in noun.children):
        yield "void"


def _extended(noun: Token, begin: int, rules: RuleSet, context: Context) -> int:
    """The first token of the title: modifiers of the trade stay ("TV producer"), names and opinions do not."""
    doc = noun.doc
    while begin > 0 and not doc[begin].is_sent_start and _belongs(doc[begin - 1], noun, rules, context):
        begin -= 1
        if begin > 1 and doc[begin - 1].text in _HYPHENS:
            if not _belongs(doc[begin - 2], noun, rules, context):
                return begin + 1
            begin -= 2
    if _abbreviated_rank(doc, begin, rules):
        begin -= 2
    return begin + 1 if doc[begin].dep_ == "cc" else begin


def _abbreviated_rank(doc: Doc, begin: int, rules: RuleSet) -> bool:
    """Whether a rank's abbreviation stands before the token, its full stop apart: "*Lt.* Gov."."""
    if begin < 2 or doc[begin].is_sent_start or doc[begin - 1].text != "." or doc[begin - 2].whitespace_:
        return False
    return rules.modifiers.get(doc[begin - 2].lower_) == "rank"


def _belongs(token: Token, noun: Token, rules: RuleSet, context: Context) -> bool:
    effect = rules.modifiers.get(token.lower_)
    if effect is not None:
        return effect == "rank" and token.dep_ != "case"
    if noun.i not in (token.head.i, token.head.head.i, token.head.head.head.i):
        return False
    if context.is_name(token) or token.ent_type_ or token.is_digit:
        return False
    if token.dep_ == "cc":
        return token.head.dep_ == "conj" and token.head.i < noun.i
    if token.dep_ not in ("compound", "amod", "conj") or not _of_trade(token, noun, rules):
        return False
    return not (token.pos_ in ("ADJ", "PROPN") and token.text[:1].isupper() and context.country(token))


def _of_trade(token: Token, noun: Token, rules: RuleSet) -> bool:
    """Whether a modifier names the field of a profession rather than the writer's opinion of its bearer."""
    if token.pos_ in ("PROPN", "NOUN"):
        return token.tag_ not in ("NNS", "NNPS") or token.text[:1].isupper()
    capital = token.text[:1].isupper() and noun.text[:1].isupper() and not token.is_sent_start
    return token.lower_ in rules.keep or (capital and token.pos_ != "VERB")


def _portfolio(noun: Token, end: int, kind: Kind, context: Context) -> Token | None:
    """The field that belongs to a title: "of Digital Transformation", "for sales", "of physics"."""
    for child in noun.children:
        if child.dep_ != "nmod" or child.i < end or case_of(child) not in ("of", "for"):
            continue
        first = min(t.i for t in child.subtree)
        if first != end or _elsewhere(child, kind, context):
            continue
        determined = any(c.dep_ in ("det", "nmod:poss") for c in child.children)
        capital = noun.text[:1].isupper() and child.text[:1].isupper()
        if capital or (not determined and child.pos_ == "NOUN" and child.tag_ not in ("NNP", "NNPS")):
            return child
    return None


def _fields(portfolio: Token) -> list[Token]:
    """The field with those coordinated with it: "Roads and Highways"."""
    capital = portfolio.text[:1].isupper()
    return [token for token in conjuncts(portfolio) if token.text[:1].isupper() == capital and token.pos_ in _NOMINAL]


def _field_end(token: Token, context: Context) -> int:
    """The token after a field; the country or body at its end ("of Defence *of Chile*") is not part of it."""
    end = token.i + 1
    for child in token.rights:
        inside = child.dep_ in ("flat", "compound") or (child.dep_ == "nmod" and context.entity(child) is None)
        if inside and min(t.i for t in child.subtree) == end:
            end = _field_end(child, context)
    return end


def _elsewhere(token: Token, kind: Kind, context: Context) -> bool:
    """Whether a complement names the country or body of the office rather than its field.

    A field is easily taken for a name ("Minister of *Digital Transformation*"); it is one where no body of its
    class can have such an office.
    """
    entity = context.entity(token)
    return entity is not None and context.is_a(entity, "schema:Place", "schema:Person", "pg:Group", *kind.at)
