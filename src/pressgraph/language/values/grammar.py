"""Patterns over items: a small language for rule files, compiled to regular expressions over item codes.

A pattern is a sequence of class names separated by spaces. ``A?`` is optional, ``(A B | C)`` groups alternatives,
``A:name`` names an item for the action, ``< … >`` encloses what the value spans (else all of it), ``!A`` says what
must not follow, ``~A`` what must not precede, ``{NAME}`` inserts a macro. Of overlapping matches the longest wins,
counted with its context unless the rule has ``weigh = "core"``; of equals the pattern that stands first.

    [[pattern]]
    match = "MONTHCUE < MONTHNAME:month >"
    kind = "date"
    make = "month"

Each set of classes that an item can have is one character, so a pattern is a regular expression over a string with one
character per item: linear in the text for patterns without unbounded repetition, of which there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pressgraph.errors import RuleError
from pressgraph.language.values.scanner import Item

_TOKEN = re.compile(r"([!~]?)([A-Z][A-Z0-9]*)(?::([a-z][a-z0-9]*))?|([()|?<>])|(\S)")
_OPERATORS = {"(": "(?:", ")": ")", "|": "|", "?": "?", "<": "(?P<core>", ">": ")"}
_FIRST_CODE = 0x4E00


@dataclass(frozen=True, slots=True)
class Found:
    """A match: its pattern's fields, the items ``first`` to ``last`` (exclusive), the core's range and named items."""

    rule: Mapping[str, str]
    rank: int
    items: Sequence[Item]
    first: int
    last: int
    core: tuple[int, int]
    named: Mapping[str, Item]

    @property
    def begin(self) -> int:
        """Where the value's span begins."""
        return self.items[self.core[0]].begin

    @property
    def end(self) -> int:
        """Where the value's span ends."""
        return self.items[self.core[1] - 1].end

    @property
    def weight(self) -> int:
        """The match's length in characters, context included unless its rule says otherwise."""
        if self.rule.get("weigh") == "core":
            return self.end - self.begin
        return self.items[self.last - 1].end - self.items[self.first].begin


Needs = list[frozenset[str]]


def needs(pattern: str) -> Needs:
    """Sets of class names: a text that has none of the names of one of them cannot match.

    >>> [sorted(names) for names in needs("(A B? | C)? DAY:day !E (MONTH COMMA? | F G)")]
    [['DAY'], ['F', 'MONTH']]
    """
    groups: list[list[list[Needs]]] = [[[]]]  # the open groups' alternatives, and what each part of those needs
    for guard, name, _, operator, _ in _TOKEN.findall(pattern):
        parts = groups[-1][-1]
        if operator in ("(", "<"):
            groups.append([[]])
        elif operator == "|":
            groups[-1].append([])
        elif operator in (")", ">"):
            closed = groups.pop()
            groups[-1][-1].append(_either(closed))
        elif operator == "?":
            parts.pop()
        elif name and not guard:
            parts.append([frozenset((name,))])
    return _either(groups[0])


def _either(alternatives: list[list[Needs]]) -> Needs:
    """What a group needs: all that its one alternative does, or one thing of each of several."""
    found = [[need for part in parts for need in part] for parts in alternatives]
    if len(found) == 1:
        return found[0]
    return [frozenset[str]().union(*(own[0] for own in found))] if all(found) else []


class Grammar:
    """The patterns of a language. They are compiled when a text comes that has what they need."""

    def __init__(self, rules: Sequence[Mapping[str, str]]) -> None:
        self.rules = rules
        self._codes: dict[frozenset[str], str] = {}
        for rule in rules:
            self._compile(rule)  # so that a malformed one is known at once
        self._needs = [needs(rule["match"]) for rule in rules]
        self._names = [{match[2] for match in _TOKEN.finditer(rule["match"])} for rule in rules]
        self._compiled: dict[int, re.Pattern[str]] = {}

    def _encode(self, kinds: Iterable[frozenset[str]]) -> str:
        size = len(self._codes)
        codes = "".join([self._codes.setdefault(kind, chr(_FIRST_CODE + len(self._codes))) for kind in kinds])
        if len(self._codes) > size:
            self._forget(frozenset[str]().union(*list(self._codes)[size:]))
        return codes

    def _forget(self, names: frozenset[str]) -> None:
        """Those patterns are compiled anew, once needed, in which one of the classes stands: it has another code."""
        for rank in list(self._compiled):
            if not names.isdisjoint(self._names[rank]):
                del self._compiled[rank]

    def _pattern(self, rank: int) -> re.Pattern[str]:
        pattern = self._compiled.get(rank)
        if pattern is None:
            pattern = self._compiled[rank] = self._compile(self.rules[rank])
        return pattern

    def _class(self, name: str) -> str:
        codes = "".join(code for kinds, code in self._codes.items() if name in kinds)
        return f"[{codes}]" if codes else r"[^\s\S]"

    def _compile(self, rule: Mapping[str, str]) -> re.Pattern[str]:
        parts = []
        for match in _TOKEN.finditer(rule["match"]):
            guard, name, label, operator, stray = match.groups()
            if stray:
                raise RuleError(
                    f"pattern {rule['match']!r}: {stray!r} means nothing; use class names, ( | ) ? < > ! ~."
                )
            if operator:
                parts.append(_OPERATORS[operator])
            elif guard:
                parts.append(f"(?{'!' if guard == '!' else '<!'}{self._class(name)})")
            else:
                parts.append(f"(?P<{label}>{self._class(name)})" if label else self._class(name))
        try:
            return re.compile("".join(parts))
        except re.error as error:
            raise RuleError(
                f"pattern {rule['match']!r} cannot be read: {error}. Check its brackets and names."
            ) from error

    def find(self, items: Sequence[Item]) -> Iterator[Found]:
        """Every pattern's matches, left to right, not overlapping within one pattern."""
        kinds = [item.kinds for item in items]
        codes, present = self._encode(kinds), frozenset[str]().union(*kinds)
        for rank, rule in enumerate(self.rules):
            if any(map(present.isdisjoint, self._needs[rank])):
                continue
            for match in self._pattern(rank).finditer(codes):
                groups = match.groupdict()
                core = match.span("core") if groups.pop("core", None) else match.span()
                named = {name: items[match.start(name)] for name, code in groups.items() if code}
                yield Found(rule, rank, items, match.start(), match.end(), core, named)


def expand(rules: Iterable[Mapping[str, str]], macros: Mapping[str, str]) -> list[Mapping[str, str]]:
    """The rules with their macros filled in; raises `RuleError` for one that is not defined or lacks a field."""
    expanded: list[Mapping[str, str]] = []
    for rule in rules:
        if not {"match", "kind", "make"} <= rule.keys():
            raise RuleError(f"pattern {dict(rule)}: needs the fields match, kind and make.")
        try:
            filled = rule["match"].format_map(macros).format_map(macros)
        except (KeyError, ValueError, IndexError) as error:
            raise RuleError(f"pattern {rule['match']!r}: no macro {error}; define it under [macros].") from error
        expanded.append({**rule, "match": filled})
    return expanded
