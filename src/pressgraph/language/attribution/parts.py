"""``pressgraph_attributions``: sources, cues and contents as the model tags them, joined by its links.

Sets ``doc._.attributions``; `pressgraph_attribution` makes claims of them, together with the rules.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.language.attribution.completion import completed
from pressgraph.language.encoder import Reading
from pressgraph.language.found import FoundAttribution
from pressgraph.language.model import Model, Scores
from pressgraph.language.reader import ModelComponent
from pressgraph.language.scoring import signed_class
from pressgraph.language.tags import Decoder, Tagged

Array = np.ndarray[Any, Any]

_NEIGHBOURS = 0.2
"""How much what tags tell of each other counts (measured on development articles)."""

_REACH = 160
"""How many words a cue may be from its source or content."""


class Linker:
    """Chooses the source of each cue and the cue of each content."""

    def __init__(self, model: Model, scores: Scores) -> None:
        arrays = model.arrays
        self._scores = scores
        self._sources, self._cues = arrays["links_source_distance"], arrays["links_content_distance"]
        self._none = float(arrays["links_none"][0])
        self._vectors: dict[Tagged, Array] = {}

    def source(self, cue: Tagged, sources: Sequence[Tagged]) -> Tagged | None:
        """The source that belongs to the cue, or None."""
        best, score = self._likeliest(cue, sources, self._sources)
        return best if score > self._none else None

    def cue(self, content: Tagged, cues: Sequence[Tagged]) -> Tagged | None:
        """The cue that the content belongs to, or None where there are none."""
        return self._likeliest(content, cues, self._cues)[0]

    def _likeliest(self, part: Tagged, others: Sequence[Tagged], distances: Array) -> tuple[Tagged | None, float]:
        """Which of ``others`` scores highest with the part, and how high."""
        if not others:
            return None, -np.inf
        own = self._vector(part)
        scores = np.array([own @ self._vector(other) for other in others]) / 8.0
        scores += distances[signed_class(np.array([other.begin - part.begin for other in others]))]
        best = int(scores.argmax())
        return others[best], float(scores[best])

    def _vector(self, part: Tagged) -> Array:
        """The mean of its words' vectors; kept, since a part is weighed against many."""
        if part not in self._vectors:
            values: Array = getattr(self._scores, part.label)
            self._vectors[part] = values[part.begin : part.end].mean(axis=0)
        return self._vectors[part]


def _near(parts: Sequence[Tagged], begins: Array, place: int) -> Sequence[Tagged]:
    low, high = np.searchsorted(begins, [place - _REACH, place + _REACH + 1])
    return parts[low:high]


class AttributionsComponent(ModelComponent):
    """Reads the model's tags paragraph by paragraph; links reach across paragraphs."""

    @functools.cached_property
    def decoder(self) -> Decoder:
        inventory = self.model.inventory
        return Decoder(inventory["attribution"], inventory["transitions"]["attribution"], _NEIGHBOURS)

    def __call__(self, doc: Doc) -> Doc:
        reading: Reading | None = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        parts: dict[str, list[Tagged]] = {"source": [], "cue": [], "content": []}
        for part in self.decoder.spans(reading.scores.attribution, reading.segments):
            parts[part.label].append(part)
        parts["content"] = completed(doc, reading.tokens, parts["content"], [*parts["source"], *parts["cue"]])
        doc._.attributions = self._joined(doc, reading, parts)
        return doc

    def _joined(self, doc: Doc, reading: Reading, parts: dict[str, list[Tagged]]) -> tuple[FoundAttribution, ...]:
        assert reading.scores is not None
        linker = Linker(self.model, reading.scores)
        begins = {role: np.array([part.begin for part in own], np.int64) for role, own in parts.items()}
        contents: dict[int, list[Tagged]] = {}
        for content in parts["content"]:
            cue = linker.cue(content, _near(parts["cue"], begins["cue"], content.begin))
            if cue is not None:
                contents.setdefault(cue.begin, []).append(content)
        found = []
        for cue in parts["cue"]:
            source = linker.source(cue, _near(parts["source"], begins["source"], cue.begin))
            own = contents.get(cue.begin, [])
            every = [cue, *own, *([source] if source else [])]
            found.append(
                FoundAttribution(
                    _spans(doc, reading, [source] if source else []),
                    _spans(doc, reading, [cue]),
                    _spans(doc, reading, own),
                    min(part.probability for part in every),
                )
            )
        return tuple(found)


def _spans(doc: Doc, reading: Reading, parts: Sequence[Tagged]) -> tuple[Span, ...]:
    ends = ((doc[reading.tokens[part.begin]], doc[reading.tokens[part.end - 1]]) for part in parts)
    return tuple(Span(first.idx, last.idx + len(last)) for first, last in ends)
