"""Sources, cues and contents of attributions, from raw articles: exact spans, as PolNeAR is scored.

A span is a contiguous part (begin, end) of a role; an article's spans of a role are a set, so that a source of two
attributions counts once (Newell, Margolin and Ruths, LREC 2018). Quotation marks belong to a content where gold
includes them. ``links`` counts whole attributions: right where source, cue and content all have gold's parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from pressgraph.annotations import Span
from pressgraph.datasets import AttributedArticle, Attribution, read_attributions
from pressgraph.datasets.attributions import ROLES
from pressgraph.evaluation.confusion import NONE, Confusion
from pressgraph.evaluation.gold import outside, read_gold
from pressgraph.evaluation.mistakes import Kind, Mistake, Mistakes, Range, marked
from pressgraph.evaluation.scores import Counts
from pressgraph.language.found import FoundAttribution
from pressgraph.language.pipeline import load

FORM = 'JSON Lines of {"text", "attributions": [{"source", "cue", "content"}]} (PolNeAR\'s form)'
OTHER_BOUNDS = "(other bounds)"
Spans = dict[Range, float | None]
Placed = tuple[str, Range]


@dataclass(slots=True)
class AttributionScores:
    """Scores by role and of whole attributions, 0 to 1."""

    roles: dict[str, Counts] = field(default_factory=lambda: {role: Counts() for role in ROLES})
    links: Counts = field(default_factory=Counts)
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)
    articles: int = 0

    def as_dict(self) -> dict[str, Any]:
        own = {"links": self.links.counted(), "confusion": self.confusion.as_dict(), "articles": self.articles}
        return {role: counts.counted() for role, counts in self.roles.items()} | own


def _ranges(spans: Iterable[Span]) -> tuple[Range, ...]:
    return tuple(sorted((span.begin, span.end) for span in spans))


def _found_spans(found: Sequence[FoundAttribution], role: str) -> Spans:
    spans: Spans = {}
    for attribution in found:
        for span in _ranges(getattr(attribution, role)):
            spans[span] = max(spans.get(span) or 0.0, attribution.probability)
    return dict(sorted(spans.items()))


def _gold_spans(gold: Sequence[Attribution], role: str) -> Spans:
    return dict.fromkeys(sorted({span for attribution in gold for span in getattr(attribution, role)}))


def _wholes(attributions: Sequence[Attribution | FoundAttribution]) -> set[tuple[tuple[Range, ...], ...]]:
    wholes = set()
    for a in attributions:
        if isinstance(a, FoundAttribution):
            wholes.add(tuple(_ranges(getattr(a, role)) for role in ROLES))
        else:
            wholes.add(tuple(tuple(sorted(getattr(a, role))) for role in ROLES))
    return wholes


def _closest(span: Range, others: dict[str, Spans]) -> Placed | None:
    """The role and bounds of the span that shares most characters with this one; the first of equals."""
    best: tuple[int, str, Range] | None = None
    for role, spans in others.items():
        for begin, end in spans:
            shared = min(end, span[1]) - max(begin, span[0])
            if shared > 0 and (best is None or shared > best[0]):
                best = shared, role, (begin, end)
    return best[1:] if best else None


def score_article(article: AttributedArticle, found: Sequence[FoundAttribution], scores: AttributionScores) -> None:
    """Adds an article's attributions to the scores."""
    gold = {role: _gold_spans(article.attributions, role) for role in ROLES}
    said = {role: _found_spans(found, role) for role in ROLES}
    scores.articles += 1
    scores.links.add(_wholes(found), _wholes(article.attributions))
    for role in ROLES:
        scores.roles[role].add(said[role].keys(), gold[role].keys())
        scores.confusion.add(role, role, len(said[role].keys() & gold[role].keys()))
        for span in sorted(gold[role].keys() - said[role].keys()):
            near = _closest(span, said)
            label = NONE if near is None else OTHER_BOUNDS if near[0] == role else near[0]
            scores.confusion.add(role, label)
            scores.mistakes.add(_mistake("missed", article.text, (role, span), near))
        for span in sorted(said[role].keys() - gold[role].keys()):
            near = _closest(span, gold)
            if near is None:
                scores.confusion.add(NONE, role)
            scores.mistakes.add(_mistake("false", article.text, (role, span), near, said[role][span]))


def _mistake(kind: Kind, text: str, placed: Placed, near: Placed | None, probability: float | None = None) -> Mistake:
    role, span = placed
    instead = f"{near[0]}: {text[slice(*near[1])]}" if near else ""
    return Mistake(kind, f"{role}: {text[slice(*span)]}", marked(text, [span], 40), probability, instead)


def _flaw(article: AttributedArticle) -> str:
    return outside(article.text, (span for a in article.attributions for role in ROLES for span in getattr(a, role)))


def evaluate_polnear(*paths: Path | str, nlp: Language | None = None) -> AttributionScores:
    """Scores ``doc._.attributions`` on articles, read from raw text.

    Args:
        paths: files of articles, scored together.
        nlp: the pipeline; the package's own by default.

    Raises:
        FormatError: a file has another form.
    """
    pipeline = nlp or load()
    scores = AttributionScores()
    texts = ((article.text, article) for article in read_gold(paths, read_attributions, FORM, _flaw))
    for doc, article in pipeline.pipe(texts, as_tuples=True):
        score_article(article, doc._.attributions, scores)
    return scores
