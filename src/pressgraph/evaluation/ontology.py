"""The ontology that sentences are read for, and what of the pipeline's findings expresses its relations."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.datasets import TripleSentence
from pressgraph.errors import FormatError
from pressgraph.evaluation.naming import bare_year
from pressgraph.evaluation.tables import table

_PROPERTY = re.compile(r"-?P\d+")
_NAMED = re.compile(r"ont_(.+?)_(?:train|test|validation|ground_truth)\b")
FORM = 'an ontology of Text2KGBench\'s form, {"concepts": [{"label"}], "relations": [{"pid", "label"}]}'


def label_key(label: str) -> str:
    """The form in which relations' labels are compared.

    >>> label_key("head_of state") == label_key("Head of State")
    True
    """
    return re.sub(r"[\s_]+", "", label).casefold()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation by its label; ``expressed`` are the Wikidata properties that say it, as in ``text2kg.toml``."""

    label: str
    expressed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The labels of its concepts, and its relations."""

    concepts: tuple[str, ...]
    relations: tuple[Relation, ...]

    def knows(self, label: str) -> bool:
        return any(label_key(label) == label_key(relation.label) for relation in self.relations)

    def statements(self, label: str, object_name: str) -> list[tuple[str, bool]]:
        """The relations that a finding of this label expresses, each with whether its direction turns.

        Those that say the same ("parent company" and, turned, "subsidiary") are all there, and the second choices of
        a label where the ontology has no first one for it.
        """
        readings = list(_readings(label, bare_year(object_name)))
        for mark in ("", "?"):
            stated = [
                (reading, relation.label, turned)
                for reading, turned in readings
                for relation in self.relations
                if reading + mark in relation.expressed
            ]
            years = {reading.removesuffix("@year") for reading, _, _ in stated if reading.endswith("@year")}
            if stated:
                return list(
                    {name: turned for reading, name, turned in reversed(stated) if reading not in years}.items()
                )
        return []


def _readings(label: str, year: bool) -> Iterator[tuple[str, bool]]:
    """The Wikidata properties of a finding's label, and whether subject and object change places."""
    own = [label] if _PROPERTY.fullmatch(label) else table("text2kg")["equivalents"].get(label, [])
    for name in own:
        turned, bare = name.startswith("-"), name.removeprefix("-")
        if year:
            yield f"{bare}@year", turned
        yield bare, turned
        yield f"-{bare}", not turned
        if bare in table("text2kg")["symmetric"]["properties"]:
            continue
        for inverse in _inverses().get(bare, ()):
            yield inverse, not turned


@functools.cache
def _inverses() -> dict[str, tuple[str, ...]]:
    inverses: dict[str, tuple[str, ...]] = {}
    for one, other in table("text2kg")["inverses"].items():
        inverses[one] = (*inverses.get(one, ()), other)
        inverses[other] = (*inverses.get(other, ()), one)
    return inverses


@functools.cache
def _reviewed() -> dict[str, tuple[str, ...]]:
    return {label_key(label): tuple(names) for label, names in table("text2kg")["relations"].items()}


def _relation(label: str, identifier: str) -> Relation:
    """An identifier of Wikidata's comes first, then what the reviewed file lists for the label."""
    own = (identifier,) if _PROPERTY.fullmatch(identifier) else ()
    return Relation(label, tuple(dict.fromkeys((*own, *_reviewed().get(label_key(label), ())))))


def read_ontology(path: Path) -> Ontology:
    """An ontology from its file.

    Raises:
        FormatError: the file has another form.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        concepts = tuple(str(concept["label"]) for concept in content["concepts"])
        rows = [(str(row["label"]).strip(), str(row.get("pid", ""))) for row in content["relations"]]
    except OSError as error:
        raise FormatError(f"{path} cannot be read ({error.strerror}): give {FORM}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"{path}: {error!r}: give {FORM}") from None
    relations = {label_key(label): _relation(label, identifier) for label, identifier in reversed(rows)}
    return Ontology(concepts, tuple(reversed(relations.values())))


def ontology_of(sentences: Iterable[TripleSentence]) -> Ontology:
    """The relations that occur in the sentences, as an ontology without concepts."""
    found: dict[str, Relation] = {}
    for sentence in sentences:
        for (_, label, _), identifier in zip(sentence.triples, sentence.properties, strict=True):
            found.setdefault(label_key(label), _relation(label, identifier))
    return Ontology((), tuple(found.values()))


def beside(path: Path) -> Path | None:
    """The ontology that the benchmark's layout puts beside a data file, if it is there.

    ``…/train/ont_6_politician_train.jsonl`` belongs to ``…/ontologies/6_politician_ontology.json``.
    """
    match = _NAMED.match(path.name)
    if match is None:
        return None
    name = f"{match[1]}_ontology.json"
    places: Sequence[Path] = [path.parent / name, *(p / "ontologies" / name for p in path.resolve().parents[:3])]
    return next((place for place in places if place.is_file()), None)
