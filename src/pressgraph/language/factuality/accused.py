"""Who is accused: the person behind "charged with murder", "a murder suspect", "on suspicion of fraud"."""

from __future__ import annotations

from spacy.tokens import Token

from pressgraph.language.factuality.lexicon import Lexicon
from pressgraph.language.factuality.own import governing
from pressgraph.language.phrases import case_of, indirect_objects, is_passive, patients, subjects

_STEPS = 8


def accused(deed: Token, lexicon: Lexicon) -> list[Token]:
    """The heads of the phrases for those whom an accusation, trial or conviction lays the deed on; may be empty.

    Not the accuser: in "the state accused the firm of fraud" it is the firm.
    """
    node = deed
    for _ in range(_STEPS):
        operator = governing(node, lexicon)
        if operator is not None and operator.stage:
            return _behind(node.head, node, lexicon)
        if node.head.i == node.i or node.dep_ in ("advcl", "acl:relcl", "parataxis"):
            return []
        node = node.head
    return []


def _behind(accusation: Token, deed: Token, lexicon: Lexicon) -> list[Token]:
    if accusation.pos_ in ("VERB", "AUX", "ADJ"):
        return _charged(accusation, lexicon)
    if accusation.lemma_.lower() in lexicon.words["culprits"]:
        return [accusation]
    owners = [child for child in accusation.children if child.dep_ == "nmod:poss"]
    owners += [child for child in accusation.children if child.dep_ == "nmod" and case_of(child) in ("of", "against")]
    owners = [owner for owner in owners if owner.i != deed.i]
    verb = accusation.head
    if any(child.dep_ == "cop" for child in accusation.children):
        return subjects(accusation)
    if owners or verb.pos_ not in ("VERB", "AUX") or not _lays_hands_on(verb, lexicon):
        return owners
    return _charged(verb, lexicon)


def _lays_hands_on(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb is one of prosecution: "arrested in a murder inquiry", not "found in a murder inquiry"."""
    lemma, words = verb.lemma_.lower(), lexicon.words
    return lemma in words["facing"] or lemma in words["prosecuting"]


def _charged(verb: Token, lexicon: Lexicon) -> list[Token]:
    if is_passive(verb) or (verb.pos_ != "ADJ" and any(c.dep_ in ("obj", "iobj") for c in verb.children)):
        facing = verb.lemma_.lower() in lexicon.words["facing"] and not is_passive(verb)
        return subjects(verb) if facing else patients(verb) or indirect_objects(verb)
    if verb.dep_ == "amod":
        return [verb.head]
    known = verb.pos_ == "ADJ" or verb.lemma_.lower() in lexicon.words["facing"]
    return subjects(verb) if known else []
