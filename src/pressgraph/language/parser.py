"""``pressgraph_parser``: sentences, and a dependency tree for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.tokens import Doc

from pressgraph.language.encoder import Reading
from pressgraph.language.model import Scores
from pressgraph.language.reader import ModelComponent, one_thread
from pressgraph.language.trees import best_tree

Array = np.ndarray[Any, Any]
LONGEST = 300
"""Words after which a sentence is cut, come what may."""

_BLOCK = 256
"""Words whose arcs are labelled together, to bound the memory of long texts."""


_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset({'"', "'", "”", "’", ")", "]", "''"})
_PRIOR = 1.0
"""Log odds that writing adds for a boundary after a full stop and before a capital, and takes away elsewhere."""


def _written_boundary(words: Sequence[str], place: int) -> bool:
    """Whether the word at ``place`` begins with a capital and follows a full stop, closing marks between them aside."""
    before = place - 1
    while before > 0 and words[before] in _CLOSING:
        before -= 1
    return words[before] in _STOPS and words[place][0].isupper()


def _sentences(doc: Doc, reading: Reading) -> list[tuple[int, int]]:
    if reading.fixed or reading.scores is None:
        return reading.segments
    result = []
    words = [doc[i].text for i in reading.tokens]
    for begin, end in reading.segments:
        start = begin
        for place in range(begin + 1, end):
            prior = _PRIOR if _written_boundary(words, place) else -_PRIOR
            if reading.scores.starts[place] + prior > 0 or place - start >= LONGEST:
                result.append((start, place))
                start = place
        result.append((start, end))
    return result


def _attach_spaces(heads: Array, deps: Array, tokens: list[int], dep: int) -> None:
    """White space hangs on the word before it (at the start, on the word after it)."""
    last = tokens[0]
    words = set(tokens)
    for i in range(len(heads)):
        if i in words:
            last = i
        else:
            heads[i], deps[i] = last - i, dep


def _heads(scores: Scores, sentences: Sequence[tuple[int, int]]) -> Array:
    """The head of each word of all sentences, -1 for a root."""
    heads = np.empty(len(scores.arc_root), np.int64)
    for begin, end in sentences:
        part = slice(begin, end)
        arcs = scores.arc_dependent[part] @ scores.arc_head[part].T + scores.arc_prior[part].reshape(1, -1)
        own = best_tree(arcs, scores.arc_root[part].reshape(-1))
        heads[part] = np.where(own < 0, -1, own + begin)
    return heads


class ParserComponent(ModelComponent):
    """Sets ``head`` and ``dep_`` (Universal Dependencies) and with them the sentences."""

    def _labels(self, scores: Scores, heads: Array) -> Array:
        """The label numbers of all words, whose heads are places of words, -1 for a root."""
        root = self.model.inventory["labels"].index("root")
        chosen = np.empty(len(heads), np.int64)
        for begin in range(0, len(heads), _BLOCK):
            own, part = heads[begin : begin + _BLOCK], slice(begin, begin + _BLOCK)
            places, numbers = np.unique(own, return_inverse=True)
            vectors = np.where(places[:, None] < 0, self.model.root, scores.label_head[places])
            labels = self.model.label_scores(scores.label_dependent[part], vectors, numbers)
            labels[:, root] = -np.inf
            chosen[part] = np.where(own < 0, root, labels.argmax(axis=1))
        return chosen

    @one_thread()
    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        names = [doc.vocab.strings.add(name if name != "root" else "ROOT") for name in self.model.inventory["labels"]]
        offsets = np.zeros(len(doc), np.int64)
        deps = np.zeros(len(doc), np.uint64)
        places = np.array(reading.tokens)
        heads = _heads(reading.scores, _sentences(doc, reading))
        offsets[places] = np.where(heads < 0, 0, places[heads] - places)
        deps[places] = np.array(names, np.uint64)[self._labels(reading.scores, heads)]
        _attach_spaces(offsets, deps, reading.tokens, doc.vocab.strings.add("dep"))
        columns: Any = np.stack([offsets.astype(np.uint64), deps], axis=1)
        doc.from_array([HEAD, DEP], columns)
        return doc
