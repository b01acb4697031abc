"""Actions that turn a match into a quantity, a sum, a percentage or an age."""

from __future__ import annotations

from decimal import Decimal

from pressgraph.annotations import Money, Quantity
from pressgraph.language.values.grammar import Found
from pressgraph.language.values.lexicon import Unit
from pressgraph.language.values.numerals import tidy
from pressgraph.language.values.passage import Passage
from pressgraph.language.values.scanner import Item

NOTHING = "nothing"  # takes its place, so that nothing shorter is read there

_UNITS = ("UNIT", "UNITHYPHEN", "UNITSINGLE", "UNITDIGITS", "COUNTUNIT", "MEASURE")
_OLDEST = 130
_LIMIT = Decimal(10) ** 24

Bounds = tuple[Decimal | None, Decimal | None, Decimal | None]


def _suffixed(found: Found, name: str, suffix: str) -> tuple[Decimal, Decimal] | None:
    """Value and face of a number with the scale letter that may be glued to it."""
    item = found.named.get(name)
    if item is None:
        return None
    value, face = Decimal(item.values["NUM"]), item.face or Decimal(0)
    if scale := found.named.get(suffix):
        value, face = value * int(scale.values["SUFFIX"]), value
    return (tidy(value), face) if value < _LIMIT else None


def bound(found: Found) -> str:
    """What the words around a number say of it: "min", "max", "about", "exact" or nothing."""
    for name, kind in (("after", "BOUNDAFTER"), ("bound", "BOUND")):
        if item := found.named.get(name):
            return str(item.values[kind])
    return ""


def approximate(found: Found) -> bool:
    """Whether a number is only near what the text means: "about 300", "nearly 300"."""
    return bound(found) == "about"


def bounded(value: Decimal, said: str) -> Bounds:
    """Value, minimum and maximum: "over" and "at least" both give a minimum, never stronger than the text."""
    return (None, value, None) if said == "min" else (None, None, value) if said == "max" else (value, None, None)


def numbers_of(found: Found) -> Bounds | None:
    """The number or the range of a match; the lower one borrows the higher one's scale: "$5 to $7 million"."""
    high = _suffixed(found, "high", "scale")
    if high is None:
        return None
    if "negative" in found.named:
        return bounded(-high[0], "")
    if "low" not in found.named:
        return bounded(high[0], bound(found))
    low = _suffixed(found, "low", "lowscale")
    if low is None:
        return None
    value = low[0]
    if value == low[1] and high[1] and value < high[1]:
        value = tidy(value * (high[0] / high[1]))
    return (None, value, high[0]) if value < high[0] else None


def unit_of(item: Item) -> Unit:
    found = next(item.values[kind] for kind in _UNITS if kind in item.values)
    assert isinstance(found, Unit)
    return found


def kind_of_unit(found: Found) -> str:
    """Whether a match measures time ("duration") or something else ("quantity")."""
    item = found.named.get("unit") or found.named.get("bigunit")
    return unit_of(item).kind if item and "per" not in found.named else "quantity"


def _nothing(found: Found) -> str | None:
    """What stands for a match without numbers: of "12-9 km" no part is to be read either."""
    return NOTHING if "low" in found.named else None


def quantity(found: Found, _passage: Passage) -> Quantity | str | None:
    """A number of units, or a range of them."""
    unit = unit_of(found.named["unit"])
    if "lowunit" in found.named and unit_of(found.named["lowunit"]) != unit:
        return None
    if _dates_name(found, unit):
        return None
    numbers = numbers_of(found)
    return Quantity(*numbers, unit.name, unit.code, approximate(found)) if numbers else _nothing(found)


def _dates_name(found: Found, unit: Unit) -> bool:
    """Whether a number is the year of a name: "World Cup 2018 day five"."""
    before = found.items[found.first - 1] if found.first else None
    return (
        unit.kind == "duration" and "YEAR" in found.named["high"].kinds and bool(before and "CAPITAL" in before.kinds)
    )


def compound(found: Found, _passage: Passage) -> Quantity | None:
    """ "5 feet 10 inches" in the smaller unit; None where the two do not belong together."""
    big, unit = unit_of(found.named["bigunit"]), unit_of(found.named["unit"])
    if unit.name not in big.into:
        return None
    value = found.named["big"].values["NUM"] * big.into[unit.name] + found.named["high"].values["NUM"]
    return Quantity(*bounded(tidy(value), bound(found)), unit.name, unit.code, approximate(found))


def and_a_half(found: Found, _passage: Passage) -> Quantity | None:
    """ "Two years and a half", "an hour and a half"."""
    unit = unit_of(found.named["bigunit"])
    whole = found.named["big"].values["NUM"] if "big" in found.named else 1
    return Quantity(*bounded(tidy(whole + Decimal("0.5")), bound(found)), unit.name, unit.code, approximate(found))


def half_unit(found: Found, _passage: Passage) -> Quantity | None:
    """ "Half an hour"."""
    unit = unit_of(found.named["unit"])
    return Quantity(*bounded(Decimal("0.5"), bound(found)), unit.name, unit.code, approximate(found))


def percentage(found: Found, _passage: Passage) -> Quantity | str | None:
    """Per cent (unit P1), or percentage and basis points, which are other units and have no code."""
    numbers = numbers_of(found)
    if numbers is None:
        return _nothing(found)
    if "percent" in found.named:
        return Quantity(*numbers, "percent", "P1", approximate(found))
    return Quantity(*numbers, points_of(found), "", approximate(found))


def points_of(found: Found) -> str:
    return "percentage point" if "points" in found.named else "basis point"


def money(found: Found, passage: Passage) -> Money | str | None:
    """A sum; its currency by the sign or word, and where several share that, by the article."""
    numbers = numbers_of(found)
    if numbers is None:
        return _nothing(found)
    if large := found.named.get("large"):
        least, currencies = large.values["CURLARGE"]
        if max(number for number in numbers if number is not None) < least:
            return None
    else:
        sign = found.named["sign"]
        currencies = sign.values.get("CURSIGN") or sign.values["CURWORD"]
    return Money(*numbers, passage.currency(currencies), approximate(found))


def age(found: Found, _passage: Passage) -> Quantity | None:
    """An age in years unless it says otherwise; bare numbers only as old as people grow."""
    unit = unit_of(found.named["unit"]) if "unit" in found.named else None
    for low, high in (("low2", "high2"), ("low3", "high3")):
        if high in found.named:
            numbers: Bounds | None = (None, found.named[low].values["NUM"], found.named[high].values["NUM"])
            break
    else:
        numbers = numbers_of(found)
    if numbers is None or (unit and unit.kind != "duration"):
        return None
    if unit is None and max(number for number in numbers if number is not None) > _OLDEST:
        return None
    return Quantity(*numbers, unit.name if unit else "year", unit.code if unit else "ANN", approximate(found))


def age_decade(found: Found, _passage: Passage) -> Quantity | None:
    """ "In her 50s": 50 to 59; "in her teens": 13 to 19."""
    values = found.named["decade"].values
    start = values["DECADE2"] if "DECADE2" in values else values["TENSPLURAL"]
    return Quantity(None, Decimal(start), Decimal(start - start % 10 + 9), "year", "ANN")
