"""The rule family ``speech``: its form, its errors, and users' additions."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pressgraph.errors import RuleError
from pressgraph.language.attribution.component import create_attribution
from pressgraph.language.attribution.lexicon import ACTS, read_lexicon
from pressgraph.language.rules import read_rules

from .build import NLP, parsed, registered, told

GRUMBLE = (
    "Moreau grumped that the bus was late.",
    """Moreau|Moreau|NNP|nsubj|2 grumped|grump|VBD|ROOT|0 that|that|IN|mark|7 the|the|DT|det|5 bus|bus|NN|nsubj|7
    was|be|VBD|cop|7 late|late|JJ|ccomp|2 .|.|.|punct|2""",
)


def test_every_group_has_an_act_and_an_example_with_its_first_word() -> None:
    ((_, content),) = read_rules("speech")
    groups = [*content["verbs"], *content["nouns"], *content["phrases"]]
    assert len({group["name"] for group in groups}) == len(groups)
    for group in groups:
        first = (group.get("lemmas") or group["words"])[0].split()[0]
        assert group["act"] in ACTS
        assert any(word.startswith(first[0]) for word in group["example"].lower().split()), group["name"]


def test_the_lexicon_is_rich() -> None:
    assert len(read_lexicon().verbs) > 250


def test_a_user_adds_cues_and_switches_groups_off(tmp_path: Path) -> None:
    (tmp_path / "speech-mine.toml").write_text(
        '[[verbs]]\nname = "grump"\nact = "pg:Criticism"\nlemmas = ["grump"]\ncontent = ["clause"]\n', encoding="utf-8"
    )
    doc = create_attribution(NLP, "attribution", [str(tmp_path)])(registered(parsed(*GRUMBLE)))
    assert told(doc) == [("claim", "Criticism", "Moreau", None, ["the bus was late"])]
    (tmp_path / "speech-other.toml").write_text('disable = ["grump"]\n', encoding="utf-8")
    read_lexicon.cache_clear()
    doc = create_attribution(NLP, "attribution", [str(tmp_path)])(registered(parsed(*GRUMBLE)))
    assert told(doc) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[verbs]]\nact = "pg:Request"\nlemmas = ["x"]\n', "every group needs a name"),
        ('[[verbs]]\nname = "a"\nact = "pg:Song"\nlemmas = ["x"]\n', "group 'a': act must be one of"),
        ('[[verbs]]\nname = "a"\nact = "pg:Request"\n', "lemmas must name at least one word"),
        ('[[verbs]]\nname = "a"\nact = "pg:Request"\nlemmas = ["x"]\ncontent = ["y"]\n', "unknown content 'y'"),
        ('[[verbs]]\nname = "a"\nact = "pg:Request"\nlemmas = "x"\n', "lemmas must be a list"),
        ('[[verbs]]\nname = "a"\nact = "pg:Request"\nlemmas = ["x"]\ncolour = "red"\n', "unknown key 'colour'"),
        ('[lists]\nfruits = ["fig"]\n', "lists.fruits"),
        ("verbs = 3\n", "verbs must be written as"),
    ],
)
def test_a_malformed_file_is_named_with_its_group(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "speech-bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=r"speech-bad\.toml") as caught:
        read_lexicon((str(tmp_path),))
    assert message in str(caught.value)


def test_the_examples_are_read_with_the_model(pipeline: Language) -> None:
    ((_, content),) = read_rules("speech")
    groups = [*content["verbs"], *content["nouns"], *content["phrases"]]
    missed = []
    for group in groups:
        found = pipeline(group["example"])._.claims
        if not any(group["name"] in claim.origin or claim.speech_act == group["act"] for claim in found):
            missed.append(group["name"])
    assert len(missed) <= 0.1 * len(groups), missed
