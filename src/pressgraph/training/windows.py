"""Windows of consecutive sentences, as the encoder sees them, and batches of windows."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pressgraph.datasets import EntitySentence, TreebankSentence
from pressgraph.language.lemmas import script_of
from pressgraph.language.pieces import SHAPES, WordPieces, word_shapes
from pressgraph.language.windows import LIMIT
from pressgraph.training.labels import Inventory

IGNORED = -100
_MASK = 103
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence in integers: pieces word by word, shapes, and the classes of each word by head."""

    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    classes: dict[str, tuple[int, ...]]

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces))


def _ids(names: Sequence[str], inventory: list[str]) -> tuple[int, ...]:
    index = {name: i for i, name in enumerate(inventory)}
    return tuple(index.get(name, IGNORED) for name in names)


def encode_tree(sentence: TreebankSentence, pieces: WordPieces, inventory: Inventory) -> Encoded:
    scripts = [script_of(form, lemma) for form, lemma in zip(sentence.words, sentence.lemmas, strict=True)]
    return Encoded(
        tuple(map(pieces, sentence.words)),
        tuple(word_shapes(sentence.words)),
        {
            "upos": _ids(sentence.upos, inventory.upos),
            "xpos": _ids(sentence.xpos, inventory.xpos),
            "feats": _ids(sentence.feats, inventory.feats),
            "lemmas": _ids(scripts, inventory.lemmas),
            "labels": _ids(sentence.labels, inventory.labels),
            "heads": sentence.heads,
            "starts": (1,) + (0,) * (len(sentence.words) - 1),
        },
    )


def encode_entities(row: EntitySentence, pieces: WordPieces, inventory: Inventory) -> list[Encoded]:
    """One paragraph, cut into as many parts as the window's limit asks for."""
    parts = []
    ids, shapes, tags = list(map(pieces, row.words)), word_shapes(row.words), _ids(row.tags, inventory.entities)
    start = 0
    while start < len(ids):
        end, size = start, 0
        while end < len(ids) and size + len(ids[end]) <= LIMIT:
            size += len(ids[end])
            end += 1
        parts.append(Encoded(tuple(ids[start:end]), tuple(shapes[start:end]), {"entities": tags[start:end]}))
        start = end
    return parts


def pack(document: Iterable[Encoded], rng: random.Random) -> list[list[Encoded]]:
    """Consecutive sentences packed into windows; three windows in ten are shorter than they could be."""
    windows: list[list[Encoded]] = []
    current: list[Encoded] = []
    size, limit = 0, LIMIT
    for sentence in document:
        if sentence.length > LIMIT:
            continue
        if current and size + sentence.length > limit:
            windows.append(current)
            current, size = [], 0
            limit = LIMIT if rng.random() < 0.7 else rng.randint(24, LIMIT)
        current.append(sentence)
        size += sentence.length
    return [*windows, current] if current else windows


def _recase(shapes: Array, rng: random.Random) -> Array:
    """Now and then a window whose capitals say nothing: all lower, all upper, titles, or no shapes at all."""
    draw = rng.random()
    if draw > 0.16:
        return shapes
    letters = (shapes >= SHAPES.index("lower")) & (shapes <= SHAPES.index("single-capital"))
    letters |= shapes >= SHAPES.index("title-among-capitals")
    target = "lower" if draw < 0.06 else "upper-among-capitals" if draw < 0.09 else "unknown"
    if 0.09 <= draw < 0.12:
        target = "title-among-capitals"
    return np.where(letters, SHAPES.index(target), shapes)


def batch(windows: Sequence[Sequence[Encoded]], rng: random.Random | None = None) -> dict[str, Array]:
    """Padded arrays of a batch; with ``rng`` words are masked and recased at random, as training wants.

    Keys: ``pieces, shapes`` (rows, pieces); ``first, sentence`` and each head's classes (rows, words).
    ``heads`` become places in the row, -1 for the root.
    """
    rows = len(windows)
    length = max(sum(s.length for s in window) for window in windows) + 2
    width = max(sum(len(s.pieces) for s in window) for window in windows)
    names = windows[0][0].classes
    out = {name: np.full((rows, width), IGNORED, np.int64) for name in names}
    out |= {"pieces": np.zeros((rows, length), np.int64), "shapes": np.zeros((rows, length), np.int64)}
    out |= {"first": np.zeros((rows, width), np.int64), "sentence": np.full((rows, width), -1, np.int64)}
    for r, window in enumerate(windows):
        ids, shapes = [WordPieces.cls], [0]
        word = 0
        for number, sentence in enumerate(window):
            begin = word
            for own, shape in zip(sentence.pieces, sentence.shapes, strict=True):
                out["first"][r, word] = len(ids)
                ids.extend([_MASK] * len(own) if rng and rng.random() < 0.04 else own)
                shapes.extend([shape] * len(own))
                word += 1
            out["sentence"][r, begin:word] = number
            for name, values in sentence.classes.items():
                out[name][r, begin:word] = values
            if "heads" in names:
                heads = out["heads"][r, begin:word]
                out["heads"][r, begin:word] = np.where(heads == 0, -1, heads - 1 + begin)
        ids.append(WordPieces.sep)
        out["pieces"][r, : len(ids)] = ids
        recased = np.array(shapes)
        out["shapes"][r, : len(shapes)] = _recase(recased, rng) if rng else recased
    return out


def batches(documents: Sequence[Sequence[Encoded]], size: int, rng: random.Random) -> list[list[list[Encoded]]]:
    """An epoch's batches of about ``size`` padded pieces: windows of like length together, in random order."""
    windows = [window for document in documents for window in pack(document, rng)]
    windows.sort(key=lambda window: sum(s.length for s in window) + rng.uniform(-8, 8))
    result: list[list[list[Encoded]]] = []
    current: list[list[Encoded]] = []
    longest = 0
    for window in windows:
        longest = max(longest, sum(s.length for s in window) + 2)
        if current and longest * (len(current) + 1) > size:
            result.append(current)
            current, longest = [], sum(s.length for s in window) + 2
        current.append(window)
    if current:
        result.append(current)
    rng.shuffle(result)
    return result
