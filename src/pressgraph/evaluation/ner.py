"""Named entities against gold: exact span and class, from raw text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from pressgraph.datasets import EntitySentence, read_entities
from pressgraph.evaluation.confusion import NONE, Confusion
from pressgraph.evaluation.gold import read_gold
from pressgraph.evaluation.mistakes import Mistake, Mistakes, marked
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.text import detokenise
from pressgraph.language.pipeline import load_parser

FORM = 'JSON Lines of {"sents": [{"tokens", "ner"}]} with BIO tags'
OTHER_BOUNDS = "(other bounds)"
Span = tuple[int, int, str]


@dataclass(slots=True)
class EntityScores:
    """Micro-averaged scores, 0 to 1, over all and by class; ``articles`` counts what was read."""

    overall: Counts = field(default_factory=Counts)
    by_class: dict[str, Counts] = field(default_factory=dict)
    articles: int = 0
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)

    def as_dict(self) -> dict[str, Any]:
        classes = {name: self.by_class[name].counted() for name in sorted(self.by_class)}
        own = {"by_class": classes, "confusion": self.confusion.as_dict(), "articles": self.articles}
        return self.overall.counted() | own


def gold_spans(tags: Sequence[str], offsets: Sequence[tuple[int, int]]) -> set[Span]:
    """The spans of BIO tags; an ``I-`` without its ``B-`` begins a span, as in CoNLL scoring.

    >>> sorted(gold_spans(["B-Person", "I-Person", "O"], [(0, 4), (5, 9), (10, 14)]))
    [(0, 9, 'Person')]
    """
    spans: list[Span] = []
    before = "O"
    for tag, (begin, end) in zip(tags, offsets, strict=True):
        if tag != "O":
            if tag.startswith("I-") and before[2:] == tag[2:] and spans:
                spans[-1] = (spans[-1][0], end, tag[2:])
            else:
                spans.append((begin, end, tag[2:]))
        before = tag
    return set(spans)


def article_text(article: Sequence[EntitySentence]) -> tuple[str, set[Span]]:
    """An article's raw text, one paragraph a row, and its gold spans."""
    text, gold = "", set()
    for row in article:
        own, offsets = detokenise(row.words)
        gold |= {(b + len(text), e + len(text), name) for b, e, name in gold_spans(row.tags, offsets)}
        text += own + "\n\n"
    return text, gold


def _overlapping(span: Span, others: Iterable[Span]) -> Span | None:
    """The first span that shares characters with this one, one of the same bounds before the rest."""
    near = [other for other in others if other[0] < span[1] and span[0] < other[1]]
    return min(near, key=lambda other: (other[:2] != span[:2], other), default=None)


def _instead(span: Span, other: Span | None, text: str) -> tuple[str, str]:
    """The confusion's label for what stands in a span's place, and its wording."""
    if other is None:
        return NONE, ""
    bounds = other[2] == span[2]
    return OTHER_BOUNDS if bounds else other[2], f"{other[2]}: {text[other[0] : other[1]]}"


def score_entities(text: str, predicted: set[Span], gold: set[Span], scores: EntityScores) -> None:
    """Adds an article to the scores."""
    scores.articles += 1
    scores.overall.add(predicted, gold)
    for name in {span[2] for span in predicted | gold}:
        own = scores.by_class.setdefault(name, Counts())
        own.add({s for s in predicted if s[2] == name}, {s for s in gold if s[2] == name})
    scores.confusion.add_all((span[2], span[2]) for span in predicted & gold)
    for span in sorted(gold - predicted):
        label, wording = _instead(span, _overlapping(span, predicted), text)
        scores.confusion.add(span[2], label)
        scores.mistakes.add(
            Mistake("missed", f"{span[2]}: {text[span[0] : span[1]]}", marked(text, [span[:2]]), None, wording)
        )
    for span in sorted(predicted - gold):
        other = _overlapping(span, gold)
        if other is None:
            scores.confusion.add(NONE, span[2])
        wording = _instead(span, other, text)[1]
        scores.mistakes.add(
            Mistake("false", f"{span[2]}: {text[span[0] : span[1]]}", marked(text, [span[:2]]), None, wording)
        )


def evaluate_ner(*paths: Path | str, nlp: Language | None = None) -> EntityScores:
    """Scores the pipeline on JSON Lines files of ``{"sents": [{"tokens", "ner"}]}``, together.

    Raises:
        FormatError: a line has another form.
    """
    pipeline = nlp or load_parser()
    scores = EntityScores()
    texts: Iterable[tuple[str, set[Span]]] = map(article_text, read_gold(paths, read_entities, FORM))
    for doc, gold in pipeline.pipe(texts, as_tuples=True):
        predicted = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        score_entities(doc.text, predicted, gold, scores)
    return scores
