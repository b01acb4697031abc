"""Extent of noun phrases, and arguments of verbs through passives, control, coordination and relative clauses."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from pressgraph.language import phrases
from tests.language.entities.building import parsed

CONTROL = (
    "Smith/PROPN/nsubj/2 asked/VERB/root/0 Jones/PROPN/obj/2 to/PART/mark/5 leave/VERB:VB/xcomp/2 and/CCONJ/cc/7 "
    "slept/VERB/conj/2 ./PUNCT/punct/2"
)
PASSIVE = (
    "Two/NUM/nummod/2 men/NOUN:NNS/nsubj:pass/4 were/AUX/aux:pass/4 arrested/VERB:VBN/root/0 by/ADP/case/6 "
    "police/NOUN/obl:agent/4 and/CCONJ/cc/8 charged/VERB:VBN/conj/4 ./PUNCT/punct/4"
)
RELATIVE = (
    "The/DET/det/2 soldiers/NOUN:NNS/nsubj/7 who/PRON:WP/nsubj/4 entered/VERB/acl:relcl/2 Leeds/PROPN/obj/4 "
    ",/PUNCT/punct/2 fled/VERB/root/0 ./PUNCT/punct/7"
)
OPEN = (
    "The/DET/det/2 firm/NOUN/nsubj/5 Smith/PROPN/nsubj/4 founded/VERB/acl:relcl/2 collapsed/VERB/root/0 ./PUNCT/punct/5"
)
PHRASE = (
    "In/ADP/case/5 the/DET/det/5 big/ADJ/amod/5 red/ADJ/amod/5 house/NOUN/obl/12 of/ADP/case/7 cards/NOUN:NNS/nmod/5 "
    ",/PUNCT/punct/5 a/DET/det/10 ruin/NOUN/appos/5 ,/PUNCT/punct/5 slept/VERB/root/0 Smith/PROPN/nsubj/12 "
    "and/CCONJ/cc/15 Jones/PROPN/conj/13 ./PUNCT/punct/12"
)


def _texts(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


def test_phrase_leaves_out_preposition_apposition_and_conjuncts() -> None:
    doc = parsed(PHRASE)
    assert phrases.phrase_span(doc[4]).text == "the big red house of cards"
    assert phrases.phrase_span(doc[12]).text == "Smith"


def test_phrase_leaves_out_relative_clause() -> None:
    assert phrases.phrase_span(parsed(RELATIVE)[1]).text == "The soldiers"


def test_phrase_with_and_without_complements() -> None:
    doc = parsed("a/DET/det/2 man/NOUN/root/0 from/ADP/case/4 Leeds/PROPN/nmod/2 ./PUNCT/punct/2")
    assert phrases.phrase_span(doc[1]).text == "a man from Leeds"
    assert phrases.phrase_span(doc[1], complements=False).text == "a man"


def test_phrase_of_a_predicate_is_the_noun_s() -> None:
    doc = parsed("Smith/PROPN/nsubj/5 is/AUX/cop/5 now/ADV/advmod/5 a/DET/det/5 minister/NOUN/root/0 ./PUNCT/punct/5")
    assert phrases.phrase_span(doc[4]).text == "a minister"


def test_head_of_a_span() -> None:
    doc = parsed(PHRASE)
    assert phrases.head_of(doc[1:7]).text == "house"
    assert phrases.head_of(doc[10:12]).text == "slept"


def test_conjuncts_from_anywhere_in_the_chain() -> None:
    doc = parsed(PHRASE)
    assert _texts(phrases.conjuncts(doc[12])) == _texts(phrases.conjuncts(doc[14])) == ["Smith", "Jones"]
    assert _texts(phrases.subjects(doc[11])) == ["Smith", "Jones"]


def test_control_and_shared_subjects() -> None:
    doc = parsed(CONTROL)
    assert _texts(phrases.subjects(doc[4])) == ["Jones"]
    assert _texts(phrases.subjects(doc[6])) == ["Smith"]
    assert _texts(phrases.objects(doc[1])) == ["Jones"]


def test_subject_control() -> None:
    doc = parsed("Smith/PROPN/nsubj/2 wants/VERB:VBZ/root/0 to/PART/mark/4 leave/VERB:VB/xcomp/2 ./PUNCT/punct/2")
    assert _texts(phrases.subjects(doc[3])) == ["Smith"]


def test_passive_has_agent_and_patient() -> None:
    doc = parsed(PASSIVE)
    assert phrases.is_passive(doc[3])
    assert _texts(phrases.agents(doc[3])) == ["police"]
    assert _texts(phrases.patients(doc[3])) == ["men"]
    assert phrases.is_passive(doc[7])
    assert _texts(phrases.patients(doc[7])) == ["men"]


def test_participle_after_a_noun_is_passive() -> None:
    doc = parsed("a/DET/det/2 man/NOUN/root/0 arrested/VERB:VBN/acl/2 in/ADP/case/5 Leeds/PROPN/obl/3")
    assert phrases.is_passive(doc[2])
    assert _texts(phrases.patients(doc[2])) == ["man"]
    assert phrases.agents(doc[2]) == []


def test_relative_clauses() -> None:
    doc = parsed(RELATIVE)
    assert _texts(phrases.agents(doc[3])) == ["soldiers"]
    assert _texts(phrases.patients(doc[3])) == ["Leeds"]
    antecedent = phrases.antecedent(doc[2])
    assert antecedent is not None
    assert antecedent.text == "soldiers"
    doc = parsed(OPEN)
    assert _texts(phrases.objects(doc[3])) == ["firm"]
    assert _texts(phrases.subjects(doc[3])) == ["Smith"]


def test_obliques_and_owner() -> None:
    doc = parsed(
        "Norway/PROPN/nmod:poss/3 's/PART/case/1 minister/NOUN/nsubj/4 spoke/VERB/root/0 in/ADP/case/6 "
        "Leeds/PROPN/obl/4 and/CCONJ/cc/8 York/PROPN/conj/6"
    )
    assert [(p, t.text) for p, t in phrases.obliques(doc[3])] == [("in", "Leeds"), ("in", "York")]
    owner = phrases.owner(doc[2])
    assert owner is not None
    assert owner.text == "Norway"


def test_negation() -> None:
    doc = parsed("Smith/PROPN/nsubj/4 did/AUX/aux/4 not/PART/advmod/4 leave/VERB:VB/root/0")
    assert phrases.is_negated(doc[3])
    assert not phrases.is_negated(doc[0])


def test_a_number_keeps_its_bound() -> None:
    doc = parsed(
        "killing/VERB/root/0 at/ADP/case/3 least/ADJ/nmod/4 14/NUM/nummod/5 people/NOUN:NNS/obj/1 ./PUNCT/punct/1"
    )
    assert phrases.phrase_span(doc[4]).text == "at least 14 people"
    doc = parsed(
        "killing/VERB/root/0 at/ADP/case/5 least/ADV/advmod/4 14/NUM/nummod/5 people/NOUN:NNS/obj/1 ./PUNCT/punct/1"
    )
    assert phrases.phrase_span(doc[4]).text == "at least 14 people"


def test_no_phrase_ends_in_a_preposition_or_article() -> None:
    doc = parsed(
        "the/DET/det/3 western/ADJ/amod/3 district/NOUN/root/0 of/ADP/case/7 the/DET/det/7 lies/VERB/dep/3 "
        "capital/NOUN/nmod/3 ./PUNCT/punct/3"
    )
    assert phrases.phrase_span(doc[2]).text == "the western district"
    doc = parsed(
        "the/DET/det/2 district/NOUN/root/0 of/ADP/case/5 the/DET/det/5 capital/NOUN/nmod/2 Kyiv/PROPN/appos/5 "
        "./PUNCT/punct/2"
    )
    assert phrases.phrase_span(doc[1]).text == "the district of the capital Kyiv"


def test_a_complement_s_own_apposition_is_left_out() -> None:
    doc = parsed(
        "two/NUM/nummod/2 engineers/NOUN:NNS/root/0 of/ADP/case/5 the/DET/det/5 firm/NOUN/nmod/2 ,/PUNCT/punct/7 "
        "Reis/PROPN/appos/5 ./PUNCT/punct/2"
    )
    assert phrases.phrase_span(doc[1]).text == "two engineers of the firm"


def test_an_of_phrase_may_stray_to_the_verb() -> None:
    served = parsed(
        "She/PRON/nsubj/2 served/VERB/root/0 as/ADP/case/4 president/NOUN/obl/2 of/ADP/case/6 Peru/PROPN/obl/2 "
        "from/ADP/case/8 2001/NUM/obl/2 ./PUNCT/punct/2"
    )
    assert phrases.strayed_of(served[3]) == served[5]
    assert phrases.strayed_of(served[5]) is None
    assert phrases.strayed_of(parsed(PHRASE)[4]) is None
