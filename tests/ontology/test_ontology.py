"""The ontology: every term of the vocabulary is defined, and OWL 2 DL is kept."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from pressgraph.annotations import Assertion
from pressgraph.graph.namespaces import PREFIXES
from pressgraph.resources import ontology_dir, ontology_file

ROOT = Path(__file__).resolve().parents[2]
PG = PREFIXES["pg"]
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
RESERVED = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
ONTOLOGY = rdflib.Graph(bind_namespaces="none").parse(ontology_file("pressgraph.ttl"))
IRI = URIRef("https://w3id.org/pressgraph/ontology")

EVENTS = [
    "NewsEvent",
    "Attack",
    "Explosion",
    "ArmedConflict",
    "Death",
    "Injury",
    "Disaster",
    "Accident",
    "Crime",
    "Arrest",
    "LegalProceeding",
    "Verdict",
    "Protest",
    "Election",
    "Appointment",
    "Resignation",
    "Meeting",
    "Agreement",
    "Launch",
    "Acquisition",
    "Investment",
    "Transaction",
    "Layoff",
    "Competition",
    "Award",
    "Visit",
    "Communication",
    "Provision",
    "Policy",
    "Marriage",
    "Birth",
    "Retirement",
    "Dismissal",
    "Disappearance",
    "Publication",
]
CLASSES = [*EVENTS, "DescribedEvent", "Group", "MilitaryOrganization", "InternationalOrganization"]
ROLES = ["participant", "agent", "patient", "recipient", "instrument", "result", "cause", "seller"]
OBJECT_PROPERTIES = [
    *ROLES,
    *[
        "count",
        "amount",
        "trigger",
        "eventType",
        "stage",
        "assertion",
        "attributedTo",
        "share",
        "states",
        "reports",
        "addressee",
        "speechAct",
        "chiefExecutive",
        "chairperson",
        "spokesperson",
        "leader",
        "partnerOf",
        "competitorOf",
        "stakeIn",
        "headOfState",
        "headOfGovernment",
        "minister",
        "capital",
        "governmentAgency",
        "opposes",
        "supports",
        "sanctions",
    ],
]
DATATYPE_PROPERTIES = [
    "mentionCount",
    "resolvedBy",
    "confidence",
    "ended",
    "reportedAge",
    "cue",
    "origin",
    "dateText",
    "profile",
    "minConfidence",
]
INDIVIDUALS = [
    "Asserted",
    "Attributed",
    "Negated",
    "Hypothetical",
    "Planned",
    "Accused",
    "Charged",
    "OnTrial",
    "Convicted",
    "Acquitted",
    "Assertion",
    "Request",
    "Denial",
    "Promise",
    "Threat",
    "Warning",
    "Praise",
    "Thanks",
    "Criticism",
    "Question",
]


def pg(name: str) -> URIRef:
    return URIRef(PG + name)


@pytest.mark.parametrize("name", [*CLASSES, *OBJECT_PROPERTIES, *DATATYPE_PROPERTIES, *INDIVIDUALS])
def test_every_term_has_one_label_and_one_definition(name: str) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        texts = list(ONTOLOGY.objects(pg(name), predicate))
        assert len(texts) == 1
        assert texts[0].language == "en"  # type: ignore[attr-defined]
    assert (pg(name), RDFS.isDefinedBy, IRI) in ONTOLOGY


def test_terms_are_of_their_kind() -> None:
    for names, kind in (
        (CLASSES, OWL.Class),
        (OBJECT_PROPERTIES, OWL.ObjectProperty),
        (DATATYPE_PROPERTIES, OWL.DatatypeProperty),
        (INDIVIDUALS, OWL.NamedIndividual),
    ):
        assert [name for name in names if (pg(name), RDF.type, kind) not in ONTOLOGY] == []


@pytest.mark.parametrize("name", [*OBJECT_PROPERTIES, *DATATYPE_PROPERTIES])
def test_every_property_has_a_domain_and_a_range(name: str) -> None:
    for predicate in (RDFS.domain, RDFS.range):
        assert len(list(ONTOLOGY.objects(pg(name), predicate))) == 1


def test_events_and_descriptions_are_kept_apart() -> None:
    above = {
        event: set(ONTOLOGY.transitive_objects(pg(event), RDFS.subClassOf)) for event in [*EVENTS, "DescribedEvent"]
    }
    event = URIRef(PREFIXES["schema"] + "Event")
    for name in EVENTS:
        assert {pg("NewsEvent"), event} <= above[name]
        assert (pg(name), RDF.type, pg("EventType")) in ONTOLOGY
    assert event not in above["DescribedEvent"]
    assert (pg("DescribedEvent"), OWL.disjointWith, event) in ONTOLOGY


def test_roles_are_below_participant() -> None:
    for role in ROLES:
        assert pg("participant") in set(ONTOLOGY.transitive_objects(pg(role), RDFS.subPropertyOf))


def test_every_term_in_code_shapes_and_context_is_defined() -> None:
    defined = {str(node).removeprefix(PG) for node in ONTOLOGY.subjects(RDF.type, None) if str(node).startswith(PG)}
    sources = [*(ROOT / "src" / "pressgraph" / "graph").glob("*.py"), ROOT / "src" / "pressgraph" / "annotations.py"]
    sources += [ontology_file("shapes.ttl"), ontology_file("context.jsonld"), *ontology_dir().glob("*/*.rq")]
    for source in sources:
        used = set(re.findall(r"(?<![\w-])pg:(\w+)", source.read_text("utf-8")))
        assert used <= defined, f"{source.name}: {sorted(used - defined)}"
    assert {status.value.removeprefix("pg:") for status in Assertion} <= defined


def test_the_header_names_version_and_licence() -> None:
    version = str(ONTOLOGY.value(IRI, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert (IRI, OWL.versionIRI, URIRef(f"{IRI}/{version}")) in ONTOLOGY
    assert (
        IRI,
        URIRef("http://purl.org/dc/terms/license"),
        URIRef("https://www.apache.org/licenses/LICENSE-2.0"),
    ) in ONTOLOGY


def test_every_property_is_of_exactly_one_kind() -> None:
    declared = {kind: set(ONTOLOGY.subjects(RDF.type, kind)) for kind in KINDS}
    everything = [node for nodes in declared.values() for node in nodes]
    assert len(everything) == len(set(everything))
    classes = set(ONTOLOGY.subjects(RDF.type, OWL.Class)) | set(ONTOLOGY.subjects(RDF.type, RDFS.Datatype))
    assert not classes & set(everything)


def test_no_reserved_word_is_a_class_or_property_of_ours() -> None:
    axioms = (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith)
    for predicate in axioms:
        for subject, _, value in ONTOLOGY.triples((None, predicate, None)):
            assert not str(subject).startswith(RESERVED)
            assert not str(value).startswith(RESERVED) or str(value).startswith(PREFIXES["xsd"]), value


def test_every_term_in_an_axiom_is_declared() -> None:
    declared = set(ONTOLOGY.subjects(RDF.type, None))
    axioms = {RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith, RDF.first, RDF.type}
    for subject, predicate, value in ONTOLOGY:
        assert subject in declared or (subject, RDF.first, None) in ONTOLOGY, subject
        if not str(predicate).startswith(RESERVED):
            assert (predicate, RDF.type, OWL.AnnotationProperty) in ONTOLOGY, predicate
        if predicate in axioms and isinstance(value, URIRef) and not str(value).startswith(RESERVED):
            assert value in declared, value


def test_ranges_fit_the_kind_of_property() -> None:
    for kind, wanted in ((OWL.DatatypeProperty, True), (OWL.ObjectProperty, False)):
        for node in ONTOLOGY.subjects(RDF.type, kind):
            for value in ONTOLOGY.objects(node, RDFS.range):
                assert str(value).startswith(PREFIXES["xsd"]) is wanted


def test_schema_terms_exist_in_release_30() -> None:
    shared = Path(os.environ.get("PRESSGRAPH_SHARED", ROOT.parent / "shared"))
    release = shared / "vocab" / "schemaorg-30.0-https.ttl"
    if not release.is_file():
        pytest.skip(
            f"schema.org's release 30.0 is not at {release}: set PRESSGRAPH_SHARED to the folder that holds vocab/"
        )
    known = set(re.findall(r"^schema:(\w+) a ", release.read_text("utf-8"), re.MULTILINE))
    assert len(known) > 1000
    sources = [*(ROOT / "src" / "pressgraph" / "graph").glob("*.py"), *ontology_dir().glob("**/*.*")]
    sources += (ROOT / "src" / "pressgraph" / "language" / "rules").glob("**/*.toml")
    for source in sources:
        used = set(re.findall(r"(?<![\w-])schema:(\w+)", source.read_text("utf-8")))
        assert used <= known, f"{source.name}: {sorted(used - known)}"
