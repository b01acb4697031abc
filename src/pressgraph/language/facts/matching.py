"""Patterns over the parse in the form of spaCy's ``DependencyMatcher``, indexed by what triggers them.

The form is spaCy's own (spacy.io/api/dependencymatcher); the subset here is tested to find the same as
spaCy's matcher. spaCy tries every node of every pattern at every token; here only the tokens whose lemma,
label or form is that of a pattern's first node are looked at, which is what makes rules cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Token

ATTRIBUTES: dict[str, Callable[[Token], str]] = {
    "LEMMA": lambda token: token.lemma_,
    "DEP": lambda token: token.dep_,
    "POS": lambda token: token.pos_,
    "TAG": lambda token: token.tag_,
    "LOWER": lambda token: token.lower_,
    "TEXT": lambda token: token.text,
    "ORTH": lambda token: token.text,
    "ENT_TYPE": lambda token: token.ent_type_,
}
RELATIONS: dict[str, Callable[[Token], Iterable[Token]]] = {
    "<": lambda t: [t.head] if t.head.i != t.i else [],
    ">": lambda t: t.children,
    "<<": lambda t: t.ancestors,
    ">>": lambda t: (d for d in t.subtree if d.i != t.i),
    ".": lambda t: [t.doc[t.i + 1]] if t.i + 1 < len(t.doc) and not t.doc[t.i + 1].is_sent_start else [],
    ";": lambda t: [t.doc[t.i - 1]] if t.i > 0 and not t.is_sent_start else [],
    ">+": lambda t: (c for c in t.children if c.i == t.i + 1),
    ">-": lambda t: (c for c in t.children if c.i == t.i - 1),
    ">++": lambda t: t.rights,
    ">--": lambda t: t.lefts,
    "<+": lambda t: [t.head] if t.head.i == t.i + 1 else [],
    "<-": lambda t: [t.head] if t.head.i == t.i - 1 else [],
    "<++": lambda t: [t.head] if t.head.i > t.i else [],
    "<--": lambda t: [t.head] if t.head.i < t.i else [],
    "$+": lambda t: (s for s in _siblings(t) if s.i == t.i + 1),
    "$-": lambda t: (s for s in _siblings(t) if s.i == t.i - 1),
    "$++": lambda t: (s for s in _siblings(t) if s.i > t.i),
    "$--": lambda t: (s for s in _siblings(t) if s.i < t.i),
}
_INDEXED = ("LEMMA", "LOWER", "TEXT", "ORTH", "DEP", "TAG", "ENT_TYPE", "POS")
_TESTS = ("IN", "NOT_IN", "REGEX")
Test = tuple[Callable[[Token], str], Callable[[str], bool]]


def _siblings(token: Token) -> Iterator[Token]:
    """The other dependents of a token's head; a root counts its own, as in spaCy."""
    yield from (child for child in token.head.children if child.i != token.i)


@dataclass(frozen=True, slots=True)
class Node:
    """One node: how it hangs on an earlier one, and the tests that its token passes."""

    name: str
    anchor: int
    relation: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; ``keys`` are the (attribute, value) pairs of which its first node has one."""

    nodes: tuple[Node, ...]
    keys: tuple[tuple[str, str], ...]

    def match(self, token: Token) -> Iterator[dict[str, Token]]:
        """The bindings of the nodes' names with the first node at ``token``, in the order of the text."""
        if all(accepts(get(token)) for get, accepts in self.nodes[0].tests):
            yield from self._extend((token,))

    def _extend(self, bound: tuple[Token, ...]) -> Iterator[dict[str, Token]]:
        if len(bound) == len(self.nodes):
            yield {node.name: token for node, token in zip(self.nodes, bound, strict=True)}
            return
        node = self.nodes[len(bound)]
        for token in RELATIONS[node.relation](bound[node.anchor]):
            if all(accepts(get(token)) for get, accepts in node.tests):
                yield from self._extend((*bound, token))


def _test(key: str, wanted: Any) -> Test:
    get = ATTRIBUTES.get(key)
    if get is None:
        raise ValueError(f"unknown attribute {key!r}; known are {', '.join(ATTRIBUTES)}")
    if isinstance(wanted, str):
        return get, lambda value: value == wanted
    if not isinstance(wanted, dict) or len(wanted) != 1 or next(iter(wanted)) not in _TESTS:
        raise ValueError(f"{key} takes text or one of {{IN = […]}}, {{NOT_IN = […]}}, {{REGEX = …}}")
    name, value = next(iter(wanted.items()))
    if name == "REGEX":
        expression = re.compile(value)
        return get, lambda text: expression.search(text) is not None
    members = frozenset(value)
    return (get, lambda text: text in members) if name == "IN" else (get, lambda text: text not in members)


def _keys(attributes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    for key in _INDEXED:
        wanted = attributes.get(key)
        if isinstance(wanted, str):
            return ((key, wanted),)
        if isinstance(wanted, dict) and "IN" in wanted:
            return tuple((key, value) for value in wanted["IN"])
    raise ValueError(f"the first node needs one of {', '.join(_INDEXED)} with a text or {{IN = […]}}, to find it fast")


def compile_pattern(raw: Any) -> Pattern:
    """A pattern from its list of tables.

    Raises:
        ValueError: it is not of spaCy's form, or uses what is not supported.
    """
    if not isinstance(raw, list) or not raw or not all(isinstance(node, dict) for node in raw):
        raise ValueError("`pattern` must be a list of tables with RIGHT_ID and RIGHT_ATTRS")
    places: dict[str, int] = {}
    nodes = []
    for node in raw:
        attributes, name = node.get("RIGHT_ATTRS"), node.get("RIGHT_ID")
        if not isinstance(attributes, dict) or not isinstance(name, str) or name in places:
            raise ValueError("each node needs a RIGHT_ID of its own and RIGHT_ATTRS")
        if places and (node.get("LEFT_ID") not in places or node.get("REL_OP") not in RELATIONS):
            raise ValueError(f"node {name!r} needs LEFT_ID, an earlier node, and REL_OP, one of {' '.join(RELATIONS)}")
        tests = tuple(_test(key, wanted) for key, wanted in attributes.items())
        nodes.append(Node(name, places.get(node.get("LEFT_ID"), 0), node.get("REL_OP", ""), tests))
        places[name] = len(places)
    return Pattern(tuple(nodes), _keys(raw[0]["RIGHT_ATTRS"]))
