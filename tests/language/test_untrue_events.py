"""Sentences that tempt to an event that did not happen, or to a false part in one; by the whole pipeline."""

from __future__ import annotations

import datetime

import pytest

import pressgraph
from pressgraph.annotations import Article
from tests.language.test_untrue import annotated


def test_a_participle_before_the_subject_is_not_denied_with_the_verb() -> None:
    text = "Founded in 2004 by two professors of the University of Oslo, Nordfly has not paid a dividend since 2019."
    launches = [event.assertion.value for event in annotated(text).events if event.type == "pg:Launch"]
    assert launches == ["pg:Asserted"]


def test_a_war_that_was_fought_is_no_wish() -> None:
    text = "The two countries fought a six-week war over the valley in 1994 in which some 2,400 people were killed."
    events = {event.type: event.assertion.value for event in annotated(text).events}
    assert events == {"pg:ArmedConflict": "pg:Asserted", "pg:Death": "pg:Asserted"}


def test_who_finds_a_deal_expensive_has_not_made_it() -> None:
    text = 'The firms agreed on a deal. The director, Jonas Brandt, called the deal "expensive but fair".'
    assert not [role for event in annotated(text).events for role in event.roles if "director" in role.span.of(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tom Reed attacked his rival in early-morning tweets.", "pg:Attack"),
        ("Tom Reed answered with attacks on his rival in the debate.", "pg:Attack"),
        ("During the drill two frigates simulated an attack on the harbour of Bergen.", "pg:Attack"),
        ("In July, Tom Reed dismissed Ann Lee as a dreamer.", "pg:Dismissal"),
        ("Nine weeks remain until the general election in Norway.", "pg:Election"),
        ("The finance minister has attacked loopholes in the fishing law.", "pg:Attack"),
        ("The strike closed two ports, sending prices soaring.", "pg:Provision"),
        ("She took over the debts of the shipyard from her uncle.", "pg:Appointment"),
        ("The newspaper rounded up a sampling of the ways.", "pg:Arrest"),
        ("The pilot had a plan for fog and calmly executed it.", "pg:Death"),
        ("The plan hurt the party's standing with voters.", "pg:Injury"),
        ("Recruiting nurses abroad is part of the hospital's plan.", "pg:Appointment"),
        ("Parents in three villages voiced their apprehensions.", "pg:Arrest"),
        ("Last year customers were twice charged fees for cash.", "pg:LegalProceeding"),
        ("She attacked her opponent as a fraud during the debate on Monday.", "pg:Crime"),
    ],
)
def test_what_did_not_happen(text: str, kind: str) -> None:
    assert not [e for e in annotated(text).events if e.type == kind and e.assertion.value == "pg:Asserted"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A judge in Lisbon halted the sale of the Tagus Line to Corvo Shipping on Monday.", "pg:Transaction"),
        ("Strikes have held up the launch of the ferry.", "pg:Launch"),
    ],
)
def test_what_was_halted_may_never_have_begun(text: str, kind: str) -> None:
    assert [e.assertion.value for e in annotated(text).events if e.type == kind] == ["pg:Hypothetical"]


def test_what_lies_in_a_murder_case_has_not_murdered() -> None:
    found = annotated("Police said the force had destroyed evidence in the Lowther murder case.")
    assert [role for event in found.events for role in event.roles if role.role == "pg:agent"] == []
    held = annotated("Two men were arrested in the Lowther murder case.")
    crimes = [event for event in held.events if event.type == "pg:Crime"]
    assert all(event.assertion.value == "pg:Attributed" for event in crimes)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The court fined Ann Lee after convicting her of organising an unauthorised rally.", "court"),
        ("The regulator fined the bank for buying a Swiss insurer.", "regulator"),
    ],
)
def test_whoever_blames_somebody_for_a_deed_has_not_done_it(text: str, doer: str) -> None:
    events = {e.type: [r.span.of(text) for r in e.roles if r.role == "pg:agent"] for e in annotated(text).events}
    assert all(doer not in name for kind in ("pg:Protest", "pg:Acquisition") for name in events.get(kind, []))


def test_what_was_done_in_a_year_long_ago_is_not_planned() -> None:
    text = "The museum will be the first to give up an object looted by British troops in 1897."
    found = pressgraph.extract(Article(text=text, date=datetime.date(2023, 11, 7))).events
    (status,) = {e.assertion.value for e in found if e.start and e.start.lexical == "1897"}
    assert status in ("pg:Asserted", "pg:Attributed")


def test_each_number_counts_its_own() -> None:
    found = annotated("Nine people drowned and 41 were injured on Saturday when a ferry capsized off Samar.")
    counts = {event.type: str(event.count.value) for event in found.events if event.count is not None}
    assert counts == {"pg:Death": "9", "pg:Injury": "41"}
    names = {entity.id: entity.name for entity in found.entities}
    patients = {
        event.type: [names[role.entity] for role in event.roles if role.role == "pg:patient"] for event in found.events
    }
    assert patients == {"pg:Death": ["nine people"], "pg:Injury": [], "pg:Accident": ["a ferry"]}
