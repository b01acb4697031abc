"""The data behind the entities component, read from the rule family ``entities`` once and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from pressgraph.errors import RuleError
from pressgraph.language.entities.register import Country
from pressgraph.language.rules import read_rules

# fmt: off
_HEADINGS = frozenset({
    "countries", "places", "place-words", "organisations", "organisation-words", "suffixes", "tails", "name-words",
    "noun-cues", "titles", "first-names", "nicknames", "name-suffixes", "honours",
    "nouns", "owned-nouns", "business-nouns",
    "shared-names", "offices", "disable",
    "person-verbs", "report-verbs", "report-phrases", "product-nouns", "single-roles", "loose-roles",
    "place-nouns", "wordings", "country-offices", "club-names", "person-or-body", "before-places",
    "area-nouns", "vessel-verbs",
})
# fmt: on


_WORD_LISTS = (
    "report-verbs",
    "report-phrases",
    "product-nouns",
    "place-nouns",
    "wordings",
    "country-offices",
    "club-names",
    "person-or-body",
    "before-places",
    "area-nouns",
    "vessel-verbs",
)
_ONE_OF_A_PEOPLE = ("woman", "women", "man", "men")


@dataclass(frozen=True, slots=True)
class WordCue:
    """Words of a name that tell its class: its last word, its first, or a phrase anywhere in it."""

    kind: str
    last: frozenset[str]
    first: frozenset[str]
    anywhere: tuple[str, ...]

    def matches(self, words: Sequence[str]) -> bool:
        """Whether the name (its words, without article) has one of the cue's words."""
        if words[-1] in self.last or (len(words) > 1 and words[0] in self.first):
            return True
        if not self.anywhere:
            return False
        joined = f" {' '.join(words)} "
        return any(f" {phrase} " in joined for phrase in self.anywhere)


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun refers to: its class, that of several, and the gender it tells ("" for none)."""

    kind: str
    plural: str
    gender: str


@dataclass(slots=True)
class Lexicon:
    """Everything that the rule files of the family say."""

    countries: dict[str, Country] = field(default_factory=dict)
    demonyms: dict[str, Country] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    place_words: list[WordCue] = field(default_factory=list)
    organisation_words: list[WordCue] = field(default_factory=list)
    name_words: list[WordCue] = field(default_factory=list)
    noun_cues: dict[str, str] = field(default_factory=dict)
    nouns: dict[str, Noun] = field(default_factory=dict)
    owned_nouns: dict[str, Noun] = field(default_factory=dict)
    business_nouns: set[str] = field(default_factory=set)
    shared_names: set[str] = field(default_factory=set)
    articled: set[str] = field(default_factory=set)
    honours: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    person_verbs: set[str] = field(default_factory=set)
    report_verbs: set[str] = field(default_factory=set)
    report_phrases: set[str] = field(default_factory=set)
    product_nouns: set[str] = field(default_factory=set)
    place_nouns: set[str] = field(default_factory=set)
    wordings: set[str] = field(default_factory=set)
    country_offices: set[str] = field(default_factory=set)
    club_names: set[str] = field(default_factory=set)
    person_or_body: set[str] = field(default_factory=set)
    before_places: set[str] = field(default_factory=set)
    area_nouns: set[str] = field(default_factory=set)
    vessel_verbs: set[str] = field(default_factory=set)
    single_roles: set[str] = field(default_factory=set)
    loose_roles: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    first_names: dict[str, str] = field(default_factory=dict)
    nicknames: dict[str, str] = field(default_factory=dict)
    name_suffixes: set[str] = field(default_factory=set)
    suffixes: set[str] = field(default_factory=set)
    tails: set[str] = field(default_factory=set)
    cities: dict[str, str] = field(default_factory=dict)

    def country(self, name: str) -> Country | None:
        """The country of a name, or of a demonym in singular or plural ("Ukrainians"); of a code as "iso UA".

        Names of up to three letters count in capitals only ("US", never "us").
        """
        key = name_key(name)
        if len(key) <= 3 and not name.replace(".", "").split()[-1].isupper():
            return None
        return self.countries.get(key) or self.demonym(name)

    def demonym(self, word: str) -> Country | None:
        """The country whose people or adjective the word is, in any number; of one of them too ("Irishwoman")."""
        if not word[:1].isupper():
            return None
        key = word.casefold()
        person = next((key.removesuffix(end) for end in _ONE_OF_A_PEOPLE if key.endswith(end)), "")
        return self.demonyms.get(key) or self.demonyms.get(key[:-1] if key.endswith("s") else person)

    def noun(self, token: Token) -> Noun | None:
        """What a common noun refers to, by the word before it where both are one ("coast guard" is no guard)."""
        word = token.lemma_.casefold()
        before = token.doc[token.i - 1] if token.i else token
        if before.dep_ == "compound" and before.head.i == token.i:
            compound = self.nouns.get(f"{before.lower_} {word}")
            if compound is not None:
                return compound
        return self.nouns.get(word) or self.nouns.get(f"{token.lower_[:-2]}an" if token.lower_.endswith("men") else "")

    def title(self, word: str) -> bool:
        """Whether the word is a title before a name, with or without its full stop."""
        return word.rstrip(".") in self.titles


def name_key(name: str) -> str:
    """A name as a key: without leading article, full stops and letter case.

    >>> name_key("The U.S. Senate")
    'us senate'
    """
    text = " ".join(name.replace(".", "").replace("’", "'").casefold().split())
    return text.removeprefix("the ")


def _strings(path: Path, table: Mapping[str, Any], key: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise RuleError(f'{path}: {key!r} must be a list of words, such as {key} = ["One", "Two"]')
    return value


def _class(path: Path, heading: str, table: Mapping[str, Any], key: str = "class") -> str:
    kind = table.get(key)
    if not isinstance(kind, str) or not kind.startswith(("schema:", "pg:")):
        raise RuleError(f'{path}: [[{heading}]] needs a class of the ontology, such as {key} = "schema:Place"')
    return kind


def _cues(path: Path, heading: str, tables: Iterable[Mapping[str, Any]]) -> list[WordCue]:
    result = []
    for table in tables:
        last, first, anywhere = (_strings(path, table, key) for key in ("last", "first", "any"))
        phrases = [*anywhere, *(word for word in last if " " in word)]
        result.append(WordCue(_class(path, heading, table), frozenset(last), frozenset(first), tuple(phrases)))
    return result


def _add_countries(path: Path, lexicon: Lexicon, tables: Mapping[str, Any]) -> None:
    for code, table in tables.items():
        if not isinstance(table, dict) or not isinstance(table.get("name"), str):
            raise RuleError(f'{path}: countries.{code} needs a name, such as {code} = {{ name = "Utopia" }}')
        country = Country(code, table["name"])
        for name in (country.name, code, *_strings(path, table, "variants")):
            if name != code or name.isupper():
                lexicon.countries[name_key(name) if name != code else f"iso {code.casefold()}"] = country
        for word in _strings(path, table, "demonyms"):
            lexicon.demonyms[word.casefold()] = country
        capitals = _strings(path, table, "capitals")
        for name in capitals:
            lexicon.cities[name_key(name)] = capitals[0]
            lexicon.places[name_key(name)] = "schema:City"


def _add_names(path: Path, heading: str, known: dict[str, str], tables: Iterable[Mapping[str, Any]]) -> None:
    for table in tables:
        kind = _class(path, heading, table)
        for name in _strings(path, table, "names"):
            known[name_key(name)] = kind


def _add_people(path: Path, lexicon: Lexicon, content: Mapping[str, Any]) -> None:
    lexicon.titles.update(content.get("titles", {}))
    lexicon.nicknames.update({k.casefold(): v.casefold() for k, v in content.get("nicknames", {}).items()})
    for gender in ("female", "male"):
        for name in _strings(path, content.get("first-names", {}), gender):
            lexicon.first_names[name.casefold()] = gender
    for key in ("offices", "person-verbs", "single-roles", "loose-roles"):
        getattr(lexicon, key.replace("-", "_")).update(word.casefold() for word in _strings(path, content, key))
    lexicon.honours.update(_strings(path, content, "honours"))
    lexicon.name_suffixes.update(_strings(path, content, "name-suffixes"))


def _add_nouns(path: Path, lexicon: Lexicon, content: Mapping[str, Any]) -> None:
    for table in content.get("nouns", []):
        kind, plural = _class(path, "nouns", table), _class(path, "nouns", table, "plural")
        for word in _strings(path, table, "words"):
            lexicon.nouns.setdefault(word.casefold(), Noun(kind, plural, table.get("gender", "")))
    for table in content.get("owned-nouns", []):
        kind = _class(path, "owned-nouns", table)
        for word in _strings(path, table, "words"):
            lexicon.owned_nouns.setdefault(word.casefold(), Noun(kind, kind, ""))
    lexicon.business_nouns.update(word.casefold() for word in _strings(path, content, "business-nouns"))
    for table in content.get("noun-cues", []):
        for word in _strings(path, table, "nouns"):
            lexicon.noun_cues.setdefault(word.casefold(), _class(path, "noun-cues", table))


def _add(lexicon: Lexicon, path: Path, content: Mapping[str, Any]) -> None:
    unknown = sorted(set(content) - _HEADINGS)
    if unknown:
        raise RuleError(f"{path}: unknown heading {unknown[0]!r}; known ones are {', '.join(sorted(_HEADINGS))}")
    _add_countries(path, lexicon, content.get("countries", {}))
    _add_names(path, "places", lexicon.places, content.get("places", []))
    _add_names(path, "organisations", lexicon.organisations, content.get("organisations", []))
    for table in content.get("organisations", []):
        lexicon.articled.update(name_key(name) for name in table["names"] if name.startswith("The "))
    lexicon.place_words += _cues(path, "place-words", content.get("place-words", []))
    lexicon.organisation_words += _cues(path, "organisation-words", content.get("organisation-words", []))
    lexicon.name_words += _cues(path, "name-words", content.get("name-words", []))
    lexicon.shared_names.update(name_key(name) for name in _strings(path, content, "shared-names"))
    lexicon.suffixes.update(_strings(path, content, "suffixes"))
    for key in _WORD_LISTS:
        getattr(lexicon, key.replace("-", "_")).update(_strings(path, content, key))
    lexicon.tails.update(_strings(path, content, "tails"))
    _add_people(path, lexicon, content)
    _add_nouns(path, lexicon, content)


@cache
def read_lexicon(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of our rule files and those in ``folders``; a user's entry replaces ours of the same name.

    Raises:
        RuleError: a file has an unknown heading, or an entry without its class or name.
    """
    lexicon = Lexicon()
    for path, content in read_rules("entities", folders):
        _add(lexicon, path, content)
    return lexicon
