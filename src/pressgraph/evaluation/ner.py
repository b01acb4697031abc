"""Named entities against gold: exact span and class, from raw text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from pressgraph.datasets import EntitySentence, read_entities
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.text import detokenise
from pressgraph.language.pipeline import load_parser

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class EntityScores:
    """Micro-averaged scores, 0 to 1, over all and by class; ``articles`` counts what was read."""

    overall: Counts
    by_class: dict[str, Counts]
    articles: int

    def as_dict(self) -> dict[str, Any]:
        classes = {name: counts.as_dict() for name, counts in self.by_class.items()}
        return {**self.overall.as_dict(), "by_class": classes, "articles": self.articles}


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


def evaluate_ner(path: Path | str, nlp: Language | None = None) -> EntityScores:
    """Scores the pipeline on a JSON Lines file of ``{"sents": [{"tokens", "ner"}]}``.

    Raises:
        ValueError: a line has another form.
    """
    pipeline = nlp or load_parser()
    texts: Iterable[tuple[str, set[Span]]] = map(article_text, read_entities(Path(path)))
    overall, articles = Counts(), 0
    by_class: dict[str, Counts] = {}
    for doc, gold in pipeline.pipe(texts, as_tuples=True):
        articles += 1
        predicted = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        overall.add(predicted, gold)
        for name in sorted({span[2] for span in predicted | gold}):
            own = by_class.setdefault(name, Counts())
            own.add({s for s in predicted if s[2] == name}, {s for s in gold if s[2] == name})
    return EntityScores(overall, dict(sorted(by_class.items())), articles)
