"""Common nouns that mean the name beside them, and names whose class a noun beside them tells."""

from __future__ import annotations

from pressgraph.annotations import Article
from pressgraph.language.entities.register import Register
from tests.language.entities.building import clusters, parsed, registered

CITY = (
    "The/DET/det/4 old/ADJ/amod/4 border/NOUN/compound/4 "
    "{noun}/NOUN/nsubj/7 of/ADP/case/6 Halden/PROPN/nmod/4 burned/VERB/root/0"
)


def forms(register: Register, name: str) -> list[str]:
    """The texts of the mentions of the entity of this name."""
    return next(found for key, found in clusters(register).items() if key.split(" ", 1)[1] == name)


def test_the_town_of_a_name_is_that_place() -> None:
    register = registered(parsed(CITY.format(noun="town")), "Location Halden")
    assert forms(register, "Halden") == ["The old border town of Halden", "Halden"]


def test_the_edge_of_a_place_is_not_that_place() -> None:
    register = registered(parsed(CITY.format(noun="coast")), "Location Halden")
    assert forms(register, "Halden") == ["Halden"]


def test_the_region_of_a_country_is_not_the_country() -> None:
    text = CITY.format(noun="region").replace("Halden", "Norway")
    assert forms(registered(parsed(text), "Location Norway"), "Norway") == ["Norway"]


def test_a_district_with_a_name_of_its_own_is_not_the_place_that_it_is_in() -> None:
    text = (
        "The/DET/det/3 Marlow/PROPN/compound/3 district/NOUN/nsubj/6 "
        "of/ADP/case/5 Halden/PROPN/nmod/3 burned/VERB/root/0"
    )
    register = registered(parsed(text), "Location Marlow", "Location Halden")
    assert forms(register, "Halden") == ["Halden"]


def test_a_person_right_behind_an_unlisted_noun_is_meant_by_it() -> None:
    text = "The/DET/det/2 beekeeper/NOUN/nsubj/5 Anna/PROPN/appos/2 Berg/PROPN/flat/3 left/VERB/root/0"
    assert forms(registered(parsed(text), "Person Anna Berg"), "Anna Berg") == ["The beekeeper", "Anna Berg"]


def test_a_surname_is_not_its_bearer() -> None:
    text = "The/DET/det/2 surname/NOUN/nsubj/5 Anna/PROPN/appos/2 Berg/PROPN/flat/3 spread/VERB/root/0"
    assert forms(registered(parsed(text), "Person Anna Berg"), "Anna Berg") == ["Anna Berg"]


HEAD = (
    "The/DET/det/2 {noun}/NOUN/nsubj/9 of/ADP/case/4 Halden/PROPN/nmod/2 ,/PUNCT/punct/6 "
    "Anna/PROPN/{label}/4 Berg/PROPN/flat/6 ,/PUNCT/punct/2 left/VERB/root/0 ./PUNCT/punct/9"
)


def test_a_name_set_off_behind_the_complement_belongs_to_the_title() -> None:
    for label in ("appos", "conj"):
        register = registered(parsed(HEAD.format(noun="mayor", label=label)), "Location Halden", "Person Anna Berg")
        assert forms(register, "Anna Berg") == ["The mayor of Halden", "Anna Berg"]


def test_a_name_set_off_behind_a_thing_does_not() -> None:
    register = registered(parsed(HEAD.format(noun="market", label="conj")), "Location Halden", "Person Anna Berg")
    assert forms(register, "Anna Berg") == ["Anna Berg"]


def test_an_agent_of_a_player_is_not_the_player() -> None:
    text = (
        "The/DET/det/2 player/NOUN/nmod:poss/4 's/PART:POS/case/2 agent/NOUN/nsubj/9 ,/PUNCT/punct/6 "
        "Anna/PROPN/appos/4 Berg/PROPN/flat/6 ,/PUNCT/punct/4 left/VERB/root/0 ./PUNCT/punct/9"
    )
    assert forms(registered(parsed(text), "Person Anna Berg"), "Anna Berg") == ["The player's agent", "Anna Berg"]


def test_an_owned_body_between_commas_is_the_one_named() -> None:
    text = (
        "Halden/PROPN/nsubj/2 sold/VERB/root/0 its/PRON:PRP$/nmod:poss/5 bicycle/NOUN/compound/5 works/NOUN:NN/obj/2 "
        ",/PUNCT/punct/7 Marlo/PROPN/appos/5 ,/PUNCT/punct/5 cheaply/ADV/advmod/2 ./PUNCT/punct/2"
    )
    register = registered(parsed(text), "Organization Halden", "Organization Marlo")
    assert forms(register, "Marlo") == ["its bicycle works", "Marlo"]


def test_a_nationality_in_apposition_is_the_person() -> None:
    text = (
        "Berg/PROPN/nsubj/6 ,/PUNCT/punct/4 a/DET/det/4 "
        "Norwegian/PROPN/appos/1 ,/PUNCT/punct/1 left/VERB/root/0 ./PUNCT/punct/6"
    )
    assert forms(registered(parsed(text), "Person Berg"), "Berg") == ["Berg", "a Norwegian"]


def test_one_of_a_people_is_no_name() -> None:
    text = "The/DET/det/2 Irishwoman/PROPN/nsubj/3 left/VERB/root/0"
    assert clusters(registered(parsed(text), "NORP Irishwoman")) == {}


CALLED = "The/DET/det/2 {noun}/NOUN/nsubj/4 Ostrek/PROPN/appos/2 closed/VERB/root/0"


def test_the_noun_before_a_name_tells_a_body_from_a_person() -> None:
    for noun, kind in (("manufacturer", "schema:Corporation"), ("union", "schema:Organization")):
        register = registered(parsed(CALLED.format(noun=noun)), "Person Ostrek")
        assert list(clusters(register)) == [f"{kind} Ostrek"]
    assert list(clusters(registered(parsed(CALLED.format(noun="painter")), "Person Ostrek"))) == [
        "schema:Person Ostrek"
    ]


def test_the_founder_of_a_firm_stays_a_person() -> None:
    text = "The/DET/det/2 firm/NOUN/nsubj/5 Ostrek/PROPN/nsubj/4 founded/VERB/acl:relcl/2 closed/VERB/root/0"
    assert list(clusters(registered(parsed(text), "Person Ostrek"))) == ["schema:Person Ostrek"]


def test_a_place_with_a_president_is_a_country_but_not_one_with_a_ministry_in_it() -> None:
    owned = "Marlovia/PROPN/nmod:poss/3 's/PART:POS/case/1 {noun}/NOUN/nsubj/4 spoke/VERB/root/0"
    president = registered(parsed(owned.format(noun="president")), "Location Marlovia")
    assert list(clusters(president)) == ["schema:Country Marlovia"]
    mayor = registered(parsed(owned.format(noun="mayor")), "Location Marlovia")
    assert list(clusters(mayor)) == ["schema:Place Marlovia"]
    inside = (
        "The/DET/det/3 defence/NOUN/compound/3 ministry/NOUN/nsubj/6 "
        "in/ADP/case/5 Marlovia/PROPN/nmod/3 spoke/VERB/root/0"
    )
    assert "schema:Place Marlovia" in clusters(registered(parsed(inside), "Location Marlovia"))


def test_a_club_is_meant_by_the_telling_part_of_its_name() -> None:
    sentences = (
        "Royal/PROPN/compound/2 Halden/PROPN/nsubj/3 won/VERB/root/0 ./PUNCT/punct/3",
        "Halden/PROPN/nsubj/2 lost/VERB/root/0 ./PUNCT/punct/2",
    )
    register = registered(parsed(*sentences), "Organization Royal Halden", "Person Halden")
    assert list(clusters(register).values()) == [["Royal Halden", "Halden"]]
    city = registered(
        parsed(*(s.replace("Royal", "Marlow").replace("Halden", "City") for s in sentences)),
        "Organization Marlow City",
        "Location City",
    )
    assert list(clusters(city).values()) == [["Marlow City", "City"]]
    other = registered(
        parsed(*(s.replace("Royal", "Green") for s in sentences)), "Organization Green Halden", "Person Halden"
    )
    assert len(clusters(other)) == 2


def test_who_wrote_the_article_is_a_person() -> None:
    text = "Pieter/PROPN/root/0 Claes/PROPN/flat/1"
    by = Article("Pieter Claes", authors=("Pieter Claes",))
    assert list(clusters(registered(parsed(text, article=by), "Organization Pieter Claes"))) == [
        "schema:Person Pieter Claes"
    ]
    assert list(clusters(registered(parsed(text), "Organization Pieter Claes"))) == ["schema:Organization Pieter Claes"]


def test_a_noun_and_a_name_that_the_parse_puts_side_by_side_are_one() -> None:
    text = "Councillor/NOUN/nsubj/4 Anna/PROPN/nsubj/4 Berg/PROPN/flat/2 left/VERB/root/0"
    assert forms(registered(parsed(text), "Person Anna Berg"), "Anna Berg") == ["Councillor", "Anna Berg"]
    apart = "Councillor/NOUN/obl/4 Anna/PROPN/nsubj/4 Berg/PROPN/flat/2 left/VERB/root/0"
    assert forms(registered(parsed(apart), "Person Anna Berg"), "Anna Berg") == ["Anna Berg"]


def test_a_title_with_a_hyphen_belongs_to_its_bearer() -> None:
    text = (
        "The/DET/det/2 secretary/NOUN/nsubj/9 -/PUNCT/punct/2 general/NOUN/amod/2 ,/PUNCT/punct/6 "
        "Anna/PROPN/appos/4 Berg/PROPN/flat/6 ,/PUNCT/punct/4 left/VERB/root/0 ./PUNCT/punct/9"
    )
    assert forms(registered(parsed(text), "Person Anna Berg"), "Anna Berg") == [
        "The secretary-general",
        "Anna Berg",
    ]


def test_a_clubs_name_is_short_for_it_but_a_towns_is_not() -> None:
    sentences = (
        "{name}/PROPN/compound/2 United/PROPN/nsubj/3 won/VERB/root/0 ./PUNCT/punct/3",
        "{name}/PROPN/nsubj/2 lost/VERB/root/0 ./PUNCT/punct/2",
    )
    for name, expected in (("Harbour", 1), ("Leeds", 2)):
        doc = parsed(*(sentence.format(name=name) for sentence in sentences))
        found = clusters(registered(doc, f"Organization {name} United", f"Organization {name}"))
        assert len(found) == expected, name


def test_the_noun_before_a_name_tells_a_ship_and_a_drug() -> None:
    for noun in ("ferry", "drug"):
        register = registered(parsed(CALLED.format(noun=noun)), "Location Ostrek")
        assert list(clusters(register)) == ["schema:Product Ostrek"]


def test_a_head_of_state_is_no_place() -> None:
    text = (
        "The/DET/det/2 head/NOUN/nsubj/7 of/ADP/case/4 state/NOUN/nmod/2 "
        "Anna/PROPN/appos/2 Berg/PROPN/flat/5 left/VERB/root/0"
    )
    assert list(clusters(registered(parsed(text), "Person Anna Berg"))) == ["schema:Person Anna Berg"]


def test_a_regulator_may_be_a_body() -> None:
    text = CALLED.format(noun="regulator")
    assert forms(registered(parsed(text), "Organization Ostrek"), "Ostrek") == ["The regulator", "Ostrek"]


def test_a_full_stop_and_a_dateline_part_names() -> None:
    stop = (
        "She/PRON/nsubj/2 left/VERB/root/0 Marlow/PROPN/obj/2 ./PUNCT/punct/2 Halden/PROPN/nsubj/6 stayed/VERB/conj/2"
    )
    register = registered(parsed(stop), "Location Marlow. Halden")
    assert list(clusters(register).values()) == [["Marlow"], ["Halden"]]
    saint = stop.replace("Marlow", "St")
    assert list(clusters(registered(parsed(saint), "Location St. Halden")).values()) == [["St. Halden"]]
    line = "PORTO/PROPN/compound/2 SOL/PROPN/root/0 ,/PUNCT/punct/4 Maravia/PROPN/appos/2"
    found = clusters(registered(parsed(line), "Organization PORTO SOL, Maravia"))
    assert list(found) == ["schema:Place Porto Sol", "schema:Place Maravia"]


def test_a_producer_is_a_firm_or_a_person() -> None:
    text = "The/DET/det/2 producer/NOUN/nsubj/5 Anna/PROPN/appos/2 Berg/PROPN/flat/3 left/VERB/root/0"
    assert list(clusters(registered(parsed(text), "Person Anna Berg"))) == ["schema:Person Anna Berg"]
    register = registered(parsed(CALLED.format(noun="producer")), "Person Ostrek")
    assert list(clusters(register)) == ["schema:Corporation Ostrek"]
