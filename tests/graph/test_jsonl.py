"""Annotations as JSON Lines."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from pressgraph.annotations import Annotations, Article, Dropped, Span
from pressgraph.errors import FormatError
from pressgraph.graph import MappingOptions, dump_annotations, load_annotations, serialize
from tests.graph import sample, strategies


def test_reading_gives_back_what_was_written(annotations: Annotations) -> None:
    other = Annotations(Article("x", notes=("no date",)), dropped=(Dropped("fact", Span(0, 1), "too vague"),))
    back = list(load_annotations(dump_annotations(annotations) + b"\n" + dump_annotations(other)))
    assert back == [annotations, other]
    assert back[1].dropped == other.dropped


@given(strategies.any_annotations())
@settings(max_examples=150, deadline=None)
def test_any_annotations_come_back(annotations: Annotations) -> None:
    assert list(load_annotations(dump_annotations(annotations))) == [annotations]


def test_a_line_shows_surfaces_and_spans(annotations: Annotations) -> None:
    data = dump_annotations(annotations)
    assert data.count(b"\n") == 1
    line = json.loads(data)
    stake = next(fact for fact in line["facts"] if fact["predicate"] == "pg:stakeIn")
    assert stake["object"] == "e8"
    assert stake["object_span"]["text"] == "Portworks"
    assert stake["evidence"][0]["text"] == "owns 40 percent of Portworks"
    assert stake["share"]["value"] == "40"
    assert stake["assertion"] == "pg:Asserted"
    denied = next(fact for fact in line["facts"] if fact["assertion"] == "pg:Negated")
    assert denied["attributed_to"] == "e9"
    velmora = line["entities"][0]
    assert [mention["span"]["begin"] for mention in velmora["mentions"]] == [28, 110]


def test_the_profile_holds_for_lines_too(annotations: Annotations) -> None:
    line = json.loads(serialize(annotations, "jsonl", MappingOptions(profile="publish")))
    assert [fact["id"] for fact in line["facts"]] == ["f1", "f2"]
    assert [event["id"] for event in line["events"]] == ["v1"]
    kept = {item["id"] for name in ("facts", "events", "claims") for item in line[name]}
    for claim in line["claims"]:
        assert kept.issuperset(claim.get("states", []) + claim.get("reports", []))


def test_a_graph_makes_no_lines(annotations: Annotations) -> None:
    from pressgraph.graph import to_quads

    with pytest.raises(FormatError, match="cannot be made from a graph"):
        serialize(to_quads(annotations), "jsonl")


def broken(change: Any) -> bytes:
    line = json.loads(dump_annotations(sample.annotated()))
    change(line)
    return b"\n" + json.dumps(line).encode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.pop("article"), "line 2: the object has no article"),
        (lambda line: line["article"].pop("text"), "line 2"),
        (lambda line: line["article"].update(date="someday"), r"article\.date: 'someday' is no date"),
        (lambda line: line["article"].update(colour="red"), "unknown field 'colour'"),
        (lambda line: line["facts"][0].pop("subject_span"), "the field 'subject_span' is missing"),
        (lambda line: line["facts"][0].update(confidence="high"), "'high' is no float"),
        (lambda line: line["facts"][0].update(assertion="pg:Sworn"), "'pg:Sworn' is no Assertion"),
        (lambda line: line["facts"][0].update(object={"form": "date"}), "the form 'date' does not fit"),
        (lambda line: line["facts"][0]["evidence"][0].update(end=9_999), "is not 'Velmora, the capital"),
        (lambda line: line["facts"][0]["evidence"][0].update(text="Other"), "is not 'Other' in the article's text"),
        (lambda line: line["facts"][0].update(evidence="here"), "a list is expected"),
        (lambda line: line["facts"][0].update(share=5), "an object with its form"),
        (lambda line: line["values"][1]["value"].update(value="many"), "'many' is no Decimal"),
        (lambda line: line["values"][0].update(kind="colour"), "'colour' is none of date"),
        (lambda line: line.update(entities={}), "a list of objects"),
        (lambda line: line["entities"][0].update(mentions=[3]), "an object with the index"),
        (lambda line: line["claims"].append(4), "an object is expected, not int"),
    ],
)
def test_broken_lines_name_the_place(change: Any, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        list(load_annotations(broken(change)))


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff", b"3"])
def test_what_is_no_json_object(data: bytes) -> None:
    with pytest.raises(FormatError, match="feed, line 1"):
        list(load_annotations(data, "feed"))
