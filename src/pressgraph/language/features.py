"""Morphological features of words: spaCy takes them apart anew each time that it is asked."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from spacy.tokens import Token


def feature(token: Token, name: str) -> tuple[str, ...]:
    """The values of a word's feature ("Number": ("Plur",)), empty where it has none."""
    return _read(str(token.morph)).get(name, ())


@functools.lru_cache(maxsize=1024)
def _read(features: str) -> Mapping[str, tuple[str, ...]]:
    """Features in the notation of CoNLL-U.

    >>> _read("Number=Plur|PronType=Int,Rel")
    {'Number': ('Plur',), 'PronType': ('Int', 'Rel')}
    """
    pairs = (part.partition("=") for part in features.split("|") if part)
    return {name: tuple(values.split(",")) for name, _, values in pairs}
