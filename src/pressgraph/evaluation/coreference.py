"""Coreference, from raw text: the CoNLL score without singletons, and how many links are right.

Mentions are exact character spans. Gold mentions with the same span count once, for the entity that comes first; gold
entities and found clusters of a single mention are left out (`pressgraph.evaluation.clusters`). ``link_precision``
asks the links of pronouns and nominals: right where mention and antecedent are gold mentions, singletons too, of one
entity. ``link_precision_by_head`` takes a span for the gold mention that has the same head word in the gold tree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from spacy.language import Language

from pressgraph.annotations import Span
from pressgraph.datasets import CoreferenceMention, TreebankSentence, read_conllu, read_coreference
from pressgraph.evaluation.clusters import ConllScore
from pressgraph.evaluation.confusion import Confusion
from pressgraph.evaluation.gold import read_gold
from pressgraph.evaluation.mistakes import Mistake, Mistakes, Range, marked
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.text import treebank_text
from pressgraph.language.found import Coreference, CoreferenceLink
from pressgraph.language.pipeline import load

FORM = "CoNLL-U with Entity= brackets in the last column (GUM's form)"
ASKED = ("pronoun", "nominal")


@dataclass(slots=True)
class CoreferenceScores:
    """Scores over all documents, 0 to 1; links by kind, exactly and by their heads."""

    conll: ConllScore = field(default_factory=ConllScore)
    mentions: Counts = field(default_factory=Counts)
    links: dict[str, Counts] = field(default_factory=dict)
    by_head: dict[str, Counts] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)
    documents: int = 0

    def as_dict(self) -> dict[str, Any]:
        measures = {name: getattr(self.conll, name) for name in ("muc", "b_cubed", "ceaf_e")}
        details: dict[str, Any] = {name: ratio.as_dict() for name, ratio in measures.items()}
        details["mentions"] = self.mentions.counted()
        details["links"] = {kind: self._link_counts(kind) for kind in sorted(self.links)}
        return {
            **{name: ratio.f1 for name, ratio in measures.items()},
            "conll_f1": self.conll.f1,
            "link_precision": _precision(self.links),
            "link_precision_by_head": _precision(self.by_head),
            "links": sum(self.links[kind].predicted for kind in ASKED if kind in self.links),
            "details": details,
            "confusion": self.confusion.as_dict(),
            "documents": self.documents,
        }

    def _link_counts(self, kind: str) -> dict[str, float]:
        exact, lenient = self.links[kind], self.by_head[kind]
        own = {"precision": exact.precision, "precision_by_head": lenient.precision}
        return own | {"right": exact.right, "right_by_head": lenient.right, "predicted": exact.predicted}


def _precision(links: dict[str, Counts]) -> float:
    asked = Counts()
    for kind in ASKED:
        own = links.get(kind, Counts())
        asked.count(own.right, own.predicted)
    return asked.precision


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document's text, where its words lie, each word's head word (its own for a root), and its mentions."""

    text: str
    words: tuple[Range, ...]
    heads: tuple[int, ...]
    mentions: tuple[CoreferenceMention, ...]

    def span(self, mention: CoreferenceMention) -> Range:
        return self.words[mention.begin][0], self.words[mention.end - 1][1]

    def head(self, begin: int, end: int) -> int:
        """The first of words ``begin`` to ``end`` whose head is not among them."""
        return next((i for i in range(begin, end) if not begin <= self.heads[i] < end or self.heads[i] == i), begin)

    def head_of(self, span: Range) -> int | None:
        """The head word of a span of characters, None where no word lies in it."""
        begin = bisect_right(self.words, span[0], key=itemgetter(1))
        end = bisect_left(self.words, span[1], key=itemgetter(0))
        return self.head(begin, end) if begin < end else None


class _Gold:
    """What a document's gold says of a span."""

    def __init__(self, document: GoldDocument) -> None:
        self.document = document
        self.entities: dict[Range, int] = {}
        self._headed: dict[int, set[int]] = {}
        for mention in document.mentions:
            self.entities.setdefault(document.span(mention), mention.entity)
            self._headed.setdefault(document.head(mention.begin, mention.end), set()).add(mention.entity)

    def clusters(self) -> list[frozenset[Range]]:
        by_entity: dict[int, set[Range]] = {}
        for span, entity in self.entities.items():
            by_entity.setdefault(entity, set()).add(span)
        return [frozenset(spans) for spans in by_entity.values() if len(spans) > 1]

    def leniently(self, span: Range) -> set[int]:
        """The entities that the span may mean by its head word."""
        if span in self.entities:
            return {self.entities[span]}
        head = self.document.head_of(span)
        return self._headed.get(head, set()) if head is not None else set()


def _range(span: Span) -> Range:
    return span.begin, span.end


def response_clusters(found: Coreference) -> list[frozenset[Range]]:
    """The found clusters of two mentions or more; a mention of several belongs to the first."""
    seen: set[Range] = set()
    clusters = []
    for cluster in found.clusters:
        own = frozenset(map(_range, cluster)) - seen
        seen |= own
        if len(own) > 1:
            clusters.append(own)
    return clusters


def score_document(document: GoldDocument, found: Coreference, scores: CoreferenceScores) -> None:
    """Adds a document to the scores."""
    gold = _Gold(document)
    key, response = gold.clusters(), response_clusters(found)
    scores.documents += 1
    scores.conll.add(key, response)
    mentioned = frozenset[Range]().union(*response)
    scores.mentions.add(mentioned, frozenset[Range]().union(*key))
    for link in found.links:
        _score_link(link, gold, scores)
    for cluster in key:
        for span in sorted(cluster - mentioned):
            what = document.text[slice(*span)]
            scores.mistakes.add(Mistake("missed", what, marked(document.text, [span])))


def _score_link(link: CoreferenceLink, gold: _Gold, scores: CoreferenceScores) -> None:
    mention, antecedent = _range(link.mention), _range(link.antecedent)
    entity, other = gold.entities.get(mention), gold.entities.get(antecedent)
    right = entity is not None and entity == other
    by_head = bool(gold.leniently(mention) & gold.leniently(antecedent))
    scores.links.setdefault(link.kind, Counts()).count(right, 1)
    scores.by_head.setdefault(link.kind, Counts()).count(by_head, 1)
    scores.confusion.add(link.kind, _outcome(entity, other))
    if not right:
        text = gold.document.text
        what = f"{link.kind}: {text[slice(*mention)]} → {text[slice(*antecedent)]}"
        context = marked(text, [mention, antecedent], 30)
        if len(context) > 400:
            context = f"{marked(text, [antecedent], 60)} {marked(text, [mention], 60)}"
        scores.mistakes.add(Mistake("false", what, context, link.probability, _outcome(entity, other)))


def _outcome(entity: int | None, other: int | None) -> str:
    if entity is None:
        return "mention not in gold"
    if other is None:
        return "antecedent not in gold"
    return "right" if entity == other else "another entity"


def gold_document(sentences: Sequence[TreebankSentence], mentions: Sequence[CoreferenceMention]) -> GoldDocument:
    """A document's raw text with its mentions.

    Raises:
        ValueError: a mention lies outside the document's words (heads do not: `read_conllu` has seen to it).
    """
    text, offsets = treebank_text(sentences)
    words = tuple(span for own in offsets for span in own)
    heads: list[int] = []
    for sentence in sentences:
        start = len(heads)
        heads += [start + (h - 1 if h else i) for i, h in enumerate(sentence.heads)]
    if any(m.end > len(words) for m in mentions):
        raise ValueError("a mention outside the document's words")
    return GoldDocument(text, words, tuple(heads), tuple(mentions))


def read_coreferent(path: Path) -> Iterator[GoldDocument]:
    """The documents of a CoNLL-U file with their mentions.

    Raises:
        ValueError: the file has another form, or no mentions.
    """
    marked_any = False
    for sentences, mentions in zip(read_conllu(path), read_coreference(path), strict=True):
        marked_any = marked_any or bool(mentions)
        yield gold_document(sentences, mentions)
    if not marked_any:
        raise ValueError(f"{path}: no mention is marked by Entity=")


def evaluate_coref(*paths: Path | str, nlp: Language | None = None) -> CoreferenceScores:
    """Scores ``doc._.coreference`` on CoNLL-U files, together, from raw text.

    Args:
        paths: files with ``Entity=`` brackets.
        nlp: the pipeline; the package's own by default.

    Raises:
        FormatError: a file has another form.
    """
    pipeline = nlp or load()
    scores = CoreferenceScores()
    texts = ((document.text, document) for document in read_gold(paths, read_coreferent, FORM))
    for doc, document in pipeline.pipe(texts, as_tuples=True):
        score_document(document, doc._.coreference, scores)
    return scores
