"""What the user says about the articles of a corpus, and how much is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Unpack

from pressgraph.reading.given import Limits
from pressgraph.reading.metadata import Metadata
from pressgraph.reading.options import Options, checked


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


def input_settings(*, limits: Limits | None = None, **options: Unpack[Options]) -> InputSettings:
    """Settings of options as `pressgraph.read` takes them; raises OptionError for one that makes no sense.

    >>> input_settings(language="en-GB").known.language
    'en'
    """
    given = checked(**options)
    return InputSettings(given.known, given.fields, given.charset, limits or Limits())
