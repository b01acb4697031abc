"""The inventories of classes that the heads choose from, collected from the training data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pressgraph.datasets import EntitySentence, TreebankSentence
from pressgraph.language.lemmas import script_of


@dataclass(frozen=True, slots=True)
class Inventory:
    """The classes of each head, most frequent first; a class outside an inventory is not trained on."""

    entities: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    labels: list[str]
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


def collect(treebank: Iterable[TreebankSentence], named: Iterable[EntitySentence]) -> Inventory:
    """Counts the classes of all sentences; rare feature bundles and edit scripts are left out."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "feats", "lemmas", "labels")}
    pairs: Counter[tuple[str, str, str]] = Counter()
    for sentence in treebank:
        for name in ("upos", "xpos", "feats", "labels"):
            counts[name].update(getattr(sentence, name))
        for form, upos, lemma in zip(sentence.words, sentence.upos, sentence.lemmas, strict=True):
            counts["lemmas"][script_of(form, lemma)] += 1
            pairs[form.lower(), upos, lemma] += 1
    tags = {tag for row in named for tag in row.tags}
    classes = sorted({tag[2:] for tag in tags if tag != "O"})
    return Inventory(
        entities=["O", *(f"{prefix}-{name}" for name in classes for prefix in "BI")],
        upos=_frequent(counts["upos"], 1),
        xpos=_frequent(counts["xpos"], 1),
        feats=_frequent(counts["feats"], 5),
        lemmas=_frequent(counts["lemmas"], 3),
        labels=_frequent(counts["labels"], 1),
        irregular=_irregular(pairs),
    )
