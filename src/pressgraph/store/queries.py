"""Named queries: those shipped with the ontology and those of the user, and values for their parameters."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

from pressgraph.errors import QueryError
from pressgraph.resources import ontology_dir
from pressgraph.store.sparqlfiles import Parameter, SparqlFile, parse_sparql, read_sparql_file
from pressgraph.store.terms import PREFIXES, term

_CURIE = re.compile(r"(\w+):(\w[\w.-]*)")
_XSD = {"integer": "xsd:integer", "decimal": "xsd:decimal", "date": "xsd:date"}


def named_queries() -> dict[str, SparqlFile]:
    """The shipped queries by name, sorted."""
    return {path.stem: read_sparql_file(path) for path in sorted((ontology_dir() / "queries").glob("*.rq"))}


def find_query(what: str) -> SparqlFile:
    """The query that ``what`` stands for: a shipped query's name, a ``.rq`` file, or SPARQL itself.

    QueryError for a name that is none of these.
    """
    if re.fullmatch(r"[\w-]+", what):
        known = named_queries()
        if what not in known:
            raise QueryError(f"no query is named {what!r}; there are: {', '.join(known)}")
        return known[what]
    if what.endswith((".rq", ".sparql")) and "{" not in what:
        return read_sparql_file(Path(what))
    return parse_sparql("query", what)


def bindings(query: SparqlFile, values: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """Terms for the query's parameters, from the caller's text or their defaults.

    Parameters that have neither stay unbound. A query without declared parameters takes any: IRIs in angle
    brackets or as CURIEs, all else as text. QueryError for unknown names and for values of the wrong type.
    """
    declared = {parameter.name: parameter for parameter in query.parameters}
    aliases = query.aliases()
    values = {aliases.get(name, name): value for name, value in values.items()}
    unknown = sorted(set(values) - set(declared)) if declared else []
    if unknown:
        raise QueryError(f"{query.name} has no parameter {unknown[0]!r}; it has: {', '.join(declared)}")
    defaults = {name: item.default for name, item in declared.items() if item.default is not None}
    given = {**defaults, **values}
    return {name: _value(declared.get(name) or Parameter(name, "any"), text) for name, text in sorted(given.items())}


def _value(parameter: Parameter, text: str) -> ox.NamedNode | ox.Literal:
    try:
        return _typed(parameter.type, text)
    except (ValueError, InvalidOperation):
        raise QueryError(f"parameter {parameter.name}={text!r} is no {parameter.type}") from None


def _typed(kind: str, text: str) -> ox.NamedNode | ox.Literal:
    if kind == "iri" or (kind == "any" and (text.startswith("<") or _is_curie(text))):
        return _iri(text)
    if kind == "integer":
        int(text)
    elif kind == "decimal":
        Decimal(text)
    elif kind == "date":
        datetime.date.fromisoformat(text)
    return ox.Literal(text, datatype=term(_XSD[kind])) if kind in _XSD else ox.Literal(text)


def _is_curie(text: str) -> bool:
    found = _CURIE.fullmatch(text)
    return found is not None and found[1] in PREFIXES


def _iri(text: str) -> ox.NamedNode:
    """An IRI in angle brackets, bare, or as a CURIE; ValueError for anything else."""
    if _is_curie(text):
        prefix, _, local = text.partition(":")
        return ox.NamedNode(PREFIXES[prefix] + local)
    return ox.NamedNode(text.removeprefix("<").removesuffix(">"))
