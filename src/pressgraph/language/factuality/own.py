"""What a word's small words make of it: auxiliaries, negation, adverbs, adjectives, and what governs it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pressgraph.language.factuality.forms import base_forms
from pressgraph.language.factuality.lexicon import Lexicon, Operator
from pressgraph.language.factuality.marks import is_infinitive, is_past, marker

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})


def introduced(token: Token, lexicon: Lexicon) -> Operator | None:
    """The operator of the conjunction or preposition that introduces the clause or phrase."""
    word = marker(token)
    if not word:
        return None
    kind = (
        "marks"
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "mark") for c in token.children)
        else "prepositions"
    )
    return lexicon.own.get(kind, {}).get(word)


def auxiliaries(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Operators of modal verbs, and of "is to"."""
    words = lexicon.own.get("auxiliaries", {})
    infinitive = any(c.tag_ == "TO" for c in token.children)
    for child in token.children:
        if child.dep_.startswith("aux") and child.lower_ in words:
            if child.tag_ == "MD" or child.lower_ not in ("need", "'d", "’d"):
                yield words[child.lower_]
        elif (
            child.dep_ in ("aux", "cop")
            and child.lemma_ == "be"
            and infinitive
            and token.pos_ == "VERB"
            and "will" in words
        ):
            yield words["will"]


def negations(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Operators of "not", "no", "never" and of "nobody" among the arguments."""
    words = lexicon.own.get("modifiers", {})
    for child in token.children:
        if child.dep_ in ("advmod", "det", "cc:preconj", "aux", "cc") and child.lower_ in words:
            if words[child.lower_].effect == "negated" and _negates(child, token, lexicon):
                yield words[child.lower_]
        elif child.dep_ == "advmod" and "no" in words and any(c.lower_ == "no" for c in child.children):
            yield words["no"]
        elif child.dep_ in _ARGUMENTS and token.pos_ in ("VERB", "AUX", "ADJ"):
            yield from _negative_argument(child, lexicon)


def _negates(word: Token, token: Token, lexicon: Lexicon) -> bool:
    after = word.nbor() if word.i + 1 < len(word.doc) else word
    if word.dep_ == "cc" and word.lower_ != "nor":
        return False
    return after.lower_ not in lexicon.words["not_negating"] and not (
        word.lower_ == "no" and word.dep_ == "advmod" and token.pos_ == "VERB"
    )


def _negative_argument(argument: Token, lexicon: Lexicon) -> Iterator[Operator]:
    pronouns = lexicon.own.get("pronouns", {})
    modifiers = lexicon.own.get("modifiers", {})
    if argument.lower_ in pronouns:
        yield pronouns[argument.lower_]
    for child in argument.children:
        if child.dep_ == "det" and child.lower_ in ("no", "neither") and "no" in modifiers:
            after = child.nbor().lower_
            if after not in lexicon.words["not_negating"]:
                yield modifiers["no"]


def modifiers(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Operators of adverbs and adjectives ("allegedly", "planned"), of times to come, and of stories."""
    own, times, settings = (lexicon.own.get(key, {}) for key in ("modifiers", "times", "settings"))
    for child in token.children:
        word = child.lower_
        if word in own and own[word].effect != "negated" and child.dep_ in ("advmod", "amod", "det", "compound"):
            if not (word == "next" and token.pos_ in ("VERB", "ADV")):
                yield own[word]
        elif word in times and child.dep_.startswith(("advmod", "obl", "nmod")) and not is_past(token):
            yield times[word]
        elif (
            child.dep_ in ("obl", "nmod")
            and child.lemma_ in settings
            and marker(child) == "in"
            and token.pos_ == "VERB"
        ):
            yield settings[child.lemma_]


def raised(token: Token, lexicon: Lexicon) -> Operator | None:
    """The operator of a predicate about what is to come, at its subject ("the vote is due to begin")."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    heads = [child for child in token.children if child.dep_ in ("acl", "amod") and child.tag_ in ("VBN", "JJ")]
    if token.dep_ in ("nsubj", "nsubj:pass"):
        heads.append(token.head)
    for head in heads:
        pos = "ADJ" if head.pos_ == "ADJ" else "VERB"
        clausal = any(c.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(c) for c in head.children)
        if (head.tag_ == "VBN" or pos == "ADJ" or head.lemma_ == "be") and clausal:
            for lemma in _keys(head, lexicon):
                operator = lexicon.governors.get((lemma, pos, "clause")) or lexicon.governors.get(
                    (lemma, "VERB", "clause")
                )
                if operator is not None:
                    return operator
    return None


def source_phrase(token: Token, lexicon: Lexicon) -> Operator | None:
    """The operator of "according to …" beside a clause."""
    words = lexicon.own.get("prepositions", {})
    for child in token.children:
        if child.dep_.startswith(("obl", "advcl", "nmod")):
            operator = words.get(marker(child))
            if operator is not None and operator.effect == "attributed":
                return operator
        elif child.dep_ in ("parataxis", "conj") and child.i > token.i and _reports(child):
            for lemma in _keys(child, lexicon):
                operator = lexicon.governors.get((lemma, "VERB", "clause"))
                if operator is not None and operator.name == "speech":
                    return operator
    return None


def _reports(verb: Token) -> bool:
    """Whether a verb put after the clause has a subject but nothing that it says: it says the clause."""
    labels = {child.dep_ for child in verb.children}
    return "nsubj" in labels and not labels & {"obj", "ccomp", "xcomp", "cc", "mark"}


def governing(token: Token, lexicon: Lexicon) -> Operator | None:
    """The operator of the word that governs the clause or phrase ("plans" in "plans to sell")."""
    head = token.head
    pos = {"AUX": "VERB", "PROPN": "NOUN"}.get(head.pos_, head.pos_)
    for kind in _governed(token, head):
        for lemma in _keys(head, lexicon):
            operator = lexicon.governors.get((lemma, pos, kind))
            if operator is None and head.tag_ in ("VBN", "VBG") and pos == "ADJ":
                operator = lexicon.governors.get((lemma, "VERB", kind))
            if operator is not None:
                return operator
    return None


def _keys(head: Token, lexicon: Lexicon) -> Iterator[str]:
    """The governor's lemma, with its particle first ("rule out"); for "made threats" the noun stands for itself."""
    particle = next((c.lower_ for c in head.children if c.dep_ == "compound:prt"), "")
    if particle:
        yield f"{head.lemma_.lower()} {particle}"
    if head.lemma_ == "find" and any(c.dep_ == "xcomp" and c.lower_ == "guilty" for c in head.children):
        yield "find guilty"
    yield from base_forms(head, lexicon.endings)


def _governed(token: Token, head: Token) -> Iterator[str]:
    label = token.dep_
    clausal = label in ("ccomp", "xcomp", "acl", "csubj", "csubj:pass") and not (label == "acl" and token.tag_ == "VBN")
    if clausal or (label == "advcl" and is_infinitive(token)):
        yield "clause"
    if label in ("obl", "nmod", "advcl", "acl", "ccomp", "xcomp") and (word := marker(token)):
        yield word
    if label == "nsubj:pass" or (label == "obj" and not token.lower_.startswith("wh")):
        yield "object"
    if label == "xcomp" and head.tag_ == "VBN":
        yield "clause"
    if label == "compound":
        yield "compound"
