"""What a parse and names add: tense, and months that are people."""

from __future__ import annotations

import datetime

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.annotations import Article, Date

_WEDNESDAY = datetime.date(2022, 3, 2)


def _date(nlp: Language, doc: Doc) -> str:
    doc._.article = Article(doc.text, date=_WEDNESDAY)
    (value,) = nlp.get_pipe("pressgraph_values")(doc)._.values
    assert isinstance(value.value, Date)
    return value.value.start.lexical if value.value.start else "text"


def _said_that(nlp: Language, weekday_head: int) -> Doc:
    """ "Ann said Friday Bob will go", with the weekday below the verb of saying (1) or the one of going (5)."""
    return Doc(
        nlp.vocab,
        words=["Ann", "said", "Friday", "Bob", "will", "go"],
        heads=[1, 1, weekday_head, 5, 5, 1],
        deps=["nsubj", "root", "obl:unmarked", "nsubj", "aux", "ccomp"],
        tags=["NNP", "VBD", "NNP", "NNP", "MD", "VB"],
        pos=["PROPN", "VERB", "PROPN", "PROPN", "AUX", "VERB"],
    )


@pytest.mark.parametrize(("head", "expected"), [(1, "2022-02-25"), (5, "2022-03-04")])
def test_the_verb_above_a_weekday_tells_its_tense(nlp: Language, head: int, expected: str) -> None:
    assert _date(nlp, _said_that(nlp, head)) == expected


@pytest.mark.parametrize(("label", "count"), [("Person", 0), ("Date", 1), ("", 1)])
def test_a_month_that_is_a_person(nlp: Language, label: str, count: int) -> None:
    doc = nlp.make_doc("They ran from May")
    doc._.article = Article(doc.text, date=_WEDNESDAY)
    if label:
        doc.set_ents([Span(doc, 3, 4, label=label)])
    assert len(nlp.get_pipe("pressgraph_values")(doc)._.values) == count


@pytest.mark.parametrize(("end", "count"), [(4, 0), (3, 1)])
def test_a_weekday_inside_a_name(nlp: Language, end: int, count: int) -> None:
    doc = nlp.make_doc("They joined Friday Prayers there")
    doc._.article = Article(doc.text, date=_WEDNESDAY)
    doc.set_ents([Span(doc, 2, end, label="Organization")])
    assert len(nlp.get_pipe("pressgraph_values")(doc)._.values) == count
