"""``pressgraph_ner``: named entities of the nine newswire classes, from the model's scores."""

from __future__ import annotations

import functools
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.language.agreement import agree
from pressgraph.language.model import Model, default_folder, shared_model
from pressgraph.language.tags import Decoder

_NEIGHBOURS = 0.3
"""How much what tags tell of each other counts (measured on development articles)."""


class NamesComponent:
    """Sets ``doc.ents``; ``span._.probability`` is the mean probability of its tags."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.folder, self.threads = folder, threads

    @property
    def model(self) -> Model:
        return shared_model(self.folder, self.threads)

    @functools.cached_property
    def decoder(self) -> Decoder:
        inventory = self.model.inventory
        return Decoder(inventory["entities"], inventory["transitions"]["entities"], _NEIGHBOURS)

    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        spans: list[Span] = []
        for begin, end in reading.segments:
            for tagged in self.decoder.spans(reading.scores.entities[begin:end]):
                first, last = reading.tokens[begin + tagged.begin], reading.tokens[begin + tagged.end - 1]
                span = Span(doc, first, last + 1, label=tagged.label)
                span._.probability = tagged.probability
                spans.append(span)
        doc.ents = tuple(agree(spans))
        return doc


def create_names(nlp: Language, name: str, folder: str, threads: int) -> NamesComponent:  # noqa: ARG001
    return NamesComponent(Path(folder) if folder else default_folder(), threads)
