"""From atoms to the items that patterns are written over: numbers, known words and phrases, and signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pressgraph.language.values.atoms import Atom, atoms
from pressgraph.language.values.lexicon import Entry, Lexicon
from pressgraph.language.values.numerals import Numeral, NumeralReader, entries

_MARKS = {
    ",": "COMMA", ".": "DOT", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", "/": "SLASH", "'": "APOSTROPHE",
    "’": "APOSTROPHE", "!": "STOP", "?": "STOP", ";": "STOP", ":": "STOP", "-": "DASH", "‑": "DASH", "–": "DASH",
    "—": "DASH", "−": "DASH", '"': "QUOTE", "“": "QUOTE", "”": "QUOTE", "%": "PERCENTSIGN", "+": "PLUS",
}  # fmt: skip
_SHAPES = {
    "iso": "ISO", "slashed": "SLASHED", "clock": "CLOCK", "other": "OTHER", "code": "OTHER", "gap": "BREAK",
}  # fmt: skip
_WINDOW = 40_000
_CAPITAL = (frozenset(("CAPITAL",)), {"CAPITAL": True})
_LOWER = (frozenset(("LOWER",)), {"LOWER": True})


class Item(NamedTuple):
    """A stretch of text with all its readings: class names of the patterns, each with a value.

    ``face`` is a numeral's number before its scale word (2.1 of "2.1 bn"); ``spaced`` whether a space precedes.
    """

    text: str
    begin: int
    end: int
    spaced: bool
    kinds: frozenset[str]
    values: Mapping[str, Any]
    face: Decimal | None = None


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of bounded length that cover ``text``, cut where a line, sentence or word ends."""
    begin = 0
    while len(text) - begin > _WINDOW:
        limit = begin + _WINDOW
        cuts = (text.rfind(mark, begin + 1, limit) for mark in ("\n", ". ", " "))
        end = next((cut + 1 for cut in cuts if cut > begin), limit)
        yield begin, end
        begin = end
    yield begin, len(text)


def _number_values(atom: Atom, numeral: Numeral) -> dict[str, Any]:
    values: dict[str, Any] = {"NUM": numeral.value}
    text = atom.text
    if numeral.words or numeral.value != numeral.face or not text.isdigit():
        return values
    if len(text) <= 2 and 1 <= numeral.value <= 31:
        values["DAY"] = int(text)
    if len(text) == 2:
        values["TWO"] = int(text)
    if len(text) == 4 and 1000 <= numeral.value <= 2100:
        values["YEAR"] = int(text)
    return values


def _plain_values(atom: Atom) -> dict[str, Any]:
    """Readings of an atom by its shape alone."""
    text = atom.text
    if atom.shape == "number" and text.isdigit() and len(text) == 2 and "01" <= text <= "31":
        return {"DAY": int(text), "TWO": int(text)}
    if atom.shape == "ordinal":
        number = int(text[:-2])
        return {"ORDINAL": number, "DAY": number} if 1 <= number <= 31 else {"ORDINAL": number}
    if atom.shape == "decade":
        number = int("".join(character for character in text if character.isdigit()))
        return {"DECADE" if number > 999 else "DECADE2": number}
    if atom.shape == "mark":
        return {_MARKS.get(text, "MARK"): text}
    if atom.shape == "word":
        return {"CAPITAL" if text[0].isupper() else "LOWER": text}
    return {_SHAPES.get(atom.shape, "OTHER"): text}


class Scanner:
    """Scans stretches of a text into items."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def scan(self, text: str, begin: int = 0, end: int | None = None) -> list[Item]:
        """The items of ``text[begin:end]`` in order; every atom belongs to exactly one."""
        found = list(atoms(text, begin, end, self.lexicon.prefixes))
        reader = NumeralReader(found, entries(self.lexicon, found))
        items: list[Item] = []
        at = 0
        while at < len(found):
            atom = found[at]
            if atom.shape == "word" and atom.text.lower() not in self.lexicon.longest:
                items.append(Item(*atom[1:], *(_CAPITAL if atom.text[0].isupper() else _LOWER)))
                at += 1
                continue
            after, item = self._item(text, found, reader, at)
            items.append(item)
            at = after
        return items

    def _item(self, text: str, found: Sequence[Atom], reader: NumeralReader, at: int) -> tuple[int, Item]:
        atom = found[at]
        phrase_end, phrase = self._phrase(found, at)
        numeral = reader.read(at) if phrase_end <= at + 1 else None
        after = numeral.end if numeral else max(phrase_end, at + 1)
        values = {} if numeral and numeral.end > at + 1 else {entry.kind: entry.value for entry in phrase}
        if numeral:
            values |= _number_values(atom, numeral)
        elif not values or atom.shape not in ("word", "symbol"):
            values |= _plain_values(atom)
        elif after == at + 1 and atom.text[0].isupper():
            values["CAPITAL"] = atom.text
        elif after == at + 1 and values.keys() <= self.lexicon.open:
            values["LOWER"] = atom.text
        if atom.shape == "number" and atom.text.isdigit() and len(atom.text) == 4 and after == at + 1:
            values["FOURDIGIT"] = atom.text
        if atom.text in "-‑–—−":
            values |= self._dash(found, at)
        if at and numeral and self._glued(found, at):
            values = {"OTHER": atom.text}
        last = found[after - 1]
        face = numeral.face if numeral else None
        span_text = text[atom.begin : last.end]
        return after, Item(span_text, atom.begin, last.end, atom.spaced, frozenset(values), values, face)

    def _phrase(self, found: Sequence[Atom], at: int) -> tuple[int, list[Entry]]:
        longest = self.lexicon.longest.get(found[at].text.lower(), 0)
        texts = tuple([atom.text for atom in found[at : at + longest]])
        lowered = tuple([text.lower() for text in texts])
        for size in range(len(texts), 0, -1):
            if readings := self.lexicon.look_up(texts[:size], lowered[:size]):
                return at + size, readings
        return at, []

    @staticmethod
    def _dash(found: Sequence[Atom], at: int) -> dict[str, str]:
        """A dash is a hyphen if nothing around it is spaced, hangs in "10- to 12-", and negates in " -5"."""
        text, spaced = found[at].text, found[at].spaced or at == 0
        open_after = at + 1 >= len(found) or found[at + 1].spaced or found[at + 1].shape == "gap"
        if not spaced:
            return {"HANGING": text} if open_after else {"HYPHEN": text}
        if not open_after and text in "-−" and found[at + 1].shape == "number":
            return {"NEG": text}
        return {}

    @staticmethod
    def _glued(found: Sequence[Atom], at: int) -> bool:
        """Whether a number hangs on a word before it ("Covid-19", "abc123") and so is part of a name."""
        before = found[at - 1]
        if found[at].spaced:
            return False
        if before.shape == "word":
            return before.text.islower() and len(before.text) > 1
        hyphen = before.text in "-‑" and not before.spaced and at > 1
        return (
            hyphen
            and found[at - 2].shape == "word"
            and found[at - 2].text[0].isupper()
            and (found[at - 2].text.lower() not in ("mid", "early", "late", "pre", "post"))
        )
