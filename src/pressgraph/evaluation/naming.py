"""Names and values in a normal form, to be compared whatever their spelling.

A day becomes an ISO date, a number its digits, everything else its letters and digits without case, accents,
spaces, punctuation and articles, and without a bracket at its end ("Whig Party (United States)"). A bare year is
written as its first of January, as TekGen writes dates of that precision.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from pressgraph.evaluation.tables import table

_SIGNS = re.compile(r"[\W_]+")
_NAMESAKE = re.compile(r"(?<![\s_])[\s_]*+\([^()]*+\)$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([^\W\d]+)[.,]? (\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_NUMBER = re.compile(
    r"[^\w.,]{0,2}(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?(?P<scale>[^\W\d]*)(?: ?\(.*\))?"
)


def plain(text: str) -> str:
    """Letters and digits alone, without case, accents and articles, and without what tells namesakes apart.

    >>> plain("The_Purple_Heart"), plain("Greene,_Maine"), plain("São_Paulo"), plain("Whig_Party_(United_States)")
    ('purpleheart', 'greenemaine', 'saopaulo', 'whigparty')
    """
    bare = _NAMESAKE.sub("", text) or text
    letters = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    words = _SIGNS.sub(" ", letters).casefold().split()
    articles = table("text2kg")["articles"]
    return "".join(word for word in words if word not in articles) or "".join(words)


def normal(name: str) -> str:
    """The form in which names are compared.

    >>> normal("30 March 1979"), normal("March 30, 1979"), normal('"1979-03-30"')
    ('1979-03-30', '1979-03-30', '1979-03-30')
    >>> normal("8,500"), normal("$211.2 million"), normal("1959")
    ('8500', '211200000', '1959-01-01')
    """
    text = " ".join(name.replace("_", " ").strip(" \"'").casefold().split())
    return _date(text) or _number(text) or plain(text)


def bare_year(name: str) -> bool:
    """
    >>> bare_year("1959"), bare_year("1 May 1959")
    (True, False)
    """
    return _YEAR.fullmatch(name.strip(" \"'")) is not None


def _date(text: str) -> str:
    if bare_year(text):
        return f"{text}-01-01"
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _NUMERIC_DAY.fullmatch(text):
        first, second, year = match.groups()
        day, month = (second, first) if int(first) <= 12 < int(second) else (first, second)
    elif match := _DAY_MONTH.fullmatch(text):
        day, month, year = match[1], _month(match[2]), match[3]
    elif match := _MONTH_DAY.fullmatch(text):
        month, day, year = _month(match[1]), match[2], match[3]
    else:
        return ""
    return f"{year}-{int(month):02}-{int(day):02}" if month else ""


def _month(word: str) -> str:
    """A month's number from its name or the name's first letters, three at least."""
    months = table("text2kg")["months"]
    return next((str(n) for n, name in enumerate(months, 1) if len(word) >= 3 and name.startswith(word)), "")


def _number(text: str) -> str:
    match = _NUMBER.fullmatch(text)
    power = 0 if match is None or not match["scale"] else table("text2kg")["multipliers"].get(match["scale"])
    if match is None or power is None:
        return ""
    digits = f"{Decimal(match['digits'].replace(',', '')).scaleb(power):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
