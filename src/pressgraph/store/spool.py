"""Graph files of any size as article graphs, one at a time: what does not fit in memory waits in a temporary file.

Statements of one article may lie anywhere in a file (sorted N-Quads scatter them), so all of an input is read before
its first graph is known to be whole.
"""

from __future__ import annotations

import codecs
import gzip
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from pressgraph.errors import FormatError, PressgraphError, StoreError
from pressgraph.graph.formats import Format, format_of, format_of_path
from pressgraph.graph.writers import OX_FORMATS
from pressgraph.store.files import read_graph
from pressgraph.store.loading import canonical, name_of, refuse_blank
from pressgraph.store.terms import NEWS_ARTICLE, TYPE

_AT_ONCE: Final = 20_000
_GZIP: Final = b"\x1f\x8b"
_STREAMED: Final = frozenset({"ntriples", "nquads", "turtle", "trig"})
_TABLE: Final = "CREATE TABLE quad (graph TEXT NOT NULL, input INTEGER NOT NULL, line TEXT NOT NULL)"


class Spool:
    """Article graphs from several inputs; of a graph that is in two inputs the later one counts.

    Use it as a context manager: the temporary file goes with it.
    """

    def __init__(self) -> None:
        # A database without a name is a temporary file that SQLite writes only once its cache is full.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA cache_size = -65536")
        self._database.execute(_TABLE)
        self._inputs = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, path: Path, form: str | None = None, graph: str | None = None) -> None:
        """Read an input (``-`` is stdin); triples outside any graph belong to ``graph``, by default to their article.

        FormatError or StoreError where it cannot be used; nothing of it is kept then.
        """
        self._inputs += 1
        try:
            with stream(path, form) as quads:
                self._keep(quads, NamedNode(graph) if graph else None)
        except PressgraphError:
            self._drop()
            raise
        except sqlite3.Error as error:
            raise StoreError(f"the temporary file for {path} cannot be written ({error}): free disk space") from None

    def __len__(self) -> int:
        """How many graphs there are."""
        [(number,)] = self._database.execute("SELECT COUNT(DISTINCT graph) FROM quad")
        return int(number)

    def graphs(self) -> Iterator[tuple[NamedNode, set[Triple]]]:
        """The graphs in the order of their names, each whole, as a store would return it."""
        rows = self._database.execute("SELECT graph, input, line FROM quad ORDER BY graph, input DESC")
        for name, found in groupby(rows, key=lambda row: str(row[0])):
            latest = next(groupby(found, key=lambda row: int(row[1])))[1]
            yield NamedNode(name), canonical(_triples(line for _, _, line in latest))

    def _keep(self, quads: Iterable[Quad], default: NamedNode | None) -> None:
        articles: set[NamedNode] = set()
        source = iter(quads)
        while some := list(islice(source, _AT_ONCE)):
            for quad in some:
                refuse_blank(quad)
                if quad.graph_name == DefaultGraph() and quad.predicate == TYPE and quad.object == NEWS_ARTICLE:
                    articles.add(quad.subject)  # type: ignore[arg-type]
            rows = [(_graph(quad, default), self._inputs, f"{quad.triple} .\n") for quad in some]
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO quad VALUES (?, ?, ?)", rows)
            self._database.execute("COMMIT")
        self._name_loose(articles)

    def _name_loose(self, articles: set[NamedNode]) -> None:
        """Put the triples outside any graph into the graph of their article."""
        mine = "FROM quad WHERE graph = '' AND input = ?"
        if not self._database.execute(f"SELECT 1 {mine} LIMIT 1", (self._inputs,)).fetchone():
            return
        name = name_of(articles).value
        self._database.execute("UPDATE quad SET graph = ? WHERE graph = '' AND input = ?", (name, self._inputs))

    def _drop(self) -> None:
        self._database.execute("DELETE FROM quad WHERE input = ?", (self._inputs,))


def _graph(quad: Quad, default: NamedNode | None) -> str:
    if isinstance(quad.graph_name, NamedNode):
        return quad.graph_name.value
    return default.value if default else ""


def _triples(lines: Iterable[str]) -> Iterator[Triple]:
    for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple


@contextmanager
def stream(path: Path, form: str | None = None) -> Iterator[Iterable[Quad]]:
    """The quads of a graph file as they are read; gzip is recognised. FormatError before that or meanwhile.

    Annotations, JSON-LD and RDF/XML are read as a whole, as their parsers do.
    """
    chosen = format_of(form or "turtle") if form or str(path) == "-" else format_of_path(path)
    if chosen.name not in _STREAMED:
        yield read_graph(path, chosen.name)
        return
    with nullcontext(sys.stdin.buffer) if str(path) == "-" else _opened(path) as file:
        yield _parsed(file, chosen, "stdin" if str(path) == "-" else str(path))


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise FormatError(f"{path} cannot be opened: {error.strerror or error}") from None


class _Rejoined:
    """A file from which the first bytes have been read already, to be read from the beginning."""

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self._head = head
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """The next bytes, of which there may be fewer than asked for."""
        if not self._head:
            return self._file.read(size)
        head, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
        return head + self._file.read() if size < 0 else head


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    """The file without compression and byte order mark."""
    head = file.read(3)
    if not head.startswith(_GZIP):
        return cast(IO[bytes], _Rejoined(head.removeprefix(codecs.BOM_UTF8), file))
    unpacked = cast(IO[bytes], gzip.GzipFile(fileobj=cast(IO[bytes], _Rejoined(head, file))))
    return cast(IO[bytes], _Rejoined(unpacked.read(3).removeprefix(codecs.BOM_UTF8), unpacked))


def _parsed(file: IO[bytes], form: Format, name: str) -> Iterator[Quad]:
    try:
        yield from ox.parse(_unpacked(file), format=OX_FORMATS[form.name])
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error) as error:
        line = getattr(error, "lineno", None)
        where, detail = f"{name}, line {line}" if line else name, str(error).removeprefix("Parser error ")
        raise FormatError(
            f"{where}: not readable as {form.name} ({detail}); correct it, or name another format"
        ) from None
