"""Facts of passages, from raw text: KnowledgeNet's measure (Mesquita et al., EMNLP 2019).

A prediction is right if its property is a gold fact's and its subject and object overlap that fact's. Properties that
a passage does not list are left out of account. Each gold fact is credited once, by a maximum matching in which
the more probable prediction goes first. A further prediction that could only be credited with a fact already taken is
left out of account where it repeats the credited prediction (both its spans overlap that one's: "Ruiz" beside "Ana
Ruiz"); any other is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from pressgraph.datasets import Passage, PassageFact, read_passages
from pressgraph.evaluation.confusion import NONE, Confusion
from pressgraph.evaluation.gold import outside, read_gold
from pressgraph.evaluation.matching import match
from pressgraph.evaluation.mistakes import Mistake, Mistakes, marked
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.selection import Select, by_probability
from pressgraph.language.found import FoundRelation
from pressgraph.language.pipeline import load

FORM = 'JSON Lines of {"text", "properties", "facts": [{"property", "subject", "object"}]} (KnowledgeNet\'s form)'
Range = tuple[int, int]


@dataclass(slots=True)
class FactScores:
    """Scores over all facts and by property, 0 to 1."""

    overall: Counts = field(default_factory=Counts)
    by_property: dict[str, Counts] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)
    passages: int = 0

    def as_dict(self) -> dict[str, Any]:
        properties = {name: self.by_property[name].counted() for name in sorted(self.by_property)}
        own = {"by_property": properties, "confusion": self.confusion.as_dict(), "passages": self.passages}
        return self.overall.counted() | own

    def count(self, name: str, right: int = 0, predicted: int = 0, gold: int = 0) -> None:
        for counts in (self.overall, self.by_property.setdefault(name, Counts())):
            counts.count(right, predicted, gold)


@dataclass(frozen=True, slots=True, order=True)
class _Said:
    """A prediction as a gold fact is written, the most probable first in order."""

    doubt: float
    fact: PassageFact


def overlap(a: Range, b: Range) -> bool:
    """
    >>> overlap((0, 3), (2, 5)), overlap((0, 3), (3, 5))
    (True, False)
    """
    return a[0] < b[1] and b[0] < a[1]


def _same_place(a: PassageFact, b: PassageFact) -> bool:
    return overlap(a.subject, b.subject) and overlap(a.object, b.object)


def _predictions(found: Sequence[FoundRelation], listed: Sequence[str]) -> list[_Said]:
    best: dict[PassageFact, float] = {}
    for r in found:
        if r.property in listed:
            fact = PassageFact(r.property, (r.subject.begin, r.subject.end), (r.object.begin, r.object.end))
            best[fact] = max(best.get(fact, 0.0), r.probability)
    return sorted(_Said(1 - probability, fact) for fact, probability in best.items())


def score_passage(passage: Passage, found: Sequence[FoundRelation], scores: FactScores) -> None:
    """Adds a passage's predictions, already selected, to the scores."""
    gold = list(dict.fromkeys(passage.facts))
    said = _predictions(found, passage.properties)
    fitting = [
        [i for i, fact in enumerate(gold) if fact.property == s.fact.property and _same_place(fact, s.fact)]
        for s in said
    ]
    credited = match(fitting)
    by_gold = {g: said[p].fact for p, g in credited.items()}
    scores.passages += 1
    for i, fact in enumerate(gold):
        scores.count(fact.property, right=i in by_gold, gold=1)
        if i in by_gold:
            scores.confusion.add(fact.property, fact.property)
        else:
            _missed(passage, fact, said, scores)
    for p, s in enumerate(said):
        repeated = any(_same_place(s.fact, by_gold[i]) for i in fitting[p] if i in by_gold)
        if p in credited or not repeated:
            scores.count(s.fact.property, predicted=1)
        if p not in credited and not repeated:
            _false(passage, s, gold, scores)


def _missed(passage: Passage, fact: PassageFact, said: Sequence[_Said], scores: FactScores) -> None:
    others = sorted({s.fact.property for s in said if _same_place(s.fact, fact)} - {fact.property})
    scores.confusion.add(fact.property, others[0] if others else NONE)
    scores.mistakes.add(Mistake("missed", *_shown(passage.text, fact), instead=", ".join(others)))


def _false(passage: Passage, said: _Said, gold: Sequence[PassageFact], scores: FactScores) -> None:
    others = sorted({f.property for f in gold if _same_place(f, said.fact)} - {said.fact.property})
    if not others:
        scores.confusion.add(NONE, said.fact.property)
    shown = _shown(passage.text, said.fact)
    scores.mistakes.add(Mistake("false", *shown, probability=1 - said.doubt, instead=", ".join(others)))


def _shown(text: str, fact: PassageFact) -> tuple[str, str]:
    what = f"{fact.property}: {text[slice(*fact.subject)]} → {text[slice(*fact.object)]}"
    return what, marked(text, (fact.subject, fact.object))


def _flaw(passage: Passage) -> str:
    unlisted = sorted({fact.property for fact in passage.facts} - set(passage.properties))
    if unlisted:
        return f"facts of {', '.join(unlisted)}, which the properties do not list"
    return outside(passage.text, (span for fact in passage.facts for span in (fact.subject, fact.object)))


def evaluate_knowledgenet(
    *paths: Path | str, nlp: Language | None = None, select: Select = by_probability
) -> FactScores:
    """Scores ``doc._.relations`` on passages, read from raw text.

    Args:
        paths: files of passages, scored together.
        nlp: the pipeline; the package's own by default.
        select: which relations count, asked for the ``balanced`` profile.

    Raises:
        FormatError: a file has another form.
    """
    pipeline = nlp or load()
    scores = FactScores()
    texts = ((passage.text, passage) for passage in read_gold(paths, read_passages, FORM, _flaw))
    for doc, passage in pipeline.pipe(texts, as_tuples=True):
        score_passage(passage, select(doc._.relations, "balanced"), scores)
    return scores
