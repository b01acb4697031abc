"""One class a name and article: names that the model classed now this way, now that, follow its surer readings.

A name keeps its sense throughout a text (Gale, Church and Yarowsky 1992, "One sense per discourse").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Span

UNTOUCHED = frozenset({"Date", "Money"})
_MARGIN = 1.5
_SHARPNESS = 3


def agree(spans: Sequence[Span]) -> list[Span]:
    """The spans, each with the class that its wording has most weight for, where that is clear.

    A span of another class than before has its first one in ``span._.first_label``.
    """
    weights: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        weights[span.text][span.label_] += span._.probability**_SHARPNESS
    return [_relabelled(span, weights[span.text]) for span in spans]


def _relabelled(span: Span, weights: dict[str, float]) -> Span:
    best = max(sorted(weights), key=lambda label: weights[label])
    if span.label_ in UNTOUCHED or best in UNTOUCHED or weights[best] <= _MARGIN * weights[span.label_]:
        return span
    other = Span(span.doc, span.start, span.end, label=best)
    other._.probability, other._.first_label = span._.probability, span.label_
    return other
