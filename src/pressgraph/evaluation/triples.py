"""Triples of sentences for a given ontology, from raw text: Text2KGBench (Mihindukulasooriya et al., ISWC 2023).

As in the benchmark: precision, recall and F1 are taken sentence by sentence and averaged over all sentences, those
without predictions with zeros. Since sentences are not annotated for every relation, predictions of a relation that a
sentence's gold does not have are left out of these; ``strict`` counts them as wrong. ``conformance`` is the share
of predicted relations that the ontology has (1 where nothing is predicted), ``hallucination`` the share of predicted
triples whose subject or object is not in the sentence (or a concept of the ontology) or whose relation is not in
the ontology; both averaged over sentences. Subject and object are compared in normal form
(`pressgraph.evaluation.naming`).

An entity goes by one name: the fullest that the sentence itself gives it; a town whose state is named beside it
goes by both ("Greene, Maine"), as on Wikipedia. Findings are the model's relations and the ``doc._.facts`` that are
not negated, read by ``text2kg.toml``; of rivals the likeliest count (`pressgraph.evaluation.rivals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Assertion, Fact, Quantity, Span
from pressgraph.datasets import TripleSentence, read_triples
from pressgraph.evaluation.confusion import NONE, Confusion
from pressgraph.evaluation.entities import Known
from pressgraph.evaluation.gold import read_gold
from pressgraph.evaluation.mistakes import Mistake, Mistakes
from pressgraph.evaluation.naming import normal, plain
from pressgraph.evaluation.ontology import Ontology, beside, label_key, ontology_of, read_ontology
from pressgraph.evaluation.rivals import likeliest
from pressgraph.evaluation.scores import Counts
from pressgraph.evaluation.selection import Select, by_probability
from pressgraph.language.phrases import antecedent, head_of, phrase_span, strayed_of
from pressgraph.language.pipeline import load

FORM = 'JSON Lines of {"sent", "triples": [{"sub", "rel", "obj"}]} (Text2KGBench\'s form)'
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Predicted:
    """A triple by its names, with the label of the finding behind it."""

    subject: str
    relation: str
    object: str
    label: str
    probability: float

    @property
    def key(self) -> Key:
        return normal(self.subject), label_key(self.relation), normal(self.object)


@dataclass(slots=True)
class Mean:
    """Sums over sentences of precision, recall and F1."""

    precision: float = 0.0
    recall: float = 0.0
    f1: float = 0.0
    sentences: int = 0

    def add(self, counts: Counts) -> None:
        self.precision += counts.precision
        self.recall += counts.recall
        self.f1 += counts.f1
        self.sentences += 1

    def as_dict(self) -> dict[str, float]:
        by = max(1, self.sentences)
        return {"precision": self.precision / by, "recall": self.recall / by, "f1": self.f1 / by}


@dataclass(slots=True)
class TripleScores:
    """Means over sentences, 0 to 1; ``micro`` and ``by_relation`` are summed over triples."""

    mean: Mean = field(default_factory=Mean)
    strict: Mean = field(default_factory=Mean)
    micro: Counts = field(default_factory=Counts)
    by_relation: dict[str, Counts] = field(default_factory=dict)
    conformance: float = 0.0
    hallucinations: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(("subject", "relation", "object"), 0.0)
    )
    hallucination: float = 0.0
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: Mistakes = field(default_factory=Mistakes)

    def as_dict(self) -> dict[str, Any]:
        by = max(1, self.mean.sentences)
        return {
            **self.mean.as_dict(),
            "conformance": self.conformance / by,
            "hallucination": self.hallucination / by,
            "hallucinations": {part: total / by for part, total in self.hallucinations.items()},
            "strict": self.strict.as_dict(),
            "micro": self.micro.counted(),
            "by_relation": {name: self.by_relation[name].counted() for name in sorted(self.by_relation)},
            "confusion": self.confusion.as_dict(),
            "sentences": self.mean.sentences,
        }


def _findings(doc: Doc, known: Known, select: Select) -> Iterator[tuple[str | None, str, str | None, float]]:
    for r in select(doc._.relations, "recall"):
        yield _name(doc, known, r.subject), r.property, _name(doc, known, r.object), r.probability
    for f in doc._.facts:
        if f.assertion is not Assertion.NEGATED:
            yield _name(doc, known, f.subject_span), f.predicate, _object(doc, known, f), f.confidence


def _name(doc: Doc, known: Known, span: Span) -> str | None:
    """The name of a mention; None for a pronoun or "where" that stands for nothing with a name."""
    found = known.name((span.begin, span.end))
    tokens = doc.char_span(span.begin, span.end, alignment_mode="expand")
    if found != span.of(doc.text) or tokens is None or len(tokens) != 1:
        return found
    if tokens[0].pos_ != "PRON" and tokens[0].tag_ != "WRB":
        return found
    noun = antecedent(tokens[0])
    if noun is None or doc._.register is None:
        return None
    own = doc._.register.span(noun)
    return known.name((own.begin, own.end))


def _object(doc: Doc, known: Known, fact: Fact) -> str | None:
    """A fact's object as the benchmark words it: numbers alone, and offices with what they are of."""
    if isinstance(fact.object, Quantity):
        return str(fact.object.value) if fact.object.value is not None else None
    if fact.predicate == "schema:jobTitle":
        return _office(doc, fact.object_span)
    return _name(doc, known, fact.object_span)


def _office(doc: Doc, span: Span) -> str | None:
    """ "President of Kenya" for the title "President"; a title without "of" is an occupation and no office."""
    tokens = doc.char_span(span.begin, span.end, alignment_mode="expand")
    if tokens is None:
        return None
    head = head_of(tokens)
    strayed = strayed_of(head)
    end = phrase_span(strayed if strayed is not None else head, complements=False).end_char
    return doc.text[span.begin : end] if end > span.end else None


def _towns(doc: Doc) -> dict[str, tuple[str, str]]:
    """The towns whose state stands beside them: the town's name to both names and the state's."""
    if doc._.register is None:
        return {}
    states = {e.id for e in doc._.register.entities() if e.type == "schema:State"}
    beside = (
        (f.subject_span, f.object_span)
        for f in doc._.facts
        if f.predicate == "schema:containedInPlace" and f.object in states
    )
    return {
        one.of(doc.text): (doc.text[one.begin : other.end], other.of(doc.text))
        for one, other in beside
        if doc.text[one.end : other.begin] in (", ", " ")
    }


def predictions(doc: Doc, ontology: Ontology, select: Select) -> list[Predicted]:
    """The ontology's triples that a processed sentence states, each once, the most probable finding for it."""
    known, towns = Known(doc), _towns(doc)
    best: dict[Key, Predicted] = {}
    for subject, label, object_, probability in _findings(doc, known, select):
        if subject is None or object_ is None:
            continue
        for relation, turned in ontology.statements(label, object_):
            one, other = (object_, subject) if turned else (subject, object_)
            one, other = (towns[name][0] if name in towns else name for name in (one, other))
            made = Predicted(one, relation, other, label, probability)
            if made.key not in best or best[made.key].probability < probability:
                best[made.key] = made
    for (subject, relation, _), p in list(best.items()):
        for whole, state in towns.values():
            if p.object == whole:
                best.pop((subject, relation, normal(state)), None)
    return [best[key] for key in likeliest({key: p.probability for key, p in best.items()})]


def score_sentence(
    sentence: TripleSentence, said: Sequence[Predicted], ontology: Ontology, scores: TripleScores
) -> None:
    """Adds a sentence's predictions to the scores."""
    gold = {(normal(s), label_key(r), normal(o)): (s, r, o) for s, r, o in sentence.triples}
    asked = {relation for _, relation, _ in gold}
    made = {p.key: p for p in said}
    judged = {key: p for key, p in made.items() if key[1] in asked}
    counts, strict = Counts(), Counts()
    counts.add(judged.keys(), gold.keys())
    strict.add(made.keys(), gold.keys())
    scores.mean.add(counts)
    scores.strict.add(strict)
    scores.micro.add(judged.keys(), gold.keys())
    _conformance(sentence.text, said, ontology, scores)
    for key, triple in gold.items():
        label = triple[1].strip()
        scores.by_relation.setdefault(label, Counts()).count(key in judged, gold=1)
        if key in judged:
            scores.confusion.add(label, label)
        else:
            _missed(sentence.text, triple, made, scores)
    labels = {relation: triple[1].strip() for (_, relation, _), triple in gold.items()}
    for key, p in judged.items():
        scores.by_relation[labels[key[1]]].count(predicted=1)
        if key not in gold:
            _false(sentence, p, gold, scores)


def _conformance(text: str, said: Sequence[Predicted], ontology: Ontology, scores: TripleScores) -> None:
    if not said:
        scores.conformance += 1
        return
    stated = plain(text) + " " + " ".join(map(plain, ontology.concepts))
    flaws = [
        (plain(p.subject) not in stated, not ontology.knows(p.relation), plain(p.object) not in stated) for p in said
    ]
    for part, wrong in zip(scores.hallucinations, zip(*flaws, strict=True), strict=True):
        scores.hallucinations[part] += sum(wrong) / len(said)
    scores.hallucination += sum(map(any, flaws)) / len(said)
    scores.conformance += 1 - sum(flaw[1] for flaw in flaws) / len(said)


def _missed(text: str, triple: tuple[str, str, str], made: dict[Key, Predicted], scores: TripleScores) -> None:
    subject, relation, object_ = triple
    ends = normal(subject), normal(object_)
    others = [p.relation for p in made.values() if (p.key[0], p.key[2]) == ends]
    scores.confusion.add(relation.strip(), others[0] if others else NONE)
    what = f"{relation.strip()}: {subject} → {object_}"
    scores.mistakes.add(Mistake("missed", what, text, instead=", ".join(others)))


def _false(sentence: TripleSentence, p: Predicted, gold: Iterable[Key], scores: TripleScores) -> None:
    if not any((key[0], key[2]) == (p.key[0], p.key[2]) for key in gold):
        scores.confusion.add(NONE, p.relation)
    wanted = [f"{s} → {o}" for s, r, o in sentence.triples if label_key(r) == label_key(p.relation)]
    what = f"{p.relation}: {p.subject} → {p.object}"
    scores.mistakes.add(Mistake("false", what, sentence.text, p.probability, ", ".join(wanted)))


def evaluate_text2kg(
    *paths: Path | str,
    nlp: Language | None = None,
    select: Select = by_probability,
    ontology: Path | str | None = None,
) -> TripleScores:
    """Scores the triples of sentences, read from raw text.

    Args:
        paths: files of sentences, each read for its own ontology and scored together.
        nlp: the pipeline; the package's own by default.
        select: which relations are looked at, asked for the ``recall`` profile.
        ontology: the ontology of all files; by default the one beside each file in the benchmark's layout, else
            the relations that occur in the file.

    Raises:
        FormatError: a file has another form.
    """
    pipeline = nlp or load()
    scores = TripleScores()
    for path in map(Path, paths):
        sentences = list(read_gold([path], read_triples, FORM))
        known = Path(ontology) if ontology is not None else beside(path)
        own = read_ontology(known) if known is not None else ontology_of(sentences)
        for doc, sentence in pipeline.pipe(((s.text, s) for s in sentences), as_tuples=True):
            score_sentence(sentence, predictions(doc, own, select), own, scores)
    return scores
