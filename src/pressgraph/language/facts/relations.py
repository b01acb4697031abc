"""Facts by relational nouns, verbs and free patterns: the three forms of rules that are not titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from spacy.tokens import Token

from pressgraph.annotations import Literal, Money, Quantity, Span
from pressgraph.language.facts.collector import ALWAYS, Collector, Draft, Validity
from pressgraph.language.facts.context import Context, Referent
from pressgraph.language.facts.nouns import Whole, holders, referents, wholes
from pressgraph.language.facts.rules import NounRule, PatternRule, Rule, RuleSet, VerbRule
from pressgraph.language.facts.validity import date_beside, validity
from pressgraph.language.phrases import agents, conjuncts, obliques, patients, phrase_span, subjects
from pressgraph.language.values.counts import count_value

Filler = tuple[Referent | Literal | Quantity | Money, Span | None]
_AFTER = re.compile(r"(,| and| or) (\w+)")
_OVER = frozenset({"formerly", "previously", "once"})
_ROLES: dict[str, Callable[[Token], list[Token]]] = {"agent": agents, "patient": patients, "subject": subjects}


def noun_facts(noun: Token, rules: RuleSet, collector: Collector) -> None:
    """States what the relational rules of ``noun`` find, if it has any."""
    context = collector.context
    found_rules = _noun_rules(noun, rules)
    if not found_rules or context.is_name(noun):
        return
    effects = {effect for child in noun.children if (effect := rules.modifiers.get(child.lower_))}
    for rule in found_rules:
        named = wholes(noun, context, frozenset({"of"})) if rule.named_of else []
        bearers = [Referent(w.entity, w.token, "apposition") for w in named] or holders(noun, context)
        markers = rule.markers - {"of"} if named else rule.markers
        for bearer in bearers:
            found = wholes(noun, context, markers) or (wholes(bearer.token, context, markers) if named else [])
            for whole in found:
                _state_noun(rule, noun, (bearer, whole), effects, collector)


def _noun_rules(noun: Token, rules: RuleSet) -> Sequence[NounRule]:
    """The rules of "parent company", or else those of "company"."""
    lemma = noun.lemma_.lower()
    before = noun.nbor(-1) if noun.i else noun
    both = f"{before.lemma_.lower()} {lemma}" if before.head.i == noun.i and before.dep_ == "compound" else lemma
    return rules.nouns.get(both) or rules.nouns.get(lemma) or []


def _state_noun(
    rule: NounRule, noun: Token, ends: tuple[Referent, Whole], effects: set[str], collector: Collector
) -> None:
    bearer, whole = ends
    if "void" in effects or bearer.entity.id == whole.entity.id:
        return
    there = Referent(whole.entity, whole.token, link=whole.link)
    first, second = (there, bearer) if rule.rule.subject == "whole" else (bearer, there)
    when = validity(noun, collector.context)
    ended = rule.rule.ended or when.ended or "ended" in effects
    _state(
        rule.rule,
        collector,
        first,
        (second, None),
        noun,
        predicated=bearer.how == "copula",
        when=Validity(when.start, when.end, ended, "planned" in effects),
    )


def verb_facts(verb: Token, rules: RuleSet, collector: Collector) -> None:
    """States what the rules of ``verb`` find among its arguments."""
    lemma = verb.lemma_.lower()
    for rule in rules.verbs.get(lemma if lemma in rules.verbs else verb.lower_, ()):
        if rule.particle and not any(c.dep_ == "compound:prt" and c.lower_ == rule.particle for c in verb.children):
            continue
        for subject in _arguments(verb, rule.rule.subject, collector.context):
            for filler in _fillers(verb, rule.rule, collector.context):
                when = _when(verb, rule, collector.context)
                _state(rule.rule, collector, subject, filler, verb, predicated=True, when=when)


def _when(verb: Token, rule: VerbRule, context: Context) -> Validity:
    """The period that the clause tells; what somebody "previously" did is over."""
    told = validity(verb, context, "held" if rule.passing else "holds")
    over = any(child.dep_ == "advmod" and child.lower_ in _OVER for child in verb.children)
    over |= verb.dep_ == "xcomp" and verb.head.lemma_ == "use"
    return Validity(told.start, told.end, rule.rule.ended or told.ended or over)


def _tokens(verb: Token, role: str) -> list[Token]:
    """The tokens of an argument: by role ("agent", "patient", "subject") or by preposition."""
    if role in _ROLES:
        return _ROLES[role](verb)
    wanted = role.split("|")
    return [phrase for preposition, phrase in obliques(verb) if preposition in wanted]


def _arguments(verb: Token, role: str, context: Context) -> Iterator[Referent]:
    return (found for token in _tokens(verb, role) for found in referents(token, context))


def _fillers(verb: Token, rule: Rule, context: Context) -> Iterable[Filler]:
    role, _, form = rule.object.partition(":")
    if role == "date":
        when = date_beside(verb, context)
        return [] if when is None else [(when[1], context.span(when[0]))]
    tokens = [t for t in _tokens(verb, role) if not rule.object_nouns or t.lemma_.lower() in rule.object_nouns]
    if rule.predicate == "schema:memberOf":
        tokens = [t for t in tokens if not _some_of(t)]
    return chain.from_iterable(_filled(token, form, context) for token in tokens)


def _some_of(token: Token) -> bool:
    """Whether a plural without article means people of a party rather than the party: "he joined Democrats"."""
    return token.tag_ in ("NNS", "NNPS") and not any(child.dep_ == "det" for child in token.children)


def _filled(token: Token, form: str, context: Context) -> Iterator[Filler]:
    """What a token gives to the object's slot: entities, or the value or wording that ``form`` asks for."""
    if form == "quantity":
        value = count_value(token, context.text)
        if value is not None and isinstance(value.value, Quantity):
            yield value.value, value.span
    elif form == "text":
        span = phrase_span(token)
        if token.text[:1].isupper():
            span = span[next((i for i, word in enumerate(span) if _begins_name(word)), 0) :]
            yield Literal(" ".join(span.text.split())), Span(span.start_char, span.end_char)
    elif form == "described":
        entity = context.described(token)
        if entity is not None:
            yield Referent(entity, token), None
    else:
        yield from ((found, None) for found in referents(token, context))


def _begins_name(token: Token) -> bool:
    """Whether a name may begin here: "this year's Booker Prize" begins at its first capital."""
    return (token.text[0].isupper() or token.text[0].isdigit()) and token.pos_ not in ("DET", "PRON")


def pattern_facts(token: Token, candidates: Iterable[PatternRule], collector: Collector) -> None:
    """States what the free patterns find whose first node is ``token``."""
    context = collector.context
    for rule in candidates:
        for bound in rule.pattern.match(token):
            name, _, form = rule.rule.object.partition(":")
            share = _share(bound[rule.share], context) if rule.share else None
            for each in conjuncts_of(bound[rule.rule.subject]):
                for subject in referents(each, context):
                    for filler in _filled(bound[name], form, context):
                        _state(rule.rule, collector, subject, filler, bound[rule.trigger], predicated=True, share=share)


def conjuncts_of(token: Token) -> list[Token]:
    """The token with those coordinated after it, unless it is itself coordinated."""
    return [token] if token.dep_ == "conj" else conjuncts(token)


def _share(token: Token, context: Context) -> Quantity | None:
    value = next((v for t in token.subtree if (v := context.value(t, "percentage"))), None)
    return value.value if value is not None and isinstance(value.value, Quantity) else None


def _state(
    rule: Rule,
    collector: Collector,
    subject: Referent,
    filler: Filler,
    trigger: Token,
    *,
    predicated: bool,
    when: Validity = ALWAYS,
    share: Quantity | None = None,
) -> None:
    filling, span = filler
    terms = collector.context.terms
    if rule.subject_not and terms.is_a(subject.entity.type, rule.subject_not):
        return
    if rule.adjacent and isinstance(filling, Referent) and not _adjoin(subject, filling, collector.context):
        return
    if rule.subject_class and not terms.is_a(subject.entity.type, rule.subject_class):
        return
    if rule.object_class and not (isinstance(filling, Referent) and terms.is_a(filling.entity.type, rule.object_class)):
        return
    if rule.granted or (subject.how == "coreference" and subject.token.i == trigger.i):
        predicated = False
    collector.state(
        Draft(
            rule=rule.name,
            predicate=rule.predicate,
            subject=subject,
            object=filling,
            object_span=span,
            trigger=trigger,
            confidence=rule.confidence,
            predicated=predicated,
            validity=when,
            share=share,
            common=rule.common,
        )
    )


def _adjoin(first: Referent, second: Referent, context: Context) -> bool:
    """Whether nothing but a comma or bracket stands between two mentions, which are no two items of a list."""
    left, right = sorted((context.span(first.token), context.span(second.token)))
    between = context.text[left.end : right.begin].strip()
    return between in ("", "(") or (between == "," and not _listed(first, second, right, context))


def _listed(first: Referent, second: Referent, last: Span, context: Context) -> bool:
    """Whether two places with a comma between them are items of a list: "Ohio, Iowa and Maine", "Ohio, Iowa, Maine"."""
    after = _AFTER.match(context.text, last.end)
    if after is None:
        return first.entity.type == second.entity.type
    word = first.token.doc.char_span(after.start(2), after.end(2), alignment_mode="expand")
    following = context.entity(word[0]) if word is not None else None
    return after[1] != "," or (following is not None and following.type == second.entity.type)
