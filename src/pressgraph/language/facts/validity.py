"""Since when and until when: dates beside a predicate or title, as far as its clause tells them."""

from __future__ import annotations

from spacy.tokens import Token

from pressgraph.annotations import Date, Literal
from pressgraph.language.facts.collector import Validity, date_of
from pressgraph.language.facts.context import Context
from pressgraph.language.phrases import obliques

_UNTIL = frozenset({"until", "till", "through"})
_NOT_OPEN = frozenset({"from", "between"})
_LASTING = frozenset({"be", "serve", "work", "live", "reside"})
_WHILE = frozenset({"when", "while"})
_TIMES = frozenset({"time", "moment", "point"})


def validity(token: Token, context: Context, effect: str = "holds") -> Validity:
    """The period of a predicate: "since 2010", "until 2019", "from 2010 to 2015".

    A verb that begins or ends what holds ("was appointed in May", "resigned in May") gives its date to it; what one
    tells as ``held`` ("served as") is over where it is in the past.
    """
    start = end = None
    past = not _present(token)
    simple = token.tag_ == "VBD" and not any(child.dep_ == "aux" for child in token.children)
    over = effect == "ends" or (effect == "held" and simple)
    over |= effect in ("holds", "held") and past and _of_then(token)
    for preposition, phrase in obliques(token):
        date = context.date(phrase)
        if date is None:
            continue
        if preposition in ("since", "from", "between"):
            start = date.start
            if date.end is not None and preposition in _NOT_OPEN:
                end, over = date.end, past
        elif preposition in _UNTIL or (preposition == "to" and start is not None):
            end, over = date.end or date.start, past
        elif effect == "begins":
            start = start or date_of(date)
        elif effect == "ends":
            end = end or date_of(date)
    return Validity(start, end, over)


def _present(token: Token) -> bool:
    """Whether the clause is in the present or future: "will serve until 2030" has not ended."""
    verbs = [token, *(child for child in token.children if child.dep_ in ("cop", "aux", "aux:pass"))]
    return any(verb.tag_ in ("VBZ", "VBP", "MD") for verb in verbs) and not any(verb.tag_ == "VBD" for verb in verbs)


def _of_then(token: Token) -> bool:
    """Whether a clause in the past names its time as gone: "at the time", "then", "during …", "when …"."""
    cop = next((child for child in token.children if child.dep_ == "cop"), token)
    opening = {child.lower_ for child in token.children} & _WHILE
    if opening and token.dep_ == "advcl" and cop is not token and cop.tag_ == "VBD":
        return True
    if token.dep_ not in ("nmod", "appos") and cop.lemma_ not in _LASTING:
        return False
    for child in token.children:
        words = {word.lower_ for word in child.children}
        if child.dep_ == "advmod" and child.lower_ == "then":
            return True
        if child.dep_.startswith(("obl", "nmod")):
            at_the_time = child.lower_ in _TIMES and "at" in words and words & {"the", "that"}
            if at_the_time or "during" in words or (child.dep_.startswith("nmod") and _of_then(child)):
                return True
        if child.dep_.startswith("advcl") and words & {"when", "before"}:
            return True
    return False


def date_beside(verb: Token, context: Context) -> tuple[Token, Literal] | None:
    """The date of what a verb says ("born on 3 May 1970", "founded in 2002"), with its token."""
    for preposition, phrase in obliques(verb):
        if preposition in ("", "on", "in"):
            found: Date | None = context.date(phrase)
            if (when := date_of(found)) is not None:
                return phrase, when
    return None
