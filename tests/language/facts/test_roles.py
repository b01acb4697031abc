"""Titles and what they bring, on trees made by hand."""

from __future__ import annotations

from pressgraph.annotations import Assertion
from tests.language.facts.build import Said, named, parsed, run, triples

PERSON, COUNTRY, COMPANY, CITY = "schema:Person", "schema:Country", "schema:Corporation", "schema:City"

FEDOROV = """
Mykhailo Mykhailo PROPN nsubj 18
Fedorov Fedorov PROPN flat 1
, , PUNCT punct 8
the the DET det 5
country country NOUN nmod:poss 8
's 's PART case 5 POS
Vice vice NOUN compound 8
Minister minister NOUN appos 1
and and CCONJ cc 10
Minister minister NOUN conj 8
of of ADP case 13
Digital digital ADJ amod 13
Transformation Transformation PROPN nmod 10
of of ADP case 15
Ukraine Ukraine PROPN nmod 13
, , PUNCT punct 8
has have AUX aux 18 VBZ
called call VERB root 0
"""


def test_coordinated_titles_are_stated_each_with_its_portfolio() -> None:
    doc = named(parsed(FEDOROV), {"Mykhailo Fedorov": PERSON, "Ukraine": COUNTRY})
    found = triples(run(doc))
    assert ("Mykhailo Fedorov", "schema:jobTitle", "Vice Minister") in found
    assert ("Mykhailo Fedorov", "schema:jobTitle", "Minister of Digital Transformation") in found
    assert ("Ukraine", "pg:minister", "Mykhailo Fedorov") in found
    assert ("Mykhailo Fedorov", "schema:affiliation", "Ukraine") in found
    assert not {triple for triple in found if triple[1] == "pg:headOfGovernment"}


def title_before_name(*words: str) -> str:
    """ "WORDS… Ann Lee left" with the last word as title, the others its modifiers."""
    n = len(words)
    rows = [
        f"{word} {word.lower()} {'PROPN' if word in ('Kenyan', 'Tesla') else 'ADJ'} "
        f"{'compound' if word == 'Tesla' else 'amod'} {n}"
        for word in words[:-1]
    ]
    rows.append(f"{words[-1]} {words[-1].lower()} NOUN nmod:desc {n + 1}")
    rows += [f"Ann Ann PROPN nsubj {n + 3}", f"Lee Lee PROPN flat {n + 1}", "left leave VERB root 0"]
    return "\n".join(rows)


def facts_before_name(*words: str) -> set[tuple[str, str, str]]:
    names = {"Ann Lee": PERSON} | ({"Tesla": COMPANY} if "Tesla" in words else {})
    return triples(run(named(parsed(title_before_name(*words)), names)))


def test_a_president_of_a_country_is_its_head_of_state() -> None:
    assert facts_before_name("Kenyan", "President") == {
        ("Kenya", "pg:headOfState", "Ann Lee"),
        ("Ann Lee", "schema:affiliation", "Kenya"),
        ("Ann Lee", "schema:jobTitle", "President"),
    }


def test_a_president_of_a_company_is_not() -> None:
    found = facts_before_name("Tesla", "president")
    assert ("Ann Lee", "schema:worksFor", "Tesla") in found
    assert not {triple for triple in found if triple[1] in ("pg:headOfState", "pg:leader")}


def test_acting_and_vice_do_not_fill_the_office() -> None:
    for word in ("acting", "vice", "deputy"):
        found = facts_before_name("Kenyan", word, "president")
        assert ("Ann Lee", "schema:jobTitle", f"{word} president") in found
        assert not {triple for triple in found if triple[1] == "pg:headOfState"}


def test_former_is_ended_and_not_part_of_the_title() -> None:
    doc = run(named(parsed(title_before_name("former", "Kenyan", "president")), {"Ann Lee": PERSON}))
    assert ("Ann Lee", "schema:jobTitle", "president") in triples(doc)
    assert {fact.ended for fact in doc._.facts} == {True}
    assert {fact.assertion for fact in doc._.facts} == {Assertion.ASSERTED}


def test_incoming_is_planned() -> None:
    doc = run(named(parsed(title_before_name("incoming", "president")), {"Ann Lee": PERSON}))
    assert [fact.assertion for fact in doc._.facts] == [Assertion.PLANNED]


def test_a_would_be_president_has_no_title() -> None:
    assert facts_before_name("would-be", "president") == set()


def test_the_title_keeps_its_trade_and_loses_opinions() -> None:
    assert ("Ann Lee", "schema:jobTitle", "political analyst") in facts_before_name("famous", "political", "analyst")


def test_a_citizen_by_adjective_has_the_nationality() -> None:
    found = facts_before_name("Kenyan", "writer")
    assert ("Ann Lee", "schema:nationality", "Kenya") in found
    assert ("Ann Lee", "schema:affiliation", "Kenya") not in found


FOUNDERS = """
Ann Ann PROPN nsubj 11
Lee Lee PROPN flat 1
and and CCONJ cc 4
Bo Bo PROPN conj 1
Ek Ek PROPN flat 4
, , PUNCT punct 7
founders founder NOUN appos 1 NNS
of of ADP case 9
Tesla Tesla PROPN nmod 7
, , PUNCT punct 7
left leave VERB root 0
"""


def test_a_plural_title_holds_of_everybody() -> None:
    doc = run(named(parsed(FOUNDERS), {"Ann Lee": PERSON, "Bo Ek": PERSON, "Tesla": COMPANY}))
    assert triples(doc) == {
        ("Tesla", "schema:founder", "Ann Lee"),
        ("Tesla", "schema:founder", "Bo Ek"),
        ("Ann Lee", "schema:jobTitle", "founder"),
        ("Bo Ek", "schema:jobTitle", "founder"),
    }


def test_a_singular_title_belongs_to_the_last_name() -> None:
    rows = FOUNDERS.replace("founders founder NOUN appos 1 NNS", "founder founder NOUN appos 1 NN")
    doc = run(named(parsed(rows), {"Ann Lee": PERSON, "Bo Ek": PERSON, "Tesla": COMPANY}))
    assert ("Tesla", "schema:founder", "Bo Ek") in triples(doc)
    assert ("Tesla", "schema:founder", "Ann Lee") not in triples(doc)


NOMINAL = """
He he PRON nsubj 2
called call VERB root 0
the the DET det 5
Tesla Tesla PROPN compound 5
founder founder NOUN obj 2
"""


def test_a_noun_is_linked_to_its_bearer_by_the_register_alone() -> None:
    names = {"Tesla": COMPANY, "Ann Lee": PERSON}
    doc = parsed(NOMINAL)
    assert triples(run(named(doc, names))) == set()
    linked = run(named(doc, names, {"the Tesla founder": "Ann Lee"}))
    assert ("Ann Lee", "schema:jobTitle", "founder") not in triples(linked), "nobody is named so in this text"


def test_a_noun_that_the_register_links_states_the_role() -> None:
    rows = NOMINAL + ". . PUNCT punct 2\nAnn Ann PROPN nsubj 9\nLee Lee PROPN flat 7\nreplied reply VERB root 0\n"
    rows = rows.replace("Ann Ann PROPN nsubj 9", "Ann Ann PROPN nsubj 9")
    doc = named(parsed(rows), {"Tesla": COMPANY, "Ann Lee": PERSON}, {"the Tesla founder": "Ann Lee"})
    assert ("Tesla", "schema:founder", "Ann Lee") in triples(run(doc))


COPULA = """
Ann Ann PROPN nsubj 6
Lee Lee PROPN flat 1
is be AUX cop 6 VBZ
not not PART advmod 6
the the DET det 6
CEO CEO NOUN root 0
of of ADP case 8
Tesla Tesla PROPN nmod 6
"""


def test_a_predicate_has_the_status_of_its_clause() -> None:
    doc = named(parsed(COPULA), {"Ann Lee": PERSON, "Tesla": COMPANY})
    run(doc, {"CEO": Said(Assertion.NEGATED)})
    assert ("Tesla", "pg:chiefExecutive", "Ann Lee") in triples(doc)
    assert {fact.assertion for fact in doc._.facts} == {Assertion.NEGATED}


MAYOR = """
Ann Ann PROPN nsubj 9
Lee Lee PROPN flat 1
, , PUNCT punct 5
the the DET det 5
mayor mayor NOUN appos 1
of of ADP case 7
Leeds Leeds PROPN nmod 5
, , PUNCT punct 5
left leave VERB root 0
"""


def test_an_apposition_is_taken_for_granted_but_not_outside_a_speakers_words() -> None:
    names = {"Ann Lee": PERSON, "Leeds": CITY}
    denied = run(named(parsed(MAYOR), names), {"mayor": Said(Assertion.NEGATED)})
    assert {fact.assertion for fact in denied._.facts} == {Assertion.ASSERTED}
    quoted = run(named(parsed(MAYOR), names), {"mayor": Said(Assertion.ATTRIBUTED, attributed_to="e9")})
    assert ("Leeds", "pg:headOfGovernment", "Ann Lee") in triples(quoted)
    assert {(fact.assertion, fact.attributed_to) for fact in quoted._.facts} == {(Assertion.ATTRIBUTED, "e9")}


def test_evidence_covers_subject_object_and_trigger() -> None:
    doc = run(named(parsed(MAYOR), {"Ann Lee": PERSON, "Leeds": CITY}))
    fact = next(fact for fact in doc._.facts if fact.predicate == "pg:headOfGovernment")
    assert fact.evidence[0].of(doc.text) == "Ann Lee, the mayor of Leeds"
    assert fact.subject_span.of(doc.text) == "Leeds"
    assert fact.object_span.of(doc.text) == "Ann Lee"
    assert fact.origin == "rule:role-mayor"


SERVED = """
Ann Ann PROPN nsubj 3
Lee Lee PROPN flat 1
resigned resign VERB root 0
as as ADP case 6
Tesla Tesla PROPN compound 6
CEO CEO NOUN obl 3
"""


def test_verbs_of_office_end_it() -> None:
    doc = run(named(parsed(SERVED), {"Ann Lee": PERSON, "Tesla": COMPANY}))
    assert ("Tesla", "pg:chiefExecutive", "Ann Lee") in triples(doc)
    assert all(fact.ended for fact in doc._.facts)


def test_a_title_behind_a_verb_is_not_an_apposition() -> None:
    rows = MAYOR.replace(", , PUNCT punct 5\nthe", "met meet VERB acl 5\nthe")
    assert triples(run(named(parsed(rows), {"Ann Lee": PERSON, "Leeds": CITY}))) == set()
