"""Other names in annotated articles, so that the network learns names from their surroundings and not by heart.

Mention replacement (Dai and Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition"), with
the same new name for each mention of a name in one article.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pressgraph.datasets import EntitySentence, RelationDocument

Words = tuple[str, ...]
CLASSES = {"PER": "Person", "ORG": "Organization", "LOC": "Location"}
"""The classes whose names are exchanged: those that are open, and written alike. Keys: Re-DocRED's names for them."""

ARTICLES, NAMES = 0.5, 0.6
"""Shares of the articles that get new names, and of the names in these."""


def mentions(sentence: EntitySentence) -> Iterator[tuple[int, int, str]]:
    """The spans of a sentence's BIO tags: begin, end (exclusive), class."""
    begin = 0
    for i, tag in enumerate((*sentence.tags, "O")):
        if i and sentence.tags[i - 1] != "O" and not tag.startswith("I-"):
            yield begin, i, sentence.tags[begin][2:]
        if not tag.startswith("I-"):
            begin = i


class Names:
    """Names by class and by whether they are one word or several, to draw new ones from."""

    def __init__(self, articles: Iterable[Sequence[EntitySentence]], documents: Iterable[RelationDocument]) -> None:
        found: defaultdict[tuple[str, bool], set[Words]] = defaultdict(set)
        for sentence in (sentence for article in articles for sentence in article):
            for begin, end, name in mentions(sentence):
                found[name, end - begin > 1].add(sentence.words[begin:end])
        for document in documents:
            for mention in (mention for cluster in document.entities for mention in cluster):
                words = document.sentences[mention.sentence][mention.begin : mention.end]
                if mention.type in CLASSES and words[0][:1].isupper():
                    found[CLASSES[mention.type], len(words) > 1].add(words)
        self._names = {key: sorted(names) for key, names in found.items()}

    def renamed(self, article: Sequence[EntitySentence], rng: random.Random) -> list[EntitySentence]:
        """The article with new names for some of its people, organisations and places."""
        own = sorted({(name, s.words[b:e]) for s in article for b, e, name in mentions(s) if name in CLASSES.values()})
        new: dict[tuple[str, Words], Words] = {}
        for name, words in sorted(own, key=lambda one: -len(one[1])):
            if name == "Person" and len(words) == 1 and (part := _part_of(words[0], new)):
                new[name, words] = part
            elif rng.random() < NAMES:
                new[name, words] = rng.choice(self._names[name, len(words) > 1])
        return [_replaced(sentence, new) for sentence in article]

    def varied(
        self, articles: Iterable[Sequence[EntitySentence]], rng: random.Random
    ) -> Iterator[Sequence[EntitySentence]]:
        """The articles, some of them renamed."""
        for article in articles:
            yield self.renamed(article, rng) if rng.random() < ARTICLES else article


def _part_of(word: str, new: Mapping[tuple[str, Words], Words]) -> Words:
    """What has become of a first or last name whose full name has a new one; empty where none has."""
    for (name, words), other in new.items():
        if name == "Person" and len(words) > 1 and word in (words[0], words[-1]):
            return other[:1] if word == words[0] else other[-1:]
    return ()


def _replaced(sentence: EntitySentence, new: Mapping[tuple[str, Words], Words]) -> EntitySentence:
    words: list[str] = []
    tags: list[str] = []
    place = 0
    for begin, end, name in mentions(sentence):
        other = new.get((name, sentence.words[begin:end]), sentence.words[begin:end])
        words += (*sentence.words[place:begin], *other)
        tags += (*sentence.tags[place:begin], f"B-{name}", *(f"I-{name}" for _ in other[1:]))
        place = end
    return EntitySentence((*words, *sentence.words[place:]), (*tags, *sentence.tags[place:]))
