"""Relational nouns, verbs, patterns, ages and lifespans, on trees made by hand."""

from __future__ import annotations

from decimal import Decimal

from pressgraph.annotations import Assertion, Claim, Date, Literal, Quantity, Span, Value
from tests.language.facts.build import Said, named, parsed, run, triples

PERSON, COUNTRY, COMPANY, CITY = "schema:Person", "schema:Country", "schema:Corporation", "schema:City"

FOUNDED = """
SpaceX SpaceX PROPN nsubj:pass 3
was be AUX aux:pass 3
founded found VERB root 0 VBN
by by ADP case 5
Elon Elon PROPN obl:agent 3
Musk Musk PROPN flat 5
in in ADP case 8
2002 2002 NUM obl 3
"""


def year(doc_text: str, text: str) -> Value:
    begin = doc_text.index(text)
    return Value(Span(begin, begin + len(text)), "date", Date(Literal(text, "xsd:gYear")))


def test_a_passive_verb_gives_founder_and_year() -> None:
    doc = parsed(FOUNDED)
    run(named(doc, {"SpaceX": COMPANY, "Elon Musk": PERSON}), values=[year(doc.text, "2002")])
    assert triples(doc) == {
        ("SpaceX", "schema:founder", "Elon Musk"),
        ("SpaceX", "schema:foundingDate", "2002"),
    }


def test_a_verbs_fact_has_the_status_of_its_clause() -> None:
    doc = named(parsed(FOUNDED), {"SpaceX": COMPANY, "Elon Musk": PERSON})
    run(doc, {"founded": Said(Assertion.HYPOTHETICAL)})
    assert [fact.assertion for fact in doc._.facts] == [Assertion.HYPOTHETICAL]


def test_a_fact_that_does_not_fit_its_domain_is_impossible() -> None:
    doc = named(parsed(FOUNDED), {"SpaceX": CITY, "Elon Musk": PERSON})
    assert triples(run(doc)) == set()


CAPITAL = """
The the DET det 3
Ukrainian Ukrainian ADJ amod 3
capital capital NOUN nsubj 5
Kyiv Kyiv PROPN appos 3
held hold VERB root 0
"""


def test_a_capital_by_adjective() -> None:
    doc = run(named(parsed(CAPITAL), {"Kyiv": CITY}))
    assert triples(doc) == {("Ukraine", "pg:capital", "Kyiv"), ("Kyiv", "schema:containedInPlace", "Ukraine")}


CITY_OF = """
the the DET det 3
eastern eastern ADJ amod 3
city city NOUN root 0
of of ADP case 5
Kharkiv Kharkiv PROPN nmod 3
in in ADP case 7
Ukraine Ukraine PROPN nmod 3
"""


def test_a_city_of_a_name_lies_in_its_country() -> None:
    doc = run(named(parsed(CITY_OF), {"Kharkiv": CITY, "Ukraine": COUNTRY}))
    assert triples(doc) == {("Kharkiv", "schema:containedInPlace", "Ukraine")}


WIFE = """
Bo Bo PROPN nmod:poss 4
Ek Ek PROPN flat 1
's 's PART case 1 POS
wife wife NOUN nsubj 9
, , PUNCT punct 6
Ann Ann PROPN appos 4
Lee Lee PROPN flat 6
, , PUNCT punct 4
left leave VERB root 0
"""


def test_family_has_its_direction() -> None:
    names = {"Bo Ek": PERSON, "Ann Lee": PERSON}
    assert triples(run(named(parsed(WIFE), names))) == {("Bo Ek", "schema:spouse", "Ann Lee")}
    daughter = parsed(WIFE.replace("wife wife", "daughter daughter"))
    assert triples(run(named(daughter, names))) == {("Bo Ek", "schema:children", "Ann Lee")}
    mother = parsed(WIFE.replace("wife wife", "mother mother"))
    assert triples(run(named(mother, names))) == {("Bo Ek", "schema:parent", "Ann Lee")}


def test_nobody_is_related_to_himself() -> None:
    doc = named(parsed(WIFE), {"Bo Ek": PERSON}, {"Ann Lee": "Bo Ek"})
    assert triples(run(doc)) == set()


AGED = """
Ann Ann PROPN nsubj 6
Lee Lee PROPN flat 1
, , PUNCT punct 4
34 34 NUM appos 1
, , PUNCT punct 4
left leave VERB root 0
"""


def test_an_age_between_commas() -> None:
    doc = run(named(parsed(AGED), {"Ann Lee": PERSON}))
    assert [fact.object for fact in doc._.facts] == [Literal("34", "xsd:integer")]


def test_a_number_after_a_company_is_no_age() -> None:
    assert triples(run(named(parsed(AGED), {"Ann Lee": COMPANY}))) == set()


OLD = """
The the DET det 3
six-year-old six-year-old ADJ amod 3
boy boy NOUN nsubj 5
and and CCONJ cc 5
Musk Musk PROPN root 0
"""


def test_the_age_of_an_unnamed_boy_is_nobody_elses() -> None:
    doc = parsed(OLD)
    age = Value(Span(4, 16), "age", Quantity(Decimal(6), unit_text="years"))
    assert triples(run(named(doc, {"Musk": PERSON}), values=[age])) == set()


LIFE = """
Ann Ann PROPN root 0
Lee Lee PROPN flat 1
( ( PUNCT punct 5
born bear VERB acl 1 VBN
1970 1970 NUM obl:unmarked 4
) ) PUNCT punct 4
"""


def test_birth_in_brackets() -> None:
    doc = parsed(LIFE)
    run(named(doc, {"Ann Lee": PERSON}), values=[year(doc.text, "1970")])
    assert triples(doc) == {("Ann Lee", "schema:birthDate", "1970")}


def test_years_alone_in_brackets_may_be_a_term_of_office() -> None:
    doc = parsed(LIFE.replace("born bear VERB acl 1 VBN", "since since ADP case 5 IN"))
    run(named(doc, {"Ann Lee": PERSON}), values=[year(doc.text, "1970")])
    assert triples(doc) == set()


STAKE = """
Siemens Siemens PROPN nsubj 2
holds hold VERB root 0 VBZ
a a DET det 6
9 9 NUM nummod 5
% % SYM compound 6
stake stake NOUN obj 2
in in ADP case 8
Tesla Tesla PROPN nmod 6
"""


def test_a_stake_has_its_share() -> None:
    doc = parsed(STAKE)
    begin = doc.text.index("9 %")
    share = Value(Span(begin, begin + 3), "percentage", Quantity(Decimal(9), unit_text="percent", unit_code="P1"))
    run(named(doc, {"Siemens": COMPANY, "Tesla": COMPANY}), values=[share])
    assert triples(doc) == {("Siemens", "pg:stakeIn", "Tesla")}
    assert doc._.facts[0].share == share.value


COMMA = """
Mombasa Mombasa PROPN root 0
, , PUNCT punct 3
Kenya Kenya PROPN nmod:unmarked 1
"""


def test_a_place_before_its_country() -> None:
    doc = run(named(parsed(COMMA), {"Mombasa": CITY, "Kenya": COUNTRY}))
    assert triples(doc) == {("Mombasa", "schema:containedInPlace", "Kenya")}


def test_countries_in_a_row_contain_nothing() -> None:
    doc = run(named(parsed(COMMA.replace("Mombasa", "Germany")), {"Germany": COUNTRY, "Kenya": COUNTRY}))
    assert triples(doc) == set()


def test_ids_number_the_facts_in_reading_order() -> None:
    doc = parsed(FOUNDED)
    run(named(doc, {"SpaceX": COMPANY, "Elon Musk": PERSON}), values=[year(doc.text, "2002")])
    assert [fact.id for fact in doc._.facts] == ["f1", "f2"]
    begins = [fact.evidence for fact in doc._.facts]
    assert begins == sorted(begins)


def test_geography_is_the_writers_own_in_reported_speech_but_not_in_a_quotation() -> None:
    reported = Claim("c1", "claim", (Span(0, 30),), author="e9")
    quoted = Claim("c2", "quotation", (Span(0, 30),), author="e9")
    for claim, expected in ((reported, Assertion.ASSERTED), (quoted, Assertion.ATTRIBUTED)):
        said = Said(Assertion.ATTRIBUTED, claim, "e9")
        doc = run(named(parsed(CAPITAL), {"Kyiv": CITY}), {"capital": said})
        assert {fact.assertion for fact in doc._.facts} == {expected}


WORKED = """
Ana Ana PROPN nsubj 3
previously previously ADV advmod 3
worked work VERB root 0 VBD
for for ADP case 5
Acme Acme PROPN obl 3
"""


def test_what_somebody_did_previously_or_until_a_year_has_ended() -> None:
    names = {"Ana": PERSON, "Acme": COMPANY}
    doc = parsed(WORKED)
    run(named(doc, names))
    assert [fact.ended for fact in doc._.facts if fact.predicate == "schema:worksFor"] == [True]
    doc = parsed(
        WORKED.replace("previously previously", "loyally loyally").replace(
            "worked work VERB root 0 VBD", "works work VERB root 0 VBZ"
        )
    )
    run(named(doc, names))
    assert [fact.ended for fact in doc._.facts if fact.predicate == "schema:worksFor"] == [False]
    doc = parsed(WORKED + "until until ADP case 7\n2019 2019 NUM obl 3\n")
    run(named(doc, names), values=[year(doc.text, "2019")])
    found = next(fact for fact in doc._.facts if fact.predicate == "schema:worksFor")
    assert found.ended
    assert found.end == Literal("2019", "xsd:gYear")


def test_a_range_of_years_has_two_ends() -> None:
    names = {"Ana": PERSON, "Acme": COMPANY}
    doc = parsed(WORKED + "from from ADP case 7\n2001 2001 NUM obl 3\nto to ADP case 9\n2004 2004 NUM obl 3\n")
    begin, end = doc.text.index("2001"), doc.text.index("2004") + 4
    both = Date(Literal("2001", "xsd:gYear"), Literal("2004", "xsd:gYear"))
    run(named(doc, names), values=[Value(Span(begin, end), "date", both)])
    found = next(fact for fact in doc._.facts if fact.predicate == "schema:worksFor")
    assert (found.start, found.end) == (Literal("2001", "xsd:gYear"), Literal("2004", "xsd:gYear"))
