"""What the user says about the articles of a corpus, and how much is read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from pressgraph.reading import metadata, records
from pressgraph.reading.encoding import charset
from pressgraph.reading.given import Limits
from pressgraph.reading.metadata import Metadata


@dataclass(frozen=True, slots=True)
class InputSettings:
    """How inputs are read; `input_settings` makes one of the user's words and checks them.

    ``known`` wins over what an article says of itself; ``fields`` are the user's names for a record's fields;
    ``encoding`` is tried first.
    """

    known: Metadata = field(default_factory=Metadata)
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)


def input_settings(
    *,
    date: str | datetime.date | None = None,
    url: str | None = None,
    publisher: str | None = None,
    headline: str | None = None,
    language: str | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> InputSettings:
    """Settings of options as `pressgraph.read` takes them; raises OptionError for one that makes no sense.

    >>> input_settings(language="en-GB").known.language
    'en'
    """
    known = metadata.options(date, url, publisher, headline, language)
    return InputSettings(known, records.checked_fields(fields), charset(encoding), limits or Limits())
