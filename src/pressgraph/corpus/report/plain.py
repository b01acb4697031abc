"""Strangers' words made fit to be shown and to be grouped: names, reasons and messages of any length and content."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 2000
"""Characters that are kept of a name or a message."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_QUOTED = re.compile(r"""(?<!\w)(?:'[^'\n]{0,300}'|"[^"\n]{0,300}"|“[^”\n]{0,300}”|‘[^’\n]{0,300}’)(?!\w)""")
_PLACE = re.compile(
    r"(?<![\w/])(?:[A-Za-z][\w+.-]{1,20}://|\.{0,2}/)[^\s,;)]*[\w/]|(?<![^\s(])[^\s/,;()]+/[^\s,;()]*\.\w{1,8}\b"
)
_IDENTIFIER = re.compile(r"(?<![\w-])(?:0x)?(?=[a-f]*\d)[0-9a-f]{8,}(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.-])(?<!signal )(?<!answered )[+-]?\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"\w")
_SPACE = re.compile(r"\s+")


def shown(text: str, longest: int = 160) -> str:
    """Text as a page may show it: what nobody can see is named, and the middle of what is too long is left out.

    >>> shown("left\\u202egpj.exe"), shown("quay" * 10, 9)
    ('left⟨U+202E⟩gpj.exe', 'quayqu…ay')
    """
    cut = _cut(text, longest)
    if cut.isprintable() and cut.isascii():
        return cut
    return _cut("".join(_visible(character) for character in cut), longest)


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN
    return f"⟨U+{ord(character):04X}⟩" if hidden else character


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    end = min(longest // 4, longest - 1)
    return f"{text[: longest - end - 1]}…{text[len(text) - end :]}"


def kept(text: str) -> str:
    """Text as the machine-readable report keeps it.

    >>> len(kept("x" * 10_000))
    2000
    """
    return _cut(text, LONGEST)


def general(message: str, *names: str) -> str:
    """What a message has in common with its like: without places, quoted words and numbers.

    ``names`` are taken out wherever they stand. Signals and HTTP statuses stay: they are reasons of their own.

    >>> general("a.jsonl:17: not valid JSON: line 3 is broken; mend it", "a.jsonl")
    'not valid JSON: line N is broken; mend it'
    >>> general("killed by signal 9 after 17.5 seconds at 'noon'")
    'killed by signal 9 after N seconds at “…”'
    """
    text = message[:LONGEST]
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name[:LONGEST], "…")
    found = _general(text)
    return found if _WORD.search(found) else _general(message[:LONGEST])


@lru_cache(maxsize=4096)
def _general(text: str) -> str:
    text = re.sub(r"^…\S*\s+", "", text)
    text = _QUOTED.sub("“…”", text)
    text = _PLACE.sub("…", text)
    text = _IDENTIFIER.sub("…", text)
    text = _NUMBER.sub("N", text)
    return _SPACE.sub(" ", text).strip()[:300] or "no reason given"
