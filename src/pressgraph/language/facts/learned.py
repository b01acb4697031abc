"""Facts that the model's relations make, in the terms and under the conditions of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from pressgraph.annotations import Literal, Span
from pressgraph.language.facts.collector import Collector, Draft, Validity, date_of
from pressgraph.language.facts.context import Context, Referent
from pressgraph.language.facts.nouns import referent
from pressgraph.language.facts.rules import ModelRule
from pressgraph.language.found import FoundRelation
from pressgraph.language.phrases import head_of

_CLIMB = 30
_ENDING = frozenset({"former", "ex", "late", "then", "previous", "erstwhile", "formerly", "previously"})
_PREDICATES = frozenset({"VERB", "AUX"})


def model_facts(doc: Doc, rules: Mapping[str, Sequence[ModelRule]], collector: Collector) -> None:
    """States the relations that are likely enough and whose ends are known."""
    for found in doc._.relations:
        for rule in rules.get(found.property, ()):
            if found.probability < rule.least:
                break
            if _state(doc, found, rule, collector):
                break


def _state(doc: Doc, found: FoundRelation, rule: ModelRule, collector: Collector) -> bool:
    """Whether the rule fits the relation's ends; a fact is stated if so."""
    first, second = (found.object, found.subject) if rule.inverse else (found.subject, found.object)
    tokens = [_token(doc, span) for span in (first, second)]
    if tokens[0] is None or tokens[1] is None:
        return False
    context, own = collector.context, rule.rule
    subject = referent(tokens[0], context)
    target = _object(tokens[1], own.predicate, context)
    if subject is None or target is None:
        return False
    if isinstance(target, Referent) and own.object_class and not context.is_a(target.entity, *own.object_class):
        return False
    trigger = _above(tokens[0], tokens[1])
    collector.state(
        Draft(
            f"model:{own.name.removeprefix('model-')}",
            own.predicate,
            subject,
            target,
            trigger or tokens[1],
            found.probability,
            predicated=True,
            object_span=second,
            validity=Validity(ended=any(_ended(token) for token in tokens if token is not None)),
            clauses=tuple(_clauses(tokens[0], trigger)) + tuple(_clauses(tokens[1], trigger)),
        )
    )
    return True


def _token(doc: Doc, span: Span) -> Token | None:
    found = doc.char_span(span.begin, span.end, alignment_mode="contract")
    return head_of(found) if found is not None and len(found) else None


def _object(token: Token, predicate: str, context: Context) -> Referent | Literal | None:
    if "date" in context.terms.properties[predicate].range:
        return date_of(context.date(token))
    found = referent(token, context)
    if "schema:Country" in context.terms.properties[predicate].range:
        country = context.country(token)
        if country is not None:
            return Referent(country, token)
    return found


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
        if node.i != token.i and (node.pos_ in _PREDICATES or any(c.dep_ == "cop" for c in node.children)):
            yield node


def _ended(token: Token) -> bool:
    """Whether the phrase, or the title before it, says "former"."""
    return any(child.lower_ in _ENDING for node in (token, token.head) for child in node.children)
