"""Trigger rules and frames, read from the rule family ``events``; the files document their form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pressgraph.errors import RuleError
from pressgraph.language.rules import disabled, read_rules

_NAMES = """NewsEvent Attack Explosion ArmedConflict Death Injury Disaster Accident Crime Arrest LegalProceeding
    Verdict Protest Election Appointment Resignation Meeting Agreement Launch Acquisition Investment Transaction Layoff
    Competition Award Visit Communication Provision Policy Marriage Birth Retirement Dismissal Disappearance
    Publication"""
TYPES = frozenset("pg:" + name for name in _NAMES.split())
ROLES = frozenset({"agent", "patient", "recipient", "instrument", "result", "cause", "seller", "location"})
KINDS = frozenset({"person", "organization", "place", "actor", "thing", "victim", "doer", "any"})
_TRIGGER = frozenset(
    {"name", "type", "verbs", "nouns", "phrases", "frame", "require", "forbid", "confidence", "origin", "example"}
)
_ASKED = "object subject object_words subject_words prepositions modifiers passive transitive complement role sentence"
_CONDITIONS = frozenset([*_ASKED.split(), "plural"])


@dataclass(frozen=True, slots=True)
class Frame:
    """Which grammatical functions fill which roles, for verbs and for nouns.

    ``joint`` gathers all the functions of a role instead of the first that is there; ``site`` takes the place
    of what it happened to; ``amount`` looks for money; ``unfit`` is the role for subjects that cannot act.
    """

    verb: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    noun: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    joint: bool = False
    site: bool = False
    amount: bool = False
    unfit: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must (or must not) stand around a trigger; empty fields ask nothing."""

    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    object_words: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    sentence: frozenset[str] = frozenset()
    passive: bool | None = None
    transitive: bool | None = None
    complement: bool | None = None
    plural: bool | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger rule; ``origin`` names it, or the model that found its words."""

    name: str
    type: str
    frame: Frame
    require: Condition | None = None
    forbid: Condition | None = None
    confidence: float = 0.8
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A light verb: its subject's role in the event that its noun names, and the noun's place (object or subject)."""

    role: str
    noun: str


@dataclass(frozen=True, slots=True)
class EventRules:
    """All rules, by the head word of their triggers; multiword triggers and narrow rules come first.

    The keys of ``verbs`` and ``nouns`` are lemmas; the tuple with each rule holds the other words of a
    multiword trigger (particle, or words before the noun); ``phrases`` adds the object's lemma.
    """

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], Rule], ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], Rule], ...]]
    phrases: Mapping[tuple[str, str], tuple[Rule, ...]]
    light: Mapping[str, tuple[Light, ...]]
    words: Mapping[str, frozenset[str]]
    examples: Mapping[str, str]


def _condition(where: str, table: Mapping[str, Any] | None) -> Condition | None:
    if table is None:
        return None
    if unknown := sorted(set(table) - _CONDITIONS):
        raise RuleError(f"{where}: unknown condition {unknown[0]!r}; known are {', '.join(sorted(_CONDITIONS))}")
    values: dict[str, Any] = {k: v if isinstance(v, bool) else frozenset(v) for k, v in table.items()}
    for key in ("object", "subject"):
        if unknown := sorted(values.get(key, frozenset()) - KINDS):
            raise RuleError(f"{where}: {key} knows no kind {unknown[0]!r}; known are {', '.join(sorted(KINDS))}")
    return Condition(**values)


def _frame(where: str, table: Mapping[str, Any]) -> Frame:
    tables: dict[str, Any] = {}
    for part in ("verb", "noun"):
        for role in table.get(part, {}):
            if role not in ROLES:
                raise RuleError(f"{where}: unknown role {role!r}; known are {', '.join(sorted(ROLES))}")
        tables[part] = {role: tuple(functions.split()) for role, functions in table.get(part, {}).items()}
    rest = {key: value for key, value in table.items() if key not in ("verb", "noun")}
    try:
        return Frame(**tables, **rest)
    except TypeError as error:
        raise RuleError(f"{where}: {error}") from error


def _rule(path: Path, table: Mapping[str, Any], frames: Mapping[str, Frame]) -> Rule:
    name = table.get("name")
    if not isinstance(name, str):
        raise RuleError(f"{path}: a [[trigger]] has no name")
    where = f"{path}: trigger {name}"
    if unknown := sorted(set(table) - _TRIGGER):
        raise RuleError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_TRIGGER))}")
    if table.get("type") not in TYPES:
        raise RuleError(f"{where}: type must be an event class of the ontology, not {table.get('type')!r}")
    if table.get("frame", "act") not in frames:
        raise RuleError(f"{where}: no frame {table['frame']!r}; known are {', '.join(sorted(frames))}")
    if not 0 <= table.get("confidence", 0.8) <= 1:
        raise RuleError(f"{where}: confidence must lie between 0 and 1")
    return Rule(
        name,
        table["type"],
        frames[table.get("frame", "act")],
        _condition(where, table.get("require")),
        _condition(where, table.get("forbid")),
        float(table.get("confidence", 0.8)),
        table.get("origin", f"rule:events/{name}"),
    )


def _index(entries: Iterable[tuple[str, Rule]]) -> dict[str, tuple[tuple[tuple[str, ...], Rule], ...]]:
    """Multiword triggers by their first word (verbs); within a word the longest and narrowest come first."""
    found: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
    for words, rule in entries:
        head, *rest = words.split()
        found.setdefault(head, []).append((tuple(rest), rule))
    return {head: tuple(sorted(rules, key=_narrow)) for head, rules in found.items()}


def _narrow(entry: tuple[tuple[str, ...], Rule]) -> tuple[int, bool]:
    rest, rule = entry
    return -len(rest), rule.require is None


def _reversed(words: str) -> str:
    return " ".join(reversed(words.split()))


@lru_cache(maxsize=8)
def _load(folders: tuple[str, ...]) -> EventRules:
    files = read_rules("events", folders)
    off = disabled(files)
    frames = {
        name: _frame(f"{path}: frame {name}", table)
        for path, content in files
        for name, table in content.get("frames", {}).items()
    }
    tables = [
        (p, table) for p, content in files for table in content.get("trigger", ()) if table.get("name") not in off
    ]
    rules = [(_rule(path, table, frames), table) for path, table in tables]
    phrases: dict[tuple[str, str], list[Rule]] = {}
    for rule, table in rules:
        for phrase in table.get("phrases", ()):
            verb, _, noun = phrase.partition(" ")
            phrases.setdefault((verb, noun), []).append(rule)
    return EventRules(
        _index((word, rule) for rule, table in rules for word in table.get("verbs", ())),
        _index((_reversed(word), rule) for rule, table in rules for word in table.get("nouns", ())),
        {key: tuple(found) for key, found in phrases.items()},
        _light(files),
        _words(files),
        {rule.name: table["example"] for rule, table in rules if "example" in table},
    )


def _light(files: Sequence[tuple[Path, dict[str, Any]]]) -> dict[str, tuple[Light, ...]]:
    found: dict[str, list[Light]] = {}
    for path, content in files:
        for table in content.get("light", ()):
            if table.get("noun") not in ("object", "subject"):
                raise RuleError(f'{path}: a [[light]] needs noun = "object" or "subject"')
            for verb in table["verbs"]:
                found.setdefault(verb, []).append(Light(table.get("role", ""), table["noun"]))
    return {verb: tuple(lights) for verb, lights in found.items()}


def _words(files: Sequence[tuple[Path, dict[str, Any]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, content in files:
        for name, members in content.get("words", {}).items():
            found.setdefault(name, set()).update(members)
    return {name: frozenset(members) for name, members in found.items()}


def load_events(folders: Sequence[str | Path] = ()) -> EventRules:
    """Our rules with those of the user's folders.

    Raises:
        RuleError: a rule is malformed, or names a class, role or frame that there is not.
    """
    return _load(tuple(str(folder) for folder in folders))
