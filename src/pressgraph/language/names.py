"""``pressgraph_ner``: named entities of the nine newswire classes, from the model's scores."""

from __future__ import annotations

import functools

from spacy.tokens import Doc, Span

from pressgraph.language.agreement import agree, pooled
from pressgraph.language.reader import ModelComponent, one_thread
from pressgraph.language.tags import Array, Decoder, log_softmax

_NEIGHBOURS = 0.3
"""How much what tags tell of each other counts (measured on development articles)."""

_RESERVE = 0.4
"""Log odds that no name must be given before a word is part of one (measured on development articles)."""


class NamesComponent(ModelComponent):
    """Sets ``doc.ents``; ``span._.probability`` is the mean probability of its tags."""

    @functools.cached_property
    def decoder(self) -> Decoder:
        inventory = self.model.inventory
        return Decoder(inventory["entities"], inventory["transitions"]["entities"], _NEIGHBOURS)

    @one_thread()
    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        spans: list[Span] = []
        for tagged in self.decoder.spans(self._scores(doc), reading.segments):
            first, last = reading.tokens[tagged.begin], reading.tokens[tagged.end - 1]
            span = Span(doc, first, last + 1, label=tagged.label)
            span._.probability = tagged.probability
            spans.append(span)
        doc.ents = tuple(agree(spans))
        return doc

    def _scores(self, doc: Doc) -> Array:
        """The tags' scores by what the model saw here and at the other places of the same words."""
        reading, tags = doc._.reading, self.decoder.tags
        scores = pooled(log_softmax(reading.scores.entities), [doc[i].text for i in reading.tokens], tags)
        scores[:, tags.index("O")] += _RESERVE
        return scores
