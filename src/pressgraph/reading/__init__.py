"""Reading: files, standard input, directories and web pages to articles with a clean reference text."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from os import PathLike, fspath

from pressgraph.annotations import Article
from pressgraph.errors import ReadError
from pressgraph.reading import encoding as encodings
from pressgraph.reading import metadata, records, sources
from pressgraph.reading.documents import ReadFailure, documents
from pressgraph.reading.metadata import NO_DATE, Metadata
from pressgraph.reading.reference import normalise

__all__ = ["NO_DATE", "ReadFailure", "normalise", "read", "read_many"]

Source = str | PathLike[str]
OnError = Callable[[ReadFailure], None]


def read(
    source: Source,
    *,
    date: str | datetime.date | None = None,
    url: str | None = None,
    publisher: str | None = None,
    headline: str | None = None,
    language: str | None = None,
    fields: Mapping[str, str] | None = None,
    name: str | None = None,
    encoding: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Article]:
    """The articles of ``source``: a path, ``-`` (standard input), a directory or an http(s) address; gzip is unpacked.

    What the keywords say about the articles wins over what the input says. ``fields`` maps text, headline, date, url,
    publisher, authors, language and id to a record's own names ({"text": "corps"}); ``name`` stands for the source
    in messages and in `Article.source`; ``encoding`` is tried first.

    What cannot be read goes to ``on_error`` and the rest is still read; without ``on_error`` a ReadError is raised
    once everything readable was yielded. Raises OptionError at once for an option that makes no sense.
    """
    given = metadata.options(date, url, publisher, headline, language)
    return _read([source], _Settings(given, records.checked_fields(fields), _known(encoding), name=name), on_error)


def read_many(
    source_list: Iterable[Source],
    glob: str | None = None,
    *,
    date: str | datetime.date | None = None,
    url: str | None = None,
    publisher: str | None = None,
    headline: str | None = None,
    language: str | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Article]:
    """The articles of many sources in their order; ``glob`` picks the files of directories, else known suffixes do.

    The other keywords are those of `read`, and so is the handling of failures.
    """
    given = metadata.options(date, url, publisher, headline, language)
    return _read(source_list, _Settings(given, records.checked_fields(fields), _known(encoding), glob), on_error)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What holds for all sources of one call."""

    given: Metadata
    fields: Mapping[str, str]
    charset: str | None
    glob: str | None = None
    name: str | None = None


def _read(source_list: Iterable[Source], settings: _Settings, on_error: OnError | None) -> Iterator[Article]:
    failures: list[ReadFailure] = []
    for source in source_list:
        for item in _items(fspath(source), settings):
            if isinstance(item, Article):
                yield item
            elif on_error is not None:
                on_error(item)
            else:
                failures.append(item)
    if failures:
        more = f" (and {len(failures) - 1} more inputs or records that cannot be read)" if len(failures) > 1 else ""
        raise ReadError(f"{failures[0]}{more}")


def _items(source: str, settings: _Settings) -> Iterator[Article | ReadFailure]:
    """The articles of one source, a failure in the place of each that cannot be read."""
    try:
        for path in sources.expand(source, settings.glob):
            yield from _articles(path, settings)
    except ReadError as error:
        yield ReadFailure(settings.name or _shown(source), str(error))


def _articles(path: str, settings: _Settings) -> Iterator[Article | ReadFailure]:
    shown = settings.name or _shown(path)
    try:
        opened = sources.open_source(path)
        with nullcontext() if path == sources.STDIN else opened.stream:
            for item in documents(opened, shown, settings.fields, settings.charset):
                yield item if isinstance(item, ReadFailure) else _article(item, settings.given)
    except ReadError as error:
        yield ReadFailure(shown, str(error))


def _article(document: metadata.Document, given: Metadata) -> Article | ReadFailure:
    try:
        return metadata.article(document, given)
    except ReadError as error:
        return ReadFailure(document.source, str(error))


def _shown(source: str) -> str:
    """A source's name: standard input is called so, an address goes without credentials."""
    if source == sources.STDIN:
        return "stdin"
    return metadata.web_address(source) or source if sources.is_address(source) else source.replace("\\", "/")


def _known(encoding: str | None) -> str | None:
    return encodings.known(encoding) if encoding else None
