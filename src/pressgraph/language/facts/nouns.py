"""Relational nouns: who bears one ("founder" in "Microsoft founder Bill Gates"), and of what it is said.

Both are read from every construction that English has for them: titles before names, apposition both
ways, predicates, coreference; possessives, prepositions, compounds and adjectives of nationality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pressgraph.annotations import Entity
from pressgraph.language.facts.context import Context, How, Referent
from pressgraph.language.phrases import antecedent, case_of, conjuncts, strayed_of, subjects

_DEPTH = 3
_REACH = 30
_COMPOUND = re.compile(r"(-| \w+-)\w+(ed|ing)\b")
"""What makes an adjective of a name before it: "Florida-based", "Nobel Prize-winning"."""

_OPENING = ("det", "amod", "compound", "nmod:poss", "nummod")
_STOPS = frozenset(".;!?")
_PLURAL = frozenset({"NNS", "NNPS"})
_NAMING = frozenset({"call", "name", "dub"})


def _plural(noun: Token) -> bool:
    return noun.tag_ in _PLURAL


@dataclass(frozen=True, slots=True)
class Whole:
    """That of which a relational noun is said; ``marker`` is "'s", a preposition, "name", "demonym" or "have".

    ``link`` is the verb that joins the two, for "have".
    """

    entity: Entity
    token: Token
    marker: str
    link: Token | None = None


def referent(token: Token, context: Context) -> Referent | None:
    """The named entity that the phrase of ``token`` itself names or refers to."""
    token = antecedent(token) or token
    found = context.entity(token)
    if found is not None:
        return Referent(found, token, trust=context.trust(token))
    for child in token.children:
        if child.dep_ == "flat" and context.is_name(child) and (entity := context.entity(child)):
            return Referent(entity, child, "prenominal" if token.pos_ == "NOUN" else "name")
    return None


def referents(token: Token, context: Context) -> list[Referent]:
    """The named entities that a slot's token stands for: itself, or the bearers of a common noun."""
    found = referent(token, context)
    if found is not None:
        return [found]
    return holders(token, context) if token.pos_ in ("NOUN", "ADJ") else []


def holders(noun: Token, context: Context, depth: int = 0) -> list[Referent]:
    """Who or what a common noun is said of, with the construction that says so; [] where nobody named is."""
    if depth > _DEPTH:
        return []
    if noun.dep_ == "nmod" and noun.head.lower_ == "one" and case_of(noun) == "of":
        return holders(noun.head, context, depth + 1)
    for find in (_following, _called, _before_name, _adjoining, _apposed, _predicated, _identified, _coreferent):
        if found := find(noun, context):
            return found
    return _shared(noun, context, depth)


def _following(noun: Token, context: Context) -> list[Referent]:
    """ "co-founder Mark Zuckerberg", "the founder, Jack Herrick"."""
    found: list[Referent] = []
    for child in noun.children:
        naming = child.dep_ in ("flat", "appos", "nmod:desc") and not case_of(child)
        if child.i > noun.i and naming and context.is_name(child):
            entity = context.entity(child) if _close(noun, child, context) else None
            if entity is not None and not (found and child.dep_ == "flat"):
                found.append(Referent(entity, child, "prenominal" if child.dep_ == "flat" else "apposition"))
    if found and _plural(noun):
        found.extend(
            Referent(entity, name, "apposition")
            for name in conjuncts(found[0].token)[1:]
            if context.is_name(name) and (entity := context.entity(name)) is not None
        )
    return found[:1] if not _plural(noun) else found


def _called(noun: Token, context: Context) -> list[Referent]:
    """ "a subsidiary called Brightsea", "a daughter named Ida"."""
    naming = (c for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in _NAMING and c.tag_ == "VBN")
    names = (name for verb in naming for name in verb.children if name.i > verb.i and context.is_name(name))
    found = [(name, context.entity(name)) for name in names if not case_of(name)]
    return [Referent(entity, name, "apposition") for name, entity in found if entity is not None][:1]


def _before_name(noun: Token, context: Context) -> list[Referent]:
    """ "President Trump": a title that modifies the name after it."""
    head = noun.head
    if head.i <= noun.i or noun.dep_ not in ("nmod:desc", "compound") or not context.is_name(head):
        return []
    if not _close(noun, head, context) or (noun.dep_ == "compound" and not _adjacent(noun, head, context)):
        return []
    entity = context.entity(head)
    return [Referent(entity, head, "prenominal")] if entity is not None and not context.is_name(noun) else []


def _adjoining(noun: Token, context: Context) -> list[Referent]:
    """ "founder Elon Musk" where the parse gives both words the same head or the wrong label."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if after is None or _plural(noun) or context.is_name(noun) or not context.is_name(after):
        return []
    entity = context.entity(after)
    linked = after.head.i in (noun.i, noun.head.i) and after.dep_ in (noun.dep_, "flat", "appos", "compound", "conj")
    return [Referent(entity, after, "prenominal")] if linked and entity is not None else []


def _between(left: Token, right: Token) -> Iterator[Token]:
    return (left.doc[i] for i in range(left.i + 1, right.i))


def _close(left: Token, right: Token, context: Context) -> bool:
    """Whether two words can be one phrase in spite of a wrong parse: no verb, stop or third person between."""
    if right.i - left.i > _REACH:
        return False
    ends = {context.register.at(left), context.register.at(right)}
    for token in _between(left, right):
        if token.pos_ in ("VERB", "AUX") or token.text in _STOPS:
            return False
        entity = context.entity(token)
        if entity is not None and entity.id not in ends and context.is_a(entity, "schema:Person"):
            return False
    return True


def _stopped(left: Token, right: Token) -> bool:
    """Whether a full stop parts two words that a wrong parse joins."""
    return any(t.text in _STOPS and t.whitespace_ and t.dep_ == "punct" for t in _between(left, right))


def _adjacent(noun: Token, name: Token, context: Context) -> bool:
    return all(t.is_punct or context.is_name(t) for t in _between(noun, name))


def _apposed(noun: Token, context: Context) -> list[Referent]:
    """ "Kathryn Waters, director of the gallery"; "A and B, founders of C"."""
    if noun.dep_ not in ("appos", "nmod:desc") or noun.head.i >= noun.i:
        return []
    if _of_next_name(noun, context):
        return []
    chain = conjuncts(noun.head)
    heads = chain if _plural(noun) else [_nearest(chain, noun, noun.head)]
    found = []
    for head in heads:
        bearer = referent(head, context)
        if bearer is not None and head.i < noun.i and (_plural(noun) or _close(bearer.token, noun, context)):
            found.append(replace(bearer, how="apposition"))
    return found


def _of_next_name(noun: Token, context: Context) -> bool:
    """Whether the noun opens the next item of a list: "Yair Lapid, Emirati *leader* X", "Smith and *minister* X"."""
    doc = noun.doc
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    if after is not None and context.is_name(after) and after.head.i != noun.i:
        entity = context.entity(after)
        if entity is not None and context.is_a(entity, "schema:Person"):
            return True
    first = min((child.i for child in noun.children if child.dep_ in _OPENING and child.i < noun.i), default=noun.i)
    return first > 0 and doc[first - 1].dep_ == "cc"


def _nearest(chain: list[Token], noun: Token, default: Token) -> Token:
    before = [token for token in chain if default.i <= token.i < noun.i]
    return before[-1] if before else default


def _predicated(noun: Token, context: Context) -> list[Referent]:
    """ "He was the co-founder of …": the subject of the copula."""
    labels = {child.dep_ for child in noun.children if child.dep_ != "cop" or child.lemma_ == "be"}
    infinitive = any(child.dep_ == "mark" and child.tag_ == "TO" for child in noun.children)
    if "cop" not in labels or "case" in labels or infinitive:
        return []
    found = (referent(subject, context) for subject in subjects(noun) if not _stopped(subject, noun))
    return [replace(bearer, how="copula", link=noun) for bearer in found if bearer is not None]


def _identified(noun: Token, context: Context) -> list[Referent]:
    """ "Its chairman is Mohammed Al-Sada": the noun as subject of a name."""
    name = noun.head
    if noun.dep_ != "nsubj" or not context.is_name(name) or not any(c.dep_ == "cop" for c in name.children):
        return []
    entity = context.entity(name) if not case_of(name) else None
    return [Referent(entity, name, "copula", name)] if entity is not None else []


def _coreferent(noun: Token, context: Context) -> list[Referent]:
    """ "the Microsoft founder": the one whom the register says it means."""
    entity = context.entity(noun)
    if entity is None or context.is_name(noun):
        return []
    how: How = "apposition" if context.apposed(noun) else "coreference"
    return [Referent(entity, noun, how, trust=context.trust(noun))]


def _shared(noun: Token, context: Context, depth: int) -> list[Referent]:
    """A coordinated noun said of the same bearer: "curator and director", "businessman and producer X"."""
    if noun.dep_ == "conj" and not context.is_name(noun.head):
        found = holders(noun.head, context, depth + 1)
        own = any(child.dep_ in ("det", "nmod:poss") for child in noun.children)
        return [b for b in found if _spans(b, noun) and (not own or b.how in ("copula", "apposition"))]
    for child in noun.children:
        if child.dep_ == "conj" and child.i > noun.i and not _plural(noun) and not _determined(child):
            found = _following(child, context) or _before_name(child, context)
            return [b for b in found if b.how == "prenominal"]
    return []


def _spans(bearer: Referent, noun: Token) -> bool:
    """Whether the bearer does not stand between the coordinated nouns, where it closes the first one's phrase."""
    return bearer.link is not None or not noun.head.i < bearer.token.i < noun.i


def _determined(noun: Token) -> bool:
    return any(child.dep_ in ("det", "nmod:poss") for child in noun.children)


def wholes(noun: Token, context: Context, markers: frozenset[str]) -> list[Whole]:
    """The named entities of which the noun is said, by the ``markers`` that the rule admits."""
    found = _own_wholes(noun, context, markers) or _havers(noun, context, markers)
    return found or _shared_wholes(noun, context, markers)


def _havers(noun: Token, context: Context, markers: frozenset[str]) -> list[Whole]:
    """ "*Nordlys* has a subsidiary", "*she* had two sons"."""
    verb = noun.head
    if "have" not in markers or noun.dep_ != "obj" or verb.lemma_.lower() != "have":
        return []
    bearers = (referent(subject, context) for subject in subjects(verb))
    return [Whole(b.entity, b.token, "have", verb) for b in bearers if b is not None]


def _own_wholes(noun: Token, context: Context, markers: frozenset[str]) -> list[Whole]:
    found: list[Whole] = []
    for child in _near(noun):
        marker = _marker(noun, child, context)
        if marker is None or marker not in markers or _of_the_bearer(noun, child):
            continue
        for token in conjuncts(child) if marker != "demonym" else [child]:
            entity = context.country(token) if marker == "demonym" else _named(token, context)
            if entity is not None and entity.id not in {whole.entity.id for whole in found}:
                found.append(Whole(entity, token, marker))
    return found


def _of_the_bearer(noun: Token, child: Token) -> bool:
    """Whether a complement stands behind the bearer's name and a comma: "leader Ann Lee, *of the Greens*"."""
    begin = child.left_edge.i
    named = any(c.dep_ in ("flat", "appos") and noun.i < c.i < begin for c in noun.children)
    return named and noun.doc[begin - 1].text == ","


def _near(noun: Token) -> list[Token]:
    """The dependents of a noun; a title before a name shares what stands before both ("*Ukrainian* General X")."""
    above = [child for child in noun.head.children if child.i < noun.i] if noun.dep_ == "nmod:desc" else []
    strayed = strayed_of(noun)
    return [*above, *noun.children, *([strayed] if strayed is not None else [])]


def _named(token: Token, context: Context) -> Entity | None:
    bearer = referent(token, context)
    return bearer.entity if bearer is not None else None


def _marker(noun: Token, child: Token, context: Context) -> str | None:
    base = child.dep_
    if _COMPOUND.match(context.text, context.span(child).end):
        return None
    if base == "nmod:poss" or (child.i < noun.i and any(c.tag_ == "POS" for c in child.children)):
        return "'s"
    if child.i < noun.i and base in ("amod", "compound", "nmod:desc"):
        named = context.entity(child)
        if named is not None and not context.is_a(named, "pg:Group"):
            return "name"
        return "demonym" if child.text[:1].isupper() and not _in_compound(child) else None
    if base in ("nmod", "obl", "appos") and child.i > noun.i:
        return case_of(child) or None
    return None


def _in_compound(token: Token) -> bool:
    """Whether an adjective is part of a compound: "African-*American*" is not of America alone."""
    around = token.doc[max(token.i - 1, 0) : token.i + 2].text
    return f"-{token.text}" in around or f"{token.text}-" in around


def _shared_wholes(noun: Token, context: Context, markers: frozenset[str]) -> list[Whole]:
    """ "the country's president and *commander* …", "*president* and CEO of X": said of all coordinated nouns.

    A noun with a complement of its own has that: "an *adviser* to Republicans and director of the office".
    """
    if any(child.dep_ == "nmod" and child.i > noun.i and case_of(child) for child in noun.children):
        return []
    for other in conjuncts(noun):
        if other.i == noun.i or other.pos_ not in ("NOUN", "PROPN") or context.is_name(other):
            continue
        between = min(noun.i, other.i), max(noun.i, other.i)
        found = [
            whole
            for whole in _own_wholes(other, context, markers)
            if not between[0] < whole.token.i < between[1]
            and not (whole.token.i < between[0] and _determined(noun) and noun.i > other.i)
        ]
        if found:
            return found
    return []
