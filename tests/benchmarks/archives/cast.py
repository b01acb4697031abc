"""Who and what a story is about: people, cities and companies that stay the same wherever the story names them."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; printed as the full name."""

    first: str
    last: str
    age: int
    he: str
    him: str
    his: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def He(self) -> str:  # noqa: N802 - a slot's name
        return self.he.capitalize()

    @property
    def His(self) -> str:  # noqa: N802 - a slot's name
        return self.his.capitalize()


@dataclass(frozen=True, slots=True)
class City:
    """A real city; ``people`` is the adjective of its country."""

    name: str
    country: str
    people: str

    def __str__(self) -> str:
        return self.name


@cache
def words(kind: str) -> tuple[str, ...]:
    """The list ``kind`` of words.toml."""
    found = _lists()[kind]
    return tuple(found.split() if isinstance(found, str) else found)


@cache
def _lists() -> dict[str, str | list[str]]:
    return tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))


class Cast(dict[str, object]):
    """The slots of one story, filled when they are first asked for; those without a number are filled anew each time.

    >>> cast = Cast(random.Random(1))
    >>> "{p1.last} and {p1.last}".format_map(cast) in {f"{name} and {name}" for name in words("last")}
    True
    """

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self._rng = rng

    def __missing__(self, slot: str) -> object:
        kind = slot.rstrip("0123456789")
        maker = _MAKERS.get(kind)
        made: object = maker(self._rng) if maker else self._rng.choice(words(kind))
        if kind != slot:
            self[slot] = made
        return made


def person(rng: random.Random) -> Person:
    """Somebody from the lists of names."""
    she = rng.random() < 0.5
    first, last = rng.choice(words("she" if she else "he")), rng.choice(words("last"))
    return Person(first, last, rng.randint(19, 94), *(("she", "her", "her") if she else ("he", "him", "his")))


def city(rng: random.Random) -> City:
    """A city of the list."""
    name, country, people = rng.choice(words("city")).split("/")
    return City(name, country.replace("_", " "), people.replace("_", " "))


def _company(rng: random.Random) -> str:
    last = words("last")
    name = rng.choice(last) if rng.random() < 0.7 else f"{rng.choice(last)} & {rng.choice(last)}"
    return f"{name} {rng.choice(words('sector'))} {rng.choice(words('suffix'))}"


def _money(rng: random.Random) -> str:
    amount = rng.choice([str(rng.randint(2, 950)), f"{rng.randint(1, 9)}.{rng.randint(1, 9)}"])
    if rng.random() < 0.4:
        return f"{rng.choice('€$£')}{amount} {rng.choice(['million', 'billion'])}"
    return f"{amount} {rng.choice(['million', 'billion'])} {rng.choice(words('currency'))}"


def _percent(rng: random.Random) -> str:
    return f"{rng.randint(0, 89)}.{rng.randint(1, 9)} percent"


_MAKERS: dict[str, Callable[[random.Random], object]] = {
    "p": person,
    "c": city,
    "o": _company,
    "club": lambda rng: f"{city(rng)} {rng.choice(words('club'))}",
    "paper": lambda rng: f"{city(rng)} {rng.choice(words('paper'))}",
    "count": lambda rng: f"{rng.randint(21, 4800):,}",
    "degrees": lambda rng: rng.randint(31, 47),
    "money": _money,
    "percent": _percent,
}


def story_cast(rng: random.Random) -> Cast:
    """The cast of a new story, its years in order: ``year0`` is the distant one, ``year1`` the recent one."""
    cast = Cast(rng)
    cast["year0"], cast["year1"] = rng.randint(1978, 2012), rng.randint(2013, 2023)
    return cast
