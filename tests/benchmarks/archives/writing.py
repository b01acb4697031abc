"""Articles put together from templates, the same ones for the same seed on every machine and in every order."""

from __future__ import annotations

import datetime
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.benchmarks.archives.cast import HERE, Cast, story_cast, words

ARTICLES = HERE.parent.parent / "articles"
SHORTEST, LONGEST = 15, 400
FIRST_DAY = datetime.date(2023, 1, 2)
DAYS = 900
ASIDE = 0.15  # how often a long article takes a paragraph of a sample article


@dataclass(frozen=True, slots=True)
class Story:
    """An article before it is written to a file; ``text`` has paragraphs parted by an empty line."""

    number: int
    headline: str
    text: str
    date: datetime.date
    url: str
    author: str
    place: str

    @property
    def printed(self) -> str:
        """The article as a page of plain text: headline, byline, dateline, text."""
        dateline = f"{self.place.upper()}, {self.date.day} {self.date:%B %Y}"
        return f"{self.headline}\n\nBy {self.author}\n\n{dateline} - {self.text}\n"

    @property
    def key(self) -> str:
        return f"{self.number:07d}"


@dataclass(frozen=True, slots=True)
class Length:
    """Words of an article: exponential above the shortest one's, cut at the longest; most are far below the mean."""

    mean: float = 45.0
    shortest: int = SHORTEST
    longest: int = LONGEST

    def draw(self, rng: random.Random) -> int:
        return min(self.longest, self.shortest + int(rng.expovariate(1 / max(1.0, self.mean - self.shortest))))


def stories(count: int, seed: int, length: Length) -> Iterator[Story]:
    """``count`` stories; each is drawn from the seed and its own number alone."""
    for number in range(count):
        yield story(number, seed, length)


def story(number: int, seed: int, length: Length) -> Story:
    """The story ``number`` of the archive ``seed``."""
    rng = random.Random(f"{seed}/{number}")
    kind = rng.choice(_kinds())
    cast = story_cast(rng)
    headline = _filled(rng.choice(_templates()[kind]["headlines"]), cast)
    date = FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))
    text = "\n\n".join(_paragraphs(_sentences(rng, cast, kind, length.draw(rng)), rng))
    url = f"https://archive.example/{seed}/{date:%Y/%m/%d}/{number:07d}"
    return Story(number, headline, text, date, url, str(cast["p9"]), str(cast["c9"]))


def tiny(count: int, seed: int) -> Iterator[Story]:
    """Articles of one sentence of about ten words, whose names occur nowhere else in the archive."""
    for number in range(count):
        rng = random.Random(f"tiny/{seed}/{number}")
        who, where = _new_name(number, 0), _new_name(number, 1)
        first = rng.choice(words(rng.choice(["she", "he"])))
        text = rng.choice(_TINY).format(
            who=f"{first} {who}", firm=f"{where} {rng.choice(words('suffix'))}", where=where
        )
        url = f"https://archive.example/tiny/{seed}/{number:07d}"
        yield Story(number, f"{who} in the news", text, FIRST_DAY, url, f"{first} {who}", where)


_TINY = (
    "{who} founded the company {firm} in the town of {where}.",
    "{who}, the mayor of {where}, resigned on Monday after a vote.",
    "Police in {where} arrested {who} on suspicion of fraud on Friday.",
    '"We are ready," said {who}, who leads the firm {firm}.',
    "{firm} named {who} as its new chief executive on Tuesday.",
)


def _new_name(number: int, place: int) -> str:
    """A name of syllables that spells ``number``: others' names are other ones."""
    rest, syllables = (number * 2 + place) * 48_611 % len(_SYLLABLES) ** 4, []
    for _ in range(4):
        rest, syllable = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables).capitalize()


_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]


def _sentences(rng: random.Random, cast: Cast, kind: str, wanted: int) -> Iterator[str]:
    """A lead and what follows it, until ``wanted`` words are there; a further story where one runs out."""
    written = 0
    while True:
        follow = [*_templates()[kind]["more"], *rng.sample(_templates()["any"]["more"], 3)]
        rng.shuffle(follow)
        for template in (rng.choice(_templates()[kind]["leads"]), *follow):
            sentence = _filled(template, cast)
            yield sentence
            wanted, written = wanted - len(sentence.split()), written + len(sentence.split())
            if wanted < 5 and written >= SHORTEST:
                return
        if rng.random() < ASIDE and wanted > 60:
            aside = rng.choice(_asides())
            yield aside
            wanted -= len(aside.split())
        kind, cast = rng.choice(_kinds()), story_cast(rng)


def _paragraphs(sentences: Iterator[str], rng: random.Random) -> Iterator[str]:
    """One to three sentences each."""
    waiting: list[str] = []
    size = 1
    for sentence in sentences:
        waiting.append(sentence)
        if len(waiting) >= size:
            yield " ".join(waiting)
            waiting, size = [], rng.randint(1, 3)
    if waiting:
        yield " ".join(waiting)


def _filled(template: str, cast: Cast) -> str:
    text = template.format_map(cast)
    return text[0].upper() + text[1:]


@cache
def _templates() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(kind for kind, own in _templates().items() if "leads" in own)


@cache
def _asides() -> tuple[str, ...]:
    """Paragraphs of the sample articles, behind headline and dateline."""
    paths: list[Path] = sorted(ARTICLES.glob("*.txt"))
    return tuple(p.strip() for path in paths for p in path.read_text(encoding="utf-8").split("\n\n")[2:])
