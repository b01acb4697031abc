"""The findings' messages, with words for the IRIs in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import pyoxigraph as ox

from pressgraph.checks import Finding
from pressgraph.web.items import Item, item
from pressgraph.web.nodes import Nodes

_IRI = re.compile(r"<([^<>\s]+)>")


def in_words(store: ox.Store, findings: Sequence[Finding]) -> list[str]:
    """The findings' messages with what each IRI in them names, where the store knows it."""
    graphs = [ox.NamedNode(one.graph) if one.graph else ox.DefaultGraph() for one in findings]
    described = [Nodes.stored(store, graph) for graph in graphs]
    return [_IRI.sub(partial(_named, nodes), one.message) for nodes, one in zip(described, findings, strict=True)]


def _named(nodes: Nodes, found: re.Match[str]) -> str:
    try:
        node = ox.NamedNode(found[1])
    except ValueError:
        return found[0]
    told, ref = item(nodes, node), nodes.ref(node)
    label = told_in_words(told) if told else ref.label if ref else ""
    return f"“{label}”" if nodes.properties(node) and label else found[0]


def told_in_words(told: Item) -> str:
    """A fact's sentence, what is said, or an event's class and who takes part."""
    value = told.value.label if told.value else ""
    if told.kind == "fact":
        return " ".join(filter(None, [told.subject.label if told.subject else "", told.relation, value]))
    if told.kind == "event":
        parts = ", ".join(f"{name}: {ref.label}" for name, ref in told.parts)
        return f"{told.relation} ({parts})" if parts else told.relation
    return value
