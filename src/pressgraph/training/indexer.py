"""Annotated texts of every data set as documents in integers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import spacy
from spacy.tokenizer import Tokenizer

from pressgraph.datasets import (
    AttributedArticle,
    CoreferenceMention,
    EntitySentence,
    Passage,
    RelationDocument,
    TreebankSentence,
    TripleSentence,
)
from pressgraph.language.coreference.features import NOMINAL, checksum, last_of_name, pronoun_class
from pressgraph.language.lemmas import script_of
from pressgraph.language.pieces import WordPieces, word_shapes
from pressgraph.language.tokenizer import create_tokenizer
from pressgraph.language.windows import LIMIT
from pressgraph.training.labels import Inventory
from pressgraph.training.pairs import Relating
from pressgraph.training.windows import IGNORED, Document, Encoded

Range = tuple[int, int]
Array = np.ndarray[Any, Any]


class Indexer:
    """Turns annotated texts into integers, by the classes of an inventory."""

    def __init__(self, pieces: WordPieces, inventory: Inventory) -> None:
        self.pieces, self.inventory = pieces, inventory
        self._tokenizer: Tokenizer = create_tokenizer(spacy.blank("en"))

    def _ids(self, names: Sequence[str], head: str) -> tuple[int, ...]:
        index = {name: i for i, name in enumerate(getattr(self.inventory, head))}
        return tuple(index.get(name, IGNORED) for name in names)

    def _parts(self, words: Sequence[str], classes: dict[str, tuple[int, ...]]) -> list[Encoded]:
        """A paragraph, cut into as many parts as the window's limit asks for."""
        parts = []
        ids, shapes = list(map(self.pieces, words)), word_shapes(words)
        start = 0
        while start < len(ids):
            end, size = start, 0
            while end < len(ids) and size + len(ids[end]) <= LIMIT:
                size += len(ids[end])
                end += 1
            own = {name: values[start:end] for name, values in classes.items()}
            parts.append(Encoded(tuple(ids[start:end]), tuple(shapes[start:end]), own))
            start = end
        return parts

    def tree(self, sentence: TreebankSentence, clusters: Sequence[int] | None) -> Encoded:
        """A sentence of a treebank; ``clusters`` has each word's class of `cluster_classes`, if it is known."""
        scripts = [script_of(form, lemma) for form, lemma in zip(sentence.words, sentence.lemmas, strict=True)]
        classes = {
            "upos": self._ids(sentence.upos, "upos"),
            "xpos": self._ids(sentence.xpos, "xpos"),
            "feats": self._ids(sentence.feats, "feats"),
            "lemmas": self._ids(scripts, "lemmas"),
            "labels": self._ids(sentence.labels, "labels"),
            "heads": sentence.heads,
            "starts": (1,) + (0,) * (len(sentence.words) - 1),
        }
        if clusters is not None:
            heads = [head - 1 for head in sentence.heads]
            classes["clusters"] = tuple(clusters)
            classes["forms"] = tuple(map(checksum, sentence.words))
            classes["others"] = tuple(
                checksum(last_of_name(i, sentence.words, heads, sentence.labels)) for i in range(len(heads))
            )
            classes["pronouns"] = tuple(map(pronoun_class, sentence.words, sentence.upos))
        return Encoded(tuple(map(self.pieces, sentence.words)), tuple(word_shapes(sentence.words)), classes)

    def silver(self, sentences: Sequence[TreebankSentence]) -> Document:
        """A document that other models read: its names are learned from as well, features and lemmas are not."""
        made = []
        for sentence in sentences:
            tree = self.tree(sentence, None)
            classes = {name: own for name, own in tree.classes.items() if name not in ("feats", "lemmas")}
            made.append(replace(tree, classes=classes | {"entities": self._ids(sentence.names, "entities")}))
        return Document(made)

    def treebank(
        self, sentences: Sequence[TreebankSentence], mentions: Sequence[CoreferenceMention] | None
    ) -> Document:
        if mentions is None:
            return Document([self.tree(s, None) for s in sentences])
        clusters = iter(cluster_classes(sentences, mentions))
        own = [[next(clusters) for _ in s.words] for s in sentences]
        return Document([self.tree(s, c) for s, c in zip(sentences, own, strict=True)], together=True)

    def names(self, article: Iterable[EntitySentence]) -> Document:
        rows = ((row.words, {"entities": self._ids(row.tags, "entities")}) for row in article)
        return Document([part for words, classes in rows for part in self._parts(words, classes)])

    def words_of(self, text: str) -> list[tuple[str, Range]]:
        """The text's words and where they lie, as the pipeline will cut them."""
        return [(t.text, (t.idx, t.idx + len(t))) for t in self._tokenizer(text) if not t.is_space]

    def attributed(self, article: AttributedArticle) -> Document:
        words = self.words_of(article.text)
        tags, own_parts = attribution_classes(article, [place for _, place in words])
        every = {"attribution": self._ids(tags, "attribution"), **own_parts}
        parts: list[Encoded] = []
        for begin, end in paragraphs(article.text, [place for _, place in words]):
            own = {name: values[begin:end] for name, values in every.items()}
            parts += self._parts([word for word, _ in words[begin:end]], own)
        return Document(parts)

    def _related(
        self,
        words: Sequence[str],
        spans: Sequence[Range],
        held: dict[tuple[int, int], frozenset[int]],
        weights: dict[str, float],
        rest: float,
    ) -> Document:
        every = self._weights(weights, rest)
        relating = Relating([[span] for span in spans], held, [0] * len(spans), [every], every)
        return Document(self._parts(words, {}), together=True, relating=relating)

    def _weights(self, weights: Mapping[str, float], rest: float) -> Array:
        return np.array([weights.get(name, rest) for name in self.inventory.relations], np.float32)

    def passage(self, passage: Passage) -> Document:
        """A passage: each mention by itself, and others that look like mentions, related to none."""
        words = self.words_of(passage.text)
        places = [place for _, place in words]
        gold = sorted({word_range(r, places) for f in passage.facts for r in (f.subject, f.object)} - {(0, 0)})
        spans = gold + distractors([word for word, _ in words], gold)
        number = {span: i for i, span in enumerate(spans)}
        relations = {name: i for i, name in enumerate(self.inventory.relations)}
        held: dict[tuple[int, int], frozenset[int]] = {}
        for fact in passage.facts:
            pair = word_range(fact.subject, places), word_range(fact.object, places)
            if (0, 0) not in pair and pair[0] != pair[1]:
                key = number[pair[0]], number[pair[1]]
                held[key] = held.get(key, frozenset()) | {relations[fact.property]}
        weights = {name: 0.1 for name in self.inventory.relations if not _WIKIDATA.match(name)}
        return self._related([w for w, _ in words], spans, held, weights | dict.fromkeys(passage.properties, 1.0), 0.02)

    def triples(self, sentence: TripleSentence, properties: Iterable[str]) -> Document | None:
        """A sentence whose names are found in it; only the relations of its file were looked for, and not all."""
        words = self.words_of(sentence.text)
        places = [place for _, place in words]
        held: dict[tuple[int, int], frozenset[int]] = {}
        spans: list[Range] = []
        relations = {name: i for i, name in enumerate(self.inventory.relations)}
        for (subject, _, target), name in zip(sentence.triples, sentence.properties, strict=True):
            pair = [word_range(find(label, sentence.text), places) for label in (subject, target)]
            if (0, 0) in pair or pair[0] == pair[1] or name not in relations:
                continue
            for span in pair:
                if span not in spans:
                    spans.append(span)
            key = spans.index(pair[0]), spans.index(pair[1])
            held[key] = held.get(key, frozenset()) | {relations[name]}
        if not held:
            return None
        spans += distractors([word for word, _ in words], spans)
        return self._related([w for w, _ in words], spans, held, dict.fromkeys(properties, 0.3), 0.02)

    def document(self, document: RelationDocument, properties: Iterable[str]) -> Document:
        words = [word for sentence in document.sentences for word in sentence]
        starts = [0]
        for sentence in document.sentences:
            starts.append(starts[-1] + len(sentence))
        entities = [
            sorted({(starts[m.sentence] + m.begin, starts[m.sentence] + m.end) for m in cluster})
            for cluster in document.entities
        ]
        relations = {name: i for i, name in enumerate(self.inventory.relations)}
        held: dict[tuple[int, int], frozenset[int]] = {}
        for name, head, tail in sorted(document.relations):
            if name in relations and head != tail:
                held[head, tail] = held.get((head, tail), frozenset()) | {relations[name]}
            for other, turned in EQUAL.get(name, ()):
                if other in relations and head != tail:
                    pair = (tail, head) if turned else (head, tail)
                    held[pair] = held.get(pair, frozenset()) | {relations[other]}
        looked_for = dict.fromkeys((n for n in self.inventory.relations if not _WIKIDATA.match(n)), 0.5)
        weights = self._weights(looked_for | dict.fromkeys(properties, 1.0), 0.02)
        tags = thing_tags(document, starts)
        parts = [
            part
            for sentence, begin in zip(document.sentences, starts, strict=False)
            for part in self._parts(sentence, {"things": self._ids(tags[begin : begin + len(sentence)], "things")})
        ]
        assert sum(len(part.pieces) for part in parts) == len(words)
        return Document(
            parts, together=True, relating=Relating(entities, held, [0] * len(entities), [weights], weights)
        )


EQUAL = {
    "P569": [("DATE_OF_BIRTH", False)],
    "P570": [("DATE_OF_DEATH", False)],
    "P19": [("PLACE_OF_BIRTH", False)],
    "P551": [("PLACE_OF_RESIDENCE", False)],
    "P27": [("NATIONALITY", False)],
    "P69": [("EDUCATED_AT", False)],
    "P26": [("SPOUSE", False)],
    "P22": [("CHILD_OF", False)],
    "P25": [("CHILD_OF", False)],
    "P40": [("CHILD_OF", True)],
    "P108": [("EMPLOYEE_OR_MEMBER_OF", False)],
    "P463": [("EMPLOYEE_OR_MEMBER_OF", False)],
    "P54": [("EMPLOYEE_OR_MEMBER_OF", False)],
    "P241": [("EMPLOYEE_OR_MEMBER_OF", False)],
    "P102": [("POLITICAL_AFFILIATION", False)],
    "P159": [("HEADQUARTERS", False)],
    "P749": [("SUBSIDIARY_OF", False)],
    "P355": [("SUBSIDIARY_OF", True)],
    "P112": [("FOUNDED_BY", False)],
}
"""KnowledgeNet's names for Wikidata's properties, and whether subject and object change places."""

_WIKIDATA = re.compile(r"P\d+$")
_PRONOUN = re.compile(r"(?i)(?:he|his|him|she|her|it|its|they|their|them|who|which|whose|whom|i|my|me|we|our|us)$")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?s?$")


def find(label: str, text: str) -> Range:
    """Where a name stands in a text, regardless of case; (0, 0) where it does not."""
    match = re.search(rf"(?<!\w){re.escape(label.replace('_', ' '))}(?!\w)", text, re.IGNORECASE)
    return match.span() if match else (0, 0)


def word_range(span: Range, places: Sequence[Range]) -> Range:
    """The words that a span of characters touches, (0, 0) for none."""
    inside = [i for i, (begin, end) in enumerate(places) if begin < span[1] and end > span[0]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def distractors(words: Sequence[str], known: Sequence[Range]) -> list[Range]:
    """Words that look like mentions and touch no known one: capitalised runs, pronouns, numbers."""
    taken = {i for begin, end in known for i in range(begin, end)}
    found: list[Range] = []
    i = 0
    while i < len(words):
        end = i
        while end < len(words) and end not in taken and words[end][:1].isupper():
            end += 1
        if end == i and i not in taken and (_PRONOUN.match(words[i]) or _NUMBER.match(words[i])):
            end = i + 1
        if end > i:
            found.append((i, end))
        i = max(end, i + 1)
    return found[:24]


def paragraphs(text: str, places: Sequence[Range]) -> Iterator[Range]:
    """Ranges of words that no line break parts."""
    start = 0
    for i in range(1, len(places) + 1):
        if i == len(places) or "\n" in text[places[i - 1][1] : places[i][0]]:
            yield start, i
            start = i


def attribution_classes(
    article: AttributedArticle, places: Sequence[Range]
) -> tuple[list[str], dict[str, tuple[int, ...]]]:
    """BIO tags, and where each part's own cue or source begins, in words from there (0: none).

    ``own_source`` stands at the first word of a cue, ``own_cue`` at the first word of a content.
    """
    tags = ["O"] * len(places)
    own = {name: [IGNORED] * len(places) for name in ("own_source", "own_cue")}
    for attribution in article.attributions:
        ranges = {
            role: [word_range(r, places) for r in getattr(attribution, role)] for role in ("content", "source", "cue")
        }
        for role, parts in ranges.items():
            for begin, end in parts:
                tags[begin:end] = [f"B-{role}"] * (end > begin) + [f"I-{role}"] * (end - begin - 1)
        if not ranges["cue"]:
            continue
        cue = ranges["cue"][0][0]
        own["own_source"][cue] = ranges["source"][0][0] - cue if ranges["source"] else 0
        for begin, _ in ranges["content"]:
            own["own_cue"][begin] = cue - begin
    return tags, {name: tuple(values) for name, values in own.items()}


def cluster_classes(sentences: Sequence[TreebankSentence], mentions: Sequence[CoreferenceMention]) -> list[int]:
    """For each word: its cluster (from 1) if it heads a mention that is not alone, 0 for other nominals, else ignored.

    Of mentions with one head (a coordination and its first part) the shortest counts.
    """
    heads: list[int] = []
    upos: list[str] = []
    for sentence in sentences:
        offset = len(heads)
        heads += [-1 if head == 0 else head - 1 + offset for head in sentence.heads]
        upos += sentence.upos
    alone = Counter(mention.entity for mention in mentions)
    classes = [0 if tag in NOMINAL else IGNORED for tag in upos]
    for mention in sorted(mentions, key=lambda m: (m.begin - m.end, m)):
        head = next((i for i in range(mention.begin, mention.end) if not mention.begin <= heads[i] < mention.end), None)
        if head is not None and alone[mention.entity] > 1:
            classes[head] = mention.entity
    return classes


def thing_tags(document: RelationDocument, starts: Sequence[int]) -> list[str]:
    """BIO tags of the document's mentions by their types; of overlapping ones the longest."""
    tags = ["O"] * starts[-1]
    for mention in sorted((m for c in document.entities for m in c), key=lambda m: m.begin - m.end):
        begin, end = starts[mention.sentence] + mention.begin, starts[mention.sentence] + mention.end
        if all(tag == "O" for tag in tags[begin:end]):
            tags[begin:end] = [f"B-{mention.type}"] + [f"I-{mention.type}"] * (end - begin - 1)
    return tags
