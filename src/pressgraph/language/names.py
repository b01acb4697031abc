"""``pressgraph_ner``: named entities of the nine newswire classes, from the model's scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.language.agreement import agree
from pressgraph.language.model import Model, default_folder, shared_model

Array = np.ndarray[Any, Any]


def transitions(tags: list[str]) -> Array:
    """Which tag may follow which (tags, tags): 0 where it may, minus infinity where BIO forbids it."""
    allowed = np.zeros((len(tags), len(tags)))
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            allowed[[i for i, before in enumerate(tags) if before[2:] != tag[2:]], j] = -np.inf
    return allowed


def best_tags(scores: Array, allowed: Array, inside: Array) -> Array:
    """The best valid tag sequence (Viterbi); ``inside`` marks the tags that cannot come first."""
    greedy: Array = scores.argmax(axis=1)
    if not inside[greedy[0]] and not np.isneginf(allowed[greedy[:-1], greedy[1:]]).any():
        return greedy
    total = np.where(inside, -np.inf, scores[0])
    back = np.zeros(scores.shape, np.int64)
    for i in range(1, len(scores)):
        paths = total[:, None] + allowed
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    best = np.empty(len(scores), np.int64)
    best[-1] = total.argmax()
    for i in range(len(scores) - 1, 0, -1):
        best[i - 1] = back[i, best[i]]
    return best


def _log_softmax(logits: Array) -> Array:
    shifted = logits - logits.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


class NamesComponent:
    """Sets ``doc.ents``; ``span._.probability`` is the mean probability of its tags."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.folder, self.threads = folder, threads

    @property
    def model(self) -> Model:
        return shared_model(self.folder, self.threads)

    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        tags: list[str] = self.model.inventory["entities"]
        allowed = transitions(tags)
        inside = np.array([tag.startswith("I-") for tag in tags])
        spans: list[Span] = []
        for begin, end in reading.segments:
            scores = _log_softmax(reading.scores.entities[begin:end].astype(np.float64))
            best = best_tags(scores, allowed, inside)
            spans.extend(self._spans(doc, reading.tokens[begin:end], best, scores, tags))
        doc.ents = tuple(agree(spans))
        return doc

    def _spans(self, doc: Doc, tokens: list[int], best: Array, scores: Array, tags: list[str]) -> list[Span]:
        spans = []
        place = 0
        while place < len(tokens):
            stop = place + 1
            if tags[best[place]] != "O":
                while stop < len(tokens) and tags[best[stop]] == "I" + tags[best[place]][1:]:
                    stop += 1
                span = Span(doc, tokens[place], tokens[stop - 1] + 1, label=tags[best[place]][2:])
                chosen = scores[np.arange(place, stop), best[place:stop]]
                span._.probability = float(np.exp(chosen).mean())
                spans.append(span)
            place = stop
        return spans


def create_names(nlp: Language, name: str, folder: str, threads: int) -> NamesComponent:  # noqa: ARG001
    return NamesComponent(Path(folder) if folder else default_folder(), threads)
