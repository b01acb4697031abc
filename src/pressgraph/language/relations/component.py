"""``pressgraph_relations``: relations between the mentions of a document, as the model scores them.

Sets ``doc._.relations``; `pressgraph_facts` makes facts of them, together with the rules.
"""

from __future__ import annotations

import bisect
import functools
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.language.encoder import Reading
from pressgraph.language.found import FoundRelation
from pressgraph.language.model import Model, default_folder, shared_model
from pressgraph.language.relations.calibration import Calibration, read_calibration
from pressgraph.language.relations.scorer import Scorer

Array = np.ndarray[Any, Any]

LEAST = 0.05
"""Relations less likely than this are not kept at all."""

_REACH = 400
"""How many words apart two related mentions may be."""


class RelationsComponent:
    """Pairs names, values and pronouns; needs the model's reading and the register.

    Args:
        calibrated: whether probabilities are calibrated; what calibration is fitted on is not.
    """

    def __init__(self, folder: Path, threads: int = 0, *, calibrated: bool = True) -> None:
        self.folder, self.threads, self.calibrated = folder, threads, calibrated

    @property
    def model(self) -> Model:
        return shared_model(self.folder, self.threads)

    @functools.cached_property
    def scorer(self) -> Scorer:
        return Scorer(self.model)

    @functools.cached_property
    def calibration(self) -> Calibration:
        if not self.calibrated:
            return Calibration(np.ones(1), np.zeros(1))
        return read_calibration(self.folder, self.model.inventory["relations"])

    def __call__(self, doc: Doc) -> Doc:
        reading: Reading | None = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        spans = mention_spans(doc, reading)
        if len(spans) < 2:
            return doc
        vectors = self.scorer.spans(reading.scores, spans)
        pairs, distance = _pairs(spans)
        likely = self.calibration.apply(self.scorer.probabilities(vectors, pairs, distance))
        names: list[str] = self.model.inventory["relations"]
        chars = [_characters(doc, reading, span) for span in spans]
        doc._.relations = tuple(
            sorted(
                FoundRelation(chars[pairs[n, 0]], chars[pairs[n, 1]], names[r], round(float(likely[n, r]), 4))
                for n, r in np.argwhere(likely >= LEAST).tolist()
            )
        )
        return doc


def mention_spans(doc: Doc, reading: Reading) -> list[tuple[int, int]]:
    """Ranges of words that may stand in a relation: the register's mentions, names, dates and pronouns."""
    place = {token: i for i, token in enumerate(reading.tokens)}
    starts = [doc[i].idx for i in reading.tokens]
    found = {(place[ent.start], place[ent.end - 1] + 1) for ent in doc.ents}
    wanted = [m.span for m in doc._.register.mentions()] if doc._.register is not None else []
    wanted += [value.span for value in doc._.values if value.kind == "date"]
    for span in wanted:
        begin = bisect.bisect_left(starts, span.begin)
        end = bisect.bisect_left(starts, span.end)
        if begin < end and end - begin <= 12:
            found.add((begin, end))
    found |= {(i, i + 1) for token, i in place.items() if doc[token].pos_ == "PRON"}
    return sorted(found)


def _pairs(spans: list[tuple[int, int]]) -> tuple[Array, Array]:
    """All ordered pairs of spans that do not overlap and are near enough, with the words from one to the other."""
    begins = np.array([begin for begin, _ in spans])
    ends = np.array([end for _, end in spans])
    pairs = []
    for i, begin in enumerate(begins.tolist()):
        low, high = np.searchsorted(begins, [begin - _REACH, begin + _REACH + 1])
        near = np.arange(low, high)
        apart = (ends[near] <= begin) | (begins[near] >= ends[i])
        pairs.append(np.stack([np.full(int(apart.sum()), i), near[apart]], axis=1))
    joined = np.concatenate(pairs)
    return joined, begins[joined[:, 1]] - begins[joined[:, 0]]


def _characters(doc: Doc, reading: Reading, span: tuple[int, int]) -> Span:
    last = doc[reading.tokens[span[1] - 1]]
    return Span(doc[reading.tokens[span[0]]].idx, last.idx + len(last))


def create_relations(nlp: Language, name: str, folder: str, threads: int) -> RelationsComponent:  # noqa: ARG001
    return RelationsComponent(Path(folder) if folder else default_folder(), threads)
