"""Titles as the article words them: "Vice Prime Minister", "Minister of Digital Transformation", "TV producer"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.facts.context import Context
from pressgraph.language.facts.rules import Kind, RuleSet, title_words
from pressgraph.language.phrases import case_of, phrase_span

_LONGEST = 5
_INSIDE = ("compound", "amod", "nmod", "nmod:desc", "flat", "punct", "nmod:unmarked", "advmod", "goeswith")


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
    effects = set(_effects(noun, begin, end, rules))
    if "void" in effects:
        return None
    begin = _extended(noun, begin, rules, context)
    portfolio = _portfolio(noun, end, context) if kind.portfolio else None
    last = phrase_span(portfolio).end if portfolio is not None else end
    doc = noun.doc
    span = Span(doc[begin].idx, doc[last - 1].idx + len(doc[last - 1]))
    text = " ".join(span.of(doc.text).split())
    return Title(text, span, kind, "rank" not in effects, "ended" in effects, "planned" in effects, portfolio)


def _words(doc: Doc, begin: int, end: int) -> tuple[str, ...]:
    words = [doc[i].lower_ for i in range(begin, end)]
    if doc[end - 1].tag_ in ("NNS", "NNPS") and doc[end - 1].lemma_:
        words[-1] = doc[end - 1].lemma_.lower()
    return title_words(" ".join(words))


def _lexical(noun: Token, rules: RuleSet) -> tuple[int, int, Kind] | None:
    """The longest title of the lexicon around the noun: its first token, the token after its last, its kind."""
    doc = noun.doc
    low = max(noun.sent.start, noun.i - _LONGEST + 1)
    high = min(noun.sent.end, noun.i + _LONGEST)
    for begin in range(low, noun.i + 1):
        for end in range(high, noun.i, -1):
            words = _words(doc, begin, end)
            if (kind := rules.titles.get(words)) is not None and words and not _broken(noun, begin, end):
                return begin, end, kind
    return None


def _broken(noun: Token, begin: int, end: int) -> bool:
    """Whether the words are no phrase headed by the noun (in "… president minister …" two titles meet)."""
    for i in range(begin, end):
        token = noun.doc[i]
        if token.i != noun.i and not any(a.i == noun.i for a in token.ancestors):
            return True
    return noun.doc[begin].dep_ == "punct"


def _effects(noun: Token, begin: int, end: int, rules: RuleSet) -> Iterator[str]:
    """What the words around a title make of it: "former", "deputy", "-elect"."""
    for child in noun.children:
        if begin <= child.i < end and not (child.i < noun.i and rules.modifiers.get(child.lower_) == "rank"):
            continue
        if child.dep_ in ("amod", "compound", "advmod", "nmod:desc", "nmod:unmarked", "appos", "flat", "acl", "dep"):
            near = child.i < noun.i or child.i <= end + 1
            if near and (effect := rules.modifiers.get(child.lower_)):
                yield effect
    for i in (begin - 1, begin - 2, end, end + 1):
        if 0 <= i < len(noun.doc) and (i < begin or noun.doc[min(end, len(noun.doc) - 1)].text in "--–"):
            token = noun.doc[i]
            if (i in (begin - 1, end) or noun.doc[i + 1 if i < begin else i - 1].text in "-–") and (
                effect := rules.modifiers.get(token.lower_)
            ):
                yield effect
    after = noun.doc[end : end + 2]
    yield from (effect for token in after if token.head.i == noun.i and (effect := rules.modifiers.get(token.lower_)))


def _extended(noun: Token, begin: int, rules: RuleSet, context: Context) -> int:
    """The first token of the title: modifiers of the trade stay ("TV producer"), names and opinions do not."""
    doc = noun.doc
    while begin > noun.sent.start:
        token = doc[begin - 1]
        if token.is_punct and token.text in "-–" and begin - 2 >= noun.sent.start and not token.whitespace_:
            if not _belongs(doc[begin - 2], noun, rules, context):
                break
            begin -= 2
        elif _belongs(token, noun, rules, context):
            begin -= 1
        else:
            break
    return begin


def _belongs(token: Token, noun: Token, rules: RuleSet, context: Context) -> bool:
    effect = rules.modifiers.get(token.lower_)
    if effect is not None:
        return effect == "rank"
    if token.dep_ not in ("compound", "amod") or noun.i not in (token.head.i, token.head.head.i):
        return False
    if context.is_name(token) or token.ent_type_ or token.is_digit:
        return False
    if token.pos_ == "PROPN" or (token.dep_ == "compound" and token.pos_ == "NOUN"):
        return True
    return token.lower_ in rules.keep or (
        token.text[:1].isupper() and noun.text[:1].isupper() and not token.is_sent_start
    )


def _portfolio(noun: Token, end: int, context: Context) -> Token | None:
    """The field that belongs to a title: "of Digital Transformation", "for sales", "of physics"."""
    for child in noun.children:
        if child.dep_ != "nmod" or child.i < end or case_of(child) not in ("of", "for"):
            continue
        first = min(t.i for t in child.subtree)
        if first != end or (context.entity(child) is not None and not _field(child, noun)):
            continue
        determined = any(c.dep_ in ("det", "nmod:poss") for c in child.children)
        capital = noun.text[:1].isupper() and child.text[:1].isupper()
        if capital or (not determined and child.pos_ == "NOUN" and child.tag_ not in ("NNP", "NNPS")):
            return child
    return None


def _field(token: Token, noun: Token) -> bool:
    """A capitalised field that was taken for a name ("Secretary of *Defense*") rather than an organisation's place."""
    return noun.text[:1].isupper() and token.ent_type_ in ("Misc", "")
