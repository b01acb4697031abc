"""Signs in small parts of the tree: questions, tense, definiteness, the conjunction or preposition."""

from __future__ import annotations

from spacy.tokens import Span, Token


def question(token: Token, sentence: Span, inside: list[bool]) -> bool:
    """Whether the sentence of the token ends in a question mark on the same side of the quotation marks."""
    for last in reversed(sentence):
        if last.is_space or last.is_quote or last.text in {")", "'", "’", "''"}:
            continue
        return "?" in last.text and inside[last.i] == inside[token.i]
    return False


def is_past(verb: Token) -> bool:
    """Whether the verb, its auxiliary or its copula is in the past tense or the perfect."""
    parts = [verb, *(c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop")]
    if any(p.tag_ == "MD" for p in parts):
        return False
    if len(parts) == 1 and verb.tag_ == "VBN":
        return any(c.dep_ == "nsubj" for c in verb.children)
    return any(p.tag_ == "VBD" or (p is not verb and p.lemma_ == "have") for p in parts)


def is_infinitive(verb: Token) -> bool:
    """Whether the clause is an infinitive with "to"."""
    return verb.tag_ != "MD" and any(
        c.dep_ in ("mark", "aux") and c.i < verb.i and (c.tag_ == "TO" or (c.pos_ == "PART" and verb.tag_ == "VB"))
        for c in verb.children
    )


def is_finite(verb: Token) -> bool:
    """Whether the clause has a finite verb."""
    parts = [verb, *(c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop")]
    return any(p.tag_ in ("VBD", "VBZ", "VBP", "MD") for p in parts)


def is_definite(noun: Token, determiners: frozenset[str]) -> bool:
    """Whether the noun phrase is definite: a name, a numeral's noun, or one with a definite determiner."""
    if noun.pos_ in ("PROPN", "PRON"):
        return noun.lower_ not in ("anyone", "anybody", "someone", "somebody", "those", "whoever", "one")
    return any(
        c.dep_ in {"nummod", "nmod:poss", "nmod:desc"} or (c.dep_ == "det" and c.lower_ in determiners)
        for c in noun.children
    )


def marker(token: Token) -> str:
    """The conjunction or preposition of a clause or phrase in lower case with its fixed parts, "" without one.

    The "to" of an infinitive is none.
    """
    words: list[str] = []
    for child in token.children:
        if child.i > token.i:
            break
        if child.dep_ == "case" or (
            child.dep_ == "mark" and not (child.tag_ == "TO" and token.pos_ in ("VERB", "AUX"))
        ):
            words.extend([child.lower_, *(c.lower_ for c in child.children if c.dep_ == "fixed")])
    return " ".join(words)


def is_imperative(verb: Token) -> bool:
    """Whether a sentence's head is a bare verb without subject: an order, or a headline's invitation."""
    if verb.tag_ != "VB" or verb.dep_ != "ROOT":
        return False
    return not any(c.dep_.startswith(("nsubj", "aux", "csubj", "expl")) or c.tag_ == "TO" for c in verb.children)


def is_inverted(verb: Token) -> bool:
    """Whether an adverbial clause is a condition by its word order ("should the dam break", "had he known")."""
    if not verb.dep_.startswith("advcl") or marker(verb):
        return False
    subject = next((c.i for c in verb.children if c.dep_.startswith("nsubj")), -1)
    return any(
        c.i < subject and c.lower_ in ("should", "had", "were")
        for c in verb.children
        if c.dep_.startswith(("aux", "cop"))
    )
