"""Pipelines that find what a test tells them to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.language.extensions import register_extensions
from pressgraph.language.found import FoundRelation


def pipeline(find: Callable[[Doc], None]) -> Language:
    """A blank pipeline whose documents ``find`` has seen."""
    register_extensions()
    nlp = spacy.blank("en")
    tokenize = nlp.tokenizer

    def read(text: str) -> Doc:
        doc = tokenize(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        find(doc)
        return doc

    nlp.tokenizer = read
    return nlp


def at(text: str, words: str, start: int = 0) -> Span:
    """Where words stand first in a text, from ``start`` on."""
    begin = text.index(words, start)
    return Span(begin, begin + len(words))


def related(text: str, rows: Iterable[tuple[str, str, str, float]]) -> tuple[FoundRelation, ...]:
    """Relations of (property, subject, object, probability) between the words' first places, if the text has both."""
    made = [
        FoundRelation(at(text, subject), at(text, object_), name, probability)
        for name, subject, object_, probability in rows
        if subject in text and object_ in text
    ]
    return tuple(made)


def relating(*rows: tuple[str, str, str, float]) -> Language:
    """A pipeline that finds these relations wherever their words occur."""

    def find(doc: Doc) -> None:
        doc._.relations = related(doc.text, rows)

    return pipeline(find)


def ranges(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(span.begin, span.end) for span in spans]
