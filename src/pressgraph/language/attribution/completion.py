"""Contents of attributions to the end of their phrases: tags cut some of them short.

A content goes on over the words that hang below it in the parse, up to a mark, a sentence's end or another part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pressgraph.language.tags import Tagged

_CLIMB = 30


def completed(doc: Doc, words: Sequence[int], contents: Sequence[Tagged], others: Sequence[Tagged]) -> list[Tagged]:
    """The contents with what belongs to them; ``words`` are the tokens that all parts are counted in."""
    places = {token: place for place, token in enumerate(words)}
    taken = {place for part in (*contents, *others) for place in range(part.begin, part.end)}
    result: list[Tagged] = []
    for content in contents:
        end = content.end
        while end < len(words) and end not in taken and _follows(doc[words[end]], content.begin, end, places):
            end += 1
        result.append(replace(content, end=end))
    return result


def _follows(token: Token, begin: int, end: int, places: dict[int, int]) -> bool:
    """Whether the word after a content hangs below a word of it."""
    if token.is_sent_start or token.is_punct:
        return False
    for _ in range(_CLIMB):
        token = token.head
        place = places.get(token.i, -1)
        if begin <= place < end:
            return True
        if place < begin or token.head.i == token.i:
            return False
    return False
