"""The inventories of classes that the heads choose from, collected from the training data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from pressgraph.datasets.attributions import ROLES
from pressgraph.language.lemmas import script_of
from pressgraph.training.gold import GoldData


@dataclass(frozen=True, slots=True)
class Inventory:
    """The classes of each head, most frequent first; a class outside an inventory is not trained on."""

    entities: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    labels: list[str]
    attribution: list[str]
    things: list[str]
    relations: list[str]
    transitions: dict[str, list[list[float]]] = field(default_factory=dict)
    """For heads with BIO tags: what a tag tells of the next one (pointwise mutual information, natural logarithm)."""
    irregular: dict[str, str] = field(default_factory=dict)
    """``"form UPOS"`` in lower case to the lemma that training always gave it, where no script is safe."""

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Inventory:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def _frequent(counts: Counter[str], least: int) -> list[str]:
    return [name for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= least]


def _irregular(pairs: Counter[tuple[str, str, str]]) -> dict[str, str]:
    by_form: dict[str, Counter[str]] = {}
    for (form, upos, lemma), n in pairs.items():
        by_form.setdefault(f"{form} {upos}", Counter())[lemma] += n
    result = {}
    for key, lemmas in sorted(by_form.items()):
        lemma, n = lemmas.most_common(1)[0]
        if n >= 2 and n == sum(lemmas.values()) and lemma == lemma.lower():
            result[key] = lemma
    return result


def neighbours(rows: Iterable[Sequence[int]], count: int) -> list[list[float]]:
    """Pointwise mutual information of neighbouring classes 0 to ``count`` - 1, smoothed by half a count.

    >>> [[round(x, 1) for x in row] for row in neighbours([(0, 1, 0, 1, 0, 1)], 2)]
    [[-1.2, 0.4], [0.7, -1.2]]
    """
    counts = np.full((count, count), 0.5)
    for row in rows:
        for before, after in pairwise(row):
            if before >= 0 and after >= 0:
                counts[before, after] += 1
    given = np.log(counts / counts.sum(axis=1, keepdims=True))
    told: list[list[float]] = (given - np.log(counts.sum(axis=0) / counts.sum())).round(3).tolist()
    return told


def _bio(classes: Iterable[str]) -> list[str]:
    return ["O", *(f"{prefix}-{name}" for name in classes for prefix in "BI")]


def collect(data: GoldData) -> Inventory:
    """Counts the classes of all sentences; rare feature bundles, edit scripts and relations are left out."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "feats", "lemmas", "labels")}
    pairs: Counter[tuple[str, str, str]] = Counter()
    for sentence in (sentence for document in data.trees for sentence in document.sentences):
        for name in ("upos", "xpos", "feats", "labels"):
            counts[name].update(getattr(sentence, name))
        for form, upos, lemma in zip(sentence.words, sentence.upos, sentence.lemmas, strict=True):
            counts["lemmas"][script_of(form, lemma)] += 1
            pairs[form.lower(), upos, lemma] += 1
    tags = {tag for article in data.names for row in article for tag in row.tags}
    things = {mention.type for d in data.documents for cluster in d.entities for mention in cluster}
    properties = Counter(name for d in data.documents for name, _, _ in d.relations)
    properties.update(name for file in data.triples for s in file for name in s.properties)
    listed = Counter(name for passage in data.passages for name in passage.properties)
    return Inventory(
        entities=_bio(sorted({tag[2:] for tag in tags if tag != "O"})),
        upos=_frequent(counts["upos"], 1),
        xpos=_frequent(counts["xpos"], 1),
        feats=_frequent(counts["feats"], 5),
        lemmas=_frequent(counts["lemmas"], 3),
        labels=_frequent(counts["labels"], 1),
        attribution=_bio(ROLES),
        things=_bio(sorted(things)),
        relations=[*_frequent(listed, 1), *_frequent(properties, 8)],
        irregular=_irregular(pairs),
    )
