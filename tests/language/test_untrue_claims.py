"""Sentences that tempt to a claim that nobody made, or to a false speaker; by the whole pipeline."""

from __future__ import annotations

import pytest

from tests.language.test_untrue import annotated


def test_words_that_a_speaker_is_quoted_with_are_not_those_of_whom_they_describe() -> None:
    found = annotated('Judge Helen Brook told Callum Price that he had shown "a chilling indifference to sick people".')
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[claim.author] for claim in found.claims if claim.author] == ["Helen Brook"]


def test_who_hears_something_does_not_say_it() -> None:
    found = annotated("Callum Price pleaded guilty. The court heard that he had demanded 50 bitcoin from the trust.")
    cues = {claim.cue.of(found.article.text): claim for claim in found.claims if claim.cue is not None}
    assert cues["heard"].author is None
    assert "demanded 50 bitcoin" in cues["heard"].content[0].of(found.article.text)


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


def test_whoever_is_dismissed_is_no_statement_that_is_denied() -> None:
    assert not annotated("The chief executive was dismissed last year after a dispute with the board.").claims
    (claim,) = annotated("The claims were dismissed by the minister, Odd Berg.").claims
    assert claim.speech_act == "pg:Denial"
