"""Whether a trigger names something that happens, not a kind of thing or a habit."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from pressgraph.language.events.functions import Trigger
from pressgraph.language.factuality.marks import is_past, marker

_STEPS = 8
_TOPICS = frozenset({"obl", "nmod", "conj", "obj", "nsubj", "nsubj:pass", "appos", "obl:agent"})


def dropped_because(
    trigger: Trigger, words: Mapping[str, frozenset[str]], headline: bool, anchored: bool, stage: str | None
) -> str:
    """Why the trigger is no single happening, "" where it is one.

    Args:
        trigger: the word.
        words: closed lists of the rules.
        headline: whether it stands in the headline, whose present tense tells of the past.
        anchored: whether it has participants, a place, a date or a number of its own.
        stage: an accusation's stage; a crime that somebody is charged with needs no article.
    """
    token = trigger.token
    if trigger.verbal:
        return "" if headline or stage else _habit(token, words, anchored)
    if token.dep_ in ("compound", "flat") and not stage:
        return "a kind of thing"
    if stage or headline:
        return ""
    return _generic(token, words, anchored)


def _habit(verb: Token, words: Mapping[str, frozenset[str]], anchored: bool) -> str:
    if any(c.lower_ in words["habitual"] for c in verb.children if c.dep_ in ("advmod", "obl", "obl:unmarked")):
        return "a habit"
    if verb.tag_ in ("VBZ", "VBP") and not any(c.dep_.startswith("aux") for c in verb.children):
        return "the simple present of a habit"
    if (verb.tag_ == "VBG" and verb.dep_ in ("amod", "csubj")) or (verb.dep_ == "amod" and not anchored):
        return "a kind of thing"
    if verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and not _told(verb.head):
        return "no tense of telling"
    present = any(c.tag_ in ("VBZ", "VBP") and c.dep_ == "aux:pass" for c in verb.children)
    continuing = verb.tag_ == "VBG" or any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")
    return "the simple present of a habit" if present and not continuing else ""


def _generic(noun: Token, words: Mapping[str, frozenset[str]], anchored: bool) -> str:
    if marker(noun) == "as" and any(c.lower_ in ("a", "an") for c in noun.children):
        return "what something is called"
    if any(c.lower_ in words["indefinite"] for c in noun.children if c.dep_ in ("det", "amod")):
        return "any of its kind"
    if any(c.lower_ in words["definite"] or c.dep_ in ("nmod:poss", "nummod") for c in noun.children):
        return ""
    if _idiom(noun, words):
        return "a turn of phrase"
    return "" if anchored else _bare(noun, words)


def _idiom(noun: Token, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the noun stands alone after its preposition ("in celebration of", "on strike")."""
    alone = all(c.dep_ == "case" for c in noun.children if c.i < noun.i)
    return alone and noun.tag_ == "NN" and marker(noun) in words["idiom_prepositions"]


def _bare(noun: Token, words: Mapping[str, frozenset[str]]) -> str:
    counted = noun.lemma_.lower() not in words["uncountable"]
    loose = noun.tag_ == "NN" or noun.dep_ in ("nmod", "obl", "conj", "appos", "obj")
    if counted and loose and not any(c.dep_ == "det" for c in noun.children):
        return "a kind of thing"
    return "" if _told(noun) else "no tense of telling"


def _told(noun: Token) -> bool:
    """Whether the clause that the noun stands in is in the past, the perfect or the progressive."""
    node = noun
    for _ in range(_STEPS):
        if node.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in node.children):
            progressive = node.tag_ == "VBG" and any(c.dep_ == "aux" for c in node.children)
            return is_past(node) or progressive or (node.tag_ in ("VBN", "VBG") and node.dep_ in ("acl", "advcl"))
        if node.head.i == node.i or node.dep_.split(":")[0] not in {d.split(":")[0] for d in _TOPICS}:
            return False
        node = node.head
    return False
