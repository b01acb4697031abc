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


class ParserComponent(ModelComponent):
    """Sets ``head`` and ``dep_`` (Universal Dependencies) and with them the sentences."""

    def _tree(self, scores: Scores, begin: int, end: int) -> tuple[Array, Array]:
        """Heads (within the sentence, -1 the root) and label numbers of one sentence."""
        part = slice(begin, end)
        arcs = scores.arc_dependent[part] @ scores.arc_head[part].T + scores.arc_prior[part].reshape(1, -1)
        heads = best_tree(arcs, scores.arc_root[part].reshape(-1))
        vectors = np.where(heads[:, None] < 0, self.model.root, scores.label_head[part][heads])
        labels = self.model.label_scores(scores.label_dependent[part], vectors)
        root = self.model.inventory["labels"].index("root")
        labels[heads >= 0, root] = -np.inf
        chosen = labels.argmax(axis=1)
        chosen[heads < 0] = root
        return heads, chosen

    @one_thread()
    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        names = [doc.vocab.strings.add(name if name != "root" else "ROOT") for name in self.model.inventory["labels"]]
        offsets = np.zeros(len(doc), np.int64)
        deps = np.zeros(len(doc), np.uint64)
        places = np.array(reading.tokens)
        for begin, end in _sentences(doc, reading):
            heads, labels = self._tree(reading.scores, begin, end)
            own = places[begin:end]
            offsets[own] = np.where(heads < 0, 0, own[heads] - own)
            deps[own] = np.array(names, np.uint64)[labels]
        _attach_spaces(offsets, deps, reading.tokens, doc.vocab.strings.add("dep"))
        columns: Any = np.stack([offsets.astype(np.uint64), deps], axis=1)
        doc.from_array([HEAD, DEP], columns)
        return doc
