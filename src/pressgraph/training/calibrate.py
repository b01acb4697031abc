"""Fits the probabilities of relations on development data, and writes them beside the model.

KnowledgeNet's properties are fitted on every second passage of its third fold, Wikidata's on every second held-out
document of Re-DocRED; the other halves measure how reliable the probabilities are. Relations that these data
hardly have share the fit of their family.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Span
from pressgraph.datasets import (
    Passage,
    document_file,
    passage_file,
    read_documents,
    read_passages,
)
from pressgraph.evaluation.documents import GoldRelations, gold_relations
from pressgraph.language.model import seal
from pressgraph.language.pipeline import load
from pressgraph.language.relations.calibration import FILE, Calibration, fit, reliability
from pressgraph.language.relations.component import RelationsComponent
from pressgraph.training.gold import held_out

_WIKIDATA = re.compile(r"P\d+$")
_FEW = 8
"""Right statements that a relation must have for a fit of its own."""

_AFTER = ("pressgraph_attributions", "pressgraph_attribution", "pressgraph_facts", "pressgraph_events")
"""Components that relations do not need."""


@dataclass(slots=True)
class Judged:
    """Statements of one relation: how likely the model holds them, and whether they are right."""

    likely: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, likely: float, right: bool) -> None:
        self.likely.append(likely)
        self.right.append(right)

    def arrays(self) -> tuple[Any, Any]:
        return np.array(self.likely), np.array(self.right, bool)


Judgements = dict[str, Judged]


def _touch(span: Span, gold: tuple[int, int]) -> bool:
    return span.begin < gold[1] and gold[0] < span.end


def judge_passage(doc: Doc, passage: Passage, into: Judgements) -> None:
    """A listed property between spans that overlap those of a gold fact is right."""
    for found in doc._.relations:
        if found.property in passage.properties:
            right = any(
                f.property == found.property and _touch(found.subject, f.subject) and _touch(found.object, f.object)
                for f in passage.facts
            )
            into.setdefault(found.property, Judged()).add(found.probability, right)


def judge_document(doc: Doc, gold: GoldRelations, into: Judgements) -> None:
    """Of the mentions of a pair of entities the likeliest counts; it is right if the gold has the relation."""
    at: dict[tuple[int, int], list[int]] = {}
    for place, cluster in enumerate(gold.entities):
        for span in cluster:
            at.setdefault(span, []).append(place)
    best: dict[tuple[str, int, int], float] = {}
    for found in doc._.relations:
        if _WIKIDATA.match(found.property):
            for head in at.get((found.subject.begin, found.subject.end), ()):
                for tail in at.get((found.object.begin, found.object.end), ()):
                    key = found.property, head, tail
                    best[key] = max(best.get(key, 0.0), found.probability)
    for (name, head, tail), likely in sorted(best.items()):
        into.setdefault(name, Judged()).add(likely, (name, head, tail) in gold.relations)


def _uncalibrated(model: Path) -> Language:
    nlp = load(model, threads=1)
    for name in _AFTER:
        nlp.remove_pipe(name)
    component = nlp.get_pipe("pressgraph_relations")
    assert isinstance(component, RelationsComponent)
    component.calibrated = False
    return nlp


def judge(nlp: Language, data: Path, half: int) -> Judgements:
    """Judges the model on one half (0 or 1) of the development data."""
    judged: Judgements = {}
    for passage in _half(read_passages(passage_file(data, 3)), half):
        judge_passage(nlp(passage.text), passage, judged)
    for document in _half((d for i, d in enumerate(read_documents(document_file(data))) if held_out(i)), half):
        gold = gold_relations(document)
        judge_document(nlp(gold.text), gold, judged)
    return judged


def _half(items: Iterable[Any], half: int) -> Iterator[Any]:
    return (item for number, item in enumerate(items) if number % 2 == half)


def _family(name: str) -> str:
    return "wikidata" if _WIKIDATA.match(name) else "knowledgenet"


def fitted(judged: Judgements, relations: Iterable[str]) -> dict[str, tuple[float, float]]:
    """A fit for each relation: its own around its family's where it has enough to learn from."""
    families = {}
    for family in ("wikidata", "knowledgenet"):
        own = [j.arrays() for name, j in sorted(judged.items()) if _family(name) == family]
        if own:
            likely, right = (np.concatenate(arrays) for arrays in zip(*own, strict=True))
            families[family] = fit(likely, right)
    result = {}
    for name in relations:
        prior = families.get(_family(name), (1.0, 0.0))
        known = judged.get(name, Judged())
        enough = sum(known.right) >= _FEW
        a, b = fit(*known.arrays(), prior=prior) if enough else prior
        result[name] = (round(a, 4), round(b, 4))
    return result


def calibrate(model: Path, data: Path) -> dict[str, Any]:
    """Writes ``calibration.json`` into the model's folder, and gives its content with the reliability tables."""
    nlp = _uncalibrated(model)
    component = nlp.get_pipe("pressgraph_relations")
    assert isinstance(component, RelationsComponent)
    names = component.model.inventory["relations"]
    relations = fitted(judge(nlp, data, 0), names)
    tables = {}
    others = judge(nlp, data, 1)
    for family in ("knowledgenet", "wikidata"):
        likely, right = [], []
        for name, judged in sorted(others.items()):
            if _family(name) == family:
                own, truth = judged.arrays()
                a, b = relations[name]
                likely.append(Calibration(np.array(a), np.array(b)).apply(own))
                right.append(truth)
        tables[family] = reliability(np.concatenate(likely), np.concatenate(right)) if likely else []
    content = {"relations": relations, "reliability": tables}
    (model / FILE).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    seal(model)
    return content
