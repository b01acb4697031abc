"""The tokenizer: spaCy's English rules, adapted to Universal Dependencies and to what news quotes of the net."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_WHOLE = (r"\[(?:\.{2,}|…)\]", r"[!?]{2,}")


def create_tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's tokenizer for the language of ``nlp``, keeping hashtags, runs of ``!?`` and ``[...]`` whole."""
    defaults = nlp.Defaults
    prefixes = [p for p in (defaults.prefixes or ()) if p != "#"]
    suffixes = list(defaults.suffixes or ())
    infixes = [*_WHOLE, *(defaults.infixes or ())]
    return Tokenizer(
        nlp.vocab,
        rules=dict(defaults.tokenizer_exceptions or {}),
        prefix_search=compile_prefix_regex((*_WHOLE, r"#(?!\w)", *prefixes)).search,
        suffix_search=compile_suffix_regex((*_WHOLE, *suffixes)).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
