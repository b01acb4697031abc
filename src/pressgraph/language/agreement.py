"""One class a name and article: what the model saw of a name at its other places counts at each.

A name keeps its sense throughout a text (Gale, Church and Yarowsky 1992, "One sense per discourse"); words are pooled
before the tags are decoded, much as in Krishnan and Manning 2006 ("An Effective Two-Stage Model for Exploiting
Non-Local Dependencies in Named Entity Recognition"), and spans of one wording settle on one class after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Span

Array = np.ndarray[Any, Any]

UNTOUCHED = frozenset({"Date", "Money"})
"""Classes of numbers and calendars, whose words mean one thing here and another there."""

_OTHERS = 0.5
"""How much the other places of a word count against its own, as measured on development articles."""

_FLOOR = 0.02
"""The least probability of a class that is told from another."""


def pooled(logarithms: Array, words: Sequence[str], tags: Sequence[str]) -> Array:
    """Scores of BIO tags (words, tags), each word's classes drawn towards what they are at the word's other places.

    Args:
        logarithms: of the tags' probabilities.
        words: the words of one article; those with a capital are looked up, in the very same letters.
        tags: the names of the columns.
    """
    classes = sorted({tag[2:] for tag in tags})
    members = np.array([[tag[2:] == name for name in classes] for tag in tags], np.float64)
    untouched = np.array([name in UNTOUCHED for name in classes])
    chances = np.exp(logarithms) @ members
    rows, groups = _repeated(words, chances[:, untouched].sum(axis=1) > 0.5)
    if not len(rows):
        return logarithms
    here = chances[rows]
    everywhere = np.zeros((groups[-1] + 1, len(classes)))
    np.add.at(everywhere, groups, here)
    elsewhere = (everywhere[groups] - here) / (np.bincount(groups)[groups] - 1)[:, None]
    drawn = np.log(elsewhere + _FLOOR) - np.log(here + _FLOOR)
    drawn[:, untouched] = 0.0
    result = logarithms.copy()
    result[rows] += _OTHERS * drawn @ members.T
    return result


def _repeated(words: Sequence[str], without: Array) -> tuple[Array, Array]:
    """The places of words with a capital that come more than once, and the number of each one's word.

    A word and the same word before another capital are two: "Kenya", and the beginning of "Kenya Airways".
    """
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        if len(word) > 1 and word[0].isupper() and not without[place]:
            places[word, after if after[:1].isupper() else ""].append(place)
    repeated = [own for own in places.values() if len(own) > 1]
    rows = np.array([place for own in repeated for place in own], np.int64)
    return rows, np.repeat(np.arange(len(repeated)), [len(own) for own in repeated])


def agree(spans: Sequence[Span]) -> list[Span]:
    """The spans, each with the class that its wording has most weight for.

    A span of another class than before has its first one in ``span._.first_label``.
    """
    weights: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        weights[span.text][span.label_] += span._.probability
    return [_relabelled(span, weights[span.text]) for span in spans]


def _relabelled(span: Span, weights: dict[str, float]) -> Span:
    best = max(sorted(weights), key=lambda label: weights[label])
    if best == span.label_ or span.label_ in UNTOUCHED or best in UNTOUCHED:
        return span
    other = Span(span.doc, span.start, span.end, label=best)
    other._.probability, other._.first_label = span._.probability, span.label_
    return other
