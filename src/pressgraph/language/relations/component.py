"""``pressgraph_relations``: relations between the mentions of a document, as the model scores them.

Sets ``doc._.relations``; `pressgraph_facts` makes facts of them, together with the rules.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from pressgraph.annotations import Span
from pressgraph.language.encoder import Reading
from pressgraph.language.found import FoundRelation
from pressgraph.language.phrases import case_of, head_within, strayed_of
from pressgraph.language.reader import ModelComponent, one_thread
from pressgraph.language.relations.calibration import Calibration, read_calibration
from pressgraph.language.relations.groups import groups, lend
from pressgraph.language.relations.scorer import Scorer

Array = np.ndarray[Any, Any]

LEAST = 0.05
"""Relations less likely than this are not kept at all."""

_FAINT = 0.02
"""Pairs whose every relation is less likely by their own words alone are not looked at further."""

_REACH = 300
"""How many words apart two related mentions may be."""

_LONGEST = 12
"""How many words a mention may have."""


class RelationsComponent(ModelComponent):
    """Pairs names, values and pronouns; needs the model's reading and the register.

    Args:
        calibrated: whether probabilities are calibrated; what calibration is fitted on is not.
    """

    def __init__(self, folder: Path | str = "", threads: int = 0, *, calibrated: bool = True) -> None:
        super().__init__(folder, threads)
        self.calibrated = calibrated

    @functools.cached_property
    def scorer(self) -> Scorer:
        return Scorer(self.model)

    @functools.cached_property
    def calibration(self) -> Calibration:
        if not self.calibrated:
            return Calibration(np.ones(1), np.zeros(1))
        return read_calibration(self.folder, self.model.inventory["relations"])

    @one_thread()
    def __call__(self, doc: Doc) -> Doc:
        reading: Reading | None = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        spans = mention_spans(doc, reading)
        if len(spans) < 2:
            return doc
        vectors = self.scorer.spans(reading.scores, spans)
        pairs, distance = _pairs(spans)
        heads = [head_within(doc, reading.tokens[begin], reading.tokens[end - 1] + 1) for begin, end in spans]
        kept, likely = self.scorer.probabilities(vectors, pairs, distance, _FAINT)
        if not len(kept):
            return doc
        pairs = pairs[kept]
        likely = self.calibration.apply(lend(likely, pairs, groups(doc, heads)))
        names: list[str] = self.model.inventory["relations"]
        chars = [_characters(doc, reading, span) for span in spans]
        doc._.relations = tuple(
            FoundRelation(chars[subject], chars[target], name, probability)
            for subject, target, name, probability in _listed(pairs, likely, names)
        )
        return doc


def _listed(pairs: Array, likely: Array, names: Sequence[str]) -> list[tuple[int, int, str, float]]:
    """The relations that are likely enough, as numbers of spans (which are in reading order), in order."""
    rows, relations = np.nonzero(likely >= LEAST)
    found = zip(pairs[rows].tolist(), relations.tolist(), likely[rows, relations].tolist(), strict=True)
    return sorted((subject, target, names[r], round(p, 4)) for (subject, target), r, p in found)


def mention_spans(doc: Doc, reading: Reading) -> list[tuple[int, int]]:
    """Ranges of words that may stand in a relation: names, dates, nouns that mean an entity, and pronouns."""
    place = {token: i for i, token in enumerate(reading.tokens)}
    starts = [doc[i].idx for i in reading.tokens]

    def words(span: Span) -> tuple[int, int]:
        return bisect.bisect_left(starts, span.begin), bisect.bisect_left(starts, span.end)

    mentions = doc._.register.mentions() if doc._.register is not None else ()
    names = {(place[ent.start], place[ent.end - 1] + 1) for ent in doc.ents}
    names |= {words(m.span) for m in mentions if m.kind in ("name", "handle")}
    names |= {words(value.span) for value in doc._.values if value.kind == "date"}
    found = atomic(names) | set(_offices(doc, place))
    found |= {words(m.span) for m in mentions if m.kind == "nominal"}
    found |= {(i, i + 1) for token, i in place.items() if _refers(doc[token])}
    return sorted((begin, end) for begin, end in found if 0 < end - begin <= _LONGEST)


def _offices(doc: Doc, place: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Titles with the name that they are of ("President of Kenya")."""
    register = doc._.register
    if register is None:
        return
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or register.kind(token) != "schema:Person":
            continue
        of = [c for c in token.children if c.dep_ == "nmod" and c.ent_type_ and case_of(c) == "of"]
        if (strayed := strayed_of(token)) is not None and strayed.ent_type_:
            of.append(strayed)
        if of:
            named = (c.i for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i and c.is_title)
            first = min(named, default=token.i)
            last = of[-1].right_edge if of[-1].right_edge.ent_type_ else of[-1]
            yield place[first], place[last.i] + 1


def atomic(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Spans without those that hold several others ("Leeds, England"), and without those inside another.

    >>> sorted(atomic({(0, 3), (0, 1), (2, 3), (5, 7), (6, 7)}))
    [(0, 1), (2, 3), (5, 7)]
    """
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    inner: dict[tuple[int, int], list[tuple[int, int]]] = {span: [] for span in ordered}
    stack: list[tuple[int, int]] = []
    for span in ordered:
        while stack and stack[-1][1] < span[1]:
            stack.pop()
        for outer in stack:
            if all(other[1] <= span[0] for other in inner[outer]):
                inner[outer].append(span)
        stack.append(span)
    single = [span for span in ordered if len(inner[span]) < 2]
    kept: set[tuple[int, int]] = set()
    reached = -1
    for span in single:
        if span[1] > reached:
            kept.add(span)
            reached = span[1]
    return kept


def _refers(token: Token) -> bool:
    return token.pos_ == "PRON" or (token.tag_ == "WRB" and token.lower_ == "where")


def _pairs(spans: list[tuple[int, int]]) -> tuple[Array, Array]:
    """All ordered pairs of spans that do not overlap and are near enough, with the words from one to the other."""
    begins = np.array([begin for begin, _ in spans])
    ends = np.array([end for _, end in spans])
    low, high = np.searchsorted(begins, begins - _REACH), np.searchsorted(begins, begins + _REACH + 1)
    first = np.repeat(np.arange(len(spans)), high - low)
    second = np.concatenate([np.arange(a, b) for a, b in zip(low.tolist(), high.tolist(), strict=True)])
    apart = (ends[second] <= begins[first]) | (begins[second] >= ends[first])
    first, second = first[apart], second[apart]
    return np.stack([first, second], axis=1), begins[second] - begins[first]


def _characters(doc: Doc, reading: Reading, span: tuple[int, int]) -> Span:
    last = doc[reading.tokens[span[1] - 1]]
    return Span(doc[reading.tokens[span[0]]].idx, last.idx + len(last))
