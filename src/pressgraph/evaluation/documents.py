"""Relations of documents between entities, from raw text: Re-DocRED end to end (Yao et al. 2019; Tan et al. 2022).

The raw text is made from the tokens. A found relation is carried from its two mentions to gold entities: a mention
means the entity one of whose mentions has the same span, but for an article before it or a possessive ending; a
mention that gold has not ("he", "the band") stands for the other mentions of its own entity in the pipeline's
register or coreference. Triples (relation, head, tail) are a set per document. One whose subject or object is no gold
entity is wrong, once for its wording. Only Wikidata properties of Re-DocRED's inventory (`redocred.toml`) or of
the files themselves count: for others gold says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.datasets import RelationDocument, read_documents
from pressgraph.evaluation.confusion import NONE, Confusion
from pressgraph.evaluation.entities import Known, Range
from pressgraph.evaluation.gold import read_gold
from pressgraph.evaluation.mistakes import Mistake, Mistakes, marked
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.selection import Profile, Select, by_probability
from pressgraph.evaluation.tables import table
from pressgraph.evaluation.text import detokenise
from pressgraph.language.found import FoundRelation
from pressgraph.language.pipeline import load

FORM = 'a JSON list of {"title", "sents", "vertexSet", "labels"} (DocRED\'s form)'
_PROPERTY = re.compile(r"P\d+")
_TRIMMED = re.compile(r"^(?:the|a|an)\s+|(?:'s|’s|(?<=s)['’])$", re.IGNORECASE)
Entity = int | str
Triple = tuple[str, Entity, Entity]


@dataclass(slots=True)
class RelationScores:
    """Scores of the ``balanced`` selection over all and by relation, of the ``publish`` selection over all; 0 to 1."""

    overall: Counts = field(default_factory=Counts)
    publish: Counts = field(default_factory=Counts)
    by_relation: dict[str, Counts] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)
    documents: int = 0

    def as_dict(self) -> dict[str, Any]:
        names = property_names()
        relations = {
            name: {"name": names.get(name, ""), **self.by_relation[name].counted()}
            for name in sorted(self.by_relation, key=lambda p: int(p[1:]) if p[1:].isdigit() else 0)
        }
        own = {"publish": self.publish.counted(), "by_relation": relations, "confusion": self.confusion.as_dict()}
        return self.overall.counted() | own | {"documents": self.documents}


def property_names() -> dict[str, str]:
    """English names of Re-DocRED's relations by their Wikidata ids."""
    names: dict[str, str] = table("redocred")["names"]
    return names


@dataclass(frozen=True, slots=True)
class GoldRelations:
    """A document as raw text, each entity's mentions as character spans, and the relations between entities."""

    text: str
    entities: tuple[tuple[Range, ...], ...]
    relations: frozenset[tuple[str, int, int]]


def trimmed(text: str, span: Range) -> Range:
    """The span without an article before and a possessive ending.

    >>> trimmed("at the Tate's door", (3, 13))
    (7, 11)
    """
    begin, end = span
    while match := _TRIMMED.search(text[begin:end]):
        if match.end() - match.start() == end - begin:
            break
        begin, end = (begin + match.end(), end) if match.start() == 0 else (begin, begin + match.start())
    return begin, end


def gold_relations(document: RelationDocument) -> GoldRelations:
    """A document's sentences as one paragraph.

    Raises:
        IndexError, ValueError: a mention or relation points outside the document.
    """
    text, words = "", []
    for sentence in document.sentences:
        own, offsets = detokenise(sentence)
        words.append([(b + len(text), e + len(text)) for b, e in offsets])
        text += own + " "
    entities = []
    for cluster in document.entities:
        spans = [(words[m.sentence][m.begin][0], words[m.sentence][m.end - 1][1]) for m in cluster]
        if any(begin >= end for begin, end in spans):
            raise ValueError(f"an empty mention in {document.title!r}")
        entities.append(tuple(dict.fromkeys(spans)))
    if any(not 0 <= place < len(entities) for _, head, tail in document.relations for place in (head, tail)):
        raise ValueError(f"a relation of an entity that {document.title!r} has not")
    return GoldRelations(text.rstrip(" "), tuple(entities), document.relations)


def _documents(path: Path) -> Iterator[GoldRelations]:
    yield from map(gold_relations, read_documents(path))


class _Linker:
    """From the pipeline's mentions to gold entities."""

    def __init__(self, gold: GoldRelations, doc: Doc) -> None:
        self._gold, self._known = gold, Known(doc)
        self._at: dict[Range, dict[int, None]] = {}
        for number, spans in enumerate(gold.entities):
            for span in spans:
                self._at.setdefault(trimmed(gold.text, span), {})[number] = None

    def entities(self, span: Range) -> tuple[Entity, ...]:
        """The gold entities of a mention; its name where gold has none."""
        for other in (span, *self._known.others(span)):
            if found := self._at.get(trimmed(self._gold.text, other)):
                return tuple(found)
        return (self._known.name(span).casefold(),)

    def triple(self, relation: FoundRelation) -> Triple:
        """The relation between entities; a gold relation where the mentions leave the choice."""
        heads = self.entities((relation.subject.begin, relation.subject.end))
        tails = self.entities((relation.object.begin, relation.object.end))
        pairs = [(relation.property, head, tail) for head, tail in product(heads, tails)]
        return next((pair for pair in pairs if pair in self._gold.relations), pairs[0])


def _triples(linker: _Linker, found: Sequence[FoundRelation], counted: frozenset[str]) -> dict[Triple, FoundRelation]:
    """The distinct triples, each with its most probable relation between mentions."""
    triples: dict[Triple, FoundRelation] = {}
    for relation in found:
        if relation.property in counted:
            triple = linker.triple(relation)
            if triple not in triples or triples[triple].probability < relation.probability:
                triples[triple] = relation
    return triples


def score_relations(
    gold: GoldRelations, doc: Doc, select: Select, counted: frozenset[str], scores: RelationScores
) -> None:
    """Adds a document to the scores; ``counted`` are the properties that gold speaks of."""
    linker = _Linker(gold, doc)
    profiles: tuple[Profile, Profile] = ("publish", "balanced")
    publish, said = (_triples(linker, select(doc._.relations, profile), counted) for profile in profiles)
    scores.documents += 1
    scores.publish.add(publish.keys(), gold.relations)
    scores.overall.add(said.keys(), gold.relations)
    for triple in sorted(gold.relations):
        scores.by_relation.setdefault(triple[0], Counts()).count(triple in said, gold=1)
        if triple not in said:
            _missed(gold, triple, said, scores)
        else:
            scores.confusion.add(triple[0], triple[0])
    for made, relation in said.items():
        scores.by_relation.setdefault(made[0], Counts()).count(predicted=1)
        if made not in gold.relations:
            _false(gold, made, relation, scores)


def _missed(
    gold: GoldRelations, triple: tuple[str, int, int], said: dict[Triple, FoundRelation], scores: RelationScores
) -> None:
    name, head, tail = triple
    others = sorted(p for p, h, t in said if (h, t) == (head, tail))
    scores.confusion.add(name, others[0] if others else NONE)
    spans = gold.entities[head][0], gold.entities[tail][0]
    scores.mistakes.add(Mistake("missed", _wording(gold.text, name, *spans), _context(gold.text, *spans)))


def _false(gold: GoldRelations, triple: Triple, relation: FoundRelation, scores: RelationScores) -> None:
    name, head, tail = triple
    others = sorted(p for p, h, t in gold.relations if (h, t) == (head, tail))
    if not others:
        scores.confusion.add(NONE, name)
    unknown = [side for side, entity in (("subject", head), ("object", tail)) if isinstance(entity, str)]
    instead = ", ".join(others) or (f"no gold entity: {' and '.join(unknown)}" if unknown else "")
    spans = (relation.subject.begin, relation.subject.end), (relation.object.begin, relation.object.end)
    what = _wording(gold.text, name, *spans)
    scores.mistakes.add(Mistake("false", what, _context(gold.text, *spans), relation.probability, instead))


def _wording(text: str, name: str, subject: Range, object_: Range) -> str:
    label = f"{name} {property_names().get(name, '')}".strip()
    return f"{label}: {text[slice(*subject)]} → {text[slice(*object_)]}"


def _context(text: str, subject: Range, object_: Range) -> str:
    """Both in one piece of text where they stand close together, else each in its own."""
    near = max(subject[1], object_[1]) - min(subject[0], object_[0]) < 300
    return marked(text, [subject, object_], 40) if near else f"{marked(text, [subject])} {marked(text, [object_])}"


def evaluate_redocred(
    *paths: Path | str, nlp: Language | None = None, select: Select = by_probability
) -> RelationScores:
    """Scores ``doc._.relations`` on documents, from raw text.

    Args:
        paths: files of documents, scored together.
        nlp: the pipeline; the package's own by default.
        select: which relations count, asked for the ``balanced`` and the ``publish`` profile.

    Raises:
        FormatError: a file has another form.
    """
    pipeline = nlp or load()
    documents = list(read_gold(paths, _documents, FORM))
    names = property_names().keys() | {name for gold in documents for name, _, _ in gold.relations}
    counted = frozenset(name for name in names if _PROPERTY.fullmatch(name))
    scores = RelationScores()
    for doc, gold in pipeline.pipe(((gold.text, gold) for gold in documents), as_tuples=True):
        score_relations(gold, doc, select, counted, scores)
    return scores
