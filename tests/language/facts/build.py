"""Parsed documents made by hand for the tests of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import spacy
from spacy.tokens import Doc, Token

from pressgraph.annotations import Assertion, Claim, Value
from pressgraph.language.entities.register import Country, Register
from pressgraph.language.extensions import register_extensions
from pressgraph.language.facts.component import Facts
from pressgraph.language.facts.rules import RuleSet, load_rules

TAGS = {
    "PROPN": "NNP",
    "NOUN": "NN",
    "VERB": "VBD",
    "ADJ": "JJ",
    "NUM": "CD",
    "AUX": "VBD",
    "PRON": "PRP",
    "PUNCT": ",",
}
COUNTRIES = {
    "Kenya": Country("KE", "Kenya"),
    "Kenyan": Country("KE", "Kenya"),
    "Ukraine": Country("UA", "Ukraine"),
    "Ukrainian": Country("UA", "Ukraine"),
    "Germany": Country("DE", "Germany"),
    "British": Country("GB", "United Kingdom"),
}
VOCAB = spacy.blank("en").vocab
RULES: RuleSet = load_rules()


def parsed(rows: str) -> Doc:
    """A document from lines of ``word lemma POS label head [tag]``; ``head`` counts from 1, 0 is the root.

    No space stands before punctuation, "'s" and "n't".
    """
    register_extensions()
    table = [line.split() for line in rows.strip().splitlines()]
    words = [row[0] for row in table]
    tight = [after[0] in (",", ".", ")", "'s", "?", "-") for after in table[1:]]
    spaces = [not glued and row[0] not in ("(", "-") for row, glued in zip(table, [*tight, True], strict=True)]
    heads = [int(row[4]) - 1 if int(row[4]) else i for i, row in enumerate(table)]
    return Doc(
        VOCAB,
        words=words,
        spaces=spaces,
        lemmas=[row[1] for row in table],
        pos=[row[2] for row in table],
        tags=[row[5] if len(row) > 5 else TAGS.get(row[2], row[2]) for row in table],
        deps=["ROOT" if row[4] == "0" else row[3] for row in table],
        heads=heads,
    )


def named(doc: Doc, names: Mapping[str, str], nominals: Mapping[str, str] | None = None) -> Doc:
    """Enters names, phrases with their class, in the register; ``nominals`` maps further phrases to one of them."""
    register = Register(doc, find_country=COUNTRIES.get)
    ids: dict[str, str] = {}
    for name, kind in names.items():
        ids[name] = register.new(kind, name, country=COUNTRIES.get(name) if kind == "schema:Country" else None)
        begin = doc.text.find(name)
        while begin >= 0:
            span = doc.char_span(begin, begin + len(name))
            if span is not None:
                register.mention(span, ids[name])
            begin = doc.text.find(name, begin + 1)
    for phrase, name in (nominals or {}).items():
        begin = doc.text.index(phrase)
        span = doc.char_span(begin, begin + len(phrase))
        assert span is not None
        register.mention(span, ids[name], "nominal")
    doc._.register = register
    return doc


@dataclass
class Said:
    """The status that a test gives to some words; all others are asserted."""

    assertion: Assertion = Assertion.ASSERTED
    claim: Claim | None = None
    attributed_to: str | None = None


@dataclass
class Statuses:
    """Statuses by word."""

    words: Mapping[str, Said] = field(default_factory=dict)

    def of(self, token: Token) -> Said:
        return self.words.get(token.text, Said())


def run(doc: Doc, statuses: Mapping[str, Said] | None = None, values: Sequence[Value] = ()) -> Doc:
    """The document with its facts."""
    doc._.values = tuple(values)
    return Facts(RULES, lambda _: Statuses(statuses or {}))(doc)


def triples(doc: Doc) -> set[tuple[str, str, str]]:
    """The facts as (subject's name, predicate, object's name or literal)."""
    found = set()
    for fact in doc._.facts:
        value = fact.object
        if isinstance(value, str):
            text = doc._.register.entity(value).name
        else:
            text = getattr(value, "lexical", None) or str(value.value)
        found.add((doc._.register.entity(fact.subject).name, fact.predicate, text))
    return found
