"""From one input to its articles: open it, read its documents, add what the user knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

from pressgraph.annotations import Article
from pressgraph.errors import ReadError
from pressgraph.reading import metadata, sources
from pressgraph.reading.access import AccessError
from pressgraph.reading.documents import EMPTY, ReadFailure, documents
from pressgraph.reading.given import Given
from pressgraph.reading.metadata import Metadata


def read_input(path: str, given: Given, known: Metadata) -> Iterator[Article | ReadFailure]:
    """The articles of a file, an address, an object or standard input, in its order, read as they are asked for.

    A failure stands in the place of each record that cannot be read, and at the end of an input that breaks off;
    no ReadError is raised; one is made of an input that has neither records nor anything else. ``known`` wins over
    what the input says.
    """
    met, item = given.tally.met, None
    try:
        opened = sources.open_source(path, given.limits, given.sound)
        with nullcontext() if path == sources.STDIN else opened.stream:
            for item in documents(opened, given):
                yield item if isinstance(item, ReadFailure) else _article(item, known)
        if item is None and given.tally.met == met and given.share.has(0):
            yield ReadFailure(given.source, f"{given.source}: {EMPTY}")
    except ReadError as error:
        given.tally.reached = given.tally.reached and not isinstance(error, AccessError)
        yield ReadFailure(given.source, str(error))


def shown(source: str) -> str:
    """A source's name: standard input is called so, an address goes without credentials."""
    if source == sources.STDIN:
        return "stdin"
    return metadata.web_address(source) or source if sources.is_address(source) else source.replace("\\", "/")


def _article(document: metadata.Document, known: Metadata) -> Article | ReadFailure:
    try:
        return metadata.article(document, known)
    except ReadError as error:
        return ReadFailure(document.source, str(error))
