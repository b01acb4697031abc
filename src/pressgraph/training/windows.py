"""Windows of consecutive sentences, as the encoder sees them, and batches of windows."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pressgraph.language.pieces import SHAPES, WordPieces
from pressgraph.language.windows import LIMIT
from pressgraph.training.pairs import Relating, relation_arrays

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


@dataclass(frozen=True, slots=True)
class Document:
    """Consecutive sentences of one text.

    ``together``: their windows share a batch, since pairs reach across them. ``relating`` holds spans and the
    relations between them, in words of the document.
    """

    sentences: list[Encoded]
    together: bool = False
    relating: Relating | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Windows that share a batch."""

    windows: list[list[Encoded]]
    relating: Relating | None = None

    @property
    def longest(self) -> int:
        return max(sum(s.length for s in window) for window in self.windows) + 2


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


def units(document: Document, size: int, rng: random.Random) -> list[Unit]:
    """The document's windows as units: one a window, or as many together as a batch holds."""
    windows = pack(document.sentences, rng)
    if document.relating is not None:
        return [Unit(windows, document.relating)]
    if not document.together:
        return [Unit([window]) for window in windows]
    count = max(1, size // (LIMIT + 2))
    return [Unit(windows[i : i + count]) for i in range(0, len(windows), count)]


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


def _blank(windows: Sequence[Sequence[Encoded]]) -> dict[str, Array]:
    rows = len(windows)
    length = max(sum(s.length for s in window) for window in windows) + 2
    width = max(sum(len(s.pieces) for s in window) for window in windows)
    names = windows[0][0].classes
    out = {name: np.full((rows, width), IGNORED, np.int64) for name in names}
    out |= {"pieces": np.zeros((rows, length), np.int64), "shapes": np.zeros((rows, length), np.int64)}
    out |= {"first": np.zeros((rows, width), np.int64), "sentence": np.full((rows, width), -1, np.int64)}
    return out | {"unit": np.zeros(rows, np.int64)}


def _fill(out: dict[str, Array], r: int, window: Sequence[Encoded], rng: random.Random | None) -> None:
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
        if "heads" in sentence.classes:
            heads = out["heads"][r, begin:word]
            out["heads"][r, begin:word] = np.where(heads == 0, -1, heads - 1 + begin)
    ids.append(WordPieces.sep)
    out["pieces"][r, : len(ids)] = ids
    recased = np.array(shapes)
    out["shapes"][r, : len(shapes)] = _recase(recased, rng) if rng else recased


def batch(group: Sequence[Unit], rng: random.Random | None = None) -> dict[str, Array]:
    """Padded arrays of a batch; with ``rng`` words are masked and recased at random, as training wants.

    Keys: ``pieces, shapes`` (rows, pieces); ``first, sentence`` and each head's classes (rows, words); ``unit``
    (rows,). ``heads`` become places in the row, -1 for the root. For relations, those of `relation_arrays`.
    """
    windows = [window for unit in group for window in unit.windows]
    out = _blank(windows)
    row = 0
    relating: list[tuple[Relating, list[int]]] = []
    width = out["first"].shape[1]
    for number, unit in enumerate(group):
        places: list[int] = []
        for window in unit.windows:
            _fill(out, row, window, rng)
            out["unit"][row] = number
            places.extend(row * width + i for i in range(sum(len(s.pieces) for s in window)))
            row += 1
        if unit.relating is not None:
            relating.append((unit.relating, places))
    return out | (relation_arrays(relating, rng) if relating else {})


def batches(documents: Sequence[Document], size: int, rng: random.Random) -> list[list[Unit]]:
    """An epoch's batches of about ``size`` padded pieces: units of like length together, in random order."""
    everything = [unit for document in documents for unit in units(document, size, rng)]
    everything.sort(key=lambda unit: unit.longest + rng.uniform(-8, 8))
    result: list[list[Unit]] = []
    current: list[Unit] = []
    longest = rows = 0
    for unit in everything:
        longest = max(longest, unit.longest)
        if current and longest * (rows + len(unit.windows)) > size:
            result.append(current)
            current, longest, rows = [], unit.longest, 0
        current.append(unit)
        rows += len(unit.windows)
    if current:
        result.append(current)
    rng.shuffle(result)
    return result
