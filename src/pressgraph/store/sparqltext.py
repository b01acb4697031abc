"""SPARQL text read as tokens, and changed only between them: bindings, prefixes, the graph that a pattern is about.

A remote endpoint takes text and nothing else, so a parameter's value has to be written into the query. It enters as
one term in a VALUES block at the start of the query's pattern, written by the RDF library's own serializer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from pressgraph.errors import QueryError

FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*')"
    r'|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)'
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>(?:[^\W\d_](?:[\w.-]{0,200}[\w-])?)?:(?:(?:[\w:%-]|\\.)(?:(?:[\w.:%-]|\\.)*(?:[\w:%-]|\\.))?)?)"
    r"|(?P<word>[^\W\d_]\w*)"
    r"|(?P<mark>[{}])"
    r"|(?P<escape>\\[uU])",
    re.DOTALL,
)
_NAME = re.compile(r"[^\W\d]\w*")


class Token(NamedTuple):
    """A token's kind (string, iri, comment, variable, name, word or mark), text, and place in the query."""

    kind: str
    text: str
    begin: int
    end: int


def tokens(query: str) -> list[Token]:
    """The tokens that matter here; comments, numbers and most punctuation are passed over. QueryError for escaped
    characters outside strings and IRIs, which could stand for any token.

    >>> [token.text for token in tokens("ASK { ?s a ex:B # {\\n}")]
    ['ASK', '{', '?s', 'a', 'ex:B', '}']
    """
    found = [Token(str(hit.lastgroup), hit.group(), hit.start(), hit.end()) for hit in _TOKEN.finditer(query)]
    if any(token.kind == "escape" for token in found):
        raise QueryError(r"the query has \u escapes outside strings and IRIs: write the characters themselves")
    return [token for token in found if token.kind != "comment"]


def form_of(query: str) -> str:
    """The query's form: SELECT, ASK, CONSTRUCT or DESCRIBE; QueryError for an update or anything else.

    >>> form_of("PREFIX ask: <urn:a> DESCRIBE <urn:b>")
    'DESCRIBE'
    """
    return _form(tokens(query)).text.upper()


def _form(found: list[Token]) -> Token:
    for before, token in zip([None, *found], found, strict=False):
        prologue = before is not None and before.text.upper() in ("PREFIX", "BASE")
        if token.kind == "word" and token.text.upper() in FORMS and not prologue:
            return token
        if token.kind == "mark":
            break
    raise QueryError("this is no SPARQL query: it begins with none of SELECT, ASK, CONSTRUCT and DESCRIBE")


def with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with a declaration for each known prefix that it uses and does not declare."""
    found = tokens(query)
    pairs = list(zip([None, *found], found, strict=False))
    declared = {t.text[:-1] for before, t in pairs if before and before.text.upper() == "PREFIX"}
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    lines = [f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(prefixes.items()) if name in used - declared]
    return "".join(lines) + query


def with_bindings(query: str, bindings: Mapping[str, NamedNode | Literal]) -> str:
    """The query with variables bound at the start of its pattern; QueryError for a name that is no variable's.

    >>> with_bindings("SELECT ?s WHERE { ?s ?p ?who }", {"who": Literal('x" }')})
    'SELECT ?s WHERE { VALUES (?who) { ("x\\\\" }") } ?s ?p ?who }'
    """
    for name in bindings:
        if not _NAME.fullmatch(name):
            raise QueryError(f"{name!r} is no variable's name: write letters, digits and underscores")
    if not bindings:
        return query
    begin = _body(query)[0]
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(str(value) for value in bindings.values())
    return f"{query[:begin]} VALUES ({names}) {{ ({values}) }}{query[begin:]}"


def about_graph(query: str, graph: NamedNode) -> str:
    """The query with ``graph`` in the place of the default graph, and out of reach of ``GRAPH ?variable``.

    For stores whose default graph is the union of all graphs. A query with a dataset of its own (FROM) stays.
    """
    found = tokens(query)
    if any(token.kind == "word" and token.text.upper() == "FROM" for token in found) or not _has_body(found):
        return query
    begin, end = _body(query)
    body = _without(query[begin:end], graph)
    if _is_short_construct(found):
        return f"{query[: _form(found).end]} {{{query[begin:end]}}} WHERE {{ GRAPH {graph} {{{body}}} {query[end:]}"
    return f"{query[:begin]} GRAPH {graph} {{{body}}} {query[end:]}"


def _without(body: str, graph: NamedNode) -> str:
    """A pattern whose ``GRAPH ?variable`` clauses leave a graph out."""
    found = tokens(body)
    spots = [
        (one.begin, two.text)
        for one, two in pairwise(found)
        if one.kind == "word" and one.text.upper() == "GRAPH" and two.kind == "variable"
    ]
    for begin, variable in reversed(spots):
        body = f"{body[:begin]}FILTER ({variable} != {graph}) {body[begin:]}"
    return body


def _has_body(found: list[Token]) -> bool:
    return any(token.text == "{" for token in found)


def _is_short_construct(found: list[Token]) -> bool:
    """Whether it is ``CONSTRUCT WHERE { … }``, whose pattern is its template too."""
    form = found.index(_form(found))
    return found[form].text.upper() == "CONSTRUCT" and found[form + 1].text.upper() == "WHERE"


def _body(query: str) -> tuple[int, int]:
    """Where the query's pattern begins and ends, inside its braces; QueryError where it has none."""
    found = tokens(query)
    start = found.index(_form(found))
    if found[start].text.upper() == "CONSTRUCT" and not _is_short_construct(found):
        start = _closing(found, start) + 1
    opening = next((i for i in range(start, len(found)) if found[i].text == "{" and found[i].kind == "mark"), None)
    if opening is None:
        raise QueryError("the query has no pattern in braces, so that its parameters bind nothing")
    return found[opening].end, found[_closing(found, opening)].begin


def _closing(found: list[Token], start: int) -> int:
    """The index of the brace that closes the first one from ``start``."""
    depth = 0
    for index in range(start, len(found)):
        if found[index].kind == "mark":
            depth += 1 if found[index].text == "{" else -1
            if depth == 0:
                return index
    raise QueryError("the query's braces do not match: a { has no }")
