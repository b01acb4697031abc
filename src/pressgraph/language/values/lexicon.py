"""The words that the grammar of values knows, read from the rule files of a language."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pressgraph.errors import RuleError
from pressgraph.language.values.atoms import atoms


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a word or phrase: its class, what it stands for, and whether the text must capitalise it."""

    kind: str
    value: Any = True
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; ``into`` maps a smaller unit's name to how many of it make one.

    ``code`` is a UN/CEFACT common code, ``ucum`` one of the Unified Code for Units of Measure.
    """

    name: str
    code: str = ""
    kind: str = "quantity"
    ucum: str = ""
    into: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency that a sign or word may mean; see the rule file for how the choice is made.

    ``own`` are the signs and words that are this currency's alone, ``shared`` the others.
    """

    code: str
    default: bool = False
    countries: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(slots=True)
class Lexicon:
    """Phrases as tuples of atoms' texts, in lower case (``folded``) or as written (``exact``), and the patterns.

    Words of the classes ``open`` remain ordinary words (``LOWER``) beside what they stand for.
    """

    folded: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    exact: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    patterns: list[Mapping[str, str]] = field(default_factory=list)
    macros: dict[str, str] = field(default_factory=dict)
    prefixes: frozenset[str] = frozenset()
    links: dict[str, frozenset[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    units: dict[str, Unit] = field(default_factory=dict)

    def add(self, phrase: str, entry: Entry, *, exact: bool = False) -> None:
        """Adds a reading of ``phrase``; currencies that share a sign share one entry."""
        key = tuple(atom.text if exact else atom.text.lower() for atom in atoms(phrase))
        readings = (self.exact if exact else self.folded).setdefault(key, [])
        for known in readings:
            if known.kind == entry.kind and isinstance(known.value, list):
                known.value.extend(entry.value)
                return
        readings.append(entry)
        first = key[0].lower()
        self.longest[first] = max(self.longest.get(first, 0), len(key))

    def look_up(self, texts: tuple[str, ...], lowered: tuple[str, ...]) -> list[Entry]:
        """All readings of a sequence of atoms."""
        capital = texts[0][:1].isupper()
        found = [entry for entry in self.folded.get(lowered, ()) if capital or not entry.capital]
        return found + self.exact.get(texts, [])


def _tables(directories: Iterable[Path | Any], name: str) -> Iterator[Mapping[str, Any]]:
    for directory in directories:
        path = directory / name
        if not path.is_file():
            continue
        try:
            yield tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"{path}: not valid TOML: {error}. Correct the file or remove it.") from error


def _add_words(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    options = table.get("options", {})
    lexicon.open.update(options.get("open", ()))
    capital, exact = set(options.get("capital", ())), set(options.get("exact", ()))
    classes = {kind: words for kind, words in table.items() if kind not in ("options", "lists", "links")}
    for kind, words in classes.items():
        for phrase, value in words.items():
            lexicon.add(phrase, Entry(kind, value, kind in capital), exact=kind in exact)
    for kind, listed in table.get("lists", {}).items():
        for phrase in listed:
            lexicon.add(phrase, Entry(kind, True, kind in capital), exact=kind in exact)
    for name, phrases in table.get("links", {}).items():
        lexicon.links[name] = lexicon.links.get(name, frozenset()) | frozenset(phrases)


_UNIT_CLASSES = {
    "hyphen": "UNITHYPHEN", "single": "UNITSINGLE", "digits": "UNITDIGITS", "count": "COUNTUNIT", "measure": "MEASURE",
}  # fmt: skip


def _add_units(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    for row in table.get("unit", ()):
        unit = Unit(
            row["name"], row.get("code", ""), row.get("kind", "quantity"), row.get("ucum", ""), row.get("into", {})
        )
        if unit.code:
            lexicon.units[unit.code] = unit
        for word in row.get("words", ()):
            lexicon.add(word, Entry("UNIT", unit))
        for word in row.get("exact", ()):
            lexicon.add(word, Entry("UNIT", unit), exact=True)
        for field_name, kind in _UNIT_CLASSES.items():
            for word in row.get(field_name, ()):
                lexicon.add(word, Entry(kind, unit))


def _add_currencies(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    rows = table.get("currency", ())
    uses = Counter(
        word for row in rows for word in {*row.get("symbols", ()), *row.get("codes", ()), *row.get("words", ())}
    )
    for row in rows:
        signs = (*row.get("symbols", ()), *row.get("codes", ()))
        named = tuple(dict.fromkeys((*signs, *row.get("words", ()))))
        currency = Currency(
            row["code"],
            row.get("default", False),
            tuple(row.get("countries", ())),
            tuple(row.get("domains", ())),
            tuple(word for word in named if uses[word] == 1),
            tuple(word for word in named if uses[word] > 1),
        )
        for word in row.get("minor", ()):
            lexicon.add(word, Entry("CURMINOR", [currency]))
        for word in row.get("minor-exact", ()):
            lexicon.add(word, Entry("CURMINORGLUED", [currency]), exact=True)
        for symbol in signs:
            lexicon.add(symbol, Entry("CURSIGN", [currency]), exact=True)
        for word in row.get("codes", ()):
            lexicon.add(word, Entry("CURWORD", [currency]), exact=True)
        for word in row.get("words", ()):
            lexicon.add(word, Entry("CURWORD", [currency]))
        for word, amount in row.get("large", {}).items():
            lexicon.add(word, Entry("CURLARGE", (amount, [currency])))
        lexicon.prefixes |= {sign for sign in signs if sign.isalpha() and sign.isupper()}


@cache
def load_lexicon(language: str = "en", extra: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of a language, with the files of the directories ``extra`` added.

    Each directory may hold ``words.toml``, ``units.toml``, ``currencies.toml`` and ``patterns.toml``.
    Raises `RuleError` for a file that cannot be read or lacks a field.
    """
    own = files("pressgraph.language").joinpath("rules", "values", language)
    directories = [own, *map(Path, extra)]
    lexicon = Lexicon()
    readers = {"words.toml": _add_words, "units.toml": _add_units, "currencies.toml": _add_currencies}
    for name, reader in readers.items():
        for table in _tables(directories, name):
            try:
                reader(lexicon, table)
            except (KeyError, AttributeError, TypeError, IndexError) as error:
                raise RuleError(f"{name}: a field is missing or of the wrong type ({error!r}); see {own}.") from error
    for table in _tables(directories, "patterns.toml"):
        lexicon.patterns.extend(table.get("pattern", ()))
        lexicon.macros.update(table.get("macros", {}))
    return lexicon
