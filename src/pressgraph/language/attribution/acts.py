"""Speech acts: what a speaker does by saying it, from the cue and from the words themselves."""

from __future__ import annotations

from spacy.tokens import Token

from pressgraph.language.attribution.cues import is_said
from pressgraph.language.attribution.lexicon import Lexicon
from pressgraph.language.attribution.ranges import Range

_OPEN = frozenset({"pg:Assertion"})
_MOST = 400


def _performative(token: Token, lexicon: Lexicon) -> str | None:
    """The act of "we ask you to …", "I promise": first person, present tense."""
    if token.tag_ not in ("VBP", "VB") or token.pos_ != "VERB":
        return None
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in ("i", "we") or not is_said(token, lexicon):
        return None
    if any(c.dep_ in ("aux", "mark") for c in token.children):
        return None
    rules = lexicon.verb(token.lemma_.lower())
    addressed = any(c.dep_ in ("obj", "iobj", "xcomp", "ccomp", "obl") for c in token.children)
    return next((r.act for r in rules if not r.particle and r.act not in _OPEN), None) if addressed else None


def _asks_for(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word pleads: "please", "help us", "we need your support"."""
    if lexicon.has("pleas", token.lower_) and token.pos_ in ("INTJ", "ADV", "VERB"):
        return token.pos_ != "VERB" or _imperative(token)
    if lexicon.has("needs", token.lemma_.lower()):
        owned = (c for c in token.children if c.dep_ == "obj")
        return any(c.lower_ == "you" or any(g.lower_ == "your" for g in c.children) for c in owned)
    return False


def _imperative(token: Token) -> bool:
    if token.tag_ != "VB" or token.dep_ not in ("ROOT", "parataxis", "ccomp"):
        return False
    return not any(c.dep_.startswith(("nsubj", "aux")) or (c.dep_ == "mark" and c.tag_ == "TO") for c in token.children)


def refined(act: str, tokens: Range, sample: Token, lexicon: Lexicon) -> str:
    """The act of a quotation: the cue's, unless that leaves it open and the words tell.

    Args:
        act: what the cue says.
        tokens: the quotation's tokens.
        sample: any token of the document.
    """
    if act not in _OPEN:
        return act
    words = [t for t in sample.doc[tokens[0] : min(tokens[1], tokens[0] + _MOST)] if not t.is_space]
    found = [_performative(token, lexicon) for token in words]
    for candidate in found:
        if candidate is not None:
            return candidate
    if any(_asks_for(token, lexicon) for token in words):
        return "pg:Request"
    if any(lexicon.has("thanks", token.lower_) for token in words):
        return "pg:Thanks"
    ends = [token.text for token in words if token.text in {".", "!", "?"}]
    if ends and all(end == "?" for end in ends):
        return "pg:Question"
    imperatives = [token for token in words if _imperative(token)]
    return "pg:Request" if imperatives and imperatives[0].dep_ != "parataxis" else act
