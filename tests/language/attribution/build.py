"""Parsed documents made by hand for the tests of attribution."""

from __future__ import annotations

from collections.abc import Mapping

import spacy
from spacy.tokens import Doc

from pressgraph.annotations import Claim, Value
from pressgraph.language.attribution.component import create_attribution
from pressgraph.language.entities.register import Country, Register
from pressgraph.language.extensions import register_extensions

NLP = spacy.blank("en")
TAGS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "PRP": "PRON",
    "WP": "PRON",
    "JJ": "ADJ",
    "RB": "ADV",
    "IN": "ADP",
    "TO": "PART",
    "POS": "PART",
    "DT": "DET",
    "CC": "CCONJ",
    "CD": "NUM",
    "MD": "AUX",
}
NAMES = {
    "Moreau": ("schema:Person", "Person"),
    "Berg": ("schema:Person", "Person"),
    "Reuters": ("schema:NewsMediaOrganization", "Organization"),
    "Oslo": ("schema:City", "Location"),
    "Kenya": ("schema:Country", "Location"),
    "@berg": ("Berg", ""),
}
KINDS = {"storm": "schema:Thing", "rockets": "schema:Product"}


def parsed(text: str, rows: str) -> Doc:
    """A document of ``text`` from its words, each ``word|lemma|TAG|label|head``; heads count from 1, 0 is the root."""
    table = [row.rsplit("|", 4) for row in rows.split()]
    register_extensions()
    words: list[str] = []
    spaces: list[bool] = []
    source: list[int] = []
    place = 0
    for number, row in enumerate(table):
        gap = text[place : text.index(row[0], place)]
        if gap == " ":
            spaces[-1] = True
        elif gap:
            words.append(gap)
            spaces.append(False)
            source.append(-1)
        words.append(row[0])
        spaces.append(False)
        source.append(number)
        place = text.index(row[0], place) + len(row[0])
    where = {number: i for i, number in enumerate(source)}
    full = [table[number] if number >= 0 else ["", "", "_SP", "dep", "-1"] for number in source]
    heads = [_head(i, int(row[4]), where) for i, row in enumerate(full)]
    return Doc(
        NLP.vocab,
        words=words,
        spaces=spaces,
        lemmas=[row[1] for row in full],
        tags=[row[2] for row in full],
        pos=["AUX" if row[3].startswith(("aux", "cop")) else _coarse(row[2]) for row in full],
        deps=["ROOT" if row[4] == "0" else row[3] for row in full],
        heads=heads,
    )


def _coarse(tag: str) -> str:
    if tag == "_SP":
        return "SPACE"
    return TAGS.get(tag, "VERB" if tag.startswith("V") else "PUNCT")


def _head(i: int, head: int, where: Mapping[int, int]) -> int:
    if head < 0:
        return max(i - 1, 0)
    return where[head - 1] if head else i


def registered(doc: Doc, pronouns: Mapping[str, str] | None = None) -> Doc:
    """Enters the names of `NAMES`, and pronouns by whom they mean."""
    register = Register(
        doc,
        classify=lambda token: KINDS.get(token.lower_, "schema:Person"),
        find_country=lambda name: Country("KE", "Kenya") if name in ("Kenya", "Kenyan") else None,
    )
    ids: dict[str, str] = {}
    ents = []
    for token in doc:
        name = (pronouns or {}).get(token.lower_, token.text)
        if name not in NAMES:
            continue
        kind, label = NAMES[name]
        name = kind if not label else name
        if name not in ids:
            ids[name] = register.new(NAMES[name][0], name, country=Country("KE", "Kenya") if name == "Kenya" else None)
        register.mention(doc[token.i : token.i + 1], ids[name], "name" if token.pos_ == "PROPN" else "pronoun")
        if label and token.pos_ == "PROPN":
            ents.append(spacy.tokens.Span(doc, token.i, token.i + 1, label))
    doc.ents = tuple(ents)
    doc._.register = register
    return doc


COMPONENT = create_attribution(NLP, "attribution", ())


def claims(
    text: str, rows: str, pronouns: Mapping[str, str] | None = None, values: tuple[Value, ...] = ()
) -> tuple[Claim, ...]:
    """The claims of a parsed text."""
    return run(text, rows, pronouns, values)._.claims  # type: ignore[no-any-return]


def run(text: str, rows: str, pronouns: Mapping[str, str] | None = None, values: tuple[Value, ...] = ()) -> Doc:
    """The document with its claims."""
    doc = registered(parsed(text, rows), pronouns)
    assert doc.text == text
    doc._.values = values
    return COMPONENT(doc)


def told(doc: Doc) -> list[tuple[str, str, str | None, str | None, list[str]]]:
    """The claims as (kind, act without prefix, author's name, addressee's name, contents)."""
    return [
        (
            claim.kind,
            claim.speech_act.removeprefix("pg:"),
            _name(doc, claim.author),
            _name(doc, claim.addressee),
            [span.of(doc.text) for span in claim.content],
        )
        for claim in doc._.claims
    ]


def _name(doc: Doc, entity: str | None) -> str | None:
    return doc._.register.entity(entity).name if entity is not None else None
