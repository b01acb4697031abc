"""The exceptions of the package, drawn once.

PressgraphError
├── ReadError        an input cannot be read as an article
├── ModelError       the language model is missing or does not fit
├── RuleError        a rule file is malformed
├── OptionError      an option or setting makes no sense
├── FormatError      a format's name is unknown, or a graph cannot be parsed
├── StoreError       a store is locked, down, full or answers nonsense
└── QueryError       a query cannot be parsed or run

Each message says what is wrong, where, and what to do about it.
"""

from __future__ import annotations


class PressgraphError(Exception):
    """The base of every error that the package raises on purpose."""


class ReadError(PressgraphError):
    """An input cannot be read as an article: its encoding, form or content is at fault."""


class ModelError(PressgraphError):
    """The language model is missing, damaged, or made for another version."""


class RuleError(PressgraphError):
    """A rule file is malformed or names a term that the ontology does not have."""


class OptionError(PressgraphError):
    """An option, setting or parameter makes no sense."""


class FormatError(PressgraphError):
    """A format's name is unknown, or a graph cannot be parsed as it."""


class StoreError(PressgraphError):
    """A store is locked, down, full, read-only or answers nonsense."""


class QueryError(PressgraphError):
    """A query cannot be parsed or run."""
