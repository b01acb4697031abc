"""Words to WordPiece ids and case shapes: the input of the encoder, in training and at run time alike.

The encoder is uncased, so the casing that names depend on travels beside the pieces as one small
integer a word, its *shape* (`SHAPES`).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Final

SHAPES: Final = (
    "none",
    "lower",
    "title",
    "upper",
    "mixed",
    "single-capital",
    "digits",
    "alphanumeric",
    "symbol",
    "title-among-capitals",
    "upper-among-capitals",
    "unknown",
)
"""Names of the word shapes; a shape's id is its place in this tuple."""

_ID: Final = {name: index for index, name in enumerate(SHAPES)}
_CONTEXT: Final = 5
_CLS: Final = 101
_SEP: Final = 102
_UNK: Final = 100
_MAX_PIECES: Final = 8

_STRAIGHT: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "‑": "-", "‐": "-"}
)


def straighten(text: str) -> str:
    """The text with typographic quotation marks and hyphens made plain, length unchanged.

    >>> straighten("“It’s”")
    '"It\\'s"'
    """
    return text.translate(_STRAIGHT)


@functools.lru_cache(maxsize=16_384)
def _own_shape(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return "digits" if any(c.isdigit() for c in word) else "symbol"
    if any(c.isdigit() for c in word):
        return "alphanumeric"
    if word.islower() or not any(c.isupper() for c in letters):
        return "lower"
    if word.isupper():
        return "single-capital" if len(letters) == 1 else "upper"
    return "title" if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else "mixed"


def word_shapes(words: Sequence[str]) -> list[int]:
    """The shape id of each word; capitals among nothing but capitals (headlines) get shapes of their own.

    >>> [SHAPES[i] for i in word_shapes(["Kyiv", "said", "the", "EU", "paid", "3", "."])]
    ['title', 'lower', 'lower', 'upper', 'lower', 'digits', 'symbol']
    """
    own = [_own_shape(word) for word in words]
    plain = [shape == "lower" and len(word) > 3 for shape, word in zip(own, words, strict=True)]
    result = []
    for i, shape in enumerate(own):
        if shape in ("title", "upper") and len(words) > 3:
            near = plain[max(0, i - _CONTEXT) : i + _CONTEXT + 1]
            shape = shape if any(near) else f"{shape}-among-capitals"  # noqa: PLW2901
        result.append(_ID[shape])
    return result


class WordPieces:
    """An uncased WordPiece vocabulary (Wu et al. 2016, as in BERT), applied word by word with a cache."""

    cls, sep = _CLS, _SEP

    def __init__(self, vocabulary: Path) -> None:
        from tokenizers import BertWordPieceTokenizer

        self._tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._cached = functools.lru_cache(maxsize=50_000)(self._encode)

    def _encode(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(straighten(word[:100]), add_special_tokens=False).ids
        return tuple(ids[:_MAX_PIECES]) or (_UNK,)

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of one word's pieces, at least one, at most eight (the rest of a longer word is not read)."""
        return self._cached(word)
