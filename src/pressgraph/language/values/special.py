"""Actions for measures whose words have a shape of their own: rates, heights, counts of people, cents."""

from __future__ import annotations

from decimal import Decimal

from pressgraph.annotations import Money, Quantity
from pressgraph.language.values.grammar import Found
from pressgraph.language.values.measures import approximate, bound, bounded, numbers_of, points_of, unit_of
from pressgraph.language.values.numerals import ENDING, tidy
from pressgraph.language.values.passage import Passage


def part_point(found: Found, _passage: Passage) -> Quantity | None:
    """ "Half a percentage point", "a quarter of a percentage point"."""
    part = int(found.named["fraction"].values["FRACTION"])
    if part not in ENDING:
        return None
    return Quantity(*bounded(Decimal(1) / part, bound(found)), points_of(found), "", approximate(found))


def rate(found: Found, _passage: Passage) -> Quantity | None:
    """ "40 tonnes a day": a unit of its own, for which there is no code."""
    unit, per, numbers = unit_of(found.named["unit"]), unit_of(found.named["per"]), numbers_of(found)
    if numbers is None or per.kind != "duration" or unit == per:
        return None
    return Quantity(*numbers, f"{unit.name} per {per.name}", "", approximate(found))


def article_unit(found: Found, _passage: Passage) -> Quantity | None:
    """One of a unit, where the words before it measure: "for a year", "over a decade"."""
    unit = unit_of(found.named["unit"])
    if found.items[found.first].kinds.isdisjoint({"BOUND"}) and unit.kind != "duration":
        return None
    return Quantity(*bounded(Decimal(1), bound(found)), unit.name, unit.code, approximate(found))


def degrees(found: Found, _passage: Passage) -> Quantity | None:
    """A unit that only digits take: "35 degrees", but not "two degrees from Yale"."""
    numbers, unit = numbers_of(found), unit_of(found.named["unit"])
    if numbers is None or not found.named["high"].text[-1:].isdigit():
        return None
    return Quantity(*numbers, unit.name, unit.code, approximate(found))


_NEAR = 40  # items around a number in which warmth is spoken of
_SCALES = {"C": ("degree Celsius", "CEL"), "F": ("degree Fahrenheit", "FAH")}


def temperature(found: Found, _passage: Passage) -> Quantity | None:
    """ "35C", where the text around it is about warmth: else it may be a seat or a size."""
    scale, numbers = found.named["letter"], numbers_of(found)
    near = found.items[max(0, found.first - _NEAR) : found.last + _NEAR]
    warm = any("WARM" in item.kinds for item in near)
    if scale.spaced or scale.text not in _SCALES or numbers is None or not warm:
        return None
    return Quantity(*numbers, *_SCALES[scale.text], approximate(found))


def feet_and_inches(found: Found, _passage: Passage) -> Quantity | None:
    """ "6ft 2in", "a 6-foot-2 guard", in inches."""
    big, last = unit_of(found.named["bigunit"]), found.named.get("in")
    if big.name != "foot" or (last is not None and last.spaced):
        return None
    value = found.named["big"].values["NUM"] * big.into["inch"] + found.named["high"].values["NUM"]
    return Quantity(tidy(value), None, None, "inch", "INH")


def counted(found: Found, _passage: Passage) -> Quantity | None:
    """What news counts most: people, seats, votes. None for a part ("one in five people") or a year."""
    numbers, before = numbers_of(found), found.items[found.first - 1] if found.first else None
    if numbers is None:
        return None
    if before is not None:
        year = "YEAR" in found.named["high"].kinds and before.kinds & _YEAR_CUES
        if year or before.kinds & _GLUED or _of_others(found):
            return None
    unit = unit_of(found.named["unit"])
    return Quantity(*numbers, unit.name, unit.code, approximate(found))


def _of_others(found: Found) -> bool:
    """Whether a number is the whole that another takes a part of: "one in five", "two-thirds of 300", "nine of 10"."""
    before = found.items[found.first - 1]
    above = found.items[found.first - 2] if found.first > 1 else None
    return bool(before.kinds & {"IN", "OF"}) and above is not None and bool(above.kinds & {"NUM", "FRACTION", "OUT"})


_GLUED = frozenset(("CURSIGN", "SLASH", "OTHER", "HYPHEN", "NUM"))
_YEAR_CUES = frozenset(("YEARCUE", "WEAKYEARCUE"))


def vague(found: Found, passage: Passage) -> Quantity | Money | None:
    """ "Hundreds of people": at least a hundred, and no number."""
    least = Decimal(found.named["vague"].values["VAGUE"])
    if "sign" in found.named:
        return Money(None, least, None, passage.currency(found.named["sign"].values["CURWORD"]))
    if "large" in found.named:
        lowest, currencies = found.named["large"].values["CURLARGE"]
        return Money(None, least, None, passage.currency(currencies)) if least >= lowest else None
    unit = unit_of(found.named["unit"])
    return Quantity(None, least, None, unit.name, unit.code)


_RESOLUTIONS = frozenset(map(Decimal, (360, 480, 720, 1080, 1440, 2160)))  # of screens: "1080p"


def minor(found: Found, passage: Passage) -> Money | None:
    """ "50 cents", "99p": hundredths of a currency."""
    word, numbers = found.named["minor"], numbers_of(found)
    if word.text[0].isupper():  # a name: "50 Cent"
        return None
    glued = "CURMINORGLUED" in word.kinds and "CURMINOR" not in word.kinds
    if numbers is None or (glued and (word.spaced or numbers[0] is None or numbers[0] in _RESOLUTIONS)):
        return None
    currencies = word.values.get("CURMINOR") or word.values["CURMINORGLUED"]
    value, least, most = (None if number is None else tidy(number / 100) for number in numbers)
    return Money(value, least, most, passage.minor(currencies), approximate(found))
