"""Numbers in digits and words, as exact decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pressgraph.language.values.atoms import Atom, atoms
from pressgraph.language.values.lexicon import Entry, Lexicon, load_lexicon

_LIMIT = Decimal(10) ** 18
ENDING = frozenset((2, 4, 5, 8, 10))  # denominators whose fractions have finite decimals
_STARTS = frozenset(("UNITNUMBER", "TENS", "ARTICLE", "HALFWORD"))
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125"}


def tidy(value: Decimal) -> Decimal:
    """The same number without exponent or trailing zeros, so that equal values print alike.

    >>> tidy(Decimal("2.10") * 10**9), tidy(Decimal("0.50"))
    (Decimal('2100000000'), Decimal('0.5'))
    """
    if value == (whole := value.to_integral_value()) and whole.as_tuple().exponent == 0:
        return whole
    plain = f"{value:f}"
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def digits(text: str) -> Decimal | None:
    """The value of a number atom's text; None for identifiers: leading zeros, or more than 18 digits.

    >>> digits("1,200"), digits("2½"), digits("007")
    (Decimal('1200'), Decimal('2.5'), None)
    """
    if text[-1:] in _VULGAR:
        part = _VULGAR[text[-1]]
        return None if "/" in part else tidy(Decimal(text[:-1] or "0") + Decimal(part))
    plain = text.translate({ord(mark): None for mark in ",\u202f\u2009"})
    if sum(character.isdigit() for character in plain) > 18 or (len(plain) > 1 and plain[0] == "0" and plain[1] != "."):
        return None
    return tidy(Decimal(plain))


def fraction(text: str) -> Decimal | None:
    """The value of ``1/2`` and the like; None for what is more often a name (``9/11``, ``24/7``) or does not end.

    >>> fraction("3/4"), fraction("24/7")
    (Decimal('0.75'), None)
    """
    above, below = (int(part) for part in text.split("/"))
    return tidy(Decimal(above) / below) if 0 < above < below and below in ENDING else None


@dataclass(frozen=True, slots=True)
class Numeral:
    """``value`` of the atoms up to index ``end``; ``face`` is the number before its last scale word."""

    end: int
    value: Decimal
    face: Decimal
    words: bool


class NumeralReader:
    """Reads the longest numeral that starts at an atom.

    ``readings[i]`` are the lexicon's entries of atom i alone. A number in words may be joined by hyphens and
    the word for "and"; a scale word multiplies what stands before it.
    """

    def __init__(self, atoms: Sequence[Atom], readings: Sequence[Sequence[Entry]]) -> None:
        self.atoms, self.readings = atoms, readings

    def _value(self, at: int, kind: str) -> Decimal | None:
        if at >= len(self.atoms):
            return None
        return next((Decimal(entry.value) for entry in self.readings[at] if entry.kind == kind), None)

    def _is(self, at: int, kind: str) -> bool:
        return at < len(self.atoms) and any(entry.kind == kind for entry in self.readings[at])

    def _hyphen(self, at: int) -> bool:
        return at < len(self.atoms) and self.atoms[at].text in ("-", "‑") and not self.atoms[at].spaced

    def _small(self, at: int) -> tuple[int, Decimal] | None:
        """A number below 100 in words."""
        if (tens := self._value(at, "TENS")) is not None:
            after = at + 2 if self._hyphen(at + 1) else at + 1
            unit = self._value(after, "UNITNUMBER")
            return (after + 1, tens + unit) if unit is not None and 0 < unit < 10 else (at + 1, tens)
        unit = self._value(at, "UNITNUMBER")
        return None if unit is None else (at + 1, unit)

    def _scale(self, at: int) -> tuple[int, Decimal] | None:
        after = at + 1 if self._hyphen(at) else at
        value = self._value(after, "SCALE")
        return None if value is None else (after + 1, value)

    def _scaled(self, at: int, value: Decimal, words: bool) -> Numeral:
        """``value`` with the scale words at ``at``: "2.1 bn", "two hundred thousand"."""
        face = value
        while (step := self._scale(at)) and value * step[1] < _LIMIT:
            at, value = step[0], value * step[1]
        return Numeral(at, tidy(value), tidy(face), words)

    def _start(self, at: int) -> tuple[int, Decimal] | None:
        """A small number, or what stands for one: "a" before a scale word, "half a", "a quarter of a"."""
        if part := self._part(at):
            return part
        if small := self._small(at):
            return small
        if self._of_part(at):
            return None
        if self._is(at, "ARTICLE") and self._scale(at + 1) and not self._hyphen(at + 1):
            return at + 1, Decimal(1)
        if self._is(at, "HALFWORD"):
            after = at + 2 if self._is(at + 1, "ARTICLE") else at + 1
            return (after, Decimal("0.5")) if self._scale(after) else None
        return None

    def _and_a_half(self, at: int) -> int | None:
        """The index after "and a half" or "-and-a-half" at ``at``."""
        for kind in ("AND", "ARTICLE", "HALFWORD"):
            at += self._hyphen(at)
            if not self._is(at, kind):
                return None
            at += 1
        return at

    def _part(self, at: int) -> tuple[int, Decimal] | None:
        """A part "of a" scale: "a quarter of a million", "three-quarters of a million"."""
        above = Decimal(1) if self._is(at, "ARTICLE") else self._value(at, "UNITNUMBER")
        after = at + 2 if self._hyphen(at + 1) else at + 1
        below = self._value(after, "FRACTION")
        of_a = self._is(after + 1, "OF") and self._is(after + 2, "ARTICLE") and self._scale(after + 3)
        if not of_a or above is None or below not in ENDING or not 0 < above < below:
            return None
        return after + 3, above / below

    def _of_part(self, at: int) -> bool:
        """Whether "a third of" stands before ``at``, so that the number there is not the whole one."""
        return at > 1 and self._is(at - 1, "OF") and self._is(at - 2, "FRACTION")

    def _words(self, at: int) -> Numeral | None:
        """Additive parts, each smaller than the scale of the one before: "two hundred and fifty thousand"."""
        start = self._start(at)
        if start is None:
            return None
        at, group = start
        total, face, ceiling = Decimal(0), group, _LIMIT
        while True:
            if after_half := self._and_a_half(at):
                at, group = after_half, group + Decimal("0.5")
                face = group
            step = self._scale(at)
            if step and group < 100 and step[1] == 100:
                at, group = step[0], group * 100
                after = at + 1 if self._is(at, "AND") else at
                if small := self._small(after):
                    at, group = small[0], group + small[1]
                step = self._scale(at)
            if not step or step[1] >= ceiling or step[1] * group >= _LIMIT:
                return Numeral(at, tidy(total + group), tidy(face), True)
            at, total, ceiling = step[0], total + group * step[1], step[1]
            after = at + 1 if self._is(at, "AND") else at
            following = self._small(after)
            if following is None or ceiling < 1000:
                return Numeral(at, tidy(total), tidy(face), True)
            at, group = following

    def read(self, at: int) -> Numeral | None:
        """The numeral at index ``at``, or None."""
        atom = self.atoms[at]
        if atom.shape in ("number", "vulgar", "fraction"):
            value = fraction(atom.text) if atom.shape == "fraction" else digits(atom.text)
            if value is None:
                return None
            if after_half := self._and_a_half(at + 1):
                return self._scaled(after_half, value + Decimal("0.5"), False)
            return self._scaled(at + 1, value, False)
        return self._words(at) if any(entry.kind in _STARTS for entry in self.readings[at]) else None


def entries(lexicon: Lexicon, found: Sequence[Atom]) -> list[list[Entry]]:
    """The lexicon's readings of each atom by itself."""
    lowered = ((atom, atom.text.lower()) for atom in found)
    return [lexicon.look_up((atom.text,), (text,)) if text in lexicon.longest else [] for atom, text in lowered]


def number(text: str) -> Decimal | None:
    """The number that the whole of ``text`` writes, in digits or words; None for anything else.

    >>> number("two hundred and fifty thousand"), number("2.5m"), number("half a million")
    (Decimal('250000'), Decimal('2500000'), Decimal('500000'))
    >>> number("two-thirds"), number("3-0")
    (None, None)
    """
    lexicon = load_lexicon()
    found = list(atoms(text.strip()))
    if not found:
        return None
    readings = entries(lexicon, found)
    numeral = NumeralReader(found, readings).read(0)
    if numeral is None:
        return None
    if numeral.end == len(found):
        return numeral.value
    suffix = [entry.value for entry in readings[-1] if entry.kind == "SUFFIX"]
    if numeral.end == len(found) - 1 and suffix and not found[-1].spaced and numeral.value < _LIMIT / 10**12:
        return tidy(numeral.value * suffix[0])
    return None
