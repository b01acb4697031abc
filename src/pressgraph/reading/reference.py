"""The reference text: what every offset of an article counts in.

The rules, in this order, until nothing changes any more:

- CRLF, CR, vertical tab, form feed and the line and paragraph separators become LF;
- C1 controls become the characters that Windows-1252 has in their place (the usual trace of a wrong decoding);
- tabs and every other space (no-break, thin, ideographic) become U+0020;
- controls, noncharacters, soft hyphens, zero-width, directional and other invisible characters go; a lone surrogate
  becomes U+FFFD, so that the loss stays visible;
- joiners go unless they stand between two characters that are not ASCII (emoji, Persian, Indic scripts need them);
- Unicode NFC, so that one name has one spelling; never NFKC, which would change what is printed;
- spaces at line ends go, and white space at both ends of the text.

What is left can be written in every RDF syntax, RDF/XML (XML 1.0) included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_NEWLINES = re.compile("\r\n?|[\v\f\u2028\u2029]")
_SPACES = re.compile("[\t\x1c-\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_CONTROLS = re.compile("[\x80-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLANE_ENDS = "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_ILLEGAL = "\x00-\x08\x0e-\x1b\x7f\ufdd0-\ufdef" + _PLANE_ENDS
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f"
_REMOVED = re.compile(f"[{_ILLEGAL}{_INVISIBLE}]")
_JOINERS = re.compile(
    "(?<![^\x00-\x7f\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f\u200c\u200d])",
)
_LOST = re.compile(f"[{_ILLEGAL}\ud800-\udfff]")


def normalise(text: str) -> str:
    """The reference text of ``text``; idempotent.

    >>> normalise("Ky\\u00adiv\\x00 said\\u00a0so. \\r\\n")
    'Kyiv said so.'
    """
    while (result := _once(text)) != text:
        text = result
    return result


def lost_characters(text: str) -> int:
    """How many characters of ``text`` RDF cannot hold (NUL, controls, noncharacters, lone surrogates)."""
    return sum(text.count(character) for character in set(text) if _LOST.match(character))


def one_line(text: str) -> str:
    """``text`` normalised, on one line: for headlines and names.

    >>> one_line(" Aid\\n reaches  port ")
    'Aid reaches port'
    """
    return " ".join(normalise(text).split())


def _once(text: str) -> str:
    inventory = "".join(set(text))
    for pattern, replacement in _STEPS:
        if pattern.search(inventory):
            text = pattern.sub(replacement, text)
    if "\u200c" in inventory or "\u200d" in inventory:
        text = _JOINERS.sub("", text)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).strip("\n ")


def _windows(match: re.Match[str]) -> str:
    """What Windows-1252 has at the place of a C1 control; nothing for its five gaps."""
    return match.group().encode("latin-1").decode("windows-1252", "ignore")


# Each looks for single characters (or CRLF), so a step is skipped where the text has none of them.
_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_NEWLINES, "\n"),
    (_SPACES, " "),
    (_CONTROLS, _windows),
    (_SURROGATES, "\ufffd"),
    (_REMOVED, ""),
)
