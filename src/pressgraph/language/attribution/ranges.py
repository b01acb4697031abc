"""Stretches of tokens, and the characters of a content without the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from pressgraph.annotations import Span

Range = tuple[int, int]
"""Tokens from the first to the second (exclusive)."""

_CLIMB = 40
_LOOK_BACK = 400
_LONGEST = 600
_DROPPED = frozenset({"that", "as"})
_OPENING = frozenset("“„«‹‘([")
_CLOSING = frozenset("”»›’)]")
_STRAIGHT = frozenset(('"', "'", "''", "``"))


def extent(token: Token) -> Range:
    """From the first to the last token below one."""
    return token.left_edge.i, token.right_edge.i + 1


def sentence(token: Token) -> Range:
    """The sentence of a token, as far as six hundred words either way (``token.sent`` reads the whole document)."""
    doc, begin, end = token.doc, token.i, token.i + 1
    while begin > 0 and token.i - begin < _LONGEST and not doc[begin].is_sent_start:
        begin -= 1
    while end < len(doc) and end - token.i < _LONGEST and not doc[end].is_sent_start:
        end += 1
    return begin, end


def below(token: Token, top: Token) -> bool:
    """Whether a token is ``top`` or hangs below it (looked for up to forty steps)."""
    node = token
    for _ in range(_CLIMB):
        if node.i == top.i:
            return True
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def without(whole: Range, parts: Iterable[Range]) -> list[Range]:
    """What is left of a range when others are taken out.

    >>> without((0, 10), [(3, 5), (8, 12)])
    [(0, 3), (5, 8)]
    """
    left, begin = [], whole[0]
    for first, stop in sorted(parts):
        if first > begin:
            left.append((begin, min(first, whole[1])))
        begin = max(begin, stop)
    if begin < whole[1]:
        left.append((begin, whole[1]))
    return [part for part in left if part[0] < part[1]]


def _drops_first(token: Token, first: bool) -> bool:
    if token.is_space or (token.is_punct and token.text not in _OPENING and token.text not in _STRAIGHT):
        return True
    return first and (token.dep_ == "cc" or (token.dep_ == "mark" and token.lower_ in _DROPPED))


def _closes(token: Token, begin: int) -> bool:
    """Whether a closing mark or bracket has its partner since ``begin``."""
    doc, begin = token.doc, max(begin, token.i - _LOOK_BACK)
    if token.text in _STRAIGHT:
        return sum(doc[i].text == token.text for i in range(begin, token.i)) % 2 == 1
    return token.text in _CLOSING and any(doc[i].text in _OPENING for i in range(begin, token.i))


def _ends(doc: Doc, begin: int, end: int) -> int:
    while end > begin:
        token = doc[end - 1]
        if not (token.is_space or token.is_punct) or token.text == "%" or _closes(token, begin):
            break
        end -= 1
    return end


def content_spans(doc: Doc, ranges: Sequence[Range]) -> tuple[Span, ...]:
    """The characters of token ranges, without "that", conjunctions and punctuation at their edges.

    Quotation marks and brackets stay where both stand inside.
    """
    spans: list[Span] = []
    for start, stop in ranges:
        begin = start
        while begin < stop and _drops_first(doc[begin], not spans):
            begin += 1
        end = _ends(doc, begin, stop)
        if begin < end and doc[begin].text in _STRAIGHT | _OPENING and not _opened(doc, begin, end):
            begin += 1
        if begin < end and any(t.is_alpha or t.like_num for t in doc[begin:end]):
            spans.append(Span(doc[begin].idx, doc[end - 1].idx + len(doc[end - 1])))
    return tuple(spans)


def _opened(doc: Doc, begin: int, end: int) -> bool:
    """Whether the mark or bracket at ``begin`` is closed before ``end``."""
    sign = doc[begin].text
    return any(t.text == sign if sign in _STRAIGHT else t.text in _CLOSING for t in doc[begin + 1 : end])
