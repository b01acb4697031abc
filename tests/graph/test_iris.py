"""Minted IRIs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from pressgraph.annotations import Annotations, Entity, Mention, Span
from pressgraph.graph import MappingOptions, to_quads
from pressgraph.graph.iris import Minter, digest, knowledge_base_link, slug, web_iri
from pressgraph.graph.map_entities import name_entities
from tests.graph import sample

BASE = MappingOptions().base


def minter(**changes: object) -> Minter:
    return Minter(sample.article(**changes), BASE)


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_name_makes_a_valid_iri(name: str, place: str) -> None:
    made = minter()
    for iri in (
        made.entity("schema:Person", name),
        made.local_entity("pg:Group", name, place),
        made.local("statement", name, place),
        made.shared("agent", name),
    ):
        assert NamedNode(iri.value).value.startswith(BASE)
        assert iri.value.isascii()


@given(st.text(st.characters()))
def test_any_address_makes_a_valid_iri_or_none(address: str) -> None:
    for candidate in (address, "https://news.example/" + address):
        found = web_iri(candidate)
        assert found is None or NamedNode(found.value) == found


@given(st.text(st.characters(), min_size=1), st.text(st.characters(), min_size=1))
def test_names_that_differ_make_iris_that_differ(one: str, other: str) -> None:
    from pressgraph.graph.iris import tidy

    same = minter().entity("schema:Person", one) == minter().entity("schema:Person", other)
    assert same == (tidy(one) == tidy(other))


def test_an_article_with_an_address_is_named_by_it_in_every_version() -> None:
    first, second = minter(), minter(text="another wording", date=None)
    assert first.article.value == "https://courier.example/2031/harbour-fire"
    assert first.article == second.article
    assert first.scope == second.scope
    assert first.version != second.version


def test_an_article_without_an_address_is_named_by_text_and_metadata() -> None:
    first = minter(url=None)
    assert first.article.value.startswith(BASE + "article/")
    assert first.article == minter(url=None).article
    for change in ({"text": "other"}, {"headline": "other"}, {"date": None}, {"publisher": None}, {"authors": ()}):
        assert minter(url=None, **change).article != first.article


@pytest.mark.parametrize(
    "url", ["", "courier.example/x", "ftp://courier.example/x", "file:///etc/passwd", "https://", "http://[x"]
)
def test_what_is_no_web_address_names_no_article(url: str) -> None:
    assert minter(url=url).article.value.startswith(BASE)


def test_fragments_and_credentials_stay_out_of_the_article_iri() -> None:
    made = minter(url="https://user:secret@Courier.example/a?b=c#top")
    assert made.article.value == "https://courier.example/a?b=c"
    assert made.span(Span(3, 9)).value == "https://courier.example/a?b=c#char=3,9"


def test_a_knowledge_base_names_the_entity_whatever_it_is_called_there() -> None:
    links = (
        "https://www.wikidata.org/wiki/Q42",
        "http://www.wikidata.org/entity/Q42",
        "http://wikidata.org/entity/Q42",
    )
    assert len({minter().linked(link) for link in links}) == 1
    assert minter().linked("https://sws.geonames.org/703448/").value.startswith(BASE + "entity/geonames-703448-")
    assert knowledge_base_link(("https://notwikidata.org/Q42",)) is None


def test_namesakes_get_iris_of_their_own_whatever_their_order() -> None:
    one, other = Entity("e1", "schema:Person", "Ana Silva"), Entity("e2", "schema:Person", "Ana Silva")
    mentions = (Mention(Span(0, 3), "e1"), Mention(Span(5, 8), "e2"))
    forward = name_entities(Annotations(sample.article(), entities=(one, other), mentions=mentions), minter())
    backward = name_entities(Annotations(sample.article(), entities=(other, one), mentions=mentions[::-1]), minter())
    assert forward == backward
    assert forward["e1"] != forward["e2"]
    alone = name_entities(Annotations(sample.article(), entities=(one,), mentions=mentions[:1]), minter())
    assert alone["e1"] not in forward.values()


def test_a_name_that_cannot_stand_alone_is_scoped_to_its_article() -> None:
    entity = Entity("e1", "schema:Person", "Smith", standalone=False)
    here = name_entities(Annotations(sample.article(), entities=(entity,)), minter())["e1"]
    there = name_entities(Annotations(sample.article(), entities=(entity,)), minter(url="https://other.example/"))["e1"]
    assert here != there
    assert here.value.startswith(minter().scope)


def test_entities_of_full_name_are_the_same_in_every_article(annotations: Annotations) -> None:
    other = replace(annotations, article=sample.article(url=None))
    person = minter().entity("schema:Person", "Lena Okafor")
    for one in (annotations, other):
        assert person in {quad.subject for quad in to_quads(one)}


def test_the_base_is_the_users_choice(annotations: Annotations) -> None:
    minted = {str(quad.subject)[1:-1] for quad in to_quads(annotations, MappingOptions(base="http://news.example/kg"))}
    assert not any(iri.startswith(BASE) for iri in minted)
    assert any(iri.startswith("http://news.example/kg/person/lena-okafor-") for iri in minted)


def test_slugs_are_short_and_plain() -> None:
    assert slug("O’Brien & Sons — Łódź") == "obrien-sons-odz"
    assert len(slug("a" * 500)) < 60


def test_a_digest_is_that_of_its_parts_as_a_json_array() -> None:
    parts = ['a"b', "Kyjiw – Київ", "\n\x00", "😀", ""]
    listed = json.dumps(parts, separators=(",", ":"))
    assert digest(*parts, size=64) == hashlib.sha256(listed.encode("ascii")).hexdigest()
    assert digest() == hashlib.sha256(b"[]").hexdigest()[:16]
