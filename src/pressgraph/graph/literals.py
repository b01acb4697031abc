"""RDF literals in their canonical lexical forms, so that stores which canonicalise change nothing."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from pyoxigraph import Literal

from pressgraph.annotations import Literal as Stated
from pressgraph.graph.namespaces import term

# What XML 1.0 cannot carry (control characters, surrogates, non-characters) would make RDF/XML unreadable.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DATE = re.compile(r"-?\d{4,}-\d\d-\d\d")
_YEAR_MONTH = re.compile(r"-?\d{4,}-(?:0[1-9]|1[0-2])")
_INTEGERS = frozenset({"xsd:nonNegativeInteger", "xsd:positiveInteger", "xsd:int", "xsd:long", "xsd:short"})
_YEAR = re.compile(r"-?\d{4,}")


def clean(text: str) -> str:
    """The text with every character that XML cannot carry replaced by U+FFFD, one for one: offsets stay true."""
    return text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text)


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(clean(value))


@lru_cache(maxsize=8192)
def integer(value: int) -> Literal:
    """An xsd:integer, also for offsets: stores turn its subtypes into it."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: Decimal | float) -> Literal:
    """An xsd:decimal without trailing zeros or exponent.

    Raises ValueError for infinities and NaN.

    >>> decimal(Decimal("1.50")).value, decimal(Decimal("2E+3")).value, decimal(0.0).value
    ('1.5', '2000', '0')
    """
    return Literal(plain(value), datatype=term("xsd:decimal"))


def plain(value: Decimal | float) -> str:
    """The canonical digits of a number."""
    number = Decimal(str(value)) if isinstance(value, float) else value
    if not number.is_finite():
        raise ValueError(f"{value} is no finite number, so that it cannot stand in a graph")
    digits = f"{number:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits in {"-0", ""} else digits


@lru_cache(maxsize=8192)
def confidence(value: float) -> Literal:
    """A probability, rounded to four digits: more would be noise.

    >>> confidence(0.87654321).value
    '0.8765'
    """
    if math.isnan(value) or not 0 <= value <= 1:
        raise ValueError(f"the confidence {value} is no probability from 0 to 1")
    return decimal(Decimal(str(round(value, 4))))


def boolean(value: bool) -> Literal:
    """An xsd:boolean, ``true`` or ``false``."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def day(value: datetime.date) -> Literal:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=term("xsd:date"))


def moment(value: datetime.datetime) -> Literal:
    """An xsd:dateTime in UTC to the second; a time without zone is taken as UTC."""
    zoned = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    stamp = zoned.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    return Literal(stamp + "Z", datatype=term("xsd:dateTime"))


def literal(value: Stated) -> Literal:
    """An annotation's literal; one whose form does not fit its datatype stays text and is never guessed.

    >>> literal(Stated("2022-02-30", "xsd:date")).datatype.value
    'http://www.w3.org/2001/XMLSchema#string'
    >>> literal(Stated("007", "xsd:integer")).value
    '7'
    """
    if value.language:
        return _tagged(value)
    datatype = "xsd:integer" if value.datatype in _INTEGERS else value.datatype
    lexical = canonical(value.lexical.strip(), datatype)
    if value.datatype == "xsd:string" or lexical is None:
        return text(value.lexical)
    return Literal(lexical, datatype=term(datatype))


def _tagged(value: Stated) -> Literal:
    try:
        return Literal(clean(value.lexical), language=value.language.lower())
    except ValueError:
        return text(value.lexical)


def canonical(lexical: str, datatype: str) -> str | None:
    """The canonical form of a lexical form, None when the two do not fit."""
    try:
        return _CANONICAL.get(datatype, clean)(lexical)
    except (ValueError, InvalidOperation, OverflowError):
        return None


def _integer(lexical: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]+", lexical):
        raise ValueError(lexical)
    return str(int(lexical))


def _decimal(lexical: str) -> str:
    if not re.fullmatch(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", lexical):
        raise ValueError(lexical)
    return plain(Decimal(lexical))


def _boolean(lexical: str) -> str:
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(lexical) or _fail(lexical)


def _date(lexical: str) -> str:
    return datetime.date.fromisoformat(lexical).isoformat() if _DATE.fullmatch(lexical) else _fail(lexical)


def _date_time(lexical: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,}(?:Z|[+-][0-9]{2}:[0-9]{2})?", lexical):
        raise ValueError(lexical)
    stamp = datetime.datetime.fromisoformat(lexical)
    local = stamp.astimezone(datetime.UTC) if stamp.tzinfo else stamp
    form = local.replace(tzinfo=None).isoformat()
    return (form.rstrip("0") if stamp.microsecond else form) + ("Z" if stamp.tzinfo else "")


def _fail(lexical: str) -> str:
    raise ValueError(lexical)


_CANONICAL: dict[str, Callable[[str], str]] = {
    "xsd:string": clean,
    "xsd:integer": _integer,
    "xsd:decimal": _decimal,
    "xsd:boolean": _boolean,
    "xsd:date": _date,
    "xsd:dateTime": _date_time,
    "xsd:gYearMonth": lambda lexical: lexical if _YEAR_MONTH.fullmatch(lexical) else _fail(lexical),
    "xsd:gYear": lambda lexical: lexical if _YEAR.fullmatch(lexical) else _fail(lexical),
}
