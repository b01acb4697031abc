"""New names in annotated articles: the same one for each mention, spans and classes kept."""

from __future__ import annotations

import random

from pressgraph.datasets import EntitySentence, RelationDocument, RelationMention
from pressgraph.training.renaming import Names, mentions


def sentence(text: str) -> EntitySentence:
    """A sentence of words with their tags: ``Ana/B-Person left``."""
    pairs = [word.partition("/") for word in text.split()]
    return EntitySentence(tuple(word for word, _, _ in pairs), tuple(tag or "O" for _, _, tag in pairs))


ARTICLE = [
    sentence("Ana/B-Person Silva/I-Person left Porto/B-Location on Monday/B-Date ."),
    sentence("Silva/B-Person ,/O of Acme/B-Organization ,/O said Ana/B-Person Silva/I-Person was tired ."),
]
OTHERS = [
    [
        sentence(
            "Ewa/B-Person Maria/I-Person Nowak/I-Person met Okoro/B-Person in Lagos/B-Location for Zeta/B-Organization"
        )
    ],
]


def spans(article: list[EntitySentence]) -> list[list[tuple[tuple[str, ...], str]]]:
    return [[(s.words[b:e], name) for b, e, name in mentions(s)] for s in article]


def test_mentions_are_the_spans_of_the_tags() -> None:
    row = sentence("A/B-Person B/I-Person C/B-Person d E/B-Date")
    assert list(mentions(row)) == [(0, 2, "Person"), (2, 3, "Person"), (4, 5, "Date")]
    assert list(mentions(sentence("nothing here"))) == []


def test_a_name_has_one_new_name_throughout_and_parts_follow() -> None:
    names = Names(OTHERS, [])
    seen = set()
    for seed in range(40):
        made = names.renamed(ARTICLE, random.Random(seed))
        assert [len(row.words) == len(row.tags) for row in made] == [True, True]
        first, second = spans(made)
        assert [name for _, name in first] == ["Person", "Location", "Date"]
        assert [name for _, name in second] == ["Person", "Organization", "Person"]
        full, alone = first[0][0], second[0][0]
        assert full == second[2][0]
        assert alone == full[-1:] or full == ("Ana", "Silva")
        assert first[2][0] == ("Monday",)
        assert [w for w, t in zip(made[0].words, made[0].tags, strict=True) if t == "O"] == ["left", "on", "."]
        seen.add((full, first[1][0]))
    assert {full for full, _ in seen} == {("Ana", "Silva"), ("Ewa", "Maria", "Nowak")}
    assert {place for _, place in seen} == {("Porto",), ("Lagos",)}


def test_some_articles_stay_as_they_are() -> None:
    names = Names(OTHERS, [])
    made = list(names.varied([ARTICLE] * 60, random.Random(1)))
    kept = sum(row is ARTICLE for row in made)
    assert 10 < kept < 50


def test_names_come_from_relation_documents_too() -> None:
    cluster = (RelationMention(0, 0, 1, "LOC"), RelationMention(0, 2, 3, "TIME"))
    document = RelationDocument("x", (("Kisumu", "in", "1999"),), (cluster,), frozenset())
    made = [Names(OTHERS, [document]).renamed(ARTICLE, random.Random(seed)) for seed in range(40)]
    assert {spans(article)[0][1][0] for article in made} == {("Porto",), ("Lagos",), ("Kisumu",)}
