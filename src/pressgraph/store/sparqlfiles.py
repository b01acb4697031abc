"""SPARQL files that are their own documentation: ``# key: value`` comments, then the query.

A comment line indented below a key continues its value. ``# param: name (type) = default; what it means`` may
occur several times; ``# alias: other = name`` lets the caller use another name for a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pressgraph.errors import QueryError

_KEY = re.compile(r"#\s?(\w+):\s*(.*)")
_MORE = re.compile(r"#\s{2,}(\S.*)")
_PARAM = re.compile(r"(?P<name>\w+)\s*\((?P<type>\w+)\)\s*(?:=\s*(?P<default>[^;]*))?(?:;\s*(?P<help>.*))?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller may bind: ``type`` is text, integer, decimal, date or iri."""

    name: str
    type: str
    default: str | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class SparqlFile:
    """A query with what its header says: ``fields`` are the keys but ``param``, in their order."""

    name: str
    text: str
    fields: tuple[tuple[str, str], ...] = ()
    parameters: tuple[Parameter, ...] = ()

    def aliases(self) -> dict[str, str]:
        """Other names of parameters, each with the parameter's own.

        >>> parse_sparql("x", "# alias: who = name\\nASK {}").aliases()
        {'who': 'name'}
        """
        pairs = [value.partition("=") for key, value in self.fields if key == "alias"]
        return {other.strip(): name.strip() for other, _, name in pairs}

    def field(self, key: str, default: str = "") -> str:
        """The value of a header key."""
        return dict(self.fields).get(key, default)


def read_sparql_file(path: Path) -> SparqlFile:
    """A file with its header; QueryError where it cannot be read or a parameter is malformed."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} cannot be read: {error}") from None
    return parse_sparql(path.stem, text)


def parse_sparql(name: str, text: str) -> SparqlFile:
    """A query's text with its header.

    >>> parse_sparql("x", "# title: All names\\n# param: n (text) = Kyiv; a name\\nSELECT ?n {}").parameters
    (Parameter(name='n', type='text', default='Kyiv', help='a name'),)
    """
    fields = list(_fields(text))
    parameters = tuple(_parameter(name, value) for key, value in fields if key == "param")
    return SparqlFile(name, text, tuple(item for item in fields if item[0] != "param"), parameters)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    key, value = "", ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        found, more = _KEY.match(line), _MORE.match(line)
        if found:
            if key:
                yield key, value
            key, value = found[1].lower(), found[2].strip()
        elif more and key:
            value = f"{value} {more[1].strip()}"
    if key:
        yield key, value


def _parameter(name: str, value: str) -> Parameter:
    found = _PARAM.fullmatch(value)
    if not found or found["type"] not in ("text", "integer", "decimal", "date", "iri"):
        raise QueryError(
            f"{name}: malformed parameter {value!r}; write: name (text|integer|decimal|date|iri) = default; meaning"
        )
    default = found["default"]
    return Parameter(found["name"], found["type"], default.strip() if default else None, found["help"] or "")
