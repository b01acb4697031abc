"""Who takes part, through passives, relative clauses, coordination, nouns, control and light verbs."""

from __future__ import annotations

import pytest

from tests.language.events.trees import annotated, shown

READINGS = [
    (
        "The man who was shot in Leeds died on Sunday.",
        ["Attack Asserted shot patient=The man location=Leeds", "Death Asserted died patient=The man start=2022-02-27"],
    ),
    ("The man shot by police in Leeds survived.", ["Attack Asserted shot agent=police patient=The man location=Leeds"]),
    (
        "The soldiers the rebels captured were released on Friday.",
        [
            "Arrest Asserted captured agent=the rebels patient=The soldiers",
            "NewsEvent Asserted released patient=The soldiers start=2022-02-25",
        ],
    ),
    (
        "Rebels killed and injured dozens of soldiers.",
        [
            "Death Asserted killed agent=Rebels patient=dozens of soldiers count=12 soldiers",
            "Injury Asserted injured agent=Rebels patient=dozens of soldiers count=12 soldiers",
        ],
    ),
    (
        "The killing of John Smith by soldiers angered residents.",
        ["Death Asserted killing agent=soldiers patient=John Smith"],
    ),
    ("John Smith's arrest angered residents.", ["Arrest Asserted arrest patient=John Smith"]),
    ("The Russian attack on the port destroyed two ships.", ["Attack Asserted attack agent=Russian patient=the port"]),
    (
        "The bank agreed to buy a Swiss insurer.",
        ["Agreement Asserted agreed agent=The bank", "Acquisition Planned buy agent=The bank patient=a Swiss insurer"],
    ),
    (
        "The bank plans to sell its stake to Apple.",
        ["Transaction Planned sell seller=The bank patient=its stake recipient=Apple"],
    ),
    ("The bank failed to sell its stake.", ["Transaction Negated sell seller=The bank patient=its stake"]),
    (
        "The president held a meeting with Angela Merkel in Berlin.",
        ["Meeting Asserted meeting agent=The president agent=Angela Merkel location=Berlin"],
    ),
    ("Police made three arrests in Leeds.", ["Arrest Asserted arrests agent=Police location=Leeds count=3 arrests"]),
    (
        "The two countries signed a deal on gas in May.",
        ["Agreement Asserted deal agent=The two countries start=2021-05"],
    ),
    (
        "Anna Bell took over as chief executive in May.",
        ["Appointment Asserted took over patient=Anna Bell start=2021-05"],
    ),
    (
        "Anna Bell took over the company in May.",
        ["Acquisition Asserted took over agent=Anna Bell patient=the company start=2021-05"],
    ),
    ("The minister was forced to resign.", ["Resignation Asserted resign patient=The minister"]),
    (
        "Three soldiers were killed in an attack on a base in Mali on Friday.",
        [
            "Death Asserted killed patient=Three soldiers location=Mali start=2022-02-25 count=3 soldiers",
            "Attack Asserted attack patient=a base location=Mali start=2022-02-25",
        ],
    ),
    (
        "A bomb exploded in Leeds on Friday, killing three people and injuring ten.",
        [
            "Explosion Asserted exploded patient=A bomb location=Leeds start=2022-02-25",
            "Death Asserted killing cause=A bomb patient=three people location=Leeds start=2022-02-25 count=3 people",
            "Injury Asserted injuring cause=A bomb location=Leeds start=2022-02-25 count=10 people",
        ],
    ),
    (
        "Three people were killed when a bomb exploded in Leeds on Friday.",
        [
            "Death Asserted killed patient=Three people location=Leeds start=2022-02-25 count=3 people",
            "Explosion Asserted exploded patient=a bomb location=Leeds start=2022-02-25",
        ],
    ),
    (
        "The company, which was founded by John Smith in 1990, was sold to Apple.",
        [
            "Launch Asserted founded agent=John Smith patient=The company start=1990",
            "Transaction Asserted sold patient=The company recipient=Apple",
        ],
    ),
    (
        "The trial of John Smith for the murder of his wife began on Monday.",
        [
            "LegalProceeding Asserted trial patient=John Smith start=2022-02-21",
            "Crime Attributed murder OnTrial agent=John Smith patient=his wife",
        ],
    ),
    (
        "The army is accused of shelling a hospital.",
        ["Attack Attributed shelling Accused agent=The army patient=a hospital"],
    ),
    (
        "The acquisition of Beats by Apple was completed in August.",
        ["Acquisition Asserted acquisition agent=Apple patient=Beats start=2021-08"],
    ),
    (
        "Apple's acquisition of Beats for $3 billion was completed in August.",
        ["Acquisition Asserted acquisition agent=Apple patient=Beats start=2021-08 amount=3000000000 USD"],
    ),
    (
        "The regulator imposed a fine of $2 million on the bank.",
        ["Verdict Asserted imposed a fine agent=The regulator patient=the bank amount=2000000 USD"],
    ),
    (
        "A court sentenced John Smith to five years in prison.",
        ["Verdict Asserted sentenced agent=A court patient=John Smith"],
    ),
    ("The United States imposed sanctions on Iran.", ["Policy Asserted imposed agent=United States patient=sanctions"]),
    (
        "Iran launched missiles at Israel on Saturday.",
        ["Attack Asserted launched missiles agent=Iran patient=Israel start=2022-02-26"],
    ),
    (
        "The rebels attacked the town, killing the mayor.",
        [
            "Attack Asserted attacked agent=The rebels patient=the town",
            "Death Asserted killing agent=The rebels patient=the mayor",
        ],
    ),
    ("He was stabbed to death outside his flat.", ["Death Asserted stabbed to death location=his flat"]),
    ("An earthquake hit Nepal on Saturday.", ["Disaster Asserted earthquake location=Nepal start=2022-02-26"]),
    (
        "A bus collided with a truck near Leeds.",
        ["Accident Asserted collided patient=A bus patient=a truck location=Leeds"],
    ),
    ("The rocket was launched into space by India.", ["Launch Asserted launched agent=India patient=The rocket"]),
    (
        "The clash between police and protesters injured 12.",
        ["ArmedConflict Asserted clash agent=police agent=protesters", "Injury Asserted injured count=12 people"],
    ),
    (
        "The driver, arrested on Friday, was charged with manslaughter.",
        [
            "Arrest Asserted arrested patient=The driver start=2022-02-25",
            "LegalProceeding Asserted charged patient=The driver",
            "Crime Attributed manslaughter Charged agent=The driver",
        ],
    ),
    (
        "The fire, in which two people died, started in the kitchen.",
        ["Disaster Asserted fire location=the kitchen", "Death Asserted died patient=two people count=2 people"],
    ),
    (
        "The group, whose leader was killed in March, attacked a base.",
        [
            "Death Asserted killed patient=whose leader start=2021-03",
            "Attack Asserted attacked agent=The group patient=a base",
        ],
    ),
    ("Leeds lost to Ajax in the final.", ["Competition Asserted lost agent=Leeds patient=Ajax"]),
    (
        "Two of the helicopters collided on Wednesday, killing a pilot.",
        ["Accident Asserted collided start=2022-02-23", "Death Asserted killing patient=a pilot start=2022-02-23"],
    ),
    (
        "The trial is due to begin in Delaware in March.",
        ["LegalProceeding Planned trial location=Delaware start=2022-03"],
    ),
    (
        "The airline cut up to 900 jobs in May.",
        ["Layoff Asserted cut agent=The airline patient=up to 900 jobs start=2021-05 count=900 jobs"],
    ),
    (
        "At least 14 people were killed and more than 40 wounded when a rocket hit a market in Darsk on Friday,"
        " hospital officials said.",
        [
            "Death Attributed killed patient=At least 14 people location=Darsk start=2022-02-25 count=14 people",
            "Injury Attributed wounded location=Darsk start=2022-02-25",
            "Attack Attributed hit instrument=a rocket patient=a market location=Darsk start=2022-02-25",
        ],
    ),
    (
        "The president's visit to Berlin ended on Friday.",
        ["Visit Asserted visit agent=The president location=Berlin end=2022-02-25"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=lambda value: str(value)[:60])
def test_arguments(text: str, expected: list[str]) -> None:
    assert [shown(event, text) for event in annotated("arguments", text)._.events] == expected


def test_a_date_of_the_scene_lowers_the_confidence() -> None:
    text = "Three people were killed when a bomb exploded in Leeds on Friday."
    death, explosion = annotated("arguments", text)._.events
    assert death.date_text == explosion.date_text == "Friday"
    assert death.confidence < explosion.confidence


def test_a_place_without_a_name_is_not_lent() -> None:
    text = "The fire, in which two people died, started in the kitchen."
    fire, death = annotated("arguments", text)._.events
    assert any(role.role == "schema:location" for role in fire.roles)
    assert all(role.role != "schema:location" for role in death.roles)
