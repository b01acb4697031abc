"""Which tokens stand between quotation marks, told from the marks alone."""

from __future__ import annotations

from spacy.tokens import Doc, Token

_CLOSING = {"“": ("”", '"'), "«": ("»",), "„": ("”", "“"), "``": ("''",), '"': ('"', "”", "''")}
_ENDS = frozenset({"”", '"', "»", "''"})
_SINGLE = {"'": ("'", "’"), "‘": ("’", "'")}


def quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands between quotation marks.

    Double quotation marks hold to the mark that closes them, over a line's end only if the next line
    closes them before it opens others; single ones only within a line, and only where they are closed.
    """
    inside = [False] * len(doc)
    _double(doc, inside)
    _single(doc, inside)
    return inside


def _double(doc: Doc, inside: list[bool]) -> None:
    closing: tuple[str, ...] = ()
    for token in doc:
        if closing and "\n" in token.text:
            closing = closing if _goes_on(token) else ()
        elif closing and token.text in closing:
            closing = ()
        elif closing:
            inside[token.i] = True
        else:
            closing = _CLOSING.get(token.text, ())


def _goes_on(space: Token) -> bool:
    """Whether the line after this line break closes the quotation that is open, before it opens another."""
    doc = space.doc
    for i in range(space.i + 1, len(doc)):
        token = doc[i]
        if "\n" in token.text:
            return False
        if token.text in _ENDS or token.text in _CLOSING:
            attached = not doc[i - 1].whitespace_ and not doc[i - 1].is_space
            return token.text not in ("“", "„", "«", "``") and attached
    return False


def _single(doc: Doc, inside: list[bool]) -> None:
    begun = -1
    closing: tuple[str, ...] = ()
    for token in doc:
        if "\n" in token.text:
            begun = -1
        elif begun >= 0 and token.text in closing and not doc[token.i - 1].whitespace_:
            inside[begun + 1 : token.i] = [True] * (token.i - begun - 1)
            begun = -1
        elif begun < 0 and token.text in _SINGLE and _opens(token):
            begun, closing = token.i, _SINGLE[token.text]


def _opens(token: Token) -> bool:
    before = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space or token.nbor(-1).is_punct
    return before and not token.whitespace_ and token.i + 1 < len(token.doc)
