"""What a title says of its holder: the title itself, the office in its country, city or organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from pressgraph.annotations import Assertion, Literal
from pressgraph.language.facts.collector import Collector, Draft, Validity
from pressgraph.language.facts.context import Context, Referent
from pressgraph.language.facts.nouns import Whole, holders, referent, wholes
from pressgraph.language.facts.rules import Kind, Office, RuleSet
from pressgraph.language.facts.titles import Title, read_title
from pressgraph.language.facts.validity import validity
from pressgraph.language.phrases import agents, case_of, obliques, patients

_TITLE_TRUST = {"apposition": 0.95, "prenominal": 0.95, "copula": 0.92, "coreference": 0.85, "as": 0.9, "name": 0.9}


@dataclass(frozen=True, slots=True)
class _Bearing:
    """A holder with the word whose clause says so, and since or until when."""

    holder: Referent
    trigger: Token
    predicated: bool
    validity: Validity


def title_facts(noun: Token, rules: RuleSet, collector: Collector) -> None:
    """States what the title that ``noun`` heads says of its holders."""
    context = collector.context
    title = read_title(noun, rules, context)
    if title is None or (context.is_name(noun) and not title.kind.inside_names):
        return
    bearings = list(_bearings(noun, title, rules, collector))
    bearings = [b for b in bearings if context.is_a(b.holder.entity, "schema:Person")]
    if not title.kind.job:
        bearings = [b for b in bearings if not _behind_another(noun, b.holder, context)]
    if title.kind.before_names:
        bearings = [b for b in bearings if b.holder.how == "prenominal"]
    if not bearings or (len(bearings) == 1 and noun.tag_ in ("NNS", "NNPS")):
        return
    found = _wholes(noun, title, context)
    for bearing in bearings:
        if title.kind.job:
            _state_title(bearing, title, collector)
        for whole in found:
            _state_office(bearing, title, whole, collector)


def _bearings(noun: Token, title: Title, rules: RuleSet, collector: Collector) -> Iterable[_Bearing]:
    context = collector.context
    verb = _office_verb(noun, rules)
    if verb is not None:
        yield from _by_verb(*verb, title, context)
        return
    left = _departure(noun, title, rules, collector)
    own = _inside(noun, context)
    for holder in [own] if own is not None else _holders(noun, rules, context):
        predicated = holder.how == "copula"
        when = validity(noun, context) if predicated or holder.how == "apposition" else Validity()
        trigger = holder.link if predicated and holder.link is not None else noun
        if left is not None and holder.how in ("apposition", "prenominal") and when == Validity():
            when = left
        yield _Bearing(holder, trigger, predicated, _and_title(when, title))


def _holders(noun: Token, rules: RuleSet, context: Context) -> list[Referent]:
    """Who has the title; where the parse makes "minister" but a part of "minister-*designate*", whoever is that."""
    part = noun.dep_ == "compound" and noun.head.i > noun.i and noun.head.lower_ in rules.modifiers
    return holders(noun, context) or (holders(noun.head, context) if part else [])


def _behind_another(noun: Token, holder: Referent, context: Context) -> bool:
    """Whether an apposition stands right behind another name: "the minister of *France*, a member of the Council"."""
    first = noun.left_edge
    comma = first.i if first.is_punct else first.i - 1
    if holder.how != "apposition" or comma < 1 or noun.doc[comma].text != ",":
        return False
    before = context.entity(noun.doc[comma - 1])
    return before is not None and before.id != holder.entity.id


def _departure(noun: Token, title: Title, rules: RuleSet, collector: Collector) -> Validity | None:
    """When the office ended, where the clause says that its holder gave it up or lost it ("the mayor … resigned")."""
    top = noun.head if noun.dep_ in ("nmod:desc", "appos", "compound") else noun
    verb = top.head
    if title.kind.lasting or top.dep_ not in ("nsubj", "nsubj:pass", "obj") or verb.pos_ != "VERB":
        return None
    keys = [f"{verb.lemma_} {c.lower_}" for c in verb.children if c.dep_ in ("compound:prt", "advmod")]
    offices = [o for key in (*keys, verb.lemma_) for o in rules.offices.get(key, ()) if o.form == "alone"]
    said = collector.statuses.of(verb).assertion is Assertion.ASSERTED
    for office in offices if said and not any(preposition == "as" for preposition, _ in obliques(verb)) else ():
        if any(t.i in (top.i, noun.i) for t in (agents(verb) if office.holder == "agent" else patients(verb))):
            when = validity(verb, collector.context, office.effect)
            return Validity(when.start, when.end, ended=True)
    return None


def _and_title(when: Validity, title: Title) -> Validity:
    return Validity(when.start, when.end, when.ended or title.ended, when.planned or title.planned)


def _inside(noun: Token, context: Context) -> Referent | None:
    """The bearer of a name that was tagged with its title ("[Prime Minister Boris Johnson]")."""
    if not context.is_name(noun):
        return None
    span, after = context.span(noun), noun.i + 1
    first = noun.i == 0 or not context.is_name(noun.nbor(-1)) or noun.nbor(-1).dep_ in ("amod", "compound")
    more = after < len(noun.doc) and noun.doc[after].idx < span.end
    return referent(noun, context) if first and more else None


def _office_verb(noun: Token, rules: RuleSet) -> tuple[Token, Office] | None:
    """The verb of holding or taking office that governs the title."""
    node = noun
    while node.dep_ == "conj" and node.head.pos_ in ("NOUN", "PROPN"):
        node = node.head
    verb = node.head
    offices = rules.offices.get(verb.lemma_)
    if not offices or node.dep_ not in ("obl", "xcomp", "obj", "nmod", "advcl"):
        return None
    form = "as" if case_of(node) == "as" else "xcomp" if node.dep_ in ("xcomp", "obj") else ""
    return next(((verb, office) for office in offices if office.form == form), None)


def _by_verb(verb: Token, office: Office, title: Title, context: Context) -> Iterable[_Bearing]:
    tokens = agents(verb) if office.holder == "agent" else patients(verb)
    when = _and_title(validity(verb, context, office.effect), title)
    for token in tokens:
        holder = referent(token, context)
        if holder is not None:
            yield _Bearing(Referent(holder.entity, holder.token, "as", None, holder.trust), verb, True, when)


def _wholes(noun: Token, title: Title, context: Context) -> list[Whole]:
    field = title.portfolio.i if title.portfolio is not None else -1
    markers = title.kind.prepositions | {"'s", "name"}
    found = [whole for whole in wholes(noun, context, markers) if whole.token.i != field]
    if not found and title.portfolio is not None:
        found = wholes(title.portfolio, context, title.kind.prepositions)
    if not found and title.kind.country:
        found = wholes(noun, context, frozenset({"demonym"}))
    bodies = {w.marker for w in found if context.is_a(w.entity, "schema:Organization")}
    if "name" in bodies and bodies - {"name", "'s"}:  # "House editor for the Report"
        found = [w for w in found if w.marker != "name" or not context.is_a(w.entity, "schema:Organization")]
    return [whole for whole in found if not context.is_a(whole.entity, "schema:Person")]


def _state_title(bearing: _Bearing, title: Title, collector: Collector) -> None:
    collector.state(
        Draft(
            rule=f"title-{bearing.holder.how}",
            predicate="schema:jobTitle",
            subject=bearing.holder,
            object=Literal(title.text),
            object_span=title.span,
            trigger=bearing.trigger,
            trigger_span=title.span,
            confidence=_TITLE_TRUST[bearing.holder.how],
            predicated=bearing.predicated,
            validity=bearing.validity,
        )
    )


def _state_office(bearing: _Bearing, title: Title, whole: Whole, collector: Collector) -> None:
    """The facts that tie the holder to the country, place or organisation of the office."""
    there = Referent(whole.entity, whole.token)
    for predicate in _predicates(title, whole, collector.context):
        by_holder = collector.context.terms.takes(predicate, "schema:Person")
        first, second = (bearing.holder, there) if by_holder else (there, bearing.holder)
        collector.state(
            Draft(
                rule=f"role-{title.kind.name}",
                predicate=predicate,
                subject=first,
                object=second,
                trigger=bearing.trigger,
                trigger_span=title.span,
                confidence=title.kind.confidence,
                predicated=bearing.predicated,
                validity=bearing.validity,
            )
        )


def _predicates(title: Title, whole: Whole, context: Context) -> list[str]:
    kind = title.kind
    if whole.marker == "demonym" or context.is_a(whole.entity, "schema:Country"):
        country = [kind.country] if kind.country and _tied(kind, whole) else []
    else:
        country = []
    return [*country, *(_structural(title, whole, context))]


def _tied(kind: Kind, whole: Whole) -> bool:
    """A citizen of a country is shown by the adjective alone; "a writer in France" may be anybody."""
    return kind.country != "schema:nationality" or whole.marker in ("demonym", "name")


def _structural(title: Title, whole: Whole, context: Context) -> list[str]:
    kind = title.kind
    if kind.countries and whole.entity.name not in kind.countries:
        return []
    for cls, predicates in kind.at.items():
        if context.is_a(whole.entity, cls):
            if title.structural:
                return list(predicates)
            return ["schema:affiliation"] if context.is_a(whole.entity, "schema:Organization") else []
    return []
