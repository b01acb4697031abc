"""Reading: files, standard input, directories and web pages to articles with a clean reference text."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Unpack

from pressgraph.annotations import Article
from pressgraph.errors import ReadError
from pressgraph.reading import sources
from pressgraph.reading.documents import ReadFailure
from pressgraph.reading.given import Given
from pressgraph.reading.inputs import read_input, shown
from pressgraph.reading.metadata import NO_DATE
from pressgraph.reading.options import Checked, Options, checked
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
    given = checked(
        date=date,
        url=url,
        publisher=publisher,
        headline=headline,
        language=language,
        fields=fields,
        encoding=encoding,
    )
    return _read([source], _Settings(given, name=name), on_error)


def read_many(
    source_list: Iterable[Source],
    glob: str | None = None,
    *,
    on_error: OnError | None = None,
    **options: Unpack[Options],
) -> Iterator[Article]:
    """The articles of many sources in their order; ``glob`` picks the files of directories, else known suffixes do.

    The other keywords are those of `read`, and so is the handling of failures.
    """
    return _read(source_list, _Settings(checked(**options), glob), on_error)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What holds for all sources of one call."""

    given: Checked
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
            given = Given(settings.name or shown(path), settings.given.fields, settings.given.charset)
            yield from read_input(path, given, settings.given.known)
    except ReadError as error:
        yield ReadFailure(settings.name or shown(source), str(error))
