"""Functions of a word that remember their latest results.

What spaCy knows of a word leaves its vocabulary with each article (`annotate_with`), and most words come again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

LATEST = 8192
"""How many results a function remembers."""


class Remembered:
    """A function of a word that always gives the same for it; can be pickled, as spaCy's vocabularies must be.

    Args:
        function: the function, such as the search of a regular expression.
        kept: what becomes of a result before it is remembered: an iterator would be used up.

    >>> find = Remembered(__import__("re").compile("o").finditer, list)
    >>> len(find("oolong")), len(find("oolong")), find.__self__.pattern
    (3, 3, 'o')
    """

    def __init__(self, function: Callable[[str], Any], kept: Callable[[Any], Any] | None = None) -> None:
        self._function, self._kept = function, kept
        self._known = functools.lru_cache(LATEST)(function if kept is None else lambda word: kept(function(word)))

    def __call__(self, word: str) -> Any:
        return self._known(word)

    @property
    def __self__(self) -> Any:
        """The function's object: spaCy saves a tokenizer's searches by the patterns that they belong to."""
        return self._function.__self__  # type: ignore[attr-defined]

    def __reduce__(self) -> tuple[type[Remembered], tuple[Any, Any]]:
        return Remembered, (self._function, self._kept)
