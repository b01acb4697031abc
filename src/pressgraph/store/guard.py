"""What a query may not do: reach out to other servers with SERVICE, unless the caller allows it."""

from __future__ import annotations

import re

from pressgraph.errors import QueryError

# In the order in which SPARQL's grammar would read them: long strings, short strings, IRIs, comments.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)
_NAMED = re.compile(r"[?$]\w+|:(?:[\w.:%-]|\\.)+")


def calls_service(query: str) -> bool:
    """Whether a query may have a SERVICE clause; one in strings, IRIs, names, variables and comments does not count.

    Oxigraph wants no space around the keyword ("1SERVICE<…>" is read), so nothing else is asked of its neighbours.

    >>> calls_service("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    True
    >>> calls_service("ASK { ?s schema:service 'SERVICE' }")
    False
    """
    return "SERVICE" in _NAMED.sub(" ", _OPAQUE.sub(" ", _unescape(query))).upper()


def refuse_service(query: str) -> None:
    """QueryError for a query with a SERVICE clause."""
    if calls_service(query):
        raise QueryError(
            "the query would send requests to another server (SERVICE), which is refused; "
            "allow it with --allow-service if you trust the query"
        )


def _unescape(query: str) -> str:
    r"""SPARQL reads ``\u0053ERVICE`` as SERVICE: code point escapes come before everything else."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _character, query)


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else " "
