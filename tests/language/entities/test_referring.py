"""Pronouns that only one name can be meant by, and those that one name is ruled out for."""

from __future__ import annotations

from tests.language.entities.building import clusters, parsed, registered

THANKED = (
    "The/DET/det/2 mayor/NOUN/nsubj/6 ,/PUNCT/punct/4 Anna/PROPN/appos/2 ,/PUNCT/punct/2 thanked/VERB/root/0 "
    "her/PRON/obj/6 ./PUNCT/punct/6"
)


def test_whoever_thanks_her_does_not_thank_herself() -> None:
    found = clusters(registered(parsed(THANKED), "Person Anna"))
    assert found["schema:Person Anna"] == ["The mayor", "Anna"]
    own = THANKED.replace("her/PRON/obj/6", "her/PRON/nmod:poss/8").replace(
        " ./PUNCT/punct/6", " team/NOUN/obj/6 ./PUNCT/punct/6"
    )
    assert "her" in clusters(registered(parsed(own), "Person Anna"))["schema:Person Anna"]


FIRST = "{subject} sued/VERB/root/0 {object}/PROPN/obj/2 ./PUNCT/punct/2"
ITS = "Its/PRON/nmod:poss/2 {noun}/NOUN/nsubj/3 left/VERB/root/0 ./PUNCT/punct/3"


def mentions(subject: str, target: str, noun: str) -> dict[str, list[str]]:
    """The clusters of "SUBJECT sued TARGET. Its NOUN left."; names with a capital are organisations."""
    doc = parsed(FIRST.format(subject=f"{subject}/PROPN/nsubj/2", object=target), ITS.format(noun=noun))
    return clusters(registered(doc, f"Organization {subject}", f"Organization {target}"))


def test_the_chairman_of_the_body_that_the_sentence_before_tells_of() -> None:
    assert mentions("Marlo", "Halden", "chairman")["schema:Organization Marlo"] == ["Marlo", "Its"]


def test_what_a_thing_has_may_be_anybodys() -> None:
    assert all("Its" not in found for found in mentions("Marlo", "Halden", "roof").values())


def test_of_two_bodies_neither_of_which_is_the_subject_none_is_meant() -> None:
    first = "She/PRON/nsubj/2 sued/VERB/root/0 Marlo/PROPN/obj/2 and/CCONJ/cc/5 Halden/PROPN/conj/3 ./PUNCT/punct/2"
    doc = parsed(first, ITS.format(noun="chairman"))
    found = clusters(registered(doc, "Organization Marlo", "Organization Halden"))
    assert all("Its" not in forms for forms in found.values())


def test_a_noun_tells_the_gender_of_the_name_beside_it() -> None:
    text = (
        "His/PRON/nmod:poss/2 {noun}/NOUN/nsubj/6 ,/PUNCT/punct/4 Silje/PROPN/appos/2 ,/PUNCT/punct/2 "
        "said/VERB/root/0 that/SCONJ/mark/9 he/PRON/nsubj/9 left/VERB/ccomp/6 ./PUNCT/punct/6"
    )
    for noun, expected in (("daughter", False), ("son", True)):
        found = clusters(registered(parsed(text.format(noun=noun)), "Person Silje"))
        assert ("he" in found["schema:Person Silje"]) is expected, noun
