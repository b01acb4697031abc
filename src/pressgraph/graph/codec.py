"""Frozen dataclasses as JSON values and back, checked on the way in.

Spans become ``{"begin", "end", "text"}``, with the surface for people and for the check on reading; the
alternatives of a union (`Literal`, `Quantity`, `Money`, `Date`) carry their name under ``form``; numbers with exact
digits are strings.
"""

from __future__ import annotations

import datetime
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Any

from pressgraph.annotations import Date, Literal, Money, Quantity, Span
from pressgraph.errors import FormatError
from pressgraph.graph.literals import plain

FORMS: dict[str, type] = {"literal": Literal, "quantity": Quantity, "money": Money, "date": Date}
_NAMES = {cls: name for name, cls in FORMS.items()}


def encode(value: Any, text: str) -> Any:
    """A value as JSON; ``text`` is what spans refer to. Fields that say nothing (None, empty) are left out."""
    if isinstance(value, Span):
        return {"begin": value.begin, "end": value.end, "text": value.of(text)}
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item, text) for item in value]
    if is_dataclass(value):
        kind = _NAMES.get(type(value))
        head = {"form": kind} if kind else {}
        pairs = ((item, getattr(value, item.name)) for item in fields(value))
        return head | {item.name: encode(inner, text) for item, inner in pairs if not _silent(item, inner)}
    return value.value if isinstance(value, Enum) else value


def _silent(item: Field[Any], value: Any) -> bool:
    return value in (None, (), "") and (value == item.default or item.default is MISSING)


class Decoder:
    """Builds values of the annotations' types from JSON; a FormatError names the field and what it should be."""

    def __init__(self, text: str, where: str) -> None:
        self.text = text
        self.where = where

    def fail(self, path: str, problem: str) -> FormatError:
        """The error for a field."""
        return FormatError(f"{self.where}, {path or 'the object'}: {problem}; correct the line or write it again")

    def record(self, cls: type, data: Any, path: str) -> Any:
        """A dataclass from an object."""
        if not isinstance(data, dict):
            raise self.fail(path, f"an object is expected, not {type(data).__name__}")
        known = _fields(cls)
        extra = sorted(data.keys() - known.keys() - {"form"})
        if extra:
            raise self.fail(path, f"unknown field {extra[0]!r}")
        given = {
            name: self.value(kind, data[name], f"{path}.{name}") for name, (kind, _) in known.items() if name in data
        }
        return cls(**given, **self._absent(known, given, path))

    def _absent(self, known: dict[str, tuple[Any, Field[Any]]], given: dict[str, Any], path: str) -> dict[str, Any]:
        """Strings that were left out because they are empty; other fields without a default are an error."""
        missing = {
            n: k
            for n, (k, f) in known.items()
            if n not in given and f.default is MISSING and f.default_factory is MISSING
        }
        for name, kind in missing.items():
            if kind is not str and typing.get_origin(kind) is not tuple:
                raise self.fail(path, f"the field {name!r} is missing")
        return {name: "" if kind is str else () for name, kind in missing.items()}

    def value(self, kind: Any, data: Any, path: str) -> Any:
        """A value of a type as the dataclasses state it."""
        origin = typing.get_origin(kind)
        if origin in (typing.Union, types.UnionType):
            return self._union(typing.get_args(kind), data, path)
        if origin is tuple:
            if not isinstance(data, list):
                raise self.fail(path, "a list is expected")
            inner = typing.get_args(kind)[0]
            return tuple(self.value(inner, item, f"{path}[{index}]") for index, item in enumerate(data))
        if origin is typing.Literal:
            return self._choice(typing.get_args(kind), data, path)
        return self.span(data, path) if kind is Span else self._plain(kind, data, path)

    def _union(self, kinds: tuple[Any, ...], data: Any, path: str) -> Any:
        if data is None and type(None) in kinds:
            return None
        if isinstance(data, dict) and Span not in kinds:
            cls = FORMS.get(str(data.get("form")))
            if cls not in kinds:
                raise self.fail(path, f"the form {data.get('form')!r} does not fit here")
            return self.record(typing.cast(type, cls), data, path)
        rest = [kind for kind in kinds if kind is not type(None) and not (is_dataclass(kind) and kind is not Span)]
        if not rest:
            raise self.fail(path, "an object with its form is expected")
        return self.value(rest[0], data, path)

    def _choice(self, choices: tuple[Any, ...], data: Any, path: str) -> Any:
        if data not in choices:
            raise self.fail(path, f"{data!r} is none of {', '.join(map(str, choices))}")
        return data

    def span(self, data: Any, path: str) -> Span:
        """A span, whose surface must be what the text has there."""
        numbers = [data.get("begin"), data.get("end")] if isinstance(data, dict) else [None, None]
        if not all(type(number) is int for number in numbers):
            raise self.fail(path, "a span with begin and end is expected")
        span = Span(*numbers)
        if not 0 <= span.begin <= span.end <= len(self.text) or data.get("text", span.of(self.text)) != span.of(
            self.text
        ):
            raise self.fail(path, f"the span {span.begin},{span.end} is not {data.get('text')!r} in the article's text")
        return span

    def _plain(self, kind: Any, data: Any, path: str) -> Any:
        if is_dataclass(kind):
            return self.record(typing.cast(type, kind), data, path)
        if kind is float and type(data) is int:
            return float(data)
        if kind in (str, bool, int, float) and type(data) is kind:
            return data
        try:
            if isinstance(data, str) and kind not in (str, bool, int, float):
                return kind.fromisoformat(data) if kind is datetime.date else kind(data)
        except (ValueError, InvalidOperation) as error:
            raise self.fail(path, f"{data!r} is no {kind.__name__} ({error})") from error
        raise self.fail(path, f"{data!r} is no {getattr(kind, '__name__', kind)}")


@lru_cache(maxsize=64)
def _fields(cls: type) -> dict[str, tuple[Any, Field[Any]]]:
    hints = typing.get_type_hints(cls)
    return {item.name: (hints[item.name], item) for item in fields(cls)}
