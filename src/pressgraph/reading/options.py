"""What the user says about the articles of an input: the keywords of `pressgraph.read`, checked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, Unpack

from pressgraph.errors import OptionError
from pressgraph.reading.dates import checked_date
from pressgraph.reading.encoding import charset
from pressgraph.reading.metadata import Metadata, primary_language, web_address
from pressgraph.reading.records import checked_fields
from pressgraph.reading.reference import one_line


class Options(TypedDict, total=False):
    """The keywords; None is as good as none."""

    date: str | datetime.date | None
    url: str | None
    publisher: str | None
    headline: str | None
    language: str | None
    fields: Mapping[str, str] | None
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What is ``known`` of the articles wins over what they say; ``fields`` are the user's names for a record's."""

    known: Metadata
    fields: Mapping[str, str]
    charset: str | None


def checked(**options: Unpack[Options]) -> Checked:
    """The options as the readers take them; raises OptionError for one that makes no sense.

    >>> checked(language="en-GB").known.language
    'en'
    """
    for name in options.keys() - Options.__annotations__.keys():
        raise TypeError(f"unexpected keyword argument {name!r}")
    return Checked(_known(options), checked_fields(options.get("fields")), charset(options.get("encoding")))


def _known(options: Options) -> Metadata:
    date, url, language = options.get("date"), options.get("url"), options.get("language")
    headline, publisher = options.get("headline"), options.get("publisher")
    if url is not None and (web_address(url) is None or len(url.split()) != 1):
        raise OptionError(f"invalid URL {url!r}: give an absolute http or https address without spaces")
    if language is not None and primary_language(language) is None:
        raise OptionError(f"invalid language {language!r}: give a language tag such as en or fr")
    return Metadata(
        headline=one_line(headline) if headline else None,
        date=None if date is None else checked_date(date),
        url=web_address(url),
        publisher=one_line(publisher) if publisher else None,
        language=primary_language(language) if language else None,
    )
