"""``pressgraph_encoder``: runs the model over a document, once, for all components behind it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from pressgraph.language.model import Scores
from pressgraph.language.paragraphs import breaks
from pressgraph.language.reader import ModelComponent


@dataclass(frozen=True, slots=True)
class Reading:
    """The model's scores of a document: ``tokens`` are the indices of the words scored (no white space),
    ``segments`` their paragraphs (or given sentences), ``fixed`` whether these are sentences already."""

    tokens: list[int]
    segments: list[tuple[int, int]]
    fixed: bool
    scores: Scores | None


def _borders(doc: Doc) -> list[int]:
    """Offsets at which a new segment begins: paragraphs, and the lines that reading has recognised."""
    borders = set(breaks(doc.text))
    article = doc._.article
    if article is not None:
        for span in (article.headline_span, article.dateline_span, article.byline_span):
            if span is not None:
                borders.update((span.begin, span.end))
    return sorted(borders)


def _segments(doc: Doc, tokens: list[int], fixed: bool) -> list[tuple[int, int]]:
    if fixed:
        starts = [i for i, t in enumerate(tokens) if doc[t].is_sent_start or i == 0]
    else:
        offsets = [doc[t].idx for t in tokens]
        starts = sorted({0, *(bisect.bisect_left(offsets, border) for border in _borders(doc))} - {len(tokens)})
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True))


class EncoderComponent(ModelComponent):
    """Leaves a `Reading` in ``doc._.reading``; the model is loaded at the first document."""

    def __call__(self, doc: Doc) -> Doc:
        tokens = [token.i for token in doc if not token.is_space]
        fixed = doc.has_annotation("SENT_START")
        if not tokens:
            doc._.reading = Reading([], [], fixed, None)
            return doc
        segments = _segments(doc, tokens, fixed)
        doc._.reading = Reading(tokens, segments, fixed, self.model.read([doc[i].text for i in tokens], segments))
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterable[Doc]:  # noqa: ARG002
        """Each document by itself, so that its result never depends on its neighbours."""
        yield from map(self, stream)
