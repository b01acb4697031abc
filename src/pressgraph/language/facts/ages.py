"""Ages as the article gives them: "50-year-old Musk", "Musk, 50,", "aged 50", "is 50 years old"."""

from __future__ import annotations

from spacy.tokens import Token

from pressgraph.annotations import Literal, Quantity, Span, Value
from pressgraph.language.facts.collector import Collector, Draft
from pressgraph.language.facts.context import Context, Referent
from pressgraph.language.facts.nouns import referents
from pressgraph.language.phrases import head_of, subjects

_OLDEST = 120
_STEPS = 5


def age_facts(collector: Collector) -> None:
    """States the age of everybody named beside one."""
    context = collector.context
    for value in context.doc._.values:
        years = _years(value)
        if years is None:
            continue
        span = context.doc.char_span(value.span.begin, value.span.end, alignment_mode="expand")
        if span is not None:
            top = head_of(span)
            for person, predicated in _persons(top, context):
                _state(person, years, value.span, top, predicated=predicated, collector=collector)


def aged_name(token: Token, collector: Collector) -> None:
    """States the age that stands between commas after a name: "Daniel Montalvo, 19, said"; or is all: "She was 19"."""
    if token.head.i > token.i and token.dep_ in ("nummod", "compound"):
        return
    if any(child.dep_ == "cop" for child in token.children):
        _bare_age(token, collector)
        return
    doc, context = token.doc, collector.context
    if token.i < 2 or doc[token.i - 1].text != "," or not token.text.isdigit() or not 0 < int(token.text) <= _OLDEST:
        return
    if token.i + 1 < len(doc) and doc[token.i + 1].text not in (",", ".", ";", ")", "and", ":"):
        return
    before = doc[token.i - 2]
    entity = context.entity(before)
    if entity is None or not context.is_name(before) or not context.is_a(entity, "schema:Person"):
        return
    if any(child.i > token.i for child in token.children if child.dep_ != "punct"):
        return
    span = Span(token.idx, token.idx + len(token))
    _state(Referent(entity, before), int(token.text), span, token, predicated=False, collector=collector)


def _bare_age(token: Token, collector: Collector) -> None:
    """States the age of whom a number alone is said: "She was 88.", "Lund was 88 when she died"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    ends = after is None or after.is_space or after.text in (".", ",", ";") or after.lower_ in ("when", "and")
    plain = all(c.dep_ in ("cop", "nsubj", "punct", "advcl", "conj", "cc") for c in token.children)
    if not (token.text.isdigit() and 0 < int(token.text) <= _OLDEST and ends and plain):
        return
    span = Span(token.idx, token.idx + len(token))
    for subject in subjects(token):
        for person in _people(subject, collector.context):
            _state(person, int(token.text), span, token, predicated=True, collector=collector)


def _years(value: Value) -> int | None:
    if value.kind != "age" or not isinstance(value.value, Quantity) or value.value.value is None:
        return None
    number = value.value.value
    unit = value.value.unit_code or value.value.unit_text or "ANN"
    if number != int(number) or not 0 < number <= _OLDEST or not unit.lower().startswith(("a", "y")):
        return None
    return int(number)


def _persons(top: Token, context: Context) -> list[tuple[Referent, bool]]:
    """Whose age it is: the name or noun that the phrase modifies, or the subject of which it is said."""
    if any(child.dep_ == "cop" for child in top.children):
        return [(found, True) for subject in subjects(top) for found in _people(subject, context)]
    node = top
    for _ in range(_STEPS):
        if node.dep_ not in (
            "amod",
            "nummod",
            "acl",
            "appos",
            "compound",
            "nmod:unmarked",
            "nmod",
            "advmod",
            "obl:unmarked",
        ):
            break
        node = node.head
        if node.pos_ in ("NOUN", "PROPN") and (found := _people(node, context)):
            return [(each, each.how == "copula") for each in found]
        if node.pos_ in ("NOUN", "PROPN"):
            break
    return []


def _people(token: Token, context: Context) -> list[Referent]:
    return [found for found in referents(token, context) if context.is_a(found.entity, "schema:Person")]


def _state(person: Referent, years: int, span: Span, trigger: Token, *, predicated: bool, collector: Collector) -> None:
    collector.state(
        Draft(
            rule="age",
            predicate="pg:reportedAge",
            subject=person,
            object=Literal(str(years), "xsd:integer"),
            object_span=span,
            trigger=trigger,
            trigger_span=span,
            confidence=0.93,
            predicated=predicated,
        )
    )
