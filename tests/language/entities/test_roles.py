"""Definite phrases that refer to one name: roles in organisations, bodies of the same noun; who "he" is."""

from __future__ import annotations

import pytest

from pressgraph.annotations import Article, Span, Value
from pressgraph.annotations import Date as DateValue
from tests.language.entities.building import clusters, flat, parsed, registered

FOUNDER = (
    "Hale/PROPN/nsubj/2 praised/VERB/root/0 the/DET/det/6 Halvard/PROPN/compound/6 Motors/PROPN/flat/4 "
    "founder/NOUN/obj/2 ./PUNCT/punct/2"
)
MINISTER = "The/DET/det/2 minister/NOUN/nsubj/4 Rosa/PROPN/appos/2 spoke/VERB/root/0 ./PUNCT/punct/4"
NAMES = ("Person Anna Berg", "Person Hale", "Organization Halvard Motors")


def _bearers(*sentences: str, names: tuple[str, ...] = NAMES) -> list[str]:
    found = clusters(registered(parsed(*sentences), *names))
    return [name for name, texts in found.items() if any("founder" in text for text in texts)]


def test_the_one_person_named_before_has_the_role() -> None:
    padding = [flat(f"It rained {day} .") for day in ("hard",)]
    assert _bearers(flat("Anna Berg came ."), *padding, FOUNDER) == ["schema:Person Anna Berg"]


def test_who_was_named_long_before_has_not() -> None:
    padding = [flat(f"It rained {day} .") for day in ("hard", "long", "again", "twice")]
    assert _bearers(flat("Anna Berg came ."), *padding, FOUNDER) == []


def test_the_verb_s_own_subject_has_not() -> None:
    assert _bearers(FOUNDER, names=NAMES[1:]) == []


def test_two_people_leave_a_role_open() -> None:
    sentences = (flat("Anna Berg met Carl Lund ."), FOUNDER)
    assert _bearers(*sentences, names=(NAMES[0], "Person Carl Lund", *NAMES[1:])) == []


def test_another_role_speaks_against_it() -> None:
    assert _bearers(MINISTER, FOUNDER, names=("Person Rosa", *NAMES[1:])) == []


def test_a_role_without_its_organisation_stays_open() -> None:
    bare = "Hale/PROPN/nsubj/2 praised/VERB/root/0 the/DET/det/4 founder/NOUN/obj/2 ./PUNCT/punct/2"
    assert _bearers(flat("Anna Berg came ."), bare, names=NAMES[:2]) == []


def test_a_bearer_of_one_name_only_is_too_doubtful() -> None:
    assert _bearers(flat("Anna came ."), FOUNDER, names=("Person Anna", *NAMES[1:])) == []


def test_the_reporter_of_the_byline_has_no_role() -> None:
    doc = parsed(flat("By Anna Berg"), FOUNDER)
    doc._.article = Article(doc.text, byline_span=Span(0, 12))
    found = clusters(registered(doc, *NAMES))
    assert found["schema:Person Anna Berg"] == ["Anna Berg"]


AGENCY = (
    "Peru/PROPN/nmod:poss/4 's/PART/case/1 rescue/NOUN/compound/4 agency/NOUN/nsubj/5 warned/VERB/root/0 "
    "./PUNCT/punct/5"
)
OTHER = "An/DET/det/2 agency/NOUN/nsubj/3 closed/VERB/root/0 ./PUNCT/punct/3"
SAID = "The/DET/det/2 agency/NOUN/nsubj/3 spoke/VERB/root/0 ./PUNCT/punct/3"


def test_a_bare_noun_is_the_one_body_with_that_noun() -> None:
    found = clusters(registered(parsed(AGENCY, SAID), "Location Peru"))
    assert ["Peru's rescue agency", "The agency"] in found.values()


def test_a_second_body_of_the_noun_leaves_it_open() -> None:
    found = clusters(registered(parsed(AGENCY, OTHER, SAID), "Location Peru"))
    assert all("The agency" not in texts for texts in found.values())


HE_AGREED = "said/VERB/root/0 that/SCONJ/mark/6 he/PRON/nsubj/6 agreed/VERB/ccomp/3 ./PUNCT/punct/3"


@pytest.mark.parametrize("before", ["Peter Hale met Ivan Reis .", "Peter Hale left ."])
def test_the_speaker_comes_before_earlier_subjects(before: str) -> None:
    names = [f"Person {name}" for name in ("Peter Hale", "Ivan Reis") if name in before]
    doc = parsed(flat(before), f"Carl/PROPN/nsubj/3 Lund/PROPN/flat/1 {HE_AGREED}")
    found = clusters(registered(doc, *names, "Person Carl Lund"))
    assert found["schema:Person Carl Lund"] == ["Carl Lund", "he"]


def test_a_name_behind_the_noun_is_its_bearer() -> None:
    doc = parsed(
        "the/DET/det/2 teacher/NOUN/nsubj/5 Joana/PROPN/flat/2 Pires/PROPN/flat/3 left/VERB/root/0 ./PUNCT/punct/5"
    )
    register = registered(doc, "Person Joana Pires")
    assert register.at(doc[1]) == register.at(doc[2]) is not None


def test_dates_are_no_participants() -> None:
    doc = parsed("Berg/PROPN/nsubj/2 saw/VERB/root/0 Saturday/PROPN/compound/4 evening/NOUN/obj/2 ./PUNCT/punct/2")
    doc._.values = (Value(Span(9, 25), "date", DateValue()),)
    register = registered(doc, "Person Berg")
    assert [register.describable(token) for token in doc] == [True, False, False, False, False]
