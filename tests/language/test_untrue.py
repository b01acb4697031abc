"""Sentences that tempt to an untrue statement, each beside one in which the like is true; by the whole pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

import pressgraph
from pressgraph.annotations import Annotations, Article, Fact

Triple = tuple[str, str, str]


def annotated(text: str) -> Annotations:
    """The annotations of a text that is read as a plain-text file would be."""
    return pressgraph.extract(Article(text=text))


def triples(found: Annotations) -> set[Triple]:
    """Asserted facts between entities, and with literals, by names."""
    names = {entity.id: entity.name for entity in found.entities}
    facts = (fact for fact in found.facts if fact.assertion.value == "pg:Asserted")
    return {(names[fact.subject], fact.predicate, _value(fact, names)) for fact in facts}


def _value(fact: Fact, names: dict[str, str]) -> str:
    return names[fact.object] if isinstance(fact.object, str) else str(getattr(fact.object, "lexical", ""))


@pytest.mark.parametrize(
    ("text", "untrue"),
    [
        ("Ines Dahl came with her lawyer, Odd Berg.", ("Ines Dahl", "schema:spouse", "Odd Berg")),
        (
            "The airline Nordfly is owned by the businessman Odd Berg.",
            ("Nordfly", "schema:founder", "Odd Berg"),
        ),
        ("Ines Dahl, of the French research centre CNRS, spoke.", ("Ines Dahl", "schema:nationality", "France")),
        ("Norway's finance minister, Ines Dahl, spoke.", ("Ines Dahl", "schema:nationality", "Norway")),
        (
            "More than 200,000 refugees live in camps at Dadaab, which Kenya has threatened to close.",
            ("Dadaab", "schema:containedInPlace", "Kenya"),
        ),
        (
            "Ines Dahl was elected to the Royal Society of Arts.",
            ("Ines Dahl", "schema:worksFor", "Royal Society of Arts"),
        ),
        (
            "The sculptor Imogen Hartley has won this year's Northern Prize, the organisers announced on 2 June 2023.",
            ("Imogen Hartley", "schema:deathDate", "2023-06-02"),
        ),
        (
            "Ines Dahl met him in Oslo. From 1970 to 1997 Ines Dahl taught at the Free University of Berlin.",
            ("Ines Dahl", "schema:alumniOf", "Free University of Berlin"),
        ),
    ],
)
def test_what_the_words_do_not_say_is_not_stated(text: str, untrue: Triple) -> None:
    assert untrue not in triples(annotated(text))


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Ines Dahl came with her husband, Odd Berg.", ("Ines Dahl", "schema:spouse", "Odd Berg")),
        ("The airline Nordfly was founded by Odd Berg.", ("Nordfly", "schema:founder", "Odd Berg")),
        ("The Norwegian novelist Ines Dahl spoke.", ("Ines Dahl", "schema:nationality", "Norway")),
        (
            "Ines Dahl was elected to the Royal Society of Arts.",
            ("Ines Dahl", "schema:memberOf", "Royal Society of Arts"),
        ),
        ("Imogen Hartley has won this year's Northern Prize.", ("Imogen Hartley", "schema:award", "Northern Prize")),
        ("The group's founder, the lawyer Ana Costa, resigned.", ("Ana Costa", "schema:jobTitle", "founder")),
        ('"No," said co-author Odd Berg, who lives in Rome.', ("Odd Berg", "schema:jobTitle", "co-author")),
        ("Odd Berg, director-general of the Tate, spoke.", ("Odd Berg", "schema:jobTitle", "director-general")),
        ("Ines Dahl studied at the Oslo School of Art.", ("Ines Dahl", "schema:alumniOf", "Oslo School of Art")),
    ],
)
def test_what_the_words_say_is_stated(text: str, true: Triple) -> None:
    assert true in triples(annotated(text))


def test_who_flies_somewhere_does_not_live_there() -> None:
    text = "Prime Minister Aziz Akhannouch cut short a visit to Madrid and flew to Tetouan, where he met survivors."
    assert not [fact for fact in annotated(text).facts if fact.predicate == "schema:homeLocation"]


def test_a_minister_designate_is_no_minister_yet() -> None:
    found = [fact for fact in annotated("The minister-designate, Odd Berg, spoke.").facts if fact.object_span]
    assert [f.assertion.value for f in found if f.predicate == "schema:jobTitle"] == ["pg:Planned"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Halden Foods has bought a rival.\n\nHalden's chief executive, Maria Santos, will run the group. Halden, "
            "which owns two brands, denied that. Halden was advised by Lazard.",
            ("Halden Foods", "schema:Corporation"),
        ),
        (
            "Storm Petra struck the coast on Saturday. Petra is the strongest storm of the year.",
            ("Petra", "pg:NewsEvent"),
        ),
        ("Taoiseach Simon Harris spoke.", ("Simon Harris", "schema:Person")),
        ("Orion beat Harbour United 2-1 on Sunday.", ("Harbour United", "schema:SportsTeam")),
        (
            "She became president of the Athletics Federation of Nigeria in 1991, the first woman to hold the post.",
            ("Athletics Federation of Nigeria", "schema:Organization"),
        ),
    ],
)
def test_a_name_is_what_the_words_around_it_say(text: str, named: tuple[str, str]) -> None:
    found = [(e.name, e.type) for e in annotated(text).entities if named[0].split()[0] in e.name]
    assert found == [named]


@pytest.mark.parametrize(
    ("text", "predicate", "true"),
    [
        ("Senator Ines Dahl grilled Nordea over its fees.", "worksFor", set()),
        ("Tom Reed has used his tour of Latvia and Estonia as a warning to NATO.", "memberOf", set()),
        ("The ferries serve Maine, New Hampshire and Vermont.", "containedInPlace", set()),
        ("Hail fell on Kansas, South Dakota and Iowa.", "containedInPlace", set()),
        ("She lives in Novi, Michigan.", "containedInPlace", {("Novi", "Michigan")}),
        (
            "It would please Ann Gore or John Kern, who is treasurer now.",
            "jobTitle",
            {("John Kern", "treasurer")},
        ),
        ("The Mexican billionaire Carla Ruiz bought it.", "jobTitle", set()),
        ("He served under President George Bush.", "jobTitle", {("George Bush", "President")}),
        ("Rosa Vik, the defence minister of Norway, a member of the Arctic Council, spoke.", "memberOf", set()),
        (
            "Rudi Holt, Senate editor for the Cook Report, agreed.",
            "worksFor",
            {("Rudi Holt", "Cook Report")},
        ),
        (
            "Ed Reed was ill. In his 2002 book, Long Roads, Tom McKinley wrote of Oslo.",
            "author",
            {("Long Roads", "Tom McKinley")},
        ),
        (
            "Tom Reed came. It rained. Trains were late. Nobody knew why. The NASA director praised the staff.",
            "worksFor",
            set(),
        ),
        ("Michael Haas, a former United States ambassador, answered.", "nationality", set()),
        ("U.S. attorney Loretta Holt left.", "nationality", set()),
        ("Ines Dahl joined Democrats in blocking the bill.", "memberOf", set()),
        ("Ines Dahl joined the Democrats in 2014.", "memberOf", {("Ines Dahl", "Democrats")}),
        (
            "Rudi Holt, an adviser to Republicans and director of the Budget Office, agreed.",
            "affiliation",
            set(),
        ),
        ("Carl Harvey, an African-American delegate, left.", "affiliation", set()),
        ("Mexican-American reporter Luis Prado left.", "nationality", set()),
        ("Ohio Lt. Gov. Dan Vik spoke.", "jobTitle", {("Dan Vik", "Lt. Gov.")}),
        ("White House correspondent Rosa Vik asked.", "worksFor", set()),
        ("BBC correspondent Rosa Vik asked.", "worksFor", {("Rosa Vik", "BBC")}),
        ("He toured Alabama, Georgia, Virginia, Texas and Ohio.", "containedInPlace", set()),
        ("When Arne Wallace died in 1998, nobody wept.", "deathDate", {("Arne Wallace", "1998")}),
    ],
)
def test_only_what_the_words_say(text: str, predicate: str, true: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, p, o in triples(annotated(text)) if p == f"schema:{predicate}"} == true


def test_a_father_and_his_son_of_one_name_are_two() -> None:
    text = "Robert Bozell Sr. founded the centre in 1987. His son, Robert Bozell Jr., is a novelist."
    people = {e.name for e in annotated(text).entities if e.type == "schema:Person"}
    assert {name.rstrip(".") for name in people} == {"Robert Bozell Sr", "Robert Bozell Jr"}


def test_a_first_name_alone_is_the_person_s() -> None:
    text = (
        'Orion won when Chidi Okafor headed in a corner. "I told Chidi to go and win it," said the coach, Rosa Bellini.'
    )
    assert {e.name for e in annotated(text).entities if "Chidi" in e.name} == {"Chidi Okafor"}


def test_of_two_who_share_a_surname_the_one_with_the_title_is_the_one_said_more_often() -> None:
    text = (
        "President Obama spoke on Saturday. Mr. Obama was angry. Mr. Obama left early. The campaign wants Mr. Obama "
        "and the first lady, Michelle Obama, to travel."
    )
    found = annotated(text)
    names = {entity.id: entity.name for entity in found.entities}
    jobs = [(names[f.subject], f.object) for f in found.facts if f.predicate == "schema:jobTitle"]
    assert all(name != "Michelle Obama" or "resident" not in str(job) for name, job in jobs)


def test_what_the_text_says_of_a_name_outweighs_what_it_looks_like() -> None:
    text = (
        "Lumira, the Belgian vaccine maker, said it would cut 900 jobs. Unions said the government would ask Lumira to "
        "repay 40 million euros. Lumira said it had met all conditions. The cuts come two months after Lumira "
        "abandoned the takeover. The founder has since joined Lumira's rival Sanovax. Lumira has not paid a dividend."
    )
    assert {e.type for e in annotated(text).entities if e.name == "Lumira"} == {"schema:Corporation"}


def test_what_a_clause_asserts_its_main_clause_does_not_plan() -> None:
    """The model relates the names; the words between them, "will receive" too, do not all say so."""
    found = annotated("Imogen Hartley, who was born in Whitby in 1979, will receive 40,000 pounds.")
    said = [fact.assertion.value for fact in found.facts if fact.predicate == "schema:birthPlace"]
    assert said == ["pg:Asserted"]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Ines Dahl worked for Boeing.", True),
        ("Ines Dahl works for Boeing.", False),
        ("Ines Dahl has worked for Boeing since 2010.", False),
    ],
)
def test_what_somebody_did_in_the_past_is_over(text: str, ended: bool) -> None:
    found = [fact for fact in annotated(text).facts if fact.predicate == "schema:worksFor"]
    assert [fact.ended for fact in found] == [ended]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Tom Reed was finance minister when the bank failed.", True),
        ("Ana Costa, who was the head of the regulator at the time, said nothing.", True),
        ("Tom Reed was mayor during the flood.", True),
        ("Rudi Holt served as director of the Budget Office.", True),
        ("Rudi Holt has served as director of the Budget Office.", False),
        ("Tom Reed is finance minister.", False),
        ("Tom Reed was the director of the school.", False),
    ],
)
def test_what_somebody_was_at_a_time_that_is_gone_is_over(text: str, ended: bool) -> None:
    found = [fact for fact in annotated(text).facts if fact.predicate == "schema:jobTitle"]
    assert [fact.ended for fact in found] == [ended]


def test_the_agency_of_a_dateline_is_no_place(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Floods kill eleven\n\nRABAT, 9 September 2025 (Maghreb Wire) -- Floods killed 11 people.")
    (found,) = pressgraph.extract(file)
    assert ("Maghreb Wire", "schema:NewsMediaOrganization") in {(e.name, e.type) for e in found.entities}


def test_reporters_are_nobody_that_the_article_speaks_of(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "Museum director resigns\n\nBy Helen Marsh\nGlasgow, 14 March 2024\n\n"
        "The director of the Kelvin Museum resigned on Wednesday, after three paintings had been sold."
    )
    found = next(iter(pressgraph.extract(file)))
    reporter = next(entity.id for entity in found.entities if entity.name == "Helen Marsh")
    assert [m.span.of(found.article.text) for m in found.mentions if m.entity == reporter] == ["Helen Marsh"]
    assert not [fact for fact in found.facts if fact.subject == reporter]
    assert [event.start.lexical for event in found.events if event.start] == ["2024-03-13"]


def test_a_building_is_no_country() -> None:
    text = (
        "Ines Dahl visited Scotland in May. The museum, which was founded in 1974, has lost its director. "
        "The country has many museums."
    )
    found = annotated(text)
    assert not [fact for fact in found.facts if fact.predicate == "schema:foundingDate"]
    country = next(entity.id for entity in found.entities if entity.name == "Scotland")
    own = [mention.span.of(text) for mention in found.mentions if mention.entity == country]
    assert not any("museum" in words.lower() for words in own)


def test_the_noun_of_a_name_means_what_has_the_name() -> None:
    text = (
        "Ines Dahl led the Kelvin Institute of Modern Art for years. The institute, which was founded in 1974 by the "
        "industrialist Odd Berg, employs 140 people."
    )
    assert ("Kelvin Institute of Modern Art", "schema:founder", "Odd Berg") in triples(annotated(text))


def test_a_ship_is_nobody() -> None:
    found = annotated("The Maria Carmela sank off Cebu on Monday. Maria Lopez swam ashore.")
    assert [entity.name for entity in found.entities if entity.type == "schema:Person"] == ["Maria Lopez"]


def test_of_two_proofs_of_a_fact_the_shorter_stays() -> None:
    text = "Ines Dahl, who is 40, is a geologist.\n\nDahl studied at the University of Oslo. She likes stones."
    (fact,) = (fact for fact in annotated(text).facts if fact.predicate == "schema:alumniOf")
    assert "Dahl studied at the University of Oslo" in [span.of(text) for span in fact.evidence]
    assert not any("geologist" in span.of(text) and "studied" in span.of(text) for span in fact.evidence)
