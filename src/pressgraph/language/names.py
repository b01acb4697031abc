"""``pressgraph_ner``: named entities of the nine newswire classes, from the model's scores."""

from __future__ import annotations

import functools

from spacy.tokens import Doc, Span

from pressgraph.language.agreement import agree
from pressgraph.language.reader import ModelComponent
from pressgraph.language.tags import Decoder

_NEIGHBOURS = 0.3
"""How much what tags tell of each other counts (measured on development articles)."""


class NamesComponent(ModelComponent):
    """Sets ``doc.ents``; ``span._.probability`` is the mean probability of its tags."""

    @functools.cached_property
    def decoder(self) -> Decoder:
        inventory = self.model.inventory
        return Decoder(inventory["entities"], inventory["transitions"]["entities"], _NEIGHBOURS)

    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        spans: list[Span] = []
        for tagged in self.decoder.spans(reading.scores.entities, reading.segments):
            first, last = reading.tokens[tagged.begin], reading.tokens[tagged.end - 1]
            span = Span(doc, first, last + 1, label=tagged.label)
            span._.probability = tagged.probability
            spans.append(span)
        doc.ents = tuple(agree(spans))
        return doc
