"""Targets: quads and annotations of any content, written in every format and read back."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
from typing import Any

import pyoxigraph as ox
from hypothesis import given

from pressgraph.annotations import Annotations
from pressgraph.annotations import Literal as Stated
from pressgraph.errors import FormatError
from pressgraph.graph import (
    FORMATS,
    MappingOptions,
    dump_annotations,
    load_annotations,
    parse,
    serialize,
    to_quads,
)
from pressgraph.graph import literals as writing
from pressgraph.graph.iris import web_iri
from pressgraph.graph.namespaces import PREFIXES
from tests.fuzz.draws import Draws
from tests.graph import sample, strategies

_NAMES = [form.name for form in FORMATS if form.name != "jsonl"]
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TYPES = ("xsd:string", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:date", "xsd:dateTime", "xsd:gYear",
          "xsd:gYearMonth", "xsd:nonNegativeInteger", "xsd:duration")  # fmt: skip
_PROPERTIES = (
    "rdf:type", "schema:name", "schema:headline", "pg:confidence", "nif:beginIndex", "schema:datePublished",
    "rdf:value", "schema:wordCount", "pg:assertion", "rdf:subject", "prov:wasDerivedFrom", "schema:url",
    "schema:sameAs",
)  # fmt: skip
_FORMS = ("2022-02-30", "2022-02-28", "007", "-0", "1.50", "1e5", "true", "TRUE", "2022", "2022-13", "2022-12", " 1 ",
          "2022-02-27T10:15:00+02:00", "2022-02-27T24:00:00Z", "99999-01-01", "\r\n", " .\n}", '"""', "\\", "]]>",
          "&#13;", "0001-01-01T00:00:00+14:00", "+5", ".5", "9" * 5000, "<rdf:RDF", " xmlns:pg=\"\"")  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 10**30, 1.5, -0.0, 1e308, "", "x", "2022-02-30", [], {}, [None], {"begin": 0, "end": 1},
    [{"begin": 5, "end": 2}], {"form": "1"}, "pg:Asserted", "asserted", "schema:name", "e1", [[]], 0.5,
)  # fmt: skip
_HOSTS = ("a.example", "b.example/x#", "c.example:80/?q=", "[::1]/", "ü.example/", "www.wikidata.org/entity/Q")


def quads(data: bytes) -> None:
    """Any quads of legal terms come back equal from every format, and in no format hold a control character."""
    draws = Draws(data)
    made = [quad for _ in range(draws.number(1, 12)) if (quad := _quad(draws)) is not None]
    for name in _NAMES:
        form = next(form for form in FORMATS if form.name == name)
        written = serialize(made, name)
        assert written == serialize([*reversed(made), *made[:3]], name), "the order of quads changes the bytes"
        assert not _CONTROLS.search(written.decode("utf-8"))
        wanted = set(made) if form.graphs else {ox.Quad(*quad.triple) for quad in made}
        assert set(parse(written, name)) == wanted, name


def whole(data: bytes) -> None:
    """Any annotations: JSON Lines give them back, and the graph survives every format."""
    _annotated().hypothesis.fuzz_one_input(data)  # type: ignore[attr-defined]


@cache
def _annotated() -> object:
    @given(strategies.any_annotations())
    def survives(found: Annotations) -> None:
        assert list(load_annotations(dump_annotations(found))) == [found]
        made = to_quads(found, MappingOptions(profile="recall", include_text=True))
        assert made == to_quads(found, MappingOptions(profile="recall", include_text=True))
        for name in _NAMES:
            back = set(parse(serialize(made, name), name))
            assert {quad.triple for quad in back} == {quad.triple for quad in made}, name

    return survives


def lines(data: bytes) -> None:
    """Annotations JSON Lines from anywhere: read, or refused by a FormatError; what is read can be written."""
    draws = Draws(data)
    line = draws.rest() if draws.flag() else _changed(draws)
    try:
        found = list(load_annotations(line))
    except FormatError:
        return
    for one in found:
        assert list(load_annotations(dump_annotations(one))) == [one]


def _changed(draws: Draws) -> bytes:
    """A good line with a few of its values changed, taken out or put elsewhere."""
    whole = json.loads(_good_line())
    for _ in range(draws.number(1, 3)):
        holder, key = _place(draws, whole)
        kind = draws.number(0, 3)
        if kind == 0:
            del holder[key]
        elif kind == 1:
            other, name = _place(draws, whole)
            holder[key] = deepcopy(other[name])
        else:
            holder[key] = draws.text() if draws.flag() else deepcopy(draws.of(_VALUES))
    return json.dumps(whole).encode()


def _place(draws: Draws, whole: dict[str, Any]) -> tuple[Any, Any]:
    """A container of a JSON value that is not empty, and a key of it."""
    holder: Any = whole
    while True:
        key = draws.of(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if not isinstance(holder[key], (dict, list)) or not holder[key] or draws.byte() < 50:
            return holder, key
        holder = holder[key]


@cache
def _good_line() -> bytes:
    return dump_annotations(sample.annotated())


def _quad(draws: Draws) -> ox.Quad | None:
    subject, predicate = _node(draws), _named(draws.of(_PROPERTIES))
    other: ox.NamedNode | ox.Literal | None = _node(draws) if draws.flag() else _literal(draws)
    graph = _node(draws) if draws.flag() else None
    if subject is None or other is None:
        return None
    return ox.Quad(subject, predicate, other, graph or ox.DefaultGraph())


def _node(draws: Draws) -> ox.NamedNode | None:
    if draws.flag():
        return _named(draws.of(_PROPERTIES))
    host = draws.of(
        ("a.example", "b.example/x#", "c.example:80/?q=", "[::1]/", "ü.example/", "www.wikidata.org/entity/Q")
    )
    return web_iri(f"{draws.of(('http', 'https', 'HTTP'))}://{host}{draws.text(12)}")


def _literal(draws: Draws) -> ox.Literal:
    content = draws.of(_FORMS) if draws.flag() else draws.text()
    if draws.byte() < 40:
        return writing.literal(Stated(content, language=draws.of(("en", "EN-gb", "x", "", "e n", "de-1996", "@"))))
    return writing.literal(Stated(content, draws.of(_TYPES)))


def _named(curie: str) -> ox.NamedNode:
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)
