"""Assembly: ids that all lead somewhere, and nothing asserted from within somebody's words."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pressgraph.annotations import Annotations, Article, Assertion, Claim, Event, Fact, Literal, Role, Span
from pressgraph.language.assembly import assemble
from pressgraph.language.entities.register import Register
from tests.language.events.trees import annotated, blank, texts

TEXT = "Ada met Bob in Rome . Police said that Bob hit Ada , and Ada said Bob lied ."
STARTS = [i for i, c in enumerate(TEXT) if i == 0 or TEXT[i - 1] == " "]


def document() -> Doc:
    """Five named and two described entities; the ids are the register's provisional ones."""
    doc = Doc(blank().vocab, words=TEXT.split(" "))
    register = Register(doc)
    for number, word in enumerate((0, 2, 4, 6, 9)):
        register.mention(doc[word : word + 1], register.new("schema:Person", f"name {number}"), "name")
    for word in (3, 10):
        register.mention(doc[word : word + 1], register.new("schema:Thing", "thing", standalone=False), "nominal")
    doc._.register = register
    doc._.dropped = []
    return doc


spans = st.tuples(st.sampled_from(STARTS), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], len(TEXT)))
)
entities = st.sampled_from(["e1", "e2", "e3", "e4", "e5", "e6", "e7", "e99"])
sources = st.none() | entities
assertions = st.sampled_from(list(Assertion))
roles = st.builds(Role, st.just("pg:agent"), entities, spans)
claims = st.builds(
    Claim,
    id=st.text("abc", min_size=1, max_size=3),
    kind=st.sampled_from(["quotation", "claim"]),
    content=st.lists(spans, min_size=1, max_size=2).map(lambda found: tuple(sorted(found))),
    author=sources,
    addressee=sources,
    cue=st.none() | spans,
)
facts = st.builds(
    Fact,
    id=st.text("abc", min_size=1, max_size=3),
    subject=entities,
    predicate=st.sampled_from(["schema:spouse", "schema:parent"]),
    object=entities | st.just(Literal("x")),
    subject_span=spans,
    object_span=spans,
    evidence=st.lists(spans, min_size=1, max_size=2).map(tuple),
    assertion=assertions,
    attributed_to=sources,
)
events = st.builds(
    Event,
    id=st.text("abc", min_size=1, max_size=3),
    type=st.just("pg:Attack"),
    trigger=spans,
    evidence=spans.map(lambda span: (span,)),
    roles=st.lists(roles, max_size=2).map(tuple),
    assertion=assertions,
    attributed_to=sources,
)


def made(**parts: Any) -> Annotations:
    doc = document()
    for name, items in parts.items():
        setattr(doc._, name, tuple(items))
    return assemble(doc)


def references(annotations: Annotations) -> set[str]:
    found: set[str | None] = {mention.entity for mention in annotations.mentions}
    for fact in annotations.facts:
        found |= {fact.subject, fact.attributed_to, fact.object if isinstance(fact.object, str) else None}
    for event in annotations.events:
        found |= {event.attributed_to, *(role.entity for role in event.roles)}
    for claim in annotations.claims:
        found |= {claim.author, claim.addressee, *claim.states, *claim.reports}
    return {identifier for identifier in found if identifier is not None}


@settings(deadline=None)
@given(st.lists(claims, max_size=4), st.lists(facts, max_size=4), st.lists(events, max_size=4))
def test_every_id_leads_somewhere_and_nothing_is_asserted_in_a_claim(
    claims: list[Claim], facts: list[Fact], events: list[Event]
) -> None:
    result = made(claims=claims, facts=facts, events=events)
    known = {item.id for kind in (result.entities, result.facts, result.events, result.claims) for item in kind}
    assert references(result) <= known
    assert len(known) == sum(map(len, (result.entities, result.facts, result.events, result.claims)))
    said = [piece for claim in result.claims for piece in claim.content]
    quoted = [piece for claim in result.claims if claim.kind == "quotation" for piece in claim.content]
    for event in result.events:
        if any(piece.begin <= event.trigger.begin < piece.end for piece in said):
            assert event.assertion is not Assertion.ASSERTED
    for fact in result.facts:
        if any(piece.begin <= fact.object_span.begin < piece.end for piece in quoted):
            assert fact.assertion is not Assertion.ASSERTED


@settings(deadline=None)
@given(st.lists(claims, max_size=5))
def test_a_claim_is_never_reported_by_itself_or_twice(claims: list[Claim]) -> None:
    result = made(claims=claims)
    reported = [inner for claim in result.claims for inner in claim.reports]
    assert len(reported) == len(set(reported))
    assert all(claim.id not in claim.reports for claim in result.claims)


@settings(deadline=None)
@given(st.lists(events, max_size=4, unique_by=lambda event: event.id), st.randoms())
def test_the_order_of_arrival_does_not_matter(events: list[Event], random: Any) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert made(events=events) == made(events=shuffled)


def claim(content: str, author: str | None = None, cue: str = "said") -> Claim:
    begin = TEXT.index(content)
    at = TEXT.index(cue)
    return Claim(
        "x" + content, "claim", (Span(begin, begin + len(content)),), author=author, cue=Span(at, at + len(cue))
    )


def at(word: str, place: int = 0) -> Span:
    begin = TEXT.index(word, place)
    return Span(begin, begin + len(word))


def test_described_entities_without_part_are_left_out() -> None:
    assert [entity.name for entity in made().entities] == [f"name {number}" for number in range(5)]


def test_described_entities_with_a_part_stay() -> None:
    event = Event("v", "pg:Attack", at("hit"), (at("hit"),), (Role("pg:agent", "e7", at("Bob")),))
    result = made(events=[event])
    assert len(result.entities) == 6
    assert result.events[0].roles[0].entity in {entity.id for entity in result.entities}


def test_statements_belong_to_the_innermost_claim() -> None:
    outer = claim("Bob hit Ada , and Ada said Bob lied", "e4")
    inner = Claim("in", "claim", (at("Bob lied"),), author="e5", cue=at("said", TEXT.index("and")))
    event = Event("v", "pg:NewsEvent", at("lied"), (at("lied"),))
    result = made(claims=[inner, outer], events=[event])
    assert [(c.id, c.states, c.reports) for c in result.claims] == [("c1", (), ("c2",)), ("c2", ("v1",), ())]
    names = {entity.id: entity.name for entity in result.entities}
    assert (result.events[0].assertion, names[result.events[0].attributed_to or ""]) == (Assertion.ATTRIBUTED, "name 4")


def test_a_claim_whose_cue_lies_outside_is_not_reported() -> None:
    outer = claim("Bob hit Ada , and Ada said Bob lied", "e4")
    result = made(claims=[outer, claim("Bob lied", "e5")])
    assert [c.reports for c in result.claims] == [(), ()]


def test_facts_about_unknown_entities_are_dropped_with_a_reason() -> None:
    fact = Fact("f", "e99", "schema:spouse", "e1", at("Ada"), at("Bob"), (at("Ada"),))
    result = made(facts=[fact])
    assert not result.facts
    assert "no known entity" in result.dropped[0].reason


def test_ids_number_in_reading_order() -> None:
    late = Event("v1", "pg:Attack", at("hit"), (at("hit"),))
    early = Event("v2", "pg:Meeting", at("met"), (at("met"),))
    assert [(e.id, e.type) for e in made(events=[late, early]).events] == [("v1", "pg:Meeting"), ("v2", "pg:Attack")]


def test_whole_documents_hold_together() -> None:
    for text in texts("events"):
        result = assemble(annotated("events", text))
        known = {item.id for kind in (result.entities, result.facts, result.events, result.claims) for item in kind}
        assert references(result) <= known
        assert [sentence.of(text) for sentence in result.sentences]
        for event in result.events:
            spoken = any(piece.covers(event.trigger) for c in result.claims for piece in c.content)
            assert not (spoken and event.assertion is Assertion.ASSERTED)


def test_what_stands_in_a_headline_is_dropped_with_the_reason() -> None:
    doc = document()
    doc._.article = Article(TEXT, headline_span=Span(0, TEXT.index("Police")))
    doc._.events = (Event("x", "pg:Meeting", at("met"), (at("met"),)), Event("y", "pg:Attack", at("hit"), (at("hit"),)))
    result = assemble(doc)
    assert [event.type for event in result.events] == ["pg:Attack"]
    assert [(d.what, d.reason[:15]) for d in result.dropped] == [("pg:Meeting", "in the headline")]
    assert [entity.name for entity in result.entities] == ["name 3", "name 4"]


def test_a_description_by_the_writer_stays_asserted_in_reported_speech_but_not_in_a_quotation() -> None:
    fact = Fact("x", "e4", "schema:spouse", "e5", at("Bob", 25), at("Ada", 40), (at("Bob", 25),))
    for kind, expected in (("claim", Assertion.ASSERTED), ("quotation", Assertion.ATTRIBUTED)):
        said = Claim("c", kind, (at("Bob hit Ada"),), author="e1")  # type: ignore[arg-type]
        assert [f.assertion for f in made(claims=[said], facts=[fact]).facts] == [expected]
