"""Why something is in a graph: its evidence, the rule or model behind it, its status and its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from pressgraph.store.reifiers import unfold
from pressgraph.store.results import Term, plain
from pressgraph.store.terms import term

_STATEMENT = term("rdf:Statement")
_DESCRIBED = term("pg:DescribedEvent")
_CLAIMS = {term("schema:Claim"): "claim", term("schema:Quotation"): "quotation"}
_ROLES = ("pg:agent", "pg:patient", "pg:recipient", "pg:instrument", "pg:result", "pg:cause", "pg:seller")
_CIRCUMSTANCES = ("pg:participant", "schema:location", "schema:startDate", "schema:endDate", "pg:count", "pg:amount")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the article: code points ``begin`` to ``end`` (exclusive) of its reference text."""

    begin: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One statement, event or claim with its reasons; ``text`` is the reference text where the graph includes it.

    ``origins`` are rules or models (``rule:apposition``); ``source`` is who says so, empty for the article itself.
    """

    article: str
    node: str
    kind: str
    subject: str
    property: str
    value: str
    assertion: str
    source: str
    confidence: str
    origins: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    text: str | None = None

    def matches(self, words: Iterable[str]) -> bool:
        """Whether all words occur in what is explained, in any case."""
        whole = f"{self.kind} {self.subject} {self.property} {self.value} {self.node}".casefold()
        return all(word.casefold() in whole for word in words)


def explanations(quads: Iterable[ox.Quad]) -> list[Explanation]:
    """Everything in the graphs that rests on evidence, in the order of the text."""
    graphs: dict[object, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    return [found for triples in graphs.values() for found in _Graph(unfold(triples)).explanations()]


class _Graph:
    """One article's triples by subject and property."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.nodes: dict[object, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self.nodes[triple.subject][triple.predicate.value].append(triple.object)

    def explanations(self) -> list[Explanation]:
        found = [item for node in list(self.nodes) for item in self._explained(node)]
        return sorted(
            found, key=lambda item: (item.article, item.evidence[0].begin if item.evidence else -1, item.node)
        )

    def values(self, node: object, curie: str) -> list[Term]:
        return self.nodes[node].get(term(curie).value, []) if node in self.nodes else []

    def first(self, node: object, curie: str) -> Term | None:
        return next(iter(self.values(node, curie)), None)

    def label(self, node: Term | None) -> str:
        """A node's name or figure, else the term itself."""
        named = self.first(node, "schema:name")
        return plain(named) if named is not None else self._figure(node) or plain(node)

    def _figure(self, node: Term | None) -> str:
        least, most = self.first(node, "schema:minValue"), self.first(node, "schema:maxValue")
        exact, unit = self.first(node, "schema:value"), self.first(node, "schema:unitText")
        bounds = [f"≥ {plain(least)}" if least else "", f"≤ {plain(most)}" if most else "", plain(exact)]
        return " ".join(filter(None, [*bounds, plain(unit), plain(self.first(node, "schema:currency"))]))

    def _explained(self, node: object) -> Iterator[Explanation]:
        kinds = self.values(node, "rdf:type")
        if _STATEMENT in kinds:
            yield self._explanation(node, "statement", *self._triple(node))
        elif claim := next((name for kind, name in _CLAIMS.items() if kind in kinds), None):
            words, author = self.label(self.first(node, "schema:text")), self.first(node, "schema:author")
            speaker = self.label(author) or "somebody"
            yield self._explanation(node, claim, speaker, plain(self.first(node, "pg:speechAct")), words)
        elif self.first(node, "pg:assertion") is not None:
            kind = self.first(node, "pg:eventType") if _DESCRIBED in kinds else kinds[0] if kinds else None
            yield self._explanation(node, "event", plain(kind), "", self._parts(node))

    def _triple(self, node: object) -> tuple[str, str, str]:
        subject, value = self.first(node, "rdf:subject"), self.first(node, "rdf:object")
        return self.label(subject), plain(self.first(node, "rdf:predicate")), self.label(value)

    def _parts(self, node: object) -> str:
        parts = [(role, value) for role in (*_ROLES, *_CIRCUMSTANCES) for value in self.values(node, role)]
        return "; ".join(f"{role.partition(':')[2]} {self.label(value)}" for role, value in parts)

    def _explanation(self, node: object, kind: str, subject: str, relation: str, value: str) -> Explanation:
        article, text = self._article()
        return Explanation(
            article,
            getattr(node, "value", str(node)),
            kind,
            subject,
            relation,
            value,
            plain(self.first(node, "pg:assertion")),
            self.label(self.first(node, "pg:attributedTo")),
            plain(self.first(node, "pg:confidence")),
            tuple(sorted(plain(origin) for origin in self.values(node, "pg:origin"))),
            tuple(self._evidence(self.values(node, "prov:wasDerivedFrom"))),
            text,
        )

    def _article(self) -> tuple[str, str | None]:
        for node, properties in self.nodes.items():
            if term("schema:NewsArticle") in properties.get(term("rdf:type").value, []):
                whole = self.first(node, "nif:isString")
                return getattr(node, "value", ""), plain(whole) if whole is not None else None
        return "", None

    def _evidence(self, spans: Sequence[Term]) -> list[Evidence]:
        found = []
        for span in spans:
            begin, end = self.first(span, "nif:beginIndex"), self.first(span, "nif:endIndex")
            if begin is not None and end is not None:
                words = plain(self.first(span, "nif:anchorOf"))
                found.append(Evidence(int(plain(begin)), int(plain(end)), words))
        return sorted(found, key=lambda item: (item.begin, item.end))
