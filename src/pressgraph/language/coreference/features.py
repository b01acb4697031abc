"""What the coreference head knows of two words beside their vectors, from a parse, gold or predicted.

Coreference is between the words that head mentions (Dobrovolskii 2021, "Word-Level Coreference Resolution");
a mention's span is read off the parse afterwards.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from pressgraph.language.scoring import distance_class

Array = np.ndarray[Any, Any]

_PRONOUNS: Final = (
    "i me my mine myself",
    "we us our ours ourselves",
    "you your yours yourself yourselves",
    "he him his himself",
    "she her hers herself",
    "it its itself",
    "they them their theirs themselves themself",
    "this that",
    "these those",
    "who whom whose",
    "which",
    "one",
)
_CLASS: Final = {word: number for number, words in enumerate(_PRONOUNS, 1) for word in words.split()}
PRONOUNS: Final = len(_PRONOUNS) + 2
"""Classes of words: 0 a noun, 1 to 12 the groups above, last any other pronoun."""

MATCHES: Final = 3
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
"""The tags of words that may head a mention."""

REACH: Final = 250
"""How many candidates back an antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Words that may head mentions, in reading order: one array entry each.

    ``forms`` and ``others`` are checksums of the lower-cased word and of the last word of its name,
    ``pronouns`` classes of `PRONOUNS`, ``sentences`` the sentence's number.
    """

    forms: Array
    others: Array
    pronouns: Array
    sentences: Array


def checksum(word: str) -> int:
    """A number for a word, the same in every process."""
    return zlib.crc32(word.lower().encode())


def pronoun_class(word: str, upos: str) -> int:
    """The word's class of `PRONOUNS`."""
    return _CLASS.get(word.lower(), PRONOUNS - 1) if upos == "PRON" else 0


def last_of_name(place: int, words: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> str:
    """The last word of the name that ``place`` heads ("Smith" for "Ann" in "Ann Smith"); ``heads`` count from 0.

    >>> last_of_name(0, ["Ann", "Smith"], [-1, 0], ["root", "flat"])
    'Smith'
    """
    for i in range(min(len(words) - 1, place + 6), place, -1):
        if heads[i] == place and labels[i].startswith("flat"):
            return words[i]
    return words[place]


def pair_features(candidates: Candidates, later: Array, earlier: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Classes of the pairs (later, earlier): both words' pronoun class, match, distance, sentences between."""
    same = candidates.forms[later] == candidates.forms[earlier]
    part = (
        (candidates.others[later] == candidates.others[earlier])
        | (candidates.others[later] == candidates.forms[earlier])
        | (candidates.forms[later] == candidates.others[earlier])
    )
    return (
        candidates.pronouns[later],
        candidates.pronouns[earlier],
        np.where(same, 2, np.where(part, 1, 0)),
        distance_class(later - earlier),
        distance_class(candidates.sentences[later] - candidates.sentences[earlier]),
    )
