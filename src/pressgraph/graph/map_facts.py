"""Facts: a statement node each, and a plain triple for what the article itself asserts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from pressgraph.annotations import Assertion, Fact
from pressgraph.graph import literals
from pressgraph.graph.builder import Builder, Node
from pressgraph.graph.map_values import object_node, value_node
from pressgraph.graph.namespaces import term


@dataclass(frozen=True, slots=True)
class _Statement:
    """What makes two facts the same statement: content, status, source and validity, but not where it stands."""

    subject: NamedNode
    predicate: str
    object: Node
    assertion: Assertion
    attributed_to: NamedNode | None
    start: Node | None
    end: Node | None
    ended: bool
    share: NamedNode | None


def map_facts(builder: Builder) -> list[Fact]:
    """State the facts that are sure enough, and return them; equal ones become one statement with all evidence."""
    grouped: dict[_Statement, list[Fact]] = {}
    for fact in builder.annotations.facts:
        if builder.keeps(fact.confidence) and (statement := _statement(builder, fact)) is not None:
            grouped.setdefault(statement, []).append(fact)
    for statement, facts in grouped.items():
        _state(builder, statement, facts)
    return [fact for facts in grouped.values() for fact in facts]


def _statement(builder: Builder, fact: Fact) -> _Statement | None:
    where = f"the fact {fact.id}"
    subject, value = builder.entity(fact.subject, where), object_node(builder, fact.object, where)
    if subject is None or value is None:
        return None
    return _Statement(
        subject,
        fact.predicate,
        value,
        fact.assertion,
        builder.entity(fact.attributed_to, where),
        literals.literal(fact.start) if fact.start else None,
        literals.literal(fact.end) if fact.end else None,
        fact.ended,
        value_node(builder, fact.share),
    )


def _state(builder: Builder, statement: _Statement, facts: Sequence[Fact]) -> None:
    node = builder.minter.local("statement", *map(str, _content(statement)))
    builder.items.update((fact.id, node) for fact in facts)
    builder.a(node, "rdf:Statement")
    _spo(builder, node, statement)
    builder.add(node, "pg:confidence", literals.confidence(max(fact.confidence for fact in facts)))
    builder.add(node, "pg:assertion", term(statement.assertion.value))
    builder.add(node, "pg:attributedTo", statement.attributed_to)
    builder.add(node, "schema:startDate", statement.start)
    builder.add(node, "schema:endDate", statement.end)
    builder.add(node, "pg:ended", literals.boolean(True) if statement.ended else None)
    builder.add(node, "pg:share", statement.share)
    for fact in facts:
        builder.evidence(node, fact.evidence or (fact.subject_span, fact.object_span))
        builder.origin(node, (fact.origin,))


def _content(statement: _Statement) -> tuple[object, ...]:
    return (
        statement.subject,
        statement.predicate,
        statement.object,
        statement.assertion.value,
        statement.attributed_to or "",
        statement.start or "",
        statement.end or "",
        statement.ended,
        statement.share or "",
    )


def _spo(builder: Builder, node: NamedNode, statement: _Statement) -> None:
    predicate = term(statement.predicate)
    if statement.assertion is Assertion.ASSERTED:
        builder.add(statement.subject, statement.predicate, statement.object)
    if builder.options.rdf12:
        builder.reify(node, Triple(statement.subject, predicate, statement.object))
        return
    builder.add(node, "rdf:subject", statement.subject)
    builder.add(node, "rdf:predicate", predicate)
    builder.add(node, "rdf:object", statement.object)
