"""Facts that the model's relations make, in the terms and under the conditions of the rules.

The likeliest come first. What a rule or a likelier relation has said already is not said again: from the other end
(``inverse``, or the very converse), with another value (``single``), of a day that is something else's (of birth,
not of death), or in vaguer words (``general``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pressgraph.annotations import Literal, Span
from pressgraph.language.facts.collector import ALWAYS, Collector, Draft, Validity, date_of
from pressgraph.language.facts.context import Context, Referent
from pressgraph.language.facts.nouns import referent
from pressgraph.language.facts.rules import ModelRule
from pressgraph.language.facts.validity import validity
from pressgraph.language.found import FoundRelation
from pressgraph.language.phrases import case_of, head_of

_CLIMB = 30
_APART = 0.85
"""How likely a relation between mentions of two sentences must be."""

_ENDING = frozenset({"former", "ex", "late", "then", "previous", "erstwhile", "formerly", "previously"})
_LEAVING = frozenset({"leave", "quit"})
_COPULAS = frozenset({"be", "become", "remain"})
_PREDICATES = frozenset({"VERB", "AUX"})
Value = str | Literal


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that fits a rule, with its ends."""

    found: FoundRelation
    rule: ModelRule
    subject: Referent
    object: Referent | Literal
    tokens: tuple[Token, Token]
    span: Span

    @property
    def value(self) -> Value:
        return self.object.entity.id if isinstance(self.object, Referent) else self.object


class Said:
    """What is said already: the objects of each subject and property, and which properties join two entities."""

    def __init__(self, collector: Collector) -> None:
        self._objects: dict[tuple[str, str], set[Value]] = {}
        self._pairs: dict[tuple[str, str], set[str]] = {}
        self._dates: dict[str, set[Literal]] = {}
        self._over = {(f.subject, f.predicate, f.object) for f in collector.facts.values() if f.ended}
        for fact in collector.facts.values():
            if isinstance(fact.object, str | Literal):
                self.add(fact.subject, fact.predicate, fact.object)

    def add(self, subject: str, predicate: str, value: Value) -> None:
        self._objects.setdefault((subject, predicate), set()).add(value)
        if isinstance(value, str):
            for pair in ((subject, value), (value, subject)):
                self._pairs.setdefault(pair, set()).add(predicate)
        else:
            self._dates.setdefault(subject, set()).add(value)

    def over(self, proposal: Proposal) -> bool:
        """Whether a rule has said the same of the past."""
        return (proposal.subject.entity.id, proposal.rule.rule.predicate, proposal.value) in self._over

    def repeats(self, proposal: Proposal, context: Context) -> bool:
        """Whether the proposal says again, or gainsays, what is said; the very same fact does neither."""
        predicate, subject, value = proposal.rule.rule.predicate, proposal.subject.entity.id, proposal.value
        known = self._objects.get((subject, predicate), set())
        terms = context.terms.properties[predicate]
        if value in known or (terms.single and known):
            return value not in known
        if not isinstance(value, str):
            return value in self._dates.get(subject, ())
        converse = self._objects.get((value, predicate), set()) | self._objects.get((value, terms.inverse), set())
        joined = self._pairs.get((subject, value), set())
        apart = terms.apart and any(context.terms.properties[p].apart == terms.apart for p in joined)
        return subject in converse or bool(apart) or (proposal.rule.general and bool(joined))


def model_facts(doc: Doc, rules: Mapping[str, Sequence[ModelRule]], collector: Collector) -> None:
    """States the relations that are likely enough and whose ends are known."""
    context, said = collector.context, Said(collector)
    ordered = sorted(doc._.relations, key=lambda found: -found.probability)  # equals stay in reading order
    heads = _Heads(doc)
    fitting = (proposal for found in ordered if (proposal := _propose(heads, found, rules, context)) is not None)
    for proposal in sorted(fitting, key=lambda p: p.rule.general):
        if not said.repeats(proposal, context):
            said.add(proposal.subject.entity.id, proposal.rule.rule.predicate, proposal.value)
            _state(proposal, collector, over=said.over(proposal))


class _Heads(dict[Span, Token | None]):
    """The heads of a document's mentions, each looked up once."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self._doc = doc

    def __missing__(self, span: Span) -> Token | None:
        head = self[span] = _token(self._doc, span)
        return head


def _propose(
    heads: _Heads, found: FoundRelation, rules: Mapping[str, Sequence[ModelRule]], context: Context
) -> Proposal | None:
    """The relation in the terms of the first rule that fits its ends."""
    for rule in rules.get(found.property, ()):
        if found.probability < rule.least:
            return None
        first, second = (found.object, found.subject) if rule.inverse else (found.subject, found.object)
        one, other = heads[first], heads[second]
        if one is None or other is None:
            return None
        subject = referent(one, context)
        target = _object(other, rule.rule.predicate, context) if subject is not None else None
        if subject is not None and target is not None and _fits(rule, subject, target, context):
            return Proposal(found, rule, subject, target, (one, other), second)
    return None


def _fits(rule: ModelRule, subject: Referent, target: Referent | Literal, context: Context) -> bool:
    terms, own = context.terms, rule.rule
    if not terms.takes(own.predicate, subject.entity.type):
        return False
    if not isinstance(target, Referent):
        return True
    if subject.entity.id == target.entity.id or not terms.gives(own.predicate, target.entity.type):
        return False
    return not own.object_class or context.is_a(target.entity, *own.object_class)


def _state(proposal: Proposal, collector: Collector, *, over: bool) -> None:
    first, second = proposal.tokens
    trigger = _above(first, second)
    if any(case_of(token) == "between" for token in (first, second)):
        return  # "a flashpoint between the two" is neither's
    if trigger is None and proposal.found.probability < _APART:
        return
    if proposal.rule.nominal and (second.dep_ == "compound" or not _in_one_phrase(first, second, trigger)):
        return
    if proposal.rule.through and not _through(first, second, trigger, proposal.rule.through):
        return
    if proposal.rule.words and not any(t.lemma_.lower() in proposal.rule.words for t in _sentences(first, second)):
        return
    clauses = (*_clauses(first, trigger), *_clauses(second, trigger))
    collector.state(
        Draft(
            f"model:{proposal.rule.rule.name.removeprefix('model-')}",
            proposal.rule.rule.predicate,
            proposal.subject,
            proposal.object,
            trigger or second,
            proposal.found.probability,
            predicated=bool(clauses) or trigger is None or _is_predicate(trigger),
            object_span=proposal.span,
            validity=_when(proposal, trigger, collector.context, over=over),
            clauses=clauses,
        )
    )


def _token(doc: Doc, span: Span) -> Token | None:
    found = doc.char_span(span.begin, span.end, alignment_mode="contract")
    return head_of(found) if found is not None and len(found) else None


def _object(token: Token, predicate: str, context: Context) -> Referent | Literal | None:
    admitted = context.terms.properties[predicate].range
    if "date" in admitted:
        return date_of(context.date(token))
    if "schema:Country" in admitted:
        country = context.country(token)
        if country is not None:
            return Referent(country, token)
    return referent(token, context)


def _ancestors(token: Token) -> Iterator[Token]:
    node = token
    for _ in range(_CLIMB):
        yield node
        if node.head.i == node.i:
            return
        node = node.head


def _above(one: Token, other: Token) -> Token | None:
    """The lowest word above both, in one sentence."""
    path = {token.i for token in _ancestors(one)}
    return next((token for token in _ancestors(other) if token.i in path), None)


def _clauses(token: Token, top: Token | None) -> Iterator[Token]:
    """The predicates between an end and the word above both (or the sentence's root)."""
    for node in _ancestors(token):
        if top is not None and node.i == top.i:
            return
        if node.i != token.i and _is_predicate(node):
            yield node


def _is_predicate(token: Token) -> bool:
    return token.pos_ in _PREDICATES or any(child.dep_ == "cop" for child in token.children)


def _sentences(first: Token, second: Token) -> Iterator[Token]:
    """The words of the sentences that the two stand in."""
    yield from first.sent
    if second.sent.start != first.sent.start:
        yield from second.sent


def _through(first: Token, second: Token, top: Token | None, verbs: frozenset[str]) -> bool:
    """Whether one sentence holds both, with no predicates between them but these."""
    if top is None:
        return False
    between = [*_clauses(first, top), *_clauses(second, top), top]
    return all(verb.lemma_.lower() in verbs for verb in between if verb.pos_ in _PREDICATES)


def _in_one_phrase(first: Token, second: Token, top: Token | None) -> bool:
    """Whether one phrase holds both ends, or a copula joins their phrases."""
    if top is None:
        return False
    between = [*_clauses(first, top), *_clauses(second, top)]
    if any(verb.pos_ in _PREDICATES and verb.lemma_.lower() not in _COPULAS for verb in between):
        return False
    if top.lemma_.lower() in _COPULAS:
        return True
    own = top.i in (first.i, second.i) or top.pos_ not in _PREDICATES
    return own and not (_apart(first, top) or _apart(second, top))


def _apart(token: Token, top: Token) -> bool:
    """Whether a preposition or possessive stands between a phrase and the word above it ("of the French centre")."""
    for node in _ancestors(token):
        if node.i == top.i:
            return False
        if node.dep_ == "nmod:poss" or case_of(node):
            return True
    return False


def _when(proposal: Proposal, trigger: Token | None, context: Context, *, over: bool) -> Validity:
    """The period that the clause or title gives; a date that is the object itself is none.

    What an adjective says of somebody outlasts his office: "a former Mexican minister".
    """
    if proposal.rule.nominal:
        return ALWAYS
    told = ALWAYS if trigger is None or isinstance(proposal.object, Literal) else validity(trigger, context)
    left = proposal.rule.left and any(map(_left, proposal.tokens))
    return Validity(told.start, told.end, over or told.ended or left or any(map(_ended, proposal.tokens)))


def _left(token: Token) -> bool:
    """Whether a verb leads away from the phrase ("joined from Boeing", "left Boeing")."""
    verb = token.head
    if verb.pos_ != "VERB":
        return False
    return case_of(token) == "from" or (token.dep_ == "obj" and verb.lemma_.lower() in _LEAVING)


def _ended(token: Token) -> bool:
    """Whether the phrase, or the title before it, says "former"."""
    return any(child.lower_ in _ENDING for node in (token, token.head) for child in node.children)
