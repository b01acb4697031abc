"""Raw text made again from tokens, so that evaluation starts where a user does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressgraph.datasets import TreebankSentence

Offsets = list[tuple[int, int]]

_NO_SPACE_BEFORE = re.compile(r"[,.;:!?%)\]}…]+|'s|’s|n't|n’t|'(?:re|ve|ll|d|m)|’(?:re|ve|ll|d|m)|''", re.IGNORECASE)
_NO_SPACE_AFTER = re.compile(r"[(\[{$£€#]|``")
_CLITICS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_WORD = re.compile(r"\w")


def _tight_hyphen(before: str, after: str, context: bool) -> bool:
    """Whether ``before - after`` is a compound ("anti-gay") and not a dash."""
    if not (_WORD.match(before[-1:]) and _WORD.match(after[:1])):
        return False
    return not context and (after[0].islower() or after[0].isdigit() or before[0].isupper())


def detokenise(tokens: Sequence[str]) -> tuple[str, Offsets]:
    """The tokens' text by the usual English rules, and where each token lies in it.

    >>> detokenise(["He", "did", "n't", "say", '"', "yes", '"', "."])[0]
    'He didn\\'t say "yes".'
    """
    text, offsets = "", []
    glue = True
    opened: dict[str, bool] = {}
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        tight = _NO_SPACE_BEFORE.fullmatch(token) is not None
        glue_next = _NO_SPACE_AFTER.fullmatch(token) is not None
        if token in {"'", "’"} and after.lower() in _CLITICS and _WORD.match(before[-1:]):
            tight = glue_next = True
        elif token in {'"', "'"}:
            closing = opened.get(token, False)
            if token == "'" and not closing and before.endswith("s") and "'" not in tokens[i + 1 :]:
                closing = True
            tight, glue_next = closing, not closing
            opened[token] = not closing
        elif token in {"“", "‘"}:
            glue_next = True
        elif token in {"”", "’"}:
            tight = True
        elif token in {"-", "–", "/"} and before and after:
            spaced = i >= 2 and tokens[i - 2] == "," and token == "-"
            number = before[-1:].isdigit() and after[:1].isdigit()
            tight = glue_next = token == "/" or number or (token == "-" and _tight_hyphen(before, after, spaced))
        if text and not glue and not tight:
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
        glue = glue_next
    return text, offsets


def treebank_text(sentences: Sequence[TreebankSentence]) -> tuple[str, list[Offsets]]:
    """A document's raw text, and where its words lie in it.

    Paragraphs are parted by blank lines, as in the CoNLL 2018 shared task.
    """
    text, offsets = "", []
    for sentence in sentences:
        if sentence.starts_paragraph and text:
            text = text.rstrip(" ") + "\n\n"
        own = []
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            own.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        offsets.append(own)
    return text, offsets
