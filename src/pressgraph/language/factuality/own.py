"""What a word's small words make of it: auxiliaries, negation, adverbs, adjectives, and what governs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from pressgraph.language.factuality.forms import base_forms
from pressgraph.language.factuality.lexicon import Lexicon, Operator
from pressgraph.language.factuality.marks import is_finite, is_infinitive, is_past, marker
from pressgraph.language.phrases import is_negated

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


def conjoined(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Operators of a conjunction of several words ("left rather than sell")."""
    for child in token.children:
        if child.dep_ == "cc":
            words = " ".join([child.lower_, *(c.lower_ for c in child.children if c.dep_ == "fixed")])
            if words in lexicon.own.get("marks", {}):
                yield lexicon.own["marks"][words]


def auxiliaries(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Operators of modal verbs, and of "is to"."""
    words = lexicon.own.get("auxiliaries", {})
    to = next((c.i for c in token.children if c.tag_ == "TO"), -1)
    to = token.i if _due(token) else to
    for child in token.children:
        if child.dep_.startswith("aux") and child.lower_ in words:
            if child.tag_ == "MD" or child.lower_ not in ("need", "'d", "’d"):
                yield words[child.lower_]
        elif (
            child.dep_ in ("aux", "aux:pass", "cop")
            and child.lemma_ == "be"
            and child.i < to
            and token.pos_ == "VERB"
            and "will" in words
        ):
            yield words["will"]


def _due(verb: Token) -> bool:
    """Whether the verb stands right behind "due to" ("the trial is due to begin"), however that is parsed."""
    if verb.pos_ != "VERB" or verb.tag_ == "VBG":
        return False
    return verb.i > 1 and [t.lower_ for t in verb.doc[verb.i - 2 : verb.i]] == ["due", "to"]


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
        operator = modifiers.get(child.lower_) if child.dep_ in ("det", "cc:preconj", "advmod") else None
        negative = operator is not None and operator.effect == "negated" and _quantifies(child, argument)
        if operator is not None and negative and child.nbor().lower_ not in lexicon.words["not_negating"]:
            yield operator


def _quantifies(word: Token, argument: Token) -> bool:
    """Whether a negative word denies the whole phrase: "no soldier", "hardly anyone", not "almost a hundred people"."""
    if word.i > argument.i:
        return False
    return word.dep_ != "advmod" or argument.pos_ == "PRON" or word.lower_ == "not"


def modifiers(token: Token, lexicon: Lexicon) -> Iterator[Operator]:
    """Operators of adverbs and adjectives ("allegedly", "planned"), of times to come, and of stories."""
    own, times, settings = (lexicon.own.get(key, {}) for key in ("modifiers", "times", "settings"))
    for child in token.children:
        word = child.lower_
        if word in own and own[word].effect != "negated" and child.dep_ in ("advmod", "amod", "det", "compound"):
            if not (word == "next" and token.pos_ in ("VERB", "ADV")):
                yield own[word]
        elif (
            child.dep_.startswith(("advmod", "obl", "nmod"))
            and not is_past(token)
            and (to_come := _timed(child, times))
        ):
            yield to_come
        elif (
            child.dep_ in ("obl", "nmod")
            and child.lemma_ in settings
            and marker(child) == "in"
            and token.pos_ == "VERB"
        ):
            yield settings[child.lemma_]


def _timed(phrase: Token, times: Mapping[str, Operator]) -> Operator | None:
    """The operator of a time to come ("tomorrow", "next week")."""
    words = [phrase.lower_, *(c.lower_ for c in phrase.children if c.dep_ in ("amod", "det"))]
    return next((times[word] for word in words if word in times), None)


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
    """The operator of the word that governs the clause or phrase ("plans" in "plans to sell").

    One of the two words together goes before one of the governor alone: to fight a war is no wish for one.
    """
    head = token.head
    asked = token.dep_.endswith("relcl") and head.tag_ in ("WRB", "WP") and head.dep_ in ("obj", "ccomp", "obl")
    head = head.head if asked else head
    pos = {"AUX": "VERB", "PROPN": "NOUN", "ADV": "ADJ"}.get(head.pos_, head.pos_)
    for kind in ("clause",) if asked else _governed(token, head):
        for lemma in (f"{head.lemma_.lower()} {token.lemma_.lower()}", *_keys(head, lexicon)):
            operator = lexicon.governors.get((lemma, pos, kind))
            if operator is None and head.tag_ in ("VBN", "VBG") and pos == "ADJ":
                operator = lexicon.governors.get((lemma, "VERB", kind))
            if operator is not None:
                return operator
    return None


def _keys(head: Token, lexicon: Lexicon) -> Iterator[str]:
    """The governor's lemma, with its particle or adverb first ("rule out", "come close")."""
    for child in head.children:
        if child.dep_ in ("compound:prt", "advmod"):
            yield f"{head.lemma_.lower()} {child.lower_}"
    if head.i + 1 < len(head.doc) and head.nbor().pos_ == "ADV":
        yield f"{head.lemma_.lower()} {head.nbor().lower_}"
    for child in head.children:
        if child.dep_ == "xcomp" and child.pos_ == "ADJ":
            yield f"{head.lemma_.lower()} {'not ' if is_negated(child) else ''}{child.lower_}"
    if head.pos_ == "ADJ" and is_negated(head):
        yield f"not {head.lower_}"
    yield from base_forms(head, lexicon.endings)


def _governed(token: Token, head: Token) -> Iterator[str]:
    label = token.dep_
    clausal = label in ("ccomp", "xcomp", "acl", "csubj", "csubj:pass") and not (label == "acl" and token.tag_ == "VBN")
    stated = label == "acl:relcl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
    if clausal or stated or (label == "advcl" and is_infinitive(token)):
        if is_infinitive(token):
            yield "infinitive"
        elif token.tag_ == "VBG":
            yield "gerund"
        elif is_finite(token):
            yield "finite"
        yield "clause"
    if label in ("obl", "nmod", "advcl", "acl", "ccomp", "xcomp") and (word := marker(token)):
        if token.tag_ == "VBG":
            yield f"{word} gerund"
        yield word
    if label == "nsubj:pass" or (label == "obj" and not token.lower_.startswith("wh")):
        yield "object"
    if label == "xcomp" and head.tag_ == "VBN":
        yield "clause"
    if label == "compound":
        yield "compound"
