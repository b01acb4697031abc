"""Base forms of inflected words, for where the lemma of a rare word is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

_INFLECTED = frozenset({"VBD", "VBN", "VBG", "VBZ", "NNS"})


def base_forms(token: Token, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The token's lemma; after it, where the lemma is but the inflected form itself, what the endings leave of it."""
    lemma = token.lemma_.lower()
    yield lemma
    if token.tag_ not in _INFLECTED and token.pos_ != "ADJ":
        return
    for form in dict.fromkeys((token.lower_, lemma)):
        yield from stems(form, endings)


def stems(form: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What may be left of a form without an ending, a doubled consonant single again.

    >>> list(stems("regretted", {"ed": ("", "e")}))
    ['regrett', 'regret', 'regrette']
    """
    for ending, bases in endings.items():
        stem = form.removesuffix(ending)
        if not stem:
            yield from bases
        if stem == form or len(stem) < 3:
            continue
        for base in bases:
            yield stem + base
            if not base and stem[-1] == stem[-2]:
                yield stem[:-1]
