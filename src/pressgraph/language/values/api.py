"""What other components ask of the values that the pipeline found."""

from __future__ import annotations

from spacy.tokens import Doc

from pressgraph.annotations import Value
from pressgraph.language.values.lexicon import load_lexicon


def values_in(doc: Doc, begin: int, end: int, kind: str | None = None) -> list[Value]:
    """The values of a kind (or all) that lie wholly within the characters ``begin`` to ``end``, in order."""
    inside = (value for value in doc._.values if begin <= value.span.begin and value.span.end <= end)
    return [value for value in inside if kind is None or value.kind == kind]


def date_in(doc: Doc, begin: int, end: int) -> list[Value]:
    """The dates within the characters ``begin`` to ``end``; a date that is only text has ``start`` None."""
    return values_in(doc, begin, end, "date")


def amount_in(doc: Doc, begin: int, end: int) -> list[Value]:
    """The sums of money within the characters ``begin`` to ``end``."""
    return values_in(doc, begin, end, "money")


def ucum(unit_code: str) -> str:
    """The UCUM code of a unit by its UN/CEFACT common code; empty where it has none.

    >>> ucum("KMH"), ucum("IE")
    ('km/h', '')
    """
    if unit_code == "P1":
        return "%"
    unit = load_lexicon().units.get(unit_code)
    return unit.ucum if unit else ""
