"""The patterns of single lines: bylines, datelines and days of publication, made of the words in `layout.toml`."""

from __future__ import annotations

import datetime
import re
from functools import cache

from pressgraph.reading.cues import choice, date_pattern, words
from pressgraph.reading.dates import parse_date

_CLOCK = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?[A-Z]{2,4})?)?"
_ISO = r"\d{4}-\d{2}-\d{2}(?:T[\d:.Z+-]{2,25})?"


def published(line: str) -> tuple[bool, datetime.date | None]:
    """Whether ``line`` is one that tells a day of publication or change, and the day of publication if it does.

    >>> published("Published: 27 February 2022, 10:15 GMT")
    (True, datetime.date(2022, 2, 27))
    >>> published("Updated 28 February 2022")
    (True, None)
    """
    match = _published_pattern().fullmatch(line)
    if match is None:
        return False, None
    return True, parse_date(match["date"]) if match["cue"] else None


def bare_date(line: str) -> datetime.date | None:
    """The day that stands alone on ``line``."""
    return parse_date(line) if re.fullmatch(f"(?:{date_pattern()}|{_ISO}){_CLOCK}", line) else None


def placed_date(line: str) -> datetime.date | None:
    """The day on a line that tells a place and a day, and nothing else.

    >>> placed_date("Glasgow, 14 March 2024")
    datetime.date(2024, 3, 14)
    >>> placed_date("It opened in Glasgow, 14 March 2024") is None
    True
    """
    match = _placed_pattern().fullmatch(line)
    return parse_date(match["date"]) if match else None


def byline(line: str) -> tuple[str, ...]:
    """The authors that a line above the text names, none where it is no byline.

    >>> byline("By Jane Doe and Ana de la Cruz in London")
    ('Jane Doe', 'Ana de la Cruz')
    >>> byline("Jane Doe, Staff Writer")
    ('Jane Doe',)
    >>> byline("By Friday the city was quiet")
    ()
    """
    if len(line) > 150 or line.endswith((".", "?", "!")):
        return ()
    match = _byline_pattern().fullmatch(line) or _role_pattern().fullmatch(line)
    return _names(match["names"]) if match else ()


def credit(line: str) -> tuple[bool, tuple[str, ...]]:
    """Whether ``line`` is a credit below the text ("Reporting by …; editing by …"), and the authors it names."""
    line = line.strip("() ").removesuffix(".")
    parts = [part.strip() for part in line.split(";")]
    if len(line) > 400 or not _credit_pattern().match(parts[0]):
        return False, ()
    authors: tuple[str, ...] = ()
    for part in parts:
        match = _credit_pattern().match(part)
        if match is None:
            return False, ()
        names = _credited(part[match.end() :])
        if not names:
            return False, ()
        authors += names if match["author"] else ()
    return True, authors


def dateline(text: str) -> tuple[int, datetime.date | None] | None:
    """Where the dateline that ``text`` begins with ends (its dash included), and its day if that is told in full.

    >>> dateline("PARIS, 3 March 2021 - The talks ended.")
    (21, datetime.date(2021, 3, 3))
    >>> dateline("NATO - the alliance - met.") is None
    True
    """
    match = _dateline_pattern().match(text[:200])
    if match is None or match[0].split(",")[0].strip(" -–—").lower() in words()["dateline"]["not_places"]:
        return None
    day = re.search(date_pattern(), match[0])
    return match.end("dash"), parse_date(day[0]) if day else None


@cache
def _published_pattern() -> re.Pattern[str]:
    table = words()["published"]
    cue = rf"(?:(?i:(?P<cue>{choice(table['cues'])})|{choice(table['other'])})(?:\s++(?::\s++)?|:\s++))"
    return re.compile(rf"{cue}(?P<date>(?:{date_pattern()}|{_ISO}))(?:{_CLOCK})")


@cache
def _name() -> str:
    """One name: two to six words that begin with a capital, none a month or weekday; particles between them."""
    dates = words()["dates"]
    calendar = choice([*dates["weekdays"], *(name for names in dates["months"] for name in names if len(name) > 3)])
    word = rf"(?!(?i:{calendar})\b)[^\W\d_a-zà-ÿ][\w’'.\-]*"
    particle = choice(words()["byline"]["particles"])
    return rf"{word}(?:\ (?:{particle}\ ){{0,3}}{word}){{1,5}}"


@cache
def _names_pattern() -> str:
    """Names; a comma alone does not join two, for what follows it may be an outlet ("By Jane Doe, Echo News")."""
    joiner = rf",?\ {choice(words()['byline']['joiners'])}\ "
    return rf"{_name()}(?:(?:,\ {_name()}){{0,6}}{joiner}{_name()})?"


@cache
def _byline_pattern() -> re.Pattern[str]:
    table = words()["byline"]
    place = rf"(?:\ {choice(table['after'])}\ [^.;:]{{2,50}})?"
    outlet = r"(?:\ ?[,|/•·]\ ?[^.;:]{2,60})?"
    others = rf"(?:\ {choice(table['others'])})?"
    return re.compile(rf"(?i:{choice(table['before'])}):?\ (?P<names>{_names_pattern()}){others}{place}{outlet}")


@cache
def _role_pattern() -> re.Pattern[str]:
    role = rf"(?:[\w’&\-]+\ ){{0,4}}(?i:{choice(words()['byline']['roles'])})"
    return re.compile(rf"(?P<names>{_names_pattern()}),\ {role}")


@cache
def _credit_pattern() -> re.Pattern[str]:
    table = words()["byline"]
    return re.compile(rf"(?i:(?P<author>{choice(table['credits'])})|{choice(table['other_credits'])}):?\ ")


def _credited(text: str) -> tuple[str, ...]:
    """The names in a credit, without the places that they reported from."""
    place = choice(words()["byline"]["after"])
    text = re.sub(rf"\ {place}\ [^,;]+?(?=,|;|$|\ {choice(words()['byline']['joiners'])}\ )", "", text)
    joiner = rf"(?:,\ |,?\ {choice(words()['byline']['joiners'])}\ )"
    return _names(text) if re.fullmatch(rf"{_name()}(?:{joiner}{_name()}){{0,11}}", text) else ()


def _names(text: str) -> tuple[str, ...]:
    joiner = rf",\ (?:{choice(words()['byline']['joiners'])}\ )?|\ {choice(words()['byline']['joiners'])}\ "
    found: list[str] = []
    for name in re.split(joiner, text):
        if not re.fullmatch(_name(), name):
            break
        found.append(name)
    return tuple(dict.fromkeys(found))


@cache
def _mixed() -> str:
    """Up to four words that begin with capitals, with particles between them."""
    word = r"[^\W\d_a-zß-ÿ][\w’'.\-/]*"
    return rf"{word}(?:\ (?:{choice(words()['byline']['particles'])}\ )?{word}){{0,3}}"


@cache
def _place() -> str:
    """A place, and perhaps the region or country that it lies in."""
    return rf"{_mixed()}(?:,\ {_mixed()})?"


@cache
def _placed_pattern() -> re.Pattern[str]:
    """A place and a full day; the place is no weekday."""
    weekdays = choice(words()["dates"]["weekdays"])
    return re.compile(rf"(?!(?i:{weekdays})\b){_place()},?\ (?P<date>{date_pattern()}){_CLOCK}")


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """Capitals and a dash; or any place, when an agency or a full day follows it; or an agency alone."""
    capital = r"[^\W\d_a-zß-ÿ]"
    known = rf"\(\s?{choice(words()['dateline']['agencies'])}\s?\)"
    agency = r"(?:\((?!\w+:)[A-Z][^()\n]{1,38}\)|/[A-Z][^/\n]{1,38}/)"
    upper = rf"{capital}(?:{capital}|[’'.\-/]{capital})+\.?"
    capitals = rf"{upper}(?:\ (?:and\ )?{upper}){{0,4}}"
    partial = date_pattern(year=False)
    forms = (
        rf"{capitals}(?:,\ {_mixed()})?(?:,\ {partial})?(?:\ {agency})?",
        rf"{_place()}(?:,\ {partial})?\ {known}",
        rf"{_place()},\ {date_pattern()}",
        known,
    )
    dash = r"(?P<dash>\ ?(?:—|–|--)|\ -(?=\ ))\ ?"
    return re.compile(rf"(?:{'|'.join(forms)}){dash}(?=[^\W_a-zß-ÿ]|[\"“‘'$€£@#(\[])")
