"""The lexicon of speech: the rule family ``speech``, read, checked and indexed by lemma."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pressgraph.errors import RuleError
from pressgraph.language.rules import disabled, read_rules

ACTS = frozenset(
    f"pg:{act}"
    for act in (
        "Assertion Request Denial Promise Threat Warning Praise Thanks Criticism Question".split()  # noqa: SIM905
    )
)
CONTENTS = frozenset({"quote", "clause", "infinitive", "gerund", "object", "label", "passive-infinitive"})
_KEYS = frozenset({"name", "act", "lemmas", "words", "content", "prepositions", "addressee", "example"})
# fmt: off
_LISTS = frozenset({
    "accounts", "documents", "platforms", "light", "leads_on", "negative", "modals", "conditions", "consequences",
    "pleas", "thanks", "needs", "answers", "greetings", "silent", "hearing", "bodies", "public",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class CueRule:
    """A group of cues as its rule file says; ``particle`` is the second word of this lemma, if it has one."""

    name: str
    act: str
    particle: str = ""
    content: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by their first lemma, phrases by their words, and the word lists of the family."""

    verbs: Mapping[str, tuple[CueRule, ...]]
    nouns: Mapping[str, tuple[CueRule, ...]]
    phrases: Mapping[str, CueRule]
    lists: Mapping[str, frozenset[str]]

    def verb(self, lemma: str) -> tuple[CueRule, ...]:
        """The rules of a verb; a learned lemma may be wrong in its last "e" ("thanke", "criticis")."""
        for form in (lemma, lemma + "e", lemma.removesuffix("e")):
            if form in self.verbs:
                return self.verbs[form]
        return ()

    def has(self, list_name: str, word: str) -> bool:
        """Whether a word, in lower case, is in a list of the family."""
        return word in self.lists[list_name]


def _checked(path: Path, entry: Any, words: str) -> dict[str, Any]:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise RuleError(f"{path}: every group needs a name")
    where = f"{path}: group {entry['name']!r}"
    if unknown := sorted(set(entry) - _KEYS):
        raise RuleError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if entry.get("act") not in ACTS:
        raise RuleError(f"{where}: act must be one of {', '.join(sorted(ACTS))}")
    for key in (words, "content", "prepositions"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise RuleError(f"{where}: {key} must be a list of words")
    if not entry.get(words):
        raise RuleError(f"{where}: {words} must name at least one word")
    if wrong := sorted(set(entry.get("content", [])) - CONTENTS):
        raise RuleError(f"{where}: unknown content {wrong[0]!r}; known are {', '.join(sorted(CONTENTS))}")
    return entry


def _rule(entry: Mapping[str, Any], particle: str = "") -> CueRule:
    return CueRule(
        entry["name"],
        entry["act"],
        particle,
        frozenset(entry.get("content", ())),
        frozenset(entry.get("prepositions", ())),
        str(entry.get("addressee", "")),
    )


def _index(groups: Sequence[Mapping[str, Any]]) -> dict[str, tuple[CueRule, ...]]:
    index: dict[str, list[CueRule]] = {}
    for entry in groups:
        for lemma in entry["lemmas"]:
            first, _, particle = lemma.partition(" ")
            index.setdefault(first, []).append(_rule(entry, particle))
    return {lemma: tuple(rules) for lemma, rules in index.items()}


def _groups(files: Sequence[tuple[Path, dict[str, Any]]], kind: str, words: str) -> list[dict[str, Any]]:
    off = disabled(files)
    found: list[dict[str, Any]] = []
    for path, content in files:
        entries = content.get(kind, [])
        if not isinstance(entries, list):
            raise RuleError(f"{path}: {kind} must be written as [[{kind}]]")
        found.extend(entry for entry in (_checked(path, e, words) for e in entries) if entry["name"] not in off)
    return found


def _lists(files: Sequence[tuple[Path, dict[str, Any]]]) -> dict[str, frozenset[str]]:
    merged: dict[str, set[str]] = {name: set() for name in _LISTS}
    for path, content in files:
        for name, words in content.get("lists", {}).items():
            if name not in merged or not isinstance(words, list):
                raise RuleError(
                    f"{path}: lists.{name}: must be a list of words, named one of {', '.join(sorted(_LISTS))}"
                )
            merged[name].update(str(word).lower() for word in words)
    return {name: frozenset(words) for name, words in merged.items()}


@cache
def read_lexicon(folders: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon from our rule files and those of the user's folders.

    Raises:
        RuleError: a folder does not exist, or a file does not have the form that ``speech.toml`` explains.
    """
    files = read_rules("speech", folders)
    phrases = [{"content": ["quote", "clause"], **e} for e in _groups(files, "phrases", "words")]
    return Lexicon(
        _index(_groups(files, "verbs", "lemmas")),
        _index(_groups(files, "nouns", "lemmas")),
        {words: _rule(entry) for entry in phrases for words in entry["words"]},
        _lists(files),
    )
