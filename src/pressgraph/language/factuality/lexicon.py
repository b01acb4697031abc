"""The words that keep a clause from being asserted, read from the rule family ``factuality``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pressgraph.annotations import Assertion
from pressgraph.errors import RuleError
from pressgraph.language.rules import disabled, read_rules

EFFECTS = {
    "asserted": None,
    "factive": None,
    "attributed": Assertion.ATTRIBUTED,
    "negated": Assertion.NEGATED,
    "hypothetical": Assertion.HYPOTHETICAL,
    "planned": Assertion.PLANNED,
}
STAGES = frozenset({"pg:Accused", "pg:Charged", "pg:OnTrial", "pg:Convicted", "pg:Acquitted"})
GOVERNORS = {"verbs": "VERB", "nouns": "NOUN", "adjectives": "ADJ"}
OWN_WORDS = ("marks", "prepositions", "auxiliaries", "modifiers", "pronouns", "times", "settings")
WORD_LISTS = (
    "factual_marks",
    "factual_prepositions",
    "definite",
    "factual_anyway",
    "occurring",
    "not_negating",
    "rank_words",
    "culprits",
    "facing",
    "prosecuting",
    "presupposing",
)
_KEYS = {"name", "effect", "takes", "stage", "source", "example", *GOVERNORS, *OWN_WORDS}


@dataclass(frozen=True, slots=True)
class Operator:
    """One rule: what it makes of the words that it governs. ``assertion`` is None where it leaves them as they are."""

    name: str
    effect: str
    assertion: Assertion | None
    takes: frozenset[str] = frozenset()
    stage: str | None = None
    from_subject: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Operators by the words that carry them.

    ``governors`` maps (lemma, word class, what it governs) to an operator; ``own`` maps a list's name
    and a word to one; ``words`` holds the closed lists.
    """

    governors: dict[tuple[str, str, str], Operator] = field(default_factory=dict)
    own: dict[str, dict[str, Operator]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    endings: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _operator(path: Path, rule: dict[str, Any]) -> Operator:
    name = rule.get("name")
    if not isinstance(name, str):
        raise RuleError(f"{path}: an [[operator]] has no name")
    if unknown := sorted(set(rule) - _KEYS):
        raise RuleError(f"{path}: operator {name}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if rule.get("effect") not in EFFECTS:
        raise RuleError(f"{path}: operator {name}: effect must be one of {', '.join(EFFECTS)}")
    if rule.get("stage", "pg:Accused") not in STAGES:
        raise RuleError(f"{path}: operator {name}: stage must be one of {', '.join(sorted(STAGES))}")
    if any(rule.get(key) for key in GOVERNORS) and not rule.get("takes"):
        raise RuleError(f'{path}: operator {name}: say what its words govern, as takes = ["clause"]')
    effect = rule["effect"]
    takes = frozenset(rule.get("takes", ()))
    return Operator(name, effect, EFFECTS[effect], takes, rule.get("stage"), rule.get("source") == "subject")


def _add(lexicon: Lexicon, path: Path, rule: dict[str, Any]) -> None:
    operator = _operator(path, rule)
    for key, pos in GOVERNORS.items():
        for word in rule.get(key, ()):
            for kind in sorted(operator.takes):
                lexicon.governors[word, pos, kind] = operator
    for key in OWN_WORDS:
        lexicon.own.setdefault(key, {}).update(dict.fromkeys(rule.get(key, ()), operator))
    if "example" in rule:
        lexicon.examples[operator.name] = rule["example"]


@lru_cache(maxsize=8)
def _load(folders: tuple[str, ...]) -> Lexicon:
    files = read_rules("factuality", folders)
    off = disabled(files)
    lexicon = Lexicon()
    words: dict[str, set[str]] = {name: set() for name in WORD_LISTS}
    for path, content in files:
        for rule in content.get("operator", ()):
            if rule.get("name") not in off:
                _add(lexicon, path, rule)
        lexicon.endings.update({ending: tuple(bases) for ending, bases in content.get("endings", {}).items()})
        for name, extra in content.get("words", {}).items():
            if name not in words:
                raise RuleError(f"{path}: [words] has no list {name!r}; known are {', '.join(WORD_LISTS)}")
            words[name].update(extra)
    lexicon.words.update({name: frozenset(members) for name, members in words.items()})
    return lexicon


def load_lexicon(folders: Sequence[str | Path] = ()) -> Lexicon:
    """Our operators and those of the user's folders; a later file's rule wins for the same word.

    Raises:
        RuleError: a rule is malformed.
    """
    return _load(tuple(str(folder) for folder in folders))
