"""Birth and death in brackets after a name: "(born 3 May 1970)", "(31 October 1950 – 31 March 2016)"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pressgraph.annotations import Date, Literal, Value
from pressgraph.language.facts.collector import Collector, Draft
from pressgraph.language.facts.context import Context, Referent

_REACH = 25


def lifespan(bracket: Token, born: frozenset[str], collector: Collector) -> None:
    """States the dates in the brackets that ``bracket`` opens after a person's name; ``born`` are words for birth."""
    doc, context = bracket.doc, collector.context
    if bracket.i == 0 or not context.is_name(bracket.nbor(-1)):
        return
    name = bracket.nbor(-1)
    entity = context.entity(name)
    if entity is None or not context.is_a(entity, "schema:Person"):
        return
    inside = _inside(doc, bracket)
    values = _values(inside, context)
    found = _dates(values, born=any(token.lower_ in born for token in inside))
    for predicate, token, literal in found:
        collector.state(
            Draft(
                rule="lifespan",
                predicate=predicate,
                subject=Referent(entity, name),
                object=literal,
                object_span=values[0][1].span,
                trigger=token,
                trigger_span=values[0][1].span,
                confidence=0.93,
                predicated=False,
            )
        )


def _inside(doc: Doc, bracket: Token) -> list[Token]:
    found: list[Token] = []
    for i in range(bracket.i + 1, min(len(doc), bracket.i + _REACH)):
        if doc[i].text in (")", "]"):
            return found
        found.append(doc[i])
    return []


def _values(tokens: list[Token], context: Context) -> list[tuple[Token, Value]]:
    """The dates among the tokens with their first tokens."""
    found: list[tuple[Token, Value]] = []
    for token in tokens:
        value = context.value(token, "date")
        if value is not None and (not found or found[-1][1] != value):
            found.append((token, value))
    return found


def _dates(values: list[tuple[Token, Value]], *, born: bool) -> list[tuple[str, Token, Literal]]:
    """Birth with the word for it; birth and death where two days stand as a period (years alone may be an office's)."""
    if len(values) != 1 or not isinstance(values[0][1].value, Date):
        return []
    token, date = values[0][0], values[0][1].value
    if date.start is None:
        return []
    if date.end is None:
        return [("schema:birthDate", token, date.start)] if born else []
    if date.start.datatype == date.end.datatype == "xsd:date" and not born:
        return [("schema:birthDate", token, date.start), ("schema:deathDate", token, date.end)]
    return []
