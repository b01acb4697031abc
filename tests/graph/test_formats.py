"""Every format, read back by parsers of several hands."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings

from pressgraph.annotations import Annotations
from pressgraph.errors import FormatError
from pressgraph.graph import (
    FORMATS,
    MappingOptions,
    article_graphs,
    format_of,
    format_of_path,
    parse,
    serialize,
    to_dataset,
    to_quads,
)
from tests.graph import sample, strategies

RDF = [form for form in FORMATS if form.name != "jsonl"]
NAMES = [form.name for form in RDF]
RDFLIB = {
    "turtle": "turtle",
    "jsonld": "json-ld",
    "ntriples": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "rdfxml": "xml",
}
RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "nquads": "nquads", "trig": "trig", "rdfxml": "rdfxml"}
ALL = MappingOptions(profile="recall", include_text=True)


def canonical(quads: ox.Dataset) -> list[str]:
    """Canonical N-Quads (RDFC-1.0), sorted."""
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, quads))


def expected(annotations: Annotations, name: str) -> list[str]:
    dataset = to_dataset(annotations, profile="recall", include_text=True)
    if not format_of(name).graphs:
        dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in dataset)
    return canonical(dataset)


def from_nquads(data: bytes) -> list[str]:
    return canonical(ox.Dataset(ox.parse(data, format=ox.RdfFormat.N_QUADS)))


@pytest.mark.parametrize("name", NAMES)
def test_pyoxigraph_reads_the_same_graph(annotations: Annotations, name: str) -> None:
    assert canonical(ox.Dataset(parse(serialize(annotations, name, ALL), name))) == expected(annotations, name)


@pytest.mark.filterwarnings(
    "ignore:(Dataset|ConjunctiveGraph):DeprecationWarning"
)  # rdflib's parsers use its own deprecated names
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_reads_the_same_graph(annotations: Annotations, name: str) -> None:
    data = serialize(annotations, name, ALL)
    if format_of(name).graphs:
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=RDFLIB[name])
        back = dataset.serialize(format="nquads", encoding="utf-8")
    else:
        graph = rdflib.Graph(bind_namespaces="none").parse(data=data, format=RDFLIB[name])
        back = graph.serialize(format="nt", encoding="utf-8")
    assert from_nquads(back) == expected(annotations, name)


@pytest.mark.rapper
@pytest.mark.skipif(shutil.which("rapper") is None, reason="Raptor's rapper is not on the PATH (raptor2-utils)")
@pytest.mark.parametrize("name", RAPPER)
def test_raptor_reads_the_same_graph(annotations: Annotations, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph{format_of(name).suffix}"
    path.write_bytes(serialize(annotations, name, ALL))
    output = "nquads" if format_of(name).graphs else "ntriples"
    done = subprocess.run(
        ["rapper", "-q", "-i", RAPPER[name], "-o", output, str(path)], capture_output=True, check=True, timeout=60
    )
    assert from_nquads(done.stdout) == expected(annotations, name)


def test_pyld_reads_the_same_graph(annotations: Annotations) -> None:
    pyld = pytest.importorskip("pyld", reason="pyld, an independent JSON-LD processor, is not installed")
    back = pyld.jsonld.to_rdf(json.loads(serialize(annotations, "jsonld", ALL)), {"format": "application/n-quads"})
    assert from_nquads(back.encode()) == expected(annotations, "jsonld")


@settings(max_examples=60, deadline=None)
@given(strategies.any_annotations())
def test_lines_are_those_of_the_library(annotations: Annotations) -> None:
    """The lines that are written straight are those that pyoxigraph writes of the quads."""
    for options in (ALL, MappingOptions(rdf12=True, profile="recall"), MappingOptions(provenance=False)):
        quads = to_quads(annotations, options)
        for name, own in (("nquads", quads), ("ntriples", [ox.Quad(*quad.triple) for quad in quads])):
            raw = ox.serialize(own, format=ox.RdfFormat.N_QUADS) or b""
            assert serialize(annotations, name, options) == b"".join(sorted(set(raw.splitlines(keepends=True))))


@given(strategies.any_annotations())
@settings(max_examples=60, deadline=None)
def test_any_annotations_survive_every_format(annotations: Annotations) -> None:
    for name in NAMES:
        assert canonical(ox.Dataset(parse(serialize(annotations, name, ALL), name))) == expected(annotations, name)


@given(strategies.any_annotations())
@settings(max_examples=30, deadline=None)
def test_rdflib_survives_any_annotations(annotations: Annotations) -> None:
    for name in ("turtle", "ntriples"):
        graph = rdflib.Graph(bind_namespaces="none").parse(data=serialize(annotations, name, ALL), format=RDFLIB[name])
        assert len(graph) == len(expected(annotations, name))


@pytest.mark.parametrize("name", ["turtle", "trig", "ntriples", "nquads", "rdfxml"])
def test_reifiers_survive(annotations: Annotations, name: str) -> None:
    options = MappingOptions(rdf12=True)
    back = {quad.triple for quad in parse(serialize(annotations, name, options), name)}
    assert back == {quad.triple for quad in to_quads(annotations, options)}


def test_json_ld_has_no_reifiers(annotations: Annotations) -> None:
    with pytest.raises(FormatError, match="choose turtle"):
        serialize(annotations, "jsonld", MappingOptions(rdf12=True))
    with pytest.raises(FormatError, match=r"no RDF 1\.2 triple terms"):
        serialize(to_quads(annotations, MappingOptions(rdf12=True)), "jsonld")


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_quads_changes_no_byte(annotations: Annotations, name: str) -> None:
    quads = to_quads(annotations, ALL)
    first = serialize(quads, name)
    random.Random(7).shuffle(quads)
    assert serialize(quads + quads[:20], name) == first == serialize(annotations, name, ALL)


def test_bytes_do_not_depend_on_the_process() -> None:
    program = (
        "import hashlib; from tests.graph import sample; from pressgraph.graph import FORMATS, serialize;"
        "print([hashlib.sha256(serialize(sample.annotated(), form)).hexdigest() for form in FORMATS])"
    )
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(root), str(root / "src")])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
            cwd=root,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert outputs != {b""}


def test_turtle_is_pleasant(annotations: Annotations) -> None:
    text = serialize(annotations, "turtle").decode()
    head = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert head == sorted(head)
    assert not any(line.startswith("@prefix owl:") for line in head)
    places = [
        text.index(words)
        for words in (
            "a nif:Context",
            "a prov:Activity",
            "a schema:City",
            "a rdf:Statement",
            "a pg:Injury",
            "a pg:DescribedEvent",
            "a schema:Quotation",
            "a schema:QuantitativeValue",
            "a nif:RFC5147String",
        )
    ]
    assert places == sorted(places)
    assert text.index("#char=37,48> a") < text.index("#char=110,117> a")


def test_json_ld_is_compact(annotations: Annotations) -> None:
    document = json.loads(serialize(annotations, "jsonld"))
    assert document["@id"] == "https://courier.example/2031/harbour-fire"
    nodes = {node["@id"]: node for node in document["@graph"]}
    article = nodes[document["@id"]]
    assert article["headline"] == "Harbour fire injures two in Velmora"
    assert article["wordCount"] == 80
    statement = next(node for node in document["@graph"] if node.get("predicate") == "pg:capital")
    assert statement["assertion"] == "pg:Asserted"
    assert statement["confidence"] == "0.98"
    assert isinstance(statement["subject"], str)


def test_several_articles_in_one_file(annotations: Annotations) -> None:
    other = sample.annotated(article=sample.article(url="https://courier.example/2"))
    for name in ("nquads", "trig", "jsonld"):
        graphs = article_graphs(parse(serialize([annotations, other], name), name))
        assert {graph.value for graph in graphs} == {
            "https://courier.example/2031/harbour-fire",
            "https://courier.example/2",
        }
    with pytest.raises(FormatError, match="2 articles instead of one"):
        article_graphs(parse(serialize([annotations, other], "turtle"), "turtle"))


def test_a_single_graph_finds_its_article_again(annotations: Annotations) -> None:
    graphs = article_graphs(parse(serialize(annotations, "turtle"), "turtle"))
    (quads,) = graphs.values()
    assert set(quads) == set(to_quads(annotations))
    assert article_graphs([]) == {}


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("ttl", "turtle"),
        (".ttl", "turtle"),
        ("TEXT/TURTLE;charset=utf-8", "turtle"),
        ("json-ld", "jsonld"),
        ("nt", "ntriples"),
        ("application/n-quads", "nquads"),
        ("TriG", "trig"),
        ("xml", "rdfxml"),
        ("jsonl", "jsonl"),
        ("application/x-ndjson", "jsonl"),
    ],
)
def test_formats_by_name(given_name: str, name: str) -> None:
    assert format_of(given_name).name == name


@pytest.mark.parametrize("path", ["out", "out.docx", "a.ttl.zip", ".gz", ""])
def test_unknown_suffixes_list_the_known_ones(path: str) -> None:
    with pytest.raises(FormatError, match=r"turtle \(\.ttl\)"):
        format_of_path(path)


def test_unknown_names_list_the_known_ones() -> None:
    with pytest.raises(FormatError, match=r"unknown format 'docx'.*rdfxml \(\.rdf"):
        format_of("docx")


def test_suffixes_behind_gz() -> None:
    assert format_of_path("a/b.c.NQ.GZ").name == "nquads"


def test_files_and_gzip(annotations: Annotations, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + serialize(annotations, "turtle")))
    assert len(parse(path)) == len(to_quads(annotations))
    path.write_bytes(gzip.compress(b"x")[:-4])
    with pytest.raises(FormatError, match="damaged gzip"):
        parse(path)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"<http://a/> <http://b/> <http://c/> .\n<oops", "ntriples", "feed.ttl, line 2: not readable as ntriples"),
        (b"@prefix a: <http://a/> .\na:b a:c .", "turtle", "line 2"),
        (b"{", "jsonld", "not readable as jsonld"),
        (b'{"@context": "https://schema.org/", "@id": "http://a/"}', "jsonld", "embed the context"),
        (b"<rdf>", "rdfxml", "not readable as rdfxml"),
        (b"\xff\xfe\x00", "trig", "not readable as trig"),
        (b'{"article": 3}', "jsonl", "has no article"),
    ],
)
def test_unreadable_graphs_name_the_place(data: bytes, name: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        parse(data, name, name="feed.ttl")


def test_bytes_need_a_format() -> None:
    with pytest.raises(FormatError, match="name the format"):
        parse(b"")


def test_annotations_lines_read_as_a_graph(annotations: Annotations) -> None:
    assert set(parse(serialize(annotations, "jsonl", ALL), "jsonl")) == set(to_quads(annotations))


def test_the_context_and_the_code_agree_on_the_namespaces() -> None:
    from pressgraph.graph.jsonld import context
    from pressgraph.graph.namespaces import PREFIXES

    assert {key: context()[key] for key in PREFIXES} == PREFIXES
    meanings = [entry["@id"] for entry in context().values() if isinstance(entry, dict)]
    assert len(meanings) == len(set(meanings))
