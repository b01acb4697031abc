"""What two versions say differently, in words and as RDF."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store.changeset import change_set
from pressgraph.store.difference import Difference, difference
from pressgraph.store.explain import Explanation
from tests.checks.graphs import SOUND, quads
from tests.graph import sample

CS = "http://purl.org/vocab/changeset/schema#"
BIRTH = (
    ':st9 a rdf:Statement ; rdf:subject :ana ; rdf:predicate schema:birthDate ; rdf:object "1990"^^xsd:gYear ; '
    "pg:assertion pg:Asserted ; prov:wasDerivedFrom <https://news.example/a#char=0,8> ."
)


def version(*replacements: tuple[str, str], added: str = "") -> list[ox.Quad]:
    text = SOUND
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return quads(text + added, "https://news.example/a")


def shown(items: tuple[Explanation, ...]) -> list[tuple[str, str, str, str]]:
    return [(item.kind, item.subject, item.property, item.value) for item in items]


def test_same_statements_at_other_places_make_no_difference() -> None:
    moved = version(("https://news.example/a", "https://news.example/b"), ("char=29,36", "char=129,136"))
    assert not difference(version(), moved)
    again = to_quads(sample.annotated(), MappingOptions(profile="recall", base="https://other.example/"))
    assert not difference(to_quads(sample.annotated(), MappingOptions(profile="recall")), again)


def test_what_came_and_went() -> None:
    found = difference(version(), version(added=BIRTH))
    assert shown(found.added) == [("statement", "Ana Bell", "schema:birthDate", "1990")]
    assert (found.withdrawn, found.changed) == ((), ())
    back = difference(version(added=BIRTH), version())
    assert shown(back.withdrawn) == shown(found.added)
    assert (back.added, back.changed) == ((), ())


def test_a_statement_told_twice_and_then_once_is_withdrawn_once() -> None:
    found = difference(version(added=BIRTH + BIRTH.replace(":st9", ":st10")), version(added=BIRTH))
    assert len(found.withdrawn) == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("pg:assertion pg:Attributed ; pg:attributedTo :ana", "pg:assertion pg:Asserted", "statement"),
        ("rdf:object 40", "rdf:object 41", "statement"),
        ("pg:assertion pg:Hypothetical", "pg:assertion pg:Planned", "event"),
        (
            ':q a schema:Quotation ; schema:text "We won,"',
            ':q a schema:Quotation ; schema:text "We won, yes"',
            "quotation",
        ),
    ],
)
def test_what_changed(old: str, new: str, kind: str) -> None:
    found = difference(version(), version((old, new)))
    assert (found.withdrawn, found.added) == ((), ())
    assert [after.kind for _, after in found.changed] == [kind]


def test_other_words_are_another_quotation() -> None:
    found = difference(version(), version(('schema:text "We won,"', 'schema:text "They lost it all"')))
    assert (len(found.withdrawn), len(found.added), found.changed) == (1, 1, ())


def test_two_values_are_no_change_of_one() -> None:
    """Where a person gains two jobs and loses one, nothing tells which took its place."""
    job = ":st{n} a rdf:Statement ; rdf:subject :ana ; rdf:predicate schema:jobTitle ; rdf:object '{job}' ."
    old = version(added=job.format(n=7, job="mayor"))
    new = version(added=job.format(n=8, job="judge") + job.format(n=9, job="author"))
    found = difference(old, new)
    assert (len(found.withdrawn), len(found.added), found.changed) == (1, 2, ())


def test_change_set_describes_both_sides() -> None:
    old, new = version(), version(("rdf:object 40", "rdf:object 41"), added=BIRTH)
    found = difference(old, new)
    made = change_set(found, old, new)
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in made)
    values = "SELECT ?o {{ ?s a <{cs}ChangeSet> ; <{cs}{way}> ?n . ?n <{rdf}object> ?o }} ORDER BY STR(?o)"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    removed = [row[0].value for row in store.query(values.format(cs=CS, way="removal", rdf=rdf))]  # type: ignore[union-attr]
    added = [row[0].value for row in store.query(values.format(cs=CS, way="addition", rdf=rdf))]  # type: ignore[union-attr]
    assert (removed, added) == (["40"], ["1990", "41"])
    assert {q.object for q in made if q.predicate.value == f"{CS}subjectOfChange"} == {
        ox.NamedNode("https://news.example/a")
    }
    assert change_set(found, old, new) == made
    assert change_set(Difference((), (), ()), old, new) == []
