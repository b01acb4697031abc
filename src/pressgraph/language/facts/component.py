"""The component ``pressgraph_facts``: runs the fact rules over a document and leaves ``doc._.facts``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from pressgraph.language.facts.ages import age_facts, aged_name
from pressgraph.language.facts.collector import Collector, Statuses
from pressgraph.language.facts.context import Context
from pressgraph.language.facts.learned import model_facts
from pressgraph.language.facts.lifespans import lifespan
from pressgraph.language.facts.matching import ATTRIBUTES
from pressgraph.language.facts.relations import noun_facts, pattern_facts, verb_facts
from pressgraph.language.facts.roles import title_facts
from pressgraph.language.facts.rules import PatternRule, RuleSet, load_rules

_NOMINAL = ("NOUN", "PROPN", "ADJ")
_VERBAL = ("VERB", "ADJ")
"""Word classes in which a relational noun or verb is looked for; rare words are easily tagged as adjectives."""


def _factuality(doc: Doc, folders: Sequence[str | Path] = ()) -> Statuses:
    from pressgraph.language.factuality import factuality_of

    found: Statuses = factuality_of(doc, folders)
    return found


class Facts:
    """Finds facts by rules; needs the parse, ``doc._.values``, ``doc._.register`` and ``doc._.claims``.

    Args:
        rules: what to look for.
        statuses: who tells the assertion status of words, one for each document.
    """

    def __init__(self, rules: RuleSet, statuses: Callable[[Doc], Statuses] = _factuality) -> None:
        self.rules, self._statuses = rules, statuses
        self._patterns: dict[str, dict[str, list[PatternRule]]] = {}
        for rule in rules.patterns:
            for attribute, value in rule.pattern.keys:
                self._patterns.setdefault(attribute, {}).setdefault(value, []).append(rule)

    def __call__(self, doc: Doc) -> Doc:
        if doc._.register is None:
            return doc
        collector = Collector(Context(doc, self.rules.terms), self._statuses(doc))
        age_facts(collector)
        for token in doc:
            self._token(token, collector)
        model_facts(doc, self.rules.model, collector)
        doc._.facts = collector.ordered()
        return doc

    def _token(self, token: Token, collector: Collector) -> None:
        lemma, rules = token.lemma_.lower(), self.rules
        if token.pos_ in _NOMINAL:
            if token.lower_ in rules.title_heads or lemma in rules.title_heads:
                title_facts(token, rules, collector)
            noun_facts(token, rules, collector)
        elif token.pos_ == "NUM":
            aged_name(token, collector)
        elif token.text == "(":
            lifespan(token, rules.born, collector)
        if token.pos_ in _VERBAL and (lemma in rules.verbs or token.lower_ in rules.verbs):
            verb_facts(token, rules, collector)
        for attribute, index in self._patterns.items():
            found = index.get(ATTRIBUTES[attribute](token))
            if found:
                pattern_facts(token, found, collector)


def create_facts(nlp: Language, name: str, rules: Sequence[str]) -> Facts:  # noqa: ARG001
    """The factory of ``pressgraph_facts``; ``rules`` are folders with the user's rule files.

    Raises:
        RuleError: a rule file is malformed.
    """
    return Facts(load_rules(rules), partial(_factuality, folders=tuple(rules)))
