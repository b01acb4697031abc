"""The package's regular expressions, how each is used, and texts on which a careless one is slow."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pressgraph

_ANYWHERE = frozenset({"search", "sub", "subn", "split", "finditer", "findall"})
_USES = _ANYWHERE | {"match", "fullmatch"}
_NOT_IMPORTED = ("pressgraph.training", "pressgraph.__main__")
_LONG = 24
"""A repetition with a lower limit is no way to slow a pattern down."""
_CHARACTERS = "a0 A.-'\n\t,;:/\"“(<[{é_=#@"


@dataclass(frozen=True)
class Use:
    """A pattern, the place that it is made in, and the method that runs it."""

    where: str
    pattern: re.Pattern[Any]
    method: str

    @property
    def is_search(self) -> bool:
        """Whether a match may begin anywhere in the text."""
        return self.method in _ANYWHERE

    def run(self, text: str) -> object:
        """One run over the whole of a text."""
        given: Any = text.encode("utf-8", "replace") if isinstance(self.pattern.pattern, bytes) else text
        if self.is_search:
            return sum(1 for _ in self.pattern.finditer(given))
        return getattr(self.pattern, self.method)(given)


def modules() -> list[ModuleType]:
    """Every module of the package but those that need torch; all extras of the tests must be installed."""
    found = pkgutil.walk_packages(pressgraph.__path__, "pressgraph.")
    return [importlib.import_module(m.name) for m in found if not m.name.startswith(_NOT_IMPORTED)]


def uses() -> Iterator[Use]:
    """Each pattern of the package with each method that it is used with."""
    for module in modules():
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        for name, pattern in _held(module):
            for method in _methods(tree, name) or {"search"}:
                yield Use(f"{module.__name__}.{name}", pattern, method)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and (found := _inline(call)):
                yield Use(f"{module.__name__}:{call.lineno}", *found)


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Patterns among a module's attributes, in its containers, and made by its functions without parameters."""
    for name, value in vars(module).items():
        if isinstance(value, re.Pattern):
            yield name, value
        elif isinstance(value, dict | list | tuple):
            items = value.values() if isinstance(value, dict) else value
            flat = [part for item in items for part in (item if isinstance(item, tuple) else (item,))]
            yield from ((name, item) for item in flat if isinstance(item, re.Pattern))
        elif getattr(value, "__module__", "") == module.__name__ and _makes_pattern(value):
            yield name, value()


def _makes_pattern(value: Any) -> bool:
    function = inspect.unwrap(value) if callable(value) else None
    if not inspect.isfunction(function) or inspect.signature(function).parameters:
        return False
    return "Pattern" in str(inspect.signature(function).return_annotation)


def _methods(tree: ast.AST, name: str) -> set[str]:
    """The methods that are called on ``name`` or on ``name()``, in this module."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _USES:
            owner = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(owner, ast.Name) and owner.id == name:
                found.add(node.attr)
    return found


def _inline(call: ast.Call) -> tuple[re.Pattern[str], str] | None:
    """The pattern of a call such as ``re.sub("…", …)``."""
    function = call.func
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"):
        return None
    first = call.args[0] if call.args else None
    if function.attr not in _USES or not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return None
    flags = re.NOFLAG
    for node in ast.walk(call):
        if isinstance(node, ast.Attribute) and isinstance(flag := getattr(re, node.attr, None), re.RegexFlag):
            flags |= flag
    return re.compile(first.value, flags), function.attr


def hostile(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """Texts as (before, repeated, after): each long repetition of the pattern is fed, and then disappointed."""
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found: dict[tuple[str, str, str], None] = {}
    for before, repeated in _pumps(parsed.data, ""):
        if not repeated:
            continue
        for after in ("", "\x01", "\x01" + repeated):
            found[before, repeated, after] = None
            found["", repeated, after] = None
            if before:
                found["", before + repeated, after] = None
    for character in " a\n<0.":
        found["", character, "\x01"] = None
    return list(found)


def _pumps(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each repetition what must stand before it, and what may be repeated in it."""
    for operation, value in items:
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most > _LONG:
                for sample in _samples(inner.data):
                    yield before, sample
            yield from _pumps(inner.data, before)
        else:
            for part in _parts(operation, value):
                yield from _pumps(part.data, before)
        before += next(iter(_samples([(operation, value)])), "")


def _parts(operation: Any, value: Any) -> list[Any]:
    if operation is sre.SUBPATTERN:
        return [value[3]]
    if operation is sre.BRANCH:
        return list(value[1])
    if operation is sre.ATOMIC_GROUP:
        return [value]
    if operation is sre.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return [value[1]] if operation in (sre.ASSERT, sre.ASSERT_NOT) else []


def _samples(items: Any) -> list[str]:
    """Up to four short texts that a part of a pattern may match, look-arounds left aside."""
    found = [""]
    for operation, value in items:
        options = _options(operation, value)
        found = list(dict.fromkeys(text + option for option in options[:4] for text in found))[:4]
    return [text for text in found if text] or found


def _options(operation: Any, value: Any) -> list[str]:
    if operation is sre.LITERAL:
        return [chr(value)]
    if operation in (sre.IN, sre.NOT_LITERAL, sre.ANY):
        return [character for character in _CHARACTERS if _fits(operation, value, character)] or _ranges(value)
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [sample * max(value[0], 1) for sample in _samples(value[2].data)]
    if operation in (sre.ASSERT, sre.ASSERT_NOT):
        return [""]
    parts = _parts(operation, value)
    return [sample for part in parts for sample in _samples(part.data)] or [""]


def _ranges(value: Any) -> list[str]:
    return [chr(v[0] if isinstance(v, tuple) else v) for kind, v in value if kind in (sre.RANGE, sre.LITERAL)] or ["x"]


def _fits(operation: Any, value: Any, character: str) -> bool:
    if operation is sre.ANY:
        return character != "\n"
    if operation is sre.NOT_LITERAL:
        return bool(ord(character) != value)
    negated = value[0][0] is sre.NEGATE
    return negated != any(_in(kind, item, character) for kind, item in value if kind is not sre.NEGATE)


def _in(kind: Any, item: Any, character: str) -> bool:
    if kind is sre.RANGE:
        return bool(item[0] <= ord(character) <= item[1])
    if kind is sre.LITERAL:
        return bool(ord(character) == item)
    tests = {
        sre.CATEGORY_DIGIT: character.isdigit(),
        sre.CATEGORY_SPACE: character.isspace(),
        sre.CATEGORY_WORD: character.isalnum() or character == "_",
    }
    opposite = {
        sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
        sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
        sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
    }
    return not tests[opposite[item]] if item in opposite else tests.get(item, False)
