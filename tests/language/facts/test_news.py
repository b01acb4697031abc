"""What news articles say in passing of people and offices, and what they only seem to say."""

from __future__ import annotations

from pressgraph.annotations import Assertion, Fact, Span
from pressgraph.language.facts.rules import load_rules
from pressgraph.language.facts.terms import Terms
from pressgraph.language.found import FoundRelation
from tests.language.facts.build import Said, named, parsed, run, triples

PERSON, COUNTRY, PARTY = "schema:Person", "schema:Country", "schema:PoliticalParty"


def the(rows: str, predicate: str, names: dict[str, str], said: dict[str, Said] | None = None) -> list[Fact]:
    """The facts with this predicate."""
    return [fact for fact in run(named(parsed(rows), names), said)._.facts if fact.predicate == predicate]


# ---------------------------------------------------------------- ages

AGED = """
Lee Lee PROPN nsubj 5
, , PUNCT punct 3
52 52 NUM {label} {head}
, , PUNCT punct 1
left leave VERB root 0
"""


def test_a_number_between_commas_after_a_name_is_an_age_whatever_the_parse_calls_it() -> None:
    for label, head in (("amod", 1), ("appos", 1), ("obl", 5)):
        found = triples(run(named(parsed(AGED.format(label=label, head=head)), {"Lee": PERSON})))
        assert ("Lee", "pg:reportedAge", "52") in found


def test_a_number_that_counts_what_follows_is_no_age() -> None:
    assert not triples(run(named(parsed(AGED.format(label="nummod", head=5)), {"Lee": PERSON})))


WAS = """
Lee Lee PROPN nsubj 3
was be AUX cop 3
88 88 NUM root 0
{more}
"""


def test_a_number_that_is_all_that_is_said_of_a_person_is_an_age() -> None:
    assert the(WAS.format(more=". . PUNCT punct 3"), "pg:reportedAge", {"Lee": PERSON})
    assert the(WAS.format(more="when when ADV advmod 5\nfell fall VERB advcl 3"), "pg:reportedAge", {"Lee": PERSON})
    assert not the(WAS.format(more="under under ADP advmod 3\n. . PUNCT punct 3"), "pg:reportedAge", {"Lee": PERSON})
    assert not the(WAS.format(more=". . PUNCT punct 3"), "pg:reportedAge", {"Lee": "schema:Corporation"})


# ---------------------------------------------------------------- whose complement

LEADER = """
Council council NOUN compound 2
leader leader NOUN nsubj 9
Ann Ann PROPN flat 2
Lee Lee PROPN flat 3
{comma}
of of ADP case {greens}
the the DET det {greens}
Greens Greens PROPN nmod 2
left leave VERB root 0
"""


def test_a_body_behind_the_name_is_not_the_one_that_is_led() -> None:
    rows = LEADER.format(comma=", , PUNCT punct 2", greens=8)
    assert not the(rows, "pg:leader", {"Ann Lee": PERSON, "Greens": PARTY})


def test_a_body_behind_the_title_is_led() -> None:
    rows = """
    leader leader NOUN nsubj 8
    of of ADP case 4
    the the DET det 4
    Greens Greens PROPN nmod 1
    Ann Ann PROPN appos 1
    Lee Lee PROPN flat 5
    , , PUNCT punct 1
    left leave VERB root 0
    """
    assert the(rows, "pg:leader", {"Ann Lee": PERSON, "Greens": PARTY})


# ---------------------------------------------------------------- offices given up

MINISTER = """
Kenya Kenya PROPN nmod:poss 4
's 's PART case 1 POS
health health NOUN compound 4
minister minister NOUN {role} {verb}
, , PUNCT punct 6
Ann Ann PROPN appos 4
Lee Lee PROPN flat 6
, , PUNCT punct 4
{rest}
"""
NAMES = {"Kenya": COUNTRY, "Ann Lee": PERSON}


def test_the_office_of_whoever_resigns_or_is_sacked_has_ended() -> None:
    resigned = MINISTER.format(role="nsubj", verb=9, rest="resigned resign VERB root 0")
    sacked = MINISTER.format(role="nsubj:pass", verb=10, rest="was be AUX aux:pass 10\nsacked sack VERB root 0 VBN")
    down = MINISTER.format(role="nsubj", verb=9, rest="stepped step VERB root 0\ndown down ADP compound:prt 9")
    for rows in (resigned, sacked, down):
        (fact,) = the(rows, "pg:minister", NAMES)
        assert fact.ended, rows
        assert fact.assertion is Assertion.ASSERTED


def test_the_office_of_whoever_sacks_or_may_resign_has_not() -> None:
    sacks = MINISTER.format(role="nsubj", verb=9, rest="sacked sack VERB root 0\naides aide NOUN obj 9 NNS")
    stepped = MINISTER.format(role="nsubj", verb=9, rest="stepped step VERB root 0\nback back ADV advmod 9")
    for rows in (sacks, stepped):
        assert [fact.ended for fact in the(rows, "pg:minister", NAMES)] == [False]
    resigned = MINISTER.format(role="nsubj", verb=9, rest="resigned resign VERB root 0")
    assert [f.ended for f in the(resigned, "pg:minister", NAMES, {"resigned": Said(Assertion.PLANNED)})] == [False]


def test_a_profession_is_not_given_up_with_a_post() -> None:
    rows = """
    The the DET det 2
    painter painter NOUN nsubj 5
    Ann Ann PROPN appos 2
    Lee Lee PROPN flat 3
    resigned resign VERB root 0
    """
    assert [fact.ended for fact in the(rows, "schema:jobTitle", {"Ann Lee": PERSON})] == [False]


# ---------------------------------------------------------------- the model's relations

SISTER = """
Lee Lee PROPN nmod:poss 3
's 's PART case 1 POS
brother brother NOUN nsubj 5
Reed Reed PROPN appos 3
left leave VERB root 0
"""


def related(rows: str, relation: str, names: dict[str, str]) -> set[tuple[str, str, str]]:
    """The triples where the model finds the relation between the first two names, from the first to the second."""
    doc = named(parsed(rows), names)
    first, second = (Span(doc.text.index(name), doc.text.index(name) + len(name)) for name in list(names)[:2])
    doc._.relations = (FoundRelation(first, second, relation, 0.9),)
    return triples(run(doc))


def test_a_brother_is_no_spouse() -> None:
    people = {"Lee": PERSON, "Reed": PERSON}
    assert related(SISTER, "SPOUSE", people) == {("Lee", "schema:sibling", "Reed")}
    assert ("Lee", "schema:spouse", "Reed") not in related(SISTER.replace("brother", "lawyer"), "SPOUSE", people)
    assert ("Lee", "schema:spouse", "Reed") in related(SISTER.replace("brother", "bride"), "SPOUSE", people)


def test_kin_is_one_group_of_properties() -> None:
    terms: Terms = load_rules().terms
    assert {name for name, term in terms.properties.items() if term.apart == "kin"} == {
        "schema:spouse",
        "schema:parent",
        "schema:children",
        "schema:sibling",
    }


VERBS = """
Lee Lee PROPN nsubj 2
{verb} {lemma} VERB root 0
the the DET det 5
Kenyan Kenyan ADJ amod 5
club club NOUN {label} 2
"""


def test_a_nationality_needs_a_phrase_that_holds_both() -> None:
    names = {"Lee": PERSON, "Kenyan": COUNTRY}
    became = VERBS.format(verb="became", lemma="become", label="xcomp")
    joined = VERBS.format(verb="joined", lemma="join", label="obj")
    assert ("Lee", "schema:nationality", "Kenyan") in related(became, "NATIONALITY", names)
    assert ("Lee", "schema:nationality", "Kenyan") not in related(joined, "NATIONALITY", names)
