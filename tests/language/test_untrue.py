"""Sentences that tempt to an untrue statement, each beside one in which the like is true; by the whole pipeline."""

from __future__ import annotations

import datetime
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


def test_words_that_a_speaker_is_quoted_with_are_not_those_of_whom_they_describe() -> None:
    found = annotated('Judge Helen Brook told Callum Price that he had shown "a chilling indifference to sick people".')
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[claim.author] for claim in found.claims if claim.author] == ["Helen Brook"]


def test_who_hears_something_does_not_say_it() -> None:
    found = annotated("Callum Price pleaded guilty. The court heard that he had demanded 50 bitcoin from the trust.")
    cues = {claim.cue.of(found.article.text): claim for claim in found.claims if claim.cue is not None}
    assert cues["heard"].author is None
    assert "demanded 50 bitcoin" in cues["heard"].content[0].of(found.article.text)


def test_a_participle_before_the_subject_is_not_denied_with_the_verb() -> None:
    text = "Founded in 2004 by two professors of the University of Oslo, Nordfly has not paid a dividend since 2019."
    launches = [event.assertion.value for event in annotated(text).events if event.type == "pg:Launch"]
    assert launches == ["pg:Asserted"]


def test_a_war_that_was_fought_is_no_wish() -> None:
    text = "The two countries fought a six-week war over the valley in 1994 in which some 2,400 people were killed."
    events = {event.type: event.assertion.value for event in annotated(text).events}
    assert events == {"pg:ArmedConflict": "pg:Asserted", "pg:Death": "pg:Asserted"}


def test_who_calls_a_rumour_invented_does_not_say_it() -> None:
    text = 'Rumours that Carlsberg was preparing a bid for Halvorsen were "invention", Lie said.'
    (claim,) = annotated(text).claims
    assert claim.content[0].of(text).startswith("Rumours that")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The union demanded that Odd Berg make a pledge not to close the yard.", "Odd Berg"),
        ("Engineers say thieves are taking aim at copper cables on the coast.", "thieves"),
        ("Ines Dahl sang a song of praise to the fishermen.", "Ines Dahl"),
        ("Tom Reed wants to hire 300 teachers.", "Tom Reed"),
    ],
)
def test_who_has_not_said_anything(text: str, speaker: str) -> None:
    found = annotated(text)
    names = {entity.id: entity.name for entity in found.entities}
    assert speaker not in {names.get(claim.author or "") for claim in found.claims}


def test_who_is_called_on_to_apologise_has_not() -> None:
    text = "Ann Lee called on Odd Berg to apologise for suggesting that Tom Reed takes bribes."
    found = annotated(text)
    names = {entity.id: entity.name for entity in found.entities}
    said = [(names.get(c.author or ""), c.cue.of(text) if c.cue else "") for c in found.claims]
    assert ("Ann Lee", "suggesting") not in said
    assert not [cue for _, cue in said if cue == "apologise"]


def test_who_agrees_that_something_is_so_promises_nothing() -> None:
    (claim,) = annotated("The judge, Odd Berg, agreed that there was no reason for it.").claims
    assert claim.speech_act == "pg:Assertion"
    (claim,) = annotated("The minister, Odd Berg, agreed to cut taxes.").claims
    assert claim.speech_act == "pg:Promise"


def test_who_finds_a_deal_expensive_has_not_made_it() -> None:
    text = 'The firms agreed on a deal. The director, Jonas Brandt, called the deal "expensive but fair".'
    assert not [role for event in annotated(text).events for role in event.roles if "director" in role.span.of(text)]


def test_who_flies_somewhere_does_not_live_there() -> None:
    text = "Prime Minister Aziz Akhannouch cut short a visit to Madrid and flew to Tetouan, where he met survivors."
    assert not [fact for fact in annotated(text).facts if fact.predicate == "schema:homeLocation"]


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


def test_what_lies_in_a_murder_case_has_not_murdered() -> None:
    found = annotated("Police said the force had destroyed evidence in the Lowther murder case.")
    assert [role for event in found.events for role in event.roles if role.role == "pg:agent"] == []
    held = annotated("Two men were arrested in the Lowther murder case.")
    crimes = [event for event in held.events if event.type == "pg:Crime"]
    assert all(event.assertion.value == "pg:Attributed" for event in crimes)


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


def test_of_two_who_share_a_surname_the_one_with_the_title_is_the_one_said_more_often() -> None:
    text = (
        "President Obama spoke on Saturday. Mr. Obama was angry. Mr. Obama left early. The campaign wants Mr. Obama "
        "and the first lady, Michelle Obama, to travel."
    )
    found = annotated(text)
    names = {entity.id: entity.name for entity in found.entities}
    jobs = [(names[f.subject], f.object) for f in found.facts if f.predicate == "schema:jobTitle"]
    assert all(name != "Michelle Obama" or "resident" not in str(job) for name, job in jobs)


def test_what_was_done_in_a_year_long_ago_is_not_planned() -> None:
    text = "The museum will be the first to give up an object looted by British troops in 1897."
    found = pressgraph.extract(Article(text=text, date=datetime.date(2023, 11, 7))).events
    (status,) = {e.assertion.value for e in found if e.start and e.start.lexical == "1897"}
    assert status in ("pg:Asserted", "pg:Attributed")


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


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Police Scotland said it had opened an inquiry.", "Police Scotland", "schema:GovernmentOrganization"),
        (
            "Somalia broke off diplomatic relations, accusing Kenya of meddling in its politics.",
            "Somalia",
            "schema:Country",
        ),
        ("The coast guard said that nine people had drowned.", "the coast guard", "schema:GovernmentOrganization"),
    ],
)
def test_who_speaks(text: str, name: str, kind: str) -> None:
    found = annotated(text)
    (claim,) = found.claims
    speaker = next(entity for entity in found.entities if entity.id == claim.author)
    assert (speaker.name, speaker.type) == (name, kind)


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


def test_whoever_is_dismissed_is_no_statement_that_is_denied() -> None:
    assert not annotated("The chief executive was dismissed last year after a dispute with the board.").claims
    (claim,) = annotated("The claims were dismissed by the minister, Odd Berg.").claims
    assert claim.speech_act == "pg:Denial"


def test_a_ship_is_nobody() -> None:
    found = annotated("The Maria Carmela sank off Cebu on Monday. Maria Lopez swam ashore.")
    assert [entity.name for entity in found.entities if entity.type == "schema:Person"] == ["Maria Lopez"]


def test_each_number_counts_its_own() -> None:
    found = annotated("Nine people drowned and 41 were injured on Saturday when a ferry capsized off Samar.")
    counts = {event.type: str(event.count.value) for event in found.events if event.count is not None}
    assert counts == {"pg:Death": "9", "pg:Injury": "41"}
    names = {entity.id: entity.name for entity in found.entities}
    patients = {
        event.type: [names[role.entity] for role in event.roles if role.role == "pg:patient"] for event in found.events
    }
    assert patients == {"pg:Death": ["nine people"], "pg:Injury": [], "pg:Accident": ["a ferry"]}


def test_of_two_proofs_of_a_fact_the_shorter_stays() -> None:
    text = "Ines Dahl, who is 40, is a geologist.\n\nDahl studied at the University of Oslo. She likes stones."
    (fact,) = (fact for fact in annotated(text).facts if fact.predicate == "schema:alumniOf")
    assert "Dahl studied at the University of Oslo" in [span.of(text) for span in fact.evidence]
    assert not any("geologist" in span.of(text) and "studied" in span.of(text) for span in fact.evidence)
