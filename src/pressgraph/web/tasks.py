"""Extraction and checks as tasks: too slow, and too hungry, for the server's own process."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from pressgraph.annotations import Article
from pressgraph.checks import Report, check
from pressgraph.errors import ReadError
from pressgraph.reading import addresses
from pressgraph.store.loading import article_graphs, triples_of


@dataclass(frozen=True, slots=True)
class ExtractTask:
    """A text, or the page at an address, to annotate; ``date`` is its day, as YYYY-MM-DD."""

    text: str | None
    url: str | None
    headline: str | None = None
    date: str | None = None

    def run(self) -> tuple[bytes, str]:
        """The annotations as a line of JSON, and the model's name. ReadError, OptionError or ModelError."""
        from pressgraph.api import model_name
        from pressgraph.graph.jsonl import dump_annotations
        from pressgraph.language.annotate import annotate

        annotations = next(iter(annotate([self._article()])))
        return dump_annotations(annotations), model_name()

    def _article(self) -> Article:
        from pressgraph.reading import read

        if self.url is not None:
            _keep_to_the_web()
            articles = list(read(self.url, headline=self.headline, date=self.date))
        else:
            with TemporaryDirectory(prefix="pressgraph-") as folder:
                path = Path(folder) / "text.txt"
                path.write_text(self.text or "", encoding="utf-8")
                articles = list(read(path, headline=self.headline, date=self.date, name="the text"))
        if not articles:
            raise ReadError("there is no article in it: give a text of at least one sentence")
        return articles[0]


@lru_cache(maxsize=1)
def _keep_to_the_web() -> None:
    """From now on this process connects to public addresses only, whatever names and redirects lead to."""
    sys.addaudithook(_refuse_private)


def _refuse_private(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and not _is_public(arguments[1]):
        raise OSError("an address of a private network")


def _is_public(address: object) -> bool:
    """Whether a socket's address is one of the public internet.

    >>> _is_public(("93.184.216.34", 443)), _is_public(("127.0.0.1", 80)), _is_public(("::ffff:10.0.0.1", 80, 0, 0))
    (True, False, False)
    """
    return isinstance(address, tuple) and bool(address) and addresses.is_public(str(address[0]))


@dataclass(frozen=True, slots=True)
class CheckTask:
    """The checks, over one article's graph or over all."""

    snapshot: str
    graph: str | None

    def run(self) -> Report:
        """Run them."""
        store = ox.Store.read_only(self.snapshot)
        names = [ox.NamedNode(self.graph)] if self.graph else article_graphs(store)
        return check(
            ox.Quad(triple.subject, triple.predicate, triple.object, name)
            for name in names
            for triple in triples_of(store, name)
        )
