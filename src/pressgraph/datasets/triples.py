"""Sentences with triples of names, in the two forms of Text2KGBench (Mihindukulasooriya et al., ISWC 2023).

A line holds ``{"sent", "triples": [{"sub", "rel", "obj"}]}``, or one triple as ``{"sent", "sub_label",
"rel_label", "obj_label"}``; lines of the second form with the same sentence are one sentence here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.datasets.jsonlines import read_rows

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TripleSentence:
    """A sentence, and (subject, relation, object) by their names."""

    text: str
    triples: tuple[Triple, ...]
    properties: tuple[str, ...] = ()
    """The relations' identifiers, beside their names, where the file gives them."""


def _sentence(row: dict[str, Any]) -> TripleSentence:
    text = str(row["sent"])
    if "triples" in row:
        made = tuple((str(t["sub"]), str(t["rel"]), str(t["obj"])) for t in row["triples"])
        return TripleSentence(text, made, tuple(relation for _, relation, _ in made))
    triple = (str(row["sub_label"]), str(row["rel_label"]).strip(), str(row["obj_label"]))
    return TripleSentence(text, (triple,), (str(row.get("rel", triple[1])),))


def read_triples(path: Path) -> Iterator[TripleSentence]:
    """The sentences of a file, each once, in their order.

    Raises:
        ValueError: a line has another form.
    """
    merged: dict[str, TripleSentence] = {}
    for row in read_rows(path, _sentence, '{"sent", "triples"} or {"sent", "sub_label", "rel_label", "obj_label"}'):
        known = merged.get(row.text, TripleSentence(row.text, ()))
        merged[row.text] = TripleSentence(row.text, known.triples + row.triples, known.properties + row.properties)
    yield from merged.values()
