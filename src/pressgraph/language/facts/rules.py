"""The rules of the family ``facts``, read and checked; their forms are documented in the files themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressgraph.errors import RuleError
from pressgraph.language.facts.matching import Pattern, compile_pattern
from pressgraph.language.facts.terms import Terms, read_terms
from pressgraph.language.rules import disabled, read_rules

Words = frozenset[str]

_LEAST, _LEAST_GENERAL = 0.65, 0.85
"""How likely a relation of the model must be to be stated: it learned from encyclopaedias and is less sure of news."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule says, beside where it looks: the fact, how sure it is, and an example with its triple."""

    name: str
    predicate: str
    confidence: float
    subject: str
    object: str
    subject_class: tuple[str, ...] = ()
    object_class: tuple[str, ...] = ()
    object_nouns: Words = frozenset()
    subject_not: tuple[str, ...] = ()
    adjacent: bool = False
    granted: bool = False
    common: bool = False
    ended: bool = False
    example: str = ""
    triple: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NounRule:
    """A relational noun; ``markers`` are the constructions that lead to its whole."""

    rule: Rule
    markers: Words
    named_of: bool = False


@dataclass(frozen=True, slots=True)
class VerbRule:
    """A verb with its arguments by role or preposition."""

    rule: Rule
    particle: str = ""
    passing: bool = False
    """Whether it is over where the verb stands in the simple past ("worked", not "has worked")."""


@dataclass(frozen=True, slots=True)
class PatternRule:
    """A free pattern over the tree; ``subject`` and ``object`` name its nodes."""

    rule: Rule
    pattern: Pattern
    trigger: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of office or profession, and what holding one at a place or organisation means."""

    name: str
    at: Mapping[str, tuple[str, ...]]
    prepositions: Words
    confidence: float
    country: str = ""
    portfolio: bool = False
    countries: Words = frozenset()
    inside_names: bool = False
    before_names: bool = False
    lasting: bool = False
    job: bool = True
    example: str = ""
    triples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A verb of holding, taking or leaving an office ("served as", "was named", "resigned as")."""

    name: str
    holder: str
    form: str
    effect: str


@dataclass(frozen=True, slots=True)
class ModelRule:
    """What relations of the model mean; ``least`` is the probability from which they are stated.

    A ``general`` one says nothing new of two entities that another property joins; a ``nominal`` one is stated only
    where one phrase holds both, or "is" or "became" joins them; one with ``words`` only where a word of one of these
    lemmas stands in the sentences of both, one with ``through`` only where no predicates but these stand between them.
    What a verb leads away from (``left``) is over: "joined from Boeing".
    """

    rule: Rule
    inverse: bool
    least: float
    general: bool
    nominal: bool = False
    words: Words = frozenset()
    through: Words = frozenset()
    left: bool = False


@dataclass(slots=True)
class RuleSet:
    """All rules, indexed by the lemma that triggers them."""

    terms: Terms
    nouns: dict[str, list[NounRule]] = field(default_factory=dict)
    verbs: dict[str, list[VerbRule]] = field(default_factory=dict)
    patterns: list[PatternRule] = field(default_factory=list)
    titles: dict[tuple[str, ...], Kind] = field(default_factory=dict)
    title_heads: set[str] = field(default_factory=set)
    title_starts: set[str] = field(default_factory=set)
    modifiers: dict[str, str] = field(default_factory=dict)
    keep: set[str] = field(default_factory=set)
    honours: set[str] = field(default_factory=set)
    born: frozenset[str] = frozenset()
    model: dict[str, list[ModelRule]] = field(default_factory=dict)
    offices: dict[str, list[Office]] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def load_rules(folders: Sequence[str | Path] = ()) -> RuleSet:
    """Our rules with those of the user's folders.

    Raises:
        RuleError: a file or rule is malformed; the message names both.
    """
    files = read_rules("facts", folders)
    off = disabled(files)
    rules = RuleSet(read_terms(files))
    readers: dict[str, Callable[[RuleSet, Entry], None]] = {
        "noun": _noun,
        "verb": _verb,
        "pattern": _pattern,
        "kind": _kind,
        "modifier": _modifier,
        "office": _office,
        "model": _model,
    }
    for path, content in files:
        rules.born |= set(content.get("words_of_birth", ()))
        rules.honours.update(content.get("title_honours", ()))
        rules.keep.update(word.lower() for word in content.get("title_adjectives", ()))
        for form, read in readers.items():
            for raw in content.get(form, ()):
                entry = Entry(path, form, raw)
                if entry.text("name") not in off:
                    read(rules, entry)
    return rules


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a rule file, read key by key with messages that name it."""

    path: Path
    form: str
    raw: dict[str, Any]

    def error(self, message: str) -> RuleError:
        """The error of this table."""
        return RuleError(f"{self.path}: [[{self.form}]] {self.raw.get('name', '(without name)')}: {message}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required without ``default``."""
        value = self.raw.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"`{key}` must be text")
        return value

    def words(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts; required without ``default``."""
        value = self.raw.get(key, default)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self.error(f"`{key}` must be a list of texts")
        return tuple(value)

    def number(self, key: str, default: float) -> float:
        """A probability."""
        value = self.raw.get(key, default)
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error(f"`{key}` must be a number from 0 to 1")
        return float(value)

    def flag(self, key: str) -> bool:
        """A truth value, false where it is left out."""
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"`{key}` must be true or false")
        return value


def _rule(rules: RuleSet, entry: Entry, *, slots: bool = True) -> Rule:
    """The common part of a table; ``slots``: it says where subject and object are, and finds them by itself."""
    predicate = entry.text("predicate")
    if predicate not in rules.terms.properties:
        raise entry.error(f"unknown predicate {predicate!r}; the [property] tables name those that exist")
    triple = entry.words("triple", ())
    if len(triple) not in (0, 2):
        raise entry.error("`triple` gives the example's subject and object")
    rule = Rule(
        name=entry.text("name"),
        predicate=predicate,
        confidence=entry.number("confidence", 0.8),
        subject=entry.text("subject", None if slots else ""),
        object=entry.text("object", None if slots else ""),
        subject_class=entry.words("subject_class", ()),
        object_class=entry.words("object_class", ()),
        subject_not=entry.words("subject_not", ()),
        adjacent=entry.flag("adjacent"),
        granted=entry.flag("granted"),
        common=entry.flag("common"),
        object_nouns=frozenset(entry.words("object_nouns", ())),
        ended=entry.flag("ended"),
        example=entry.text("example", ""),
        triple=triple,
    )
    if slots:
        rules.rules.append(rule)
    return rule


def _noun(rules: RuleSet, entry: Entry) -> None:
    rule = NounRule(_rule(rules, entry), frozenset(entry.words("markers", ("of", "'s"))), entry.flag("named_of"))
    for word in entry.words("nouns"):
        rules.nouns.setdefault(word, []).append(rule)


def _verb(rules: RuleSet, entry: Entry) -> None:
    rule = VerbRule(_rule(rules, entry), entry.text("particle", ""), entry.flag("passing"))
    for word in entry.words("verbs"):
        rules.verbs.setdefault(word, []).append(rule)


def _pattern(rules: RuleSet, entry: Entry) -> None:
    try:
        pattern = compile_pattern(entry.raw.get("pattern"))
    except ValueError as error:
        raise entry.error(str(error)) from error
    rule = _rule(rules, entry)
    trigger, share = entry.text("trigger", pattern.nodes[0].name), entry.text("share", "")
    for slot in (rule.subject.split(":")[0], rule.object.split(":")[0], trigger, share):
        if slot and slot not in {node.name for node in pattern.nodes}:
            raise entry.error(f"no node of the pattern is called {slot!r}")
    rules.patterns.append(PatternRule(rule, pattern, trigger, share))


def _model(rules: RuleSet, entry: Entry) -> None:
    common = _rule(rules, entry, slots=False)
    general = entry.flag("general")
    least = entry.number("least", _LEAST_GENERAL if general else _LEAST)
    words, through = frozenset(entry.words("words", ())), frozenset(entry.words("through", ()))
    rule = ModelRule(
        common, entry.flag("inverse"), least, general, entry.flag("nominal"), words, through, entry.flag("left")
    )
    for relation in entry.words("relations"):
        rules.model.setdefault(relation, []).append(rule)


def _kind(rules: RuleSet, entry: Entry) -> None:
    at = entry.raw.get("at", {})
    if not isinstance(at, dict):
        raise entry.error('`at` maps classes to predicates, e.g. {"schema:Organization" = ["schema:worksFor"]}')
    known = rules.terms.properties
    if unknown := sorted({p for each in at.values() for p in each} - set(known)):
        raise entry.error(f"unknown predicate {unknown[0]!r}")
    kind = Kind(
        name=entry.text("name"),
        at={cls: tuple(predicates) for cls, predicates in at.items()},
        prepositions=frozenset(entry.words("prepositions", ("of",))),
        confidence=entry.number("confidence", 0.9),
        country=entry.text("country", ""),
        portfolio=entry.flag("portfolio"),
        countries=frozenset(entry.words("countries", ())),
        inside_names=entry.flag("inside_names"),
        before_names=entry.flag("before_names"),
        lasting=entry.flag("lasting"),
        job=not entry.flag("no_job"),
        example=entry.text("example", ""),
        triples=tuple(tuple(triple) for triple in entry.raw.get("triples", ())),
    )
    rules.kinds.append(kind)
    for title in entry.words("titles"):
        words = title_words(title)
        rules.titles[words] = kind
        rules.title_starts.add(words[0])
        rules.title_heads.update(words[: words.index("of")][-1:] if "of" in words else (words[-1], words[0]))


def title_words(text: str) -> tuple[str, ...]:
    """The words of a title as the lexicon compares them.

    >>> title_words("Co-Founder")
    ('co', 'founder')
    """
    return tuple(text.lower().replace("-", " ").replace("’", "'").split())


def _modifier(rules: RuleSet, entry: Entry) -> None:
    effect = entry.text("effect")
    if effect not in ("ended", "planned", "void", "rank", "plain"):
        raise entry.error("`effect` is one of ended, planned, void, rank, plain")
    rules.modifiers.update(dict.fromkeys(map(str.lower, entry.words("words")), effect))


def _office(rules: RuleSet, entry: Entry) -> None:
    office = Office(entry.text("name"), entry.text("holder"), entry.text("form"), entry.text("effect"))
    if office.holder not in ("agent", "patient") or office.form not in ("as", "xcomp", "alone"):
        raise entry.error("`holder` is agent or patient, `form` is as, xcomp or alone")
    if office.effect not in ("holds", "held", "begins", "ends"):
        raise entry.error("`effect` is holds, held, begins or ends")
    for verb in entry.words("verbs"):
        rules.offices.setdefault(verb, []).append(office)
