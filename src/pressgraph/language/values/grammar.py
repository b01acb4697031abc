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


class Grammar:
    """The patterns of a language."""

    def __init__(self, rules: Sequence[Mapping[str, str]], known: Iterable[frozenset[str]] = ()) -> None:
        self.rules = rules
        self._codes: dict[frozenset[str], str] = {}
        self._compiled: list[re.Pattern[str]] = []
        self._encode(known)

    def _encode(self, kinds: Iterable[frozenset[str]]) -> str:
        size = len(self._codes)
        codes = "".join(self._codes.setdefault(kind, chr(_FIRST_CODE + len(self._codes))) for kind in kinds)
        if not self._compiled:
            self._compiled = [self._compile(rule) for rule in self.rules]
        elif len(self._codes) > size:
            self._widen(frozenset[str]().union(*list(self._codes)[size:]))
        return codes

    def _widen(self, names: frozenset[str]) -> None:
        """Compiles those patterns anew in which one of the classes stands: it has got another code."""
        for place, rule in enumerate(self.rules):
            if any(name in names for _, name, _, _, _ in _TOKEN.findall(rule["match"])):
                self._compiled[place] = self._compile(rule)

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
        codes = self._encode(item.kinds for item in items)
        for rank, (rule, pattern) in enumerate(zip(self.rules, self._compiled, strict=True)):
            for match in pattern.finditer(codes):
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
