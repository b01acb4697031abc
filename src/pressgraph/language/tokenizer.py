"""The tokenizer: spaCy's English rules, adapted to Universal Dependencies and to what news quotes of the net."""

from __future__ import annotations

from collections.abc import Callable

from spacy.attrs import (
    IS_ASCII,
    IS_LEFT_PUNCT,
    IS_PUNCT,
    IS_QUOTE,
    IS_RIGHT_PUNCT,
    IS_STOP,
    LIKE_EMAIL,
    LIKE_NUM,
    LIKE_URL,
    SHAPE,
)
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from pressgraph.language.remembered import Remembered

_SLOW = (IS_ASCII, IS_LEFT_PUNCT, IS_PUNCT, IS_QUOTE, IS_RIGHT_PUNCT, IS_STOP, LIKE_EMAIL, LIKE_NUM, LIKE_URL, SHAPE)
_WHOLE = (r"\[(?:\.{2,}|…)\]", r"[!?]{2,}")


def create_tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's tokenizer for the language of ``nlp``, keeping hashtags, runs of ``!?`` and ``[...]`` whole.

    It and the vocabulary remember what they found out about words.
    """
    remember_words(nlp.vocab)
    defaults = nlp.Defaults
    prefixes = [p for p in (defaults.prefixes or ()) if p != "#"]
    suffixes = list(defaults.suffixes or ())
    infixes = [*_WHOLE, *(defaults.infixes or ())]
    return Tokenizer(
        nlp.vocab,
        rules=dict(defaults.tokenizer_exceptions or {}),
        prefix_search=Remembered(compile_prefix_regex((*_WHOLE, r"#(?!\w)", *prefixes)).search),
        suffix_search=Remembered(compile_suffix_regex((*_WHOLE, *suffixes)).search),
        infix_finditer=Remembered(compile_infix_regex(infixes).finditer, list),
        token_match=defaults.token_match,
        url_match=Remembered(defaults.url_match) if defaults.url_match else None,
    )


def remember_words(vocab: Vocab) -> None:
    """Lets the vocabulary's slower functions of a word remember their results."""
    functions: dict[int, Callable[[str], object]] = vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute in _SLOW:
        if not isinstance(functions[attribute], Remembered):
            functions[attribute] = Remembered(functions[attribute])
