"""The assertion status of every clause and phrase, found by walking up the tree from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from spacy.tokens import Doc, Token

from pressgraph.annotations import Assertion, Claim
from pressgraph.language.factuality import own
from pressgraph.language.factuality.accused import accused
from pressgraph.language.factuality.lexicon import Operator, load_lexicon
from pressgraph.language.factuality.marks import (
    is_definite,
    is_finite,
    is_imperative,
    is_infinitive,
    is_inverted,
    is_past,
    marker,
    question,
)
from pressgraph.language.factuality.quotes import quoted
from pressgraph.language.factuality.sentences import Sentences
from pressgraph.language.phrases import agents

_RANK = (
    Assertion.ASSERTED,
    Assertion.ATTRIBUTED,
    Assertion.PLANNED,
    Assertion.NEGATED,
    Assertion.HYPOTHETICAL,
)
_GUILTY = "pg:Convicted"
_APART = frozenset({"parataxis", "vocative", "discourse", "dislocated", "list"})
_ACTS = {
    "pg:Request": Assertion.HYPOTHETICAL,
    "pg:Question": Assertion.HYPOTHETICAL,
    "pg:Promise": Assertion.PLANNED,
    "pg:Threat": Assertion.PLANNED,
}


@dataclass(frozen=True, slots=True)
class Status:
    """How a clause or phrase is put forward.

    ``claim`` is the innermost claim whose content it stands in, ``attributed_to`` the entity who says so
    (an accuser and a denier as well), ``reason`` the operator or sign that decided, ``stage`` an accusation's.
    """

    assertion: Assertion = Assertion.ASSERTED
    claim: Claim | None = None
    attributed_to: str | None = None
    reason: str = ""
    stage: str | None = None


class ClaimsByToken(Protocol):
    """What is asked of the claims' contents."""

    def claim_at(self, token: Token) -> Claim | None: ...


def weaker(status: Status, assertion: Assertion, reason: str) -> Status:
    """The status with another assertion, if that one is further from being asserted."""
    if _RANK.index(assertion) <= _RANK.index(status.assertion):
        return status
    return replace(status, assertion=assertion, reason=reason)


class Factuality:
    """The statuses of one parsed document, each computed when asked for and kept; linear over all tokens.

    Args:
        doc: with tree, claims and register.
        contents: which claim a token stands in; those of ``doc._.claims`` unless given.
        folders: the user's rule folders.
    """

    def __init__(self, doc: Doc, contents: ClaimsByToken | None = None, folders: Sequence[str | Path] = ()) -> None:
        self._doc = doc
        self._lexicon = load_lexicon(folders)
        self._contents = contents if contents is not None else _contents(doc)
        self._quoted = quoted(doc)
        self.sentences = Sentences(doc)
        self._questions: dict[tuple[int, bool], bool] = {}
        self._incoming: dict[int, Status] = {}
        self._full: dict[int, Status] = {}
        self._floor: dict[int, Status] = {}

    def of(self, token: Token) -> Status:
        """The status of the clause or phrase that the token heads."""
        path = []
        node = token
        while node.i not in self._full:
            path.append(node)
            if node.head.i == node.i:
                break
            node = node.head
        for node in reversed(path):
            self._settle(node)
        return self._full[token.i]

    def accused(self, token: Token) -> list[Token]:
        """Who is accused, tried or convicted of the deed that the token names."""
        return accused(token, self._lexicon)

    def is_quoted(self, token: Token) -> bool:
        """Whether the token stands between quotation marks."""
        return self._quoted[token.i]

    def _settle(self, token: Token) -> None:
        base = self._base(token)
        if token.head.i == token.i or token.dep_ in _APART:
            incoming = floor = base
        else:
            incoming, floor = self._inherited(token, base)
        incoming = self._acted(token, incoming)
        self._incoming[token.i] = incoming
        self._floor[token.i] = replace(floor, stage=None) if floor.stage is not None else floor
        self._full[token.i] = self._modified(token, incoming)

    # ------------------------------------------------------------ where it stands
    def _base(self, token: Token) -> Status:
        claim = self._contents.claim_at(token)
        status = Status()
        if claim is not None:
            status = Status(Assertion.ATTRIBUTED, claim, claim.author, claim.kind)
        elif self._quoted[token.i]:
            status = Status(Assertion.ATTRIBUTED, reason="quotation marks")
        return weaker(status, Assertion.HYPOTHETICAL, "question") if self._asked(token) else status

    def _asked(self, token: Token) -> bool:
        key = (self.sentences.bounds(token)[0], self._quoted[token.i])
        if key not in self._questions:
            self._questions[key] = question(token, self.sentences.span(token), self._quoted)
        return self._questions[key]

    def _acted(self, token: Token, status: Status) -> Status:
        """What the claim's speech act makes of the head of its content: denied, requested, promised."""
        claim = status.claim
        if claim is None or claim.kind != "claim" or token.head.i == token.i:
            return status
        above = self._full.get(token.head.i)
        if above is not None and above.claim is claim:
            return status
        if claim.speech_act == "pg:Denial":
            return replace(status, assertion=Assertion.NEGATED, reason="denial")
        if claim.speech_act in _ACTS and not is_finite(token):
            return weaker(status, _ACTS[claim.speech_act], claim.speech_act)
        return status

    # ------------------------------------------------------------ what comes from above
    def _inherited(self, token: Token, base: Status) -> tuple[Status, Status]:
        head = token.head
        conjoined = token.dep_ == "conj"
        above = self._incoming[head.i] if conjoined else self._full[head.i]
        floor = _over(self._floor[head.i], base)
        if conjoined:
            return self._shared(token, _over(above, base)), floor
        if self._full[head.i].stage and token.dep_ == "acl:relcl" and _aside(token):
            return base, base
        if self._presupposed(token, floor):
            return floor, floor
        operator = own.governing(token, self._lexicon)
        status = self._governed(token, _over(above, base), operator)
        introduced = own.introduced(token, self._lexicon)
        status = self._applied(status, introduced, token)
        if _embeds(token, operator) or (introduced and introduced.effect == "hypothetical") or status.stage:
            denied = status.assertion is Assertion.NEGATED and operator is not None and operator.from_subject
            floor = replace(status, assertion=Assertion.ATTRIBUTED) if denied else status
        return status, floor

    def _governed(self, token: Token, status: Status, operator: Operator | None) -> Status:
        if operator is None:
            return self._default(token, status)
        if operator.effect == "factive" and is_finite(token):
            return self._floor_of(token, status)
        return self._applied(status, operator, token.head)

    def _floor_of(self, token: Token, status: Status) -> Status:
        return _over(self._floor[token.head.i], self._base(token)) if status.reason != "question" else status

    def _default(self, token: Token, status: Status) -> Status:
        """Where no rule names the governor: infinitives are aims, finite complements somebody's words or thoughts."""
        label = token.dep_
        if is_infinitive(token) and label in ("xcomp", "acl", "advcl", "ccomp", "csubj"):
            if label in ("acl", "csubj", "advcl", "xcomp") and self._ranked(token.head):
                return status
            if label == "advcl":
                return weaker(status, Assertion.PLANNED, "purpose")
            return weaker(status, Assertion.HYPOTHETICAL, "infinitive")
        if label == "ccomp" or (label == "acl" and marker(token) == "that"):
            return weaker(status, Assertion.ATTRIBUTED, "complement clause")
        return status

    def _ranked(self, noun: Token) -> bool:
        ranks = self._lexicon.words["rank_words"]
        return noun.lower_ in ranks or any(c.lower_ in ranks or c.tag_ == "JJS" for c in noun.children)

    def _presupposed(self, token: Token, floor: Status) -> bool:
        """Whether the phrase holds even if its governor is denied, planned or supposed."""
        label, words = token.dep_, self._lexicon.words
        above = self._full[token.head.i]
        if above.assertion == floor.assertion or label == "appos":
            return label == "appos"
        if label == "advcl":
            aside = above.assertion is Assertion.NEGATED and _opens(token)
            openings = {marker(token), *(c.lower_ for c in token.children if c.dep_ == "advmod" and c.i < token.i)}
            return aside or (bool(openings & words["factual_marks"]) and is_past(token))
        if label.startswith(("acl", "advcl")):
            return self._past_modifier(token)
        return is_definite(token, words["definite"]) and self._definite_holds(token, above)

    def _definite_holds(self, noun: Token, above: Status) -> bool:
        """Whether a definite phrase holds by its place: always after "amid", under denial as subject too."""
        words = self._lexicon.words
        preposition = marker(noun) if noun.dep_ in ("obl", "nmod") else ""
        if noun.dep_ in ("obj", "nsubj:pass") and noun.head.lemma_.lower() in words["presupposing"]:
            return True
        if preposition in words["factual_anyway"] or above.assertion is not Assertion.NEGATED:
            return preposition in words["factual_anyway"]
        if noun.dep_ == "nsubj":
            return noun.head.lemma_ not in words["occurring"]
        return preposition in words["factual_prepositions"]

    def _past_modifier(self, clause: Token) -> bool:
        """Whether a relative clause or participle tells what became of a definite thing or person."""
        relative = clause.dep_.endswith(":relcl")
        if not is_definite(clause.head, self._lexicon.words["definite"]) and (relative or not _long_ago(clause)):
            return False
        if relative:
            return is_past(clause) or _aside(clause)
        return clause.tag_ == "VBN" and own.governing(clause, self._lexicon) is None

    def _shared(self, token: Token, status: Status) -> Status:
        """A coordinated word shares its first conjunct's modal verbs and negation unless it has its own."""
        first = token.head
        status = self._all(status, own.conjoined(token, self._lexicon), first)
        labels = {c.dep_ for c in token.children}
        if labels & {"nsubj", "nsubj:pass", "aux", "aux:pass", "cop"} or token.tag_ in ("VBD", "VBZ", "VBP"):
            return status
        joined_by = {c.lower_ for c in token.children if c.dep_ == "cc"}
        found = list(own.auxiliaries(first, self._lexicon))
        if joined_by & {"or", "nor"} or (first.pos_ == "NOUN" and "det" not in labels and not joined_by & {"but"}):
            found.extend(own.negations(first, self._lexicon))
        return self._all(status, found, first)

    # ------------------------------------------------------------ what its own words say
    def _modified(self, token: Token, status: Status) -> Status:
        lexicon = self._lexicon
        found = [*own.auxiliaries(token, lexicon), *own.modifiers(token, lexicon), *own.negations(token, lexicon)]
        found.extend(o for o in (own.source_phrase(token, lexicon), own.raised(token, lexicon)) if o is not None)
        status = self._all(status, found, token)
        if token.lower_ in lexicon.own.get("pronouns", {}):
            status = weaker(status, Assertion.NEGATED, "negative pronoun")
        if is_imperative(token) or is_inverted(token):
            status = weaker(status, Assertion.HYPOTHETICAL, "imperative or condition")
        return status

    def _all(self, status: Status, operators: Iterable[Operator], word: Token) -> Status:
        for operator in operators:
            status = self._applied(status, operator, word)
        return status

    def _applied(self, status: Status, operator: Operator | None, governor: Token) -> Status:
        if operator is None:
            return status
        if operator.stage and (operator.stage != _GUILTY or _stands(status)):
            status = replace(status, stage=operator.stage)
            if operator.effect == "attributed" and status.assertion is Assertion.PLANNED:
                status = replace(status, assertion=Assertion.ATTRIBUTED, reason=operator.name)
        if operator.assertion is None:
            return status
        changed = weaker(status, operator.assertion, operator.name)
        if changed is not status and operator.from_subject and status.claim is None:
            changed = replace(changed, attributed_to=self._speaker(governor) or status.attributed_to)
        return changed

    def _speaker(self, governor: Token) -> str | None:
        register = self._doc._.register
        if register is None or governor.pos_ not in ("VERB", "AUX"):
            return None
        found = (register.at(token) for token in agents(governor))
        return next((entity for entity in found if entity is not None), None)


def _long_ago(clause: Token) -> bool:
    """Whether the clause names a year before that of the article: "an object looted in 1897"."""
    article = clause.doc._.article
    now = f"{article.date.year:04}" if article is not None and article.date else ""
    return any(c.dep_.startswith(("obl", "nmod")) and c.shape_ == "dddd" and c.text < now for c in clause.children)


def _opens(clause: Token) -> bool:
    """Whether a participle stands before the subject, and is not denied with the verb: "Founded in 2004, it never"."""
    subject = next((c for c in clause.head.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    return clause.tag_ in ("VBN", "VBG") and not marker(clause) and subject is not None and clause.i < subject.i


def _aside(clause: Token) -> bool:
    """Whether a relative clause is set off by a comma from a name ("Berg, who remains chairman, will …")."""
    begin = next((t.i for t in clause.subtree if not t.is_punct), clause.i)
    comma = begin > 0 and clause.doc[begin - 1].text == ","
    return comma and clause.head.pos_ == "PROPN" and is_finite(clause)


def _over(above: Status, base: Status) -> Status:
    """What the place of a token makes of the status that comes down to it: its claim, and the weaker assertion."""
    status = above
    if base.claim is not above.claim:
        source = above.attributed_to if base.claim is None else base.attributed_to
        status = replace(above, claim=base.claim, attributed_to=source)
    return weaker(status, base.assertion, base.reason)


def _stands(status: Status) -> bool:
    """Whether a conviction took place, by the article's word or somebody's."""
    return status.assertion in (Assertion.ASSERTED, Assertion.ATTRIBUTED)


def _embeds(token: Token, operator: Operator | None) -> bool:
    """Whether the clause is the content of somebody's speech, thought or accusation, with all that depends on it."""
    if operator is not None and (operator.from_subject or operator.stage or operator.effect == "attributed"):
        return True
    return token.dep_ == "ccomp" and not (operator is not None and operator.effect in ("asserted", "factive"))


def _contents(doc: Doc) -> ClaimsByToken:
    from pressgraph.language.attribution.contents import Contents

    contents: ClaimsByToken = Contents(doc)
    return contents
