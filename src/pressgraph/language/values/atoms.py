"""The smallest pieces of text that the grammar of values sees.

The tokenizer's own tokens are not used here: they split ``2022-02-26`` and join ``HK$30bn``. An atom is a word, a
number, a sign, or something that only looks like a number (an address, a telephone number, a version, a score).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORD = r"[^\W\d_]+"
_ATOM = re.compile(
    rf"""
    (?P<iso>(?<![\w/-])[0-9]{{4}}(?P<ISOSEP>[/-])[0-9]{{2}}(?P=ISOSEP)[0-9]{{2}}(?![\w/-]|T[0-9]))
  | (?P<slashed>(?<![\w/.-])[0-9]{{1,2}}(?P<SEP>[/.])[0-9]{{1,2}}(?P=SEP)[0-9]{{4}}(?![\w/]|\.[0-9]))
  | (?P<other>https?://\S{{1,2000}}|www\.\S{{1,2000}}|[@\#]\w{{1,200}}
      |[\w.+-]{{1,64}}+@[\w-]{{1,64}}\.[\w.]{{1,64}}
      |(?<!\w)\+[0-9][0-9 ()-]{{6,18}}[0-9](?!\w)
      |(?<![\w-])(?:\([0-9]{{3}}\)\ ?|[0-9]{{3}}[ -])[0-9]{{3}}-[0-9]{{4}}(?![\w-])
      |(?<![\w.])[vV]?[0-9]+(?:\.[0-9]+){{2,8}}(?![\w]))
  | (?P<clock>(?<![\w:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![\w:])|(?<![\w:])[0-2]?[0-9]:[0-5][0-9](?=[ap]m\b))
  | (?P<decade>(?<![\w.,])(?:1[0-9]{{2}}|20[0-9])0(?=['’]?s\b)['’]?s|(?<![\w.,])[0-9]0(?=['’]?s\b)['’]?s)
  | (?P<ordinal>(?<![\w.,])[0-9]{{1,4}}(?:st|nd|rd|th)(?!\w))
  | (?P<fraction>(?<![\w/.,])[0-9]{{1,3}}/[0-9]{{1,3}}(?![\w/]))
  | (?P<vulgar>[0-9]{{0,6}}[½¼¾⅓⅔⅛])
  | (?P<number>[0-9]{{1,3}}(?:,[0-9]{{2,3}}){{0,5}},[0-9]{{3}}(?![0-9]|,[0-9])(?:\.[0-9]+)?
      |[0-9]{{1,3}}(?:[\u202f\u2009][0-9]{{3}})+(?![0-9])|[0-9]+(?:\.[0-9]+)?|(?<![\w.])\.[0-9]+)
  | (?P<symbol>[A-Z]{{1,3}}[$¥₵]|(?:Rs|Tk)\.(?=\ ?[0-9]|\Z))
  | (?P<word>[ap]\.m\.?|(?:[^\W\d_]\.){{2,6}}|km/h|m/s|(?:km|m)[²³]|°\ ?[CF]\b|{_WORD})
  | (?P<mark>\S)
  | (?P<gap>\n)
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"(?<![^\W_])([A-Z]{1,6})-?[0-9][\w-]*")


class Atom(NamedTuple):
    """One piece: its shape (a group of the pattern above), text and offsets; ``spaced`` if a space precedes it."""

    shape: str
    text: str
    begin: int
    end: int
    spaced: bool


def _breaks(text: str, at: int) -> bool:
    """Whether the line end at ``at`` ends a passage: always, except inside hard-wrapped prose."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    wrapped = text.rfind("\n", max(0, at - 50), at) < 0 and at >= 50
    return not (wrapped and before not in ".!?:\"”'" and (after.islower() or after.isdigit()))


def atoms(text: str, begin: int = 0, end: int | None = None, prefixes: frozenset[str] = frozenset()) -> Iterator[Atom]:
    """The atoms of ``text[begin:end]``, with offsets into ``text``.

    Capitals with a number glued to them (``A320``, ``COVID-19``) are a name and one atom, unless the capitals are
    among ``prefixes`` (currency codes). Line ends are atoms of shape ``gap`` unless the prose merely wraps there.

    >>> [atom.text for atom in atoms("US$2.1bn on 2022-02-26")]
    ['US$', '2.1', 'bn', 'on', '2022-02-26']
    """
    end = len(text) if end is None else end
    at, last = begin, begin
    while match := _ATOM.search(text, at, end):
        shape, atom_end = match.lastgroup or "mark", match.end()
        shape = {"SEP": "slashed", "ISOSEP": "iso"}.get(shape, shape)
        if shape == "word" and (code := _CODE.match(text, match.start(), end)) and code[1] not in prefixes:
            shape, atom_end = "code", code.end()
        if shape != "gap" or _breaks(text, match.start()):
            yield Atom(shape, text[match.start() : atom_end], match.start(), atom_end, match.start() > last)
        at = last = atom_end
