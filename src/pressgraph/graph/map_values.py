"""Quantities and sums of money as nodes; dates are literals and need none."""

from __future__ import annotations

from pyoxigraph import NamedNode

from pressgraph.annotations import Literal, Money, Quantity
from pressgraph.graph import literals
from pressgraph.graph.builder import Builder, Node


def value_node(builder: Builder, value: Quantity | Money | None) -> NamedNode | None:
    """The node of a quantity or sum: equal values of an article share one ("about 300" and "300" differ).

    None for a value without any number.
    """
    if value is None or (value.value is None and value.minimum is None and value.maximum is None):
        return None
    numbers = {"schema:value": value.value, "schema:minValue": value.minimum, "schema:maxValue": value.maximum}
    known = {name: literals.decimal(number) for name, number in numbers.items() if number is not None}
    texts = {name: literals.text(word) for name, word in _texts(value).items() if word}
    content = [f"{name}={node.value}" for name, node in (known | texts).items()]
    money = isinstance(value, Money)
    node = builder.minter.local("money" if money else "quantity", *content)
    builder.a(node, "schema:MonetaryAmount" if money else "schema:QuantitativeValue")
    for name, item in (known | texts).items():
        builder.add(node, name, item)
    return node


def _texts(value: Quantity | Money) -> dict[str, str]:
    said = {"schema:description": "approximate" if value.approximate else ""}
    if isinstance(value, Money):
        return {"schema:currency": value.currency, **said}
    return {"schema:unitText": value.unit_text, "schema:unitCode": value.unit_code, **said}


def object_node(builder: Builder, value: str | Literal | Quantity | Money, where: str) -> Node | None:
    """A fact's object: an entity's IRI, a literal, or a value node."""
    if isinstance(value, str):
        return builder.entity(value, where)
    return literals.literal(value) if isinstance(value, Literal) else value_node(builder, value)


def map_values(builder: Builder) -> None:
    """Every quantity and sum that the text states, with the place where it does."""
    for stated in builder.annotations.values:
        if isinstance(stated.value, (Quantity, Money)):
            node = value_node(builder, stated.value)
            if node is not None:
                builder.evidence(node, (stated.span,))
