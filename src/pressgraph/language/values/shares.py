"""What a percentage is a share of: "10 percent of voters", "a 10 percent stake in the bank"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span, Value
from pressgraph.language.values.lexicon import Lexicon

_STEPS = 3  # from a percentage up to the noun that it modifies
_MODIFIERS = frozenset(("compound", "nummod", "amod", "nmod", "obl"))
_CLAUSES = frozenset(("acl", "advcl", "parataxis", "appos", "conj", "cc", "punct", "dep"))


def _case(token: Token) -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case" and child.i < token.i), "")


def _complement(token: Token, cases: frozenset[str]) -> Token | None:
    """The noun that "of" or "in" ties to a token, after it."""
    tied = (child for child in token.rights if child.dep_.split(":")[0] in ("nmod", "obl"))
    return next((child for child in tied if _case(child) in cases), None)


def _extent(token: Token, floor: int) -> Span:
    """The noun's phrase: its words from after its preposition on, without clauses and what follows a comma."""
    first = last = token
    for word in token.lefts:
        if word.i > floor and word.dep_ != "case" and word.left_edge.i > floor:
            first = min(first, word.left_edge, key=lambda item: item.i)
    for word in token.rights:
        named = word.dep_ == "appos" and not word.doc[word.i - 1].is_punct  # "insurer Lindgren"
        if word.dep_.split(":")[0] in _CLAUSES and not named:
            break
        last = word.right_edge
    case_end = max((child.i for child in token.children if child.dep_ == "case"), default=-1)
    if first.i <= case_end < token.i:
        first = token.doc[case_end + 1]
    return Span(first.idx, last.idx + len(last))


def _whole(token: Token, lexicon: Lexicon) -> Token | None:
    """What the percentage at ``token`` is of."""
    if (whole := _complement(token, lexicon.links["share"])) is not None:
        return whole
    for _ in range(_STEPS):
        if token.dep_.split(":")[0] not in _MODIFIERS or token.head.i <= token.i:
            return None
        token = token.head
        if token.lemma_.lower() in lexicon.links["holding"] or token.lower_ in lexicon.links["holding"]:
            return _complement(token, lexicon.links["held"])
    return None


def with_wholes(values: Iterable[Value], doc: Doc, lexicon: Lexicon) -> tuple[Value, ...]:
    """The values, with ``of`` set on percentages where the parse shows what they are a share of.

    A percentage by which something changes ("rose 5 percent", "a 5 percent rise in prices") has none.
    """
    if not doc.has_annotation("DEP"):
        return tuple(values)
    return tuple(_with_whole(value, doc, lexicon) if value.kind == "percentage" else value for value in values)


def _with_whole(value: Value, doc: Doc, lexicon: Lexicon) -> Value:
    span = doc.char_span(value.span.begin, value.span.end, alignment_mode="expand")
    whole = None if span is None else _whole(span.root, lexicon)
    if span is None or whole is None or whole.i < span.end:
        return value
    return replace(value, of=_extent(whole, span.end - 1))
