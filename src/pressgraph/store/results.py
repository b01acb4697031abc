"""Results of a query, and how they are written: the four SPARQL result formats, and a table for people."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

import pyoxigraph as ox

from pressgraph.errors import FormatError
from pressgraph.store.terms import short

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_ALIASES = {
    "srj": "json",
    "srx": "xml",
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave: rows of a SELECT, the answer of an ASK, or triples of a CONSTRUCT or DESCRIBE.

    ``truncated`` says that the row limit cut the result off.
    """

    kind: OneOf["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    answer: bool = False
    triples: tuple[ox.Triple, ...] = ()
    truncated: bool = False

    def without(self, names: Iterable[str]) -> QueryResult:
        """The same rows without these columns: the parameters, which a query has to project."""
        dropped = set(names)
        keep = [index for index, name in enumerate(self.variables) if name not in dropped]
        rows = tuple(tuple(row[index] for index in keep) for row in self.rows)
        return QueryResult(
            self.kind, tuple(self.variables[i] for i in keep), rows, self.answer, self.triples, self.truncated
        )


def as_quads(result: QueryResult) -> list[ox.Quad]:
    """The triples of a CONSTRUCT or DESCRIBE as quads of the default graph."""
    return [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in result.triples]


def result_format(name: str) -> str:
    """The format's short name: ``table``, ``json``, ``xml``, ``csv`` or ``tsv``; FormatError for others.

    >>> result_format(".srj"), result_format("text/csv")
    ('json', 'csv')
    """
    key = name.strip().lower().removeprefix(".")
    key = _ALIASES.get(key, key)
    if key != "table" and key not in _FORMATS:
        raise FormatError(f"no result format {name!r}: use table, csv, tsv, json or xml")
    return key


def write_result(result: QueryResult, name: str, width: int | None = None) -> bytes:
    """Rows or an answer in a format; ``width`` is that of the terminal, for tables.

    An answer has no CSV or TSV of its own: it becomes one column, ``answer``.
    """
    if name == "table":
        return _table(result, width).encode()
    if result.kind == "ask" and name in ("csv", "tsv"):
        value = ox.Literal("true" if result.answer else "false", datatype=ox.NamedNode(f"{_XSD_STRING[:-6]}boolean"))
        result = QueryResult("select", ("answer",), ((value,),))
    encoded = json.dumps(_json(result), ensure_ascii=False).encode()
    if name == "json":
        return encoded + b"\n"
    parsed = ox.parse_query_results(encoded, format=ox.QueryResultsFormat.JSON)
    assert not isinstance(parsed, ox.QueryTriples)
    return parsed.serialize(format=_FORMATS[name]) or b""


def _json(result: QueryResult) -> dict[str, object]:
    if result.kind == "ask":
        return {"head": {}, "boolean": result.answer}
    bindings = [
        {name: _json_term(value) for name, value in zip(result.variables, row, strict=True) if value is not None}
        for row in result.rows
    ]
    return {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {key: _json_term(part) for key, part in parts.items()}}
    return {"type": "literal", "value": term.value} | _json_literal(term)


def _json_literal(literal: ox.Literal) -> dict[str, object]:
    if literal.language:
        return {"xml:lang": literal.language}
    return {} if literal.datatype.value == _XSD_STRING else {"datatype": literal.datatype.value}


def plain(term: Term | None) -> str:
    """A term as people read it: a CURIE where one fits, a literal without its datatype.

    >>> plain(ox.Literal("2022", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")))
    '2022'
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)


def _table(result: QueryResult, width: int | None) -> str:
    if result.kind == "ask":
        return "yes\n" if result.answer else "no\n"
    rows = [[_one_line(plain(value)) for value in row] for row in result.rows]
    widths = _widths([list(result.variables), *rows], width)
    lines = [_row(result.variables, widths), "  ".join("─" * w for w in widths)]
    return "\n".join([*lines, *(_row(row, widths) for row in rows)]) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _widths(rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Column widths in terminal cells; the widest give way, but none below ten cells, until the table fits."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    while width and widths and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 10:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(values: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_fit(value, width) for value, width in zip(values, widths, strict=True)).rstrip()


def _fit(text: str, width: int) -> str:
    if _cells(text) > width:
        while text and _cells(text) > width - 1:
            text = text[:-1]
        text += _ELLIPSIS
    return text + " " * (width - _cells(text))


def _cells(text: str) -> int:
    """How many terminal cells a text takes: two for wide letters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
