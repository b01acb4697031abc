"""Where a remote store is, and what kind it is: ``virtuoso:http://host:8890``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from pressgraph.errors import OptionError

ASSERTED_GRAPH: Final = NamedNode("https://w3id.org/pressgraph/asserted")
LEDGER_GRAPH: Final = NamedNode("https://w3id.org/pressgraph/ledger")


@dataclass(frozen=True, slots=True)
class Place:
    """A store's addresses and habits.

    ``union`` says that its default graph is the union of its graphs, so that the merged asserted graph is the graph
    `ASSERTED_GRAPH`; ``atomic`` that one update request is one transaction; ``most`` is how many triples one update
    may hold. ``update`` and ``graphs`` are empty for an endpoint that can only be asked.
    """

    kind: str
    base: str
    query: str
    update: str = ""
    graphs: str = ""
    union: bool = False
    atomic: bool = True
    most: int = 25_000

    def graph(self, name: NamedNode) -> str:
        """The address of a named graph."""
        return self.graphs + quote(name.value, safe="")

    def __str__(self) -> str:
        return f"{self.kind}:{self.base}"


def _oxigraph(base: str) -> Place:
    return Place("oxigraph", base, f"{base}/query", f"{base}/update", f"{base}/store?graph=")


def _fuseki(base: str) -> Place:
    return Place("fuseki", base, f"{base}/query", f"{base}/update", f"{base}/data?graph=")


def _virtuoso(base: str) -> Place:
    crud = f"{base}/sparql-graph-crud-auth?graph-uri="
    return Place("virtuoso", base, f"{base}/sparql", f"{base}/sparql-auth", crud, union=True, atomic=False, most=500)


def _rdf4j(base: str, kind: str = "rdf4j") -> Place:
    return Place(kind, base, base, f"{base}/statements", f"{base}/rdf-graphs/service?graph=", union=True)


def _graphdb(base: str) -> Place:
    return _rdf4j(base, "graphdb")


def _sparql(base: str) -> Place:
    return Place("sparql", base, base)


# The kind's addresses, what of an address may be left out, and what an address looks like.
_KINDS: Final[dict[str, tuple[Callable[[str], Place], tuple[str, ...], str]]] = {
    "oxigraph": (_oxigraph, ("/query", "/update", "/store"), "http://127.0.0.1:7878"),
    "virtuoso": (_virtuoso, ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"), "http://127.0.0.1:8890"),
    "fuseki": (_fuseki, ("/query", "/sparql", "/update", "/data"), "http://127.0.0.1:3030/DATASET"),
    "graphdb": (_graphdb, ("/statements",), "http://127.0.0.1:7200/repositories/NAME"),
    "rdf4j": (_rdf4j, ("/statements",), "http://127.0.0.1:8080/rdf4j-server/repositories/NAME"),
    "sparql": (_sparql, (), "https://host/sparql"),
}
WRITABLE: Final = tuple(kind for kind in _KINDS if kind != "sparql")


def place_of(text: str, *, writable: bool = False) -> Place:
    """A store by its kind and address, or (where it is only asked) a SPARQL endpoint's bare address.

    OptionError for unknown kinds, for addresses that are none, and for passwords in them.

    >>> place_of("fuseki:http://127.0.0.1:3030/news/").update
    'http://127.0.0.1:3030/news/update'
    >>> place_of("https://data.example/sparql").query
    'https://data.example/sparql'
    """
    kind, colon, address = text.strip().partition(":")
    if kind in ("http", "https"):
        kind, address = "sparql", text.strip()
    if not colon or kind not in _KINDS or (writable and kind not in WRITABLE):
        kinds = ", ".join(f"{name}:{_KINDS[name][2]}" for name in (WRITABLE if writable else _KINDS))
        raise OptionError(f"{_shown(text)} names no store: write its kind and address, one of {kinds}")
    make, endings, _ = _KINDS[kind]
    return make(_base(address, endings, kind))


def _base(address: str, endings: tuple[str, ...], kind: str) -> str:
    example = f"write {kind}:{_KINDS[kind][2]}"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise OptionError(f"{_shown(address)} is no address: {example}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OptionError(f"{_shown(address)} is no address: {example}")
    if parts.username is not None or parts.password is not None:
        raise OptionError(
            f"{_shown(address)}: no name or password may stand in an address, where others see it; "
            "set PRESSGRAPH_STORE_USER and PRESSGRAPH_STORE_PASSWORD, or add the host to ~/.netrc"
        )
    if kind != "sparql" and (parts.query or parts.fragment):
        raise OptionError(f"{_shown(address)} has a query or fragment: {example}")
    base = address if kind == "sparql" else address.rstrip("/")
    return next((base.removesuffix(end) for end in endings if base.endswith(end)), base)


def _shown(text: str) -> str:
    """The text without what may be a password."""
    before, at, after = text.rpartition("@")
    return f"{before.partition('//')[0]}//…@{after}" if at else text
