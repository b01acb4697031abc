"""Which clauses an article asserts: each construction with its contrast, on trees of our own sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc, Token

from pressgraph.annotations import Assertion, Claim, Span
from pressgraph.errors import RuleError
from pressgraph.language.attribution.contents import Contents
from pressgraph.language.factuality import Factuality
from pressgraph.language.factuality.lexicon import load_lexicon
from pressgraph.language.factuality.quotes import quoted
from tests.language.events.trees import blank, parsed

A, S, N, H, P = (
    Assertion.ASSERTED,
    Assertion.ATTRIBUTED,
    Assertion.NEGATED,
    Assertion.HYPOTHETICAL,
    Assertion.PLANNED,
)
CASES = [
    ("Officials said the bridge had collapsed.", "collapsed", S, None),
    ("The bridge collapsed, officials said.", "collapsed", S, None),
    ("Investigators believe the fire started in the kitchen.", "started", S, None),
    ("There were reports of an explosion.", "explosion", S, None),
    ("The factory closed, according to the union.", "closed", S, None),
    ("According to the union, the factory closed on Friday.", "closed", S, None),
    ("The board did not know that the director had resigned.", "resigned", A, None),
    ("The mayor regretted that the school had closed.", "closed", A, None),
    ("The climbers managed to reach the summit.", "reach", A, None),
    ("The climbers hoped to reach the summit.", "reach", H, None),
    ("The court did not convict the mayor.", "convict", N, None),
    ("The court convicted the mayor.", "convicted", A, None),
    ("No soldiers were killed in the raid.", "killed", N, None),
    ("Three soldiers were killed in the raid.", "killed", A, None),
    ("Nobody was arrested.", "arrested", N, None),
    ("The thieves escaped without injury.", "injury", N, None),
    ("Not only did the firm sell the plant but it also closed the office.", "sell", A, None),
    ("The minister denied taking bribes.", "taking", N, None),
    ("The airline refused to pay the fine.", "pay", N, None),
    ("The coastguard prevented a collision.", "collision", N, None),
    ("Inspectors found no evidence that the reactor had leaked.", "leaked", N, None),
    ("The storm may reach the coast.", "reach", H, None),
    ("The storm reached the coast.", "reached", A, None),
    ("The fire was possibly started by a candle.", "started", H, None),
    ("The guard reportedly fled.", "fled", S, None),
    ("Police found the alleged attack disturbing.", "attack", S, None),
    ("If the dam breaks, two villages will be flooded.", "breaks", H, None),
    ("If the dam breaks, two villages will be flooded.", "flooded", P, None),
    ("Unless the firm pays, the workers walk out.", "pays", H, None),
    ("It is unclear whether the pilot survived.", "survived", H, None),
    ("The driver appears to have fallen asleep.", "fallen", H, None),
    ("The union called for a strike.", "strike", H, None),
    ("The president called on the army to withdraw.", "withdraw", H, None),
    ("The opposition demanded an election.", "election", H, None),
    ("The museum will open a new wing.", "open", P, None),
    ("The museum opened a new wing.", "opened", A, None),
    ("The company plans to cut jobs.", "cut", P, None),
    ("The group was planning an attack.", "attack", P, None),
    ("The king is to visit Spain.", "visit", P, None),
    ("The king is expected to visit Spain.", "visit", P, None),
    ("The general threatened to invade the island.", "invade", P, None),
    ("Parties met ahead of the election.", "election", P, None),
    ("Parties met after the election.", "election", A, None),
    ("She flew to Geneva to meet the envoy.", "meet", P, None),
    ("The mayor was accused of taking bribes.", "taking", S, "pg:Accused"),
    ("A man was arrested for assault.", "assault", S, "pg:Accused"),
    ("A man was arrested for assault.", "arrested", A, None),
    ("The banker was charged with fraud.", "fraud", S, "pg:Charged"),
    ("She was held on a murder charge.", "murder", S, "pg:Charged"),
    ("The general is on trial for genocide.", "genocide", S, "pg:OnTrial"),
    ("The nurse was convicted of murder.", "murder", A, "pg:Convicted"),
    ("The manager was acquitted of fraud.", "fraud", N, "pg:Acquitted"),
    ("Two men accused of killing a soldier were arrested on Saturday.", "killing", S, "pg:Accused"),
    ("Two men accused of killing a soldier were arrested on Saturday.", "arrested", A, None),
    ("Did the rebels attack the town?", "attack", H, None),
    ("In the film, a detective shoots the mayor.", "shoots", H, None),
    ("Meet the woman who saved the village.", "Meet", H, None),
    ("Should the dam break, two villages would be flooded.", "break", H, None),
    ("The chairman left after the bank had collapsed.", "collapsed", A, None),
    ("The chairman will leave after the bank collapsed.", "collapsed", A, None),
    ("Police hope to find the man who robbed the bank.", "robbed", A, None),
    ("Police said they would find the man who robbed the bank.", "robbed", S, None),
    ("The rebels did not attack or loot the town.", "loot", N, None),
    ("The rebels may attack and loot the town.", "loot", H, None),
    ("The rebels did not attack the town but looted the port.", "looted", A, None),
    ("The troops wanted to attack, and the general resigned.", "resigned", A, None),
    ("The vote did not change because of the attack.", "attack", A, None),
    ("Rescuers nearly died in the flood.", "died", N, None),
    ("The firm was forced to close the mine.", "close", A, None),
    ("A Danish woman was the first to win the race.", "win", A, None),
    ("The army used rockets to destroy the bridge.", "destroy", A, None),
    ("The club is playing in Rome tomorrow.", "playing", P, None),
    ("They feared an attack.", "attack", H, None),
    ("The planned visit upset residents.", "visit", P, None),
    ("The rebels never attacked the town.", "attacked", N, None),
    ("Neither the army nor the rebels attacked the town.", "attacked", N, None),
    ("The army neither attacked the town nor shelled the port.", "attacked", N, None),
    ("The army neither attacked the town nor shelled the port.", "shelled", N, None),
    ("The rebels left without attacking the town.", "attacking", N, None),
    ("The minister denied that he had resigned.", "resigned", N, None),
    ("The firm denied claims that it had sold the plant.", "sold", N, None),
    ("The police forgot to arrest the driver.", "arrest", N, None),
    ("Police managed to arrest the driver.", "arrest", A, None),
    ("The rebels did not manage to capture the town.", "capture", N, None),
    ("The army may have shelled the village.", "shelled", H, None),
    ("The bank must have sold its shares.", "sold", H, None),
    ("Had the dam collapsed, thousands would have died.", "collapsed", H, None),
    ("Had the dam collapsed, thousands would have died.", "died", H, None),
    ("Were the army to attack, the town would fall.", "attack", H, None),
    ("Who killed the mayor?", "killed", H, None),
    ("The union plans to strike on Monday.", "strike", P, None),
    ("The firm is about to sell the plant.", "sell", P, None),
    ("The trial is scheduled for Monday.", "trial", P, None),
    ("The minister wants to resign.", "resign", H, None),
    ("The driver was cleared of killing the student.", "killing", N, "pg:Acquitted"),
    ("The driver was found guilty of killing the student.", "killing", A, "pg:Convicted"),
    ("The driver was found not guilty of killing the student.", "killing", N, "pg:Acquitted"),
    ("The driver allegedly killed the student.", "killed", S, None),
    ("A suspected bomb attack killed two soldiers.", "attack", S, None),
    ("The rebels tried to capture the town.", "capture", H, None),
    ("The rebels attempted to capture the town.", "capture", H, None),
    ("An attempted coup shook the capital.", "coup", H, None),
    ("Police foiled an attack on the embassy.", "attack", N, None),
    ("Guards prevented the rebels from attacking the town.", "attacking", N, None),
    ("The army would have attacked the town.", "attacked", H, None),
    ("The train almost crashed.", "crashed", N, None),
    ("The rebels claimed to have captured the town.", "captured", S, None),
    ("The army claimed responsibility for the attack.", "attack", A, None),
    ("The firm has yet to pay the fine.", "pay", N, None),
    ("The firm has stopped paying the fine.", "paying", A, None),
    ("Far from resigning, the minister attacked the press.", "resigning", N, None),
    ("Instead of resigning, the minister left the country.", "resigning", N, None),
    ("Prosecutors dropped charges that the mayor had killed the driver.", "killed", S, "pg:Charged"),
    ("The court overturned his conviction for murder.", "murder", N, None),
    ("Hardly anyone was injured.", "injured", N, None),
    ("No fewer than 12 people were killed.", "killed", A, None),
    ("The city was spared an attack.", "attack", N, None),
    ("Witnesses described how the army shelled the village.", "shelled", S, None),
    ("Police do not know who killed the mayor.", "killed", A, None),
    ("The army stopped short of attacking the town.", "attacking", N, None),
    ("The mayor resigned rather than sell the plant.", "sell", N, None),
    ("The goalkeeper came close to winning the cup.", "winning", N, None),
    ("The mayor faces trial for the murder of the driver.", "murder", S, "pg:OnTrial"),
    ("The attack never happened.", "attack", N, None),
    ("There was no attack.", "attack", N, None),
    ("There has been an attack.", "attack", A, None),
    ("Not a single passenger was killed.", "killed", N, None),
    ("None of the passengers was killed.", "killed", N, None),
    ("The king visits Spain next week.", "visits", P, None),
    ("The match is to be played on Sunday.", "match", P, None),
    ("The firm was on the verge of buying the plant.", "buying", H, None),
    ("Rebels were blamed for shelling the town.", "shelling", S, None),
    ("The court heard that he had stabbed his wife.", "stabbed", S, None),
    ("He was blamed for the attack.", "attack", A, None),
    ("He was seen attacking a guard.", "attacking", A, None),
    ("The minister has no plans to resign.", "resign", N, None),
    ("If elected, he would ban the party.", "elected", H, None),
    ("If elected, he would ban the party.", "ban", H, None),
    ("A man suspected of killing a nurse was arrested.", "killing", S, "pg:Accused"),
    ("He was jailed for ten years for killing a nurse.", "killing", A, "pg:Convicted"),
    ("He is awaiting trial on charges of fraud.", "fraud", S, "pg:Charged"),
    ("He denies murder.", "murder", N, None),
    ("Police thwarted a plot to bomb a train.", "bomb", N, None),
    ("It is feared that 20 people were killed.", "killed", H, None),
    ("The proposed merger was criticised.", "merger", P, None),
    ("He helped kill the guard.", "kill", A, None),
    ("He lived to see the war end.", "end", A, None),
    ("The army used tanks to capture the town.", "capture", A, None),
    ("The army was too weak to capture the town.", "capture", P, None),
    ("Selling the plant would be a mistake.", "Selling", H, None),
    ("The talks failed to end the war.", "war", A, None),
    ("The treaty would end the war.", "war", A, None),
    ("The rebels agreed to a ceasefire.", "ceasefire", A, None),
]


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


class Unclaimed:
    """No claims at all: what the tree alone says."""

    def claim_at(self, token: Token) -> Claim | None:  # noqa: ARG002
        return None


@pytest.mark.parametrize(("text", "of", "assertion", "stage"), CASES, ids=lambda value: str(value)[:60])
def test_constructions(text: str, of: str, assertion: Assertion, stage: str | None) -> None:
    doc = parsed("factuality", text)
    status = Factuality(doc, Unclaimed()).of(word(doc, of))
    assert (status.assertion, status.stage) == (assertion, stage), status.reason


def claimed(text: str, content: str, act: str = "pg:Assertion", kind: str = "claim") -> tuple[Doc, Factuality]:
    doc = parsed("factuality", text)
    begin = text.index(content)
    claim = Claim("c1", kind, (Span(begin, begin + len(content)),), author="e7", speech_act=act)  # type: ignore[arg-type]
    return doc, Factuality(doc, Contents(doc, [claim]))


def test_the_content_of_a_claim_is_its_authors() -> None:
    doc, factuality = claimed("The bridge collapsed, officials said.", "The bridge collapsed")
    status = factuality.of(word(doc, "collapsed"))
    assert (status.assertion, status.attributed_to) == (S, "e7")
    assert status.claim is not None


def test_what_stands_outside_the_content_is_not() -> None:
    doc, factuality = claimed("The bridge collapsed, officials said.", "The bridge collapsed")
    assert factuality.of(word(doc, "said")).claim is None


def test_a_denied_content_is_negated_with_its_source() -> None:
    doc, factuality = claimed("The minister denied taking bribes.", "taking bribes", "pg:Denial")
    status = factuality.of(word(doc, "taking"))
    assert (status.assertion, status.attributed_to) == (N, "e7")


@pytest.mark.parametrize(("act", "expected"), [("pg:Request", H), ("pg:Promise", P), ("pg:Threat", P)])
def test_requests_and_promises_are_not_deeds(act: str, expected: Assertion) -> None:
    doc, factuality = claimed("The union called for a strike.", "a strike", act)
    status = factuality.of(word(doc, "strike"))
    assert status.assertion in (expected, H)
    assert status.attributed_to == "e7"


def test_a_negation_within_a_claim_stays_a_negation() -> None:
    text = "The rebels did not attack or loot the town."
    doc, factuality = claimed(text, text[:-1])
    status = factuality.of(word(doc, "attack"))
    assert (status.assertion, status.attributed_to) == (N, "e7")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "the bank failed" and left', ["the", "bank", "failed"]),
        ("He said “the bank failed” and left", ["the", "bank", "failed"]),
        ("The workers' union called it 'a theft' today", ["a", "theft"]),
        ("The workers' union and the builders' union met", []),
        ('"It failed\nThe bank closed', ["It", "failed"]),
        ('"It failed\nand closed" he said', ["It", "failed", "and", "closed"]),
    ],
)
def test_quotation_marks(text: str, inside: list[str]) -> None:
    doc = blank().make_doc(text)
    assert [
        token.text for token, marked in zip(doc, quoted(doc), strict=True) if marked and not token.is_space
    ] == inside


def test_what_is_quoted_is_never_asserted() -> None:
    text = '"The rebels attacked the town on Friday," said Paul Gray.'
    doc = parsed("events", text)
    factuality = Factuality(doc, Unclaimed())
    assert {factuality.of(token).assertion for token in doc[1:9]} <= {S, N, H, P}


def test_every_word_of_every_tree_has_a_status() -> None:
    for text, *_ in CASES:
        doc = parsed("factuality", text)
        factuality = Factuality(doc, Unclaimed())
        assert all(isinstance(factuality.of(token).assertion, Assertion) for token in doc)


def test_a_users_rule_is_heard(tmp_path: Path) -> None:
    rule = '[[operator]]\nname = "hazard"\neffect = "hypothetical"\nverbs = ["open"]\ntakes = ["object"]\n'
    (tmp_path / "factuality-own.toml").write_text(rule)
    doc = parsed("factuality", "The museum opened a new wing.")
    assert Factuality(doc, Unclaimed()).of(word(doc, "wing")).assertion is A
    assert Factuality(doc, Unclaimed(), [tmp_path]).of(word(doc, "wing")).assertion is H


def test_a_rule_of_ours_can_be_switched_off(tmp_path: Path) -> None:
    (tmp_path / "factuality-own.toml").write_text('disable = ["modal"]\n')
    doc = parsed("factuality", "The storm may reach the coast.")
    assert Factuality(doc, Unclaimed(), [tmp_path]).of(word(doc, "reach")).assertion is A


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('name = "x"\neffect = "odd"', "effect must be one of"),
        ('effect = "negated"', "has no name"),
        ('name = "x"\neffect = "negated"\nverbs = ["a"]', "govern"),
        ('name = "x"\neffect = "negated"\nwords = ["a"]', "unknown key 'words'"),
        ('name = "x"\neffect = "attributed"\nstage = "pg:Hanged"', "stage must be one of"),
    ],
)
def test_malformed_rules_are_named(tmp_path: Path, rule: str, said: str) -> None:
    (tmp_path / "factuality-own.toml").write_text(f"[[operator]]\n{rule}\n")
    with pytest.raises(RuleError, match=said):
        load_lexicon([tmp_path])


def test_every_operator_has_an_example() -> None:
    lexicon = load_lexicon()
    names = {operator.name for operator in lexicon.governors.values()}
    names |= {operator.name for own in lexicon.own.values() for operator in own.values()}
    assert names <= set(lexicon.examples)
