"""What a graph says, one item each: facts, claims, quotations and events, with their evidence and source."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from pressgraph.store.results import plain
from pressgraph.store.terms import term
from pressgraph.web.nodes import Nodes, Ref, local_name, words

ROLES = ("pg:agent", "pg:patient", "pg:recipient", "pg:instrument", "pg:result", "pg:cause", "pg:seller")
CIRCUMSTANCES = (
    *("pg:participant", "schema:location", "schema:startDate", "schema:endDate", "pg:dateText"),
    *("pg:count", "pg:amount", "pg:stage"),
)
_VALIDITY = ("schema:startDate", "schema:endDate", "pg:ended", "pg:share")
STATEMENT, DESCRIBED = term("rdf:Statement"), term("pg:DescribedEvent")
CLAIMS = {term("schema:Claim"): "claim", term("schema:Quotation"): "quotation"}
Part = tuple[str, Ref]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters ``begin`` to ``end`` (exclusive) of an article's text, and what they say."""

    begin: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A fact, claim, quotation or event of an article.

    ``assertion`` is asserted, attributed, negated, hypothetical or planned, and ``said`` for claims and quotations.
    ``relation`` is a fact's property, an event's class or a claim's act of speech, in words. ``states`` are the
    anchors of what a claim says.
    """

    anchor: str
    iri: str
    kind: str
    assertion: str
    relation: str
    subject: Ref | None
    value: Ref | None
    parts: tuple[Part, ...]
    source: Ref | None
    confidence: float
    origins: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    trigger: Evidence | None = None
    cue: str = ""
    states: tuple[str, ...] = ()
    date: str = ""

    @property
    def place(self) -> int:
        """Where it stands among the others: an event at its trigger."""
        return self.trigger.begin if self.trigger else self.begin

    @property
    def begin(self) -> int:
        """Where its evidence begins; -1 without any."""
        return self.evidence[0].begin if self.evidence else -1


def anchor(iri: str) -> str:
    """The name of a node within its article's page.

    >>> anchor("https://w3id.org/pressgraph/id/article/12/statement/ab")
    'statement-ab'
    """
    return "-".join(iri.rstrip("/").split("/")[-2:])


def item(nodes: Nodes, node: ox.NamedNode) -> Item | None:
    """The item that a node is; None for any other node."""
    kinds = nodes.values(node, "rdf:type")
    if STATEMENT in kinds:
        return _fact(nodes, node)
    for kind, name in CLAIMS.items():
        if kind in kinds:
            return _claim(nodes, node, name)
    if nodes.first(node, "pg:assertion") is not None:
        return _event(nodes, node, described=DESCRIBED in kinds)
    return None


def _fact(nodes: Nodes, node: ox.NamedNode) -> Item:
    return Item(
        relation=words(plain_iri(nodes.first(node, "rdf:predicate"))),
        subject=nodes.ref(nodes.first(node, "rdf:subject")),
        value=nodes.ref(nodes.first(node, "rdf:object")),
        parts=_parts(nodes, node, _VALIDITY),
        **_common(nodes, node, "fact"),  # type: ignore[arg-type]
    )


def _event(nodes: Nodes, node: ox.NamedNode, *, described: bool) -> Item:
    kind = nodes.first(node, "pg:eventType") if described else next(iter(nodes.values(node, "rdf:type")), None)
    return Item(
        relation=words(plain_iri(kind)),
        subject=None,
        value=None,
        parts=_parts(nodes, node, (*ROLES, *CIRCUMSTANCES)),
        trigger=next(iter(_evidence(nodes, node, "pg:trigger")), None),
        date=nodes.text(node, "schema:startDate") or nodes.text(node, "schema:endDate"),
        **_common(nodes, node, "event"),  # type: ignore[arg-type]
    )


def _claim(nodes: Nodes, node: ox.NamedNode, kind: str) -> Item:
    common = {
        **_common(nodes, node, kind),
        "assertion": "said",
        "source": nodes.ref(nodes.first(node, "schema:author")),
    }
    linked = [*nodes.values(node, "pg:states"), *nodes.values(node, "pg:reports")]
    return Item(
        relation=words(plain_iri(nodes.first(node, "pg:speechAct"))),
        subject=None,
        value=Ref(nodes.text(node, "schema:text")),
        parts=_parts(nodes, node, ("pg:addressee", "schema:dateCreated")),
        cue=nodes.text(node, "pg:cue"),
        states=tuple(anchor(stated.value) for stated in linked if isinstance(stated, ox.NamedNode)),
        **common,  # type: ignore[arg-type]
    )


def _common(nodes: Nodes, node: ox.NamedNode, kind: str) -> dict[str, object]:
    return {
        "anchor": anchor(node.value),
        "iri": node.value,
        "kind": kind,
        "assertion": local_name(plain_iri(nodes.first(node, "pg:assertion"))).lower() or "asserted",
        "source": nodes.ref(nodes.first(node, "pg:attributedTo")),
        "confidence": nodes.number(node, "pg:confidence", 1.0),
        "origins": tuple(map(plain, nodes.values(node, "pg:origin"))),
        "evidence": tuple(_evidence(nodes, node, "prov:wasDerivedFrom")),
    }


def _parts(nodes: Nodes, node: ox.NamedNode, properties: tuple[str, ...]) -> tuple[Part, ...]:
    found: list[Part] = []
    for curie in properties:
        for value in nodes.values(node, curie):
            ref = nodes.ref(value)
            if ref is not None:
                is_term = curie == "pg:stage"
                found.append((words(curie.partition(":")[2]), Ref(words(plain_iri(value))) if is_term else ref))
    return tuple(found)


def _evidence(nodes: Nodes, node: ox.NamedNode, curie: str) -> list[Evidence]:
    found = []
    for span in nodes.values(node, curie):
        begin, end = nodes.text(span, "nif:beginIndex"), nodes.text(span, "nif:endIndex")
        if begin.isdigit() and end.isdigit():
            found.append(Evidence(int(begin), int(end), nodes.text(span, "nif:anchorOf")))
    return sorted(found, key=lambda item: (item.begin, item.end))


def plain_iri(node: object) -> str:
    """An IRI's text, empty for anything else."""
    return node.value if isinstance(node, ox.NamedNode) else ""
