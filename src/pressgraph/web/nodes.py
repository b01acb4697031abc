"""Nodes of a graph as the page shows them: their properties, labels and families."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from pressgraph.store.results import Term, plain
from pressgraph.store.terms import short, term

Describe = Callable[[ox.NamedNode], Iterable[ox.Triple]]

_FAMILIES = {
    "person": {"Person"},
    "organization": {
        *("Organization", "GovernmentOrganization", "NewsMediaOrganization", "Corporation", "EducationalOrganization"),
        *("SportsTeam", "PoliticalParty", "MilitaryOrganization", "InternationalOrganization"),
    },
    "place": {
        *("Place", "Country", "City", "State", "AdministrativeArea", "BodyOfWater", "Continent", "Landform"),
        *("LandmarksOrHistoricalBuildings", "CivicStructure", "Airport", "Mountain", "RiverBodyOfWater"),
    },
    "group": {"Group"},
    "work": {"Product", "CreativeWork", "Book", "Movie", "Legislation", "SoftwareApplication", "Vehicle", "Service"},
    "article": {"NewsArticle"},
    "claim": {"Claim", "Quotation"},
    "statement": {"Statement"},
    "event": {"DescribedEvent"},
    "value": {"QuantitativeValue", "MonetaryAmount"},
}
FAMILIES = tuple(_FAMILIES)


@dataclass(frozen=True, slots=True)
class Ref:
    """A node or value to show: ``iri`` is empty for a literal; ``family`` is one of `FAMILIES`, or ``thing``."""

    label: str
    iri: str = ""
    family: str = ""


class Nodes:
    """Nodes by their properties, which are looked up once; ``describe`` gives a node's triples."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._known: dict[ox.NamedNode, dict[str, list[Term]]] = {}

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Nodes:
        """The nodes of triples at hand."""
        found: dict[object, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            found[triple.subject].append(triple)
        return cls(lambda node: found.get(node, ()))

    @classmethod
    def stored(cls, store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Nodes:
        """The nodes of a store's graph."""
        return cls(lambda node: (quad.triple for quad in store.quads_for_pattern(node, None, None, graph)))

    def properties(self, node: object) -> dict[str, list[Term]]:
        """A node's values by property IRI."""
        if not isinstance(node, ox.NamedNode):
            return {}
        if node not in self._known:
            found: dict[str, list[Term]] = defaultdict(list)
            for triple in self._describe(node):
                found[triple.predicate.value].append(triple.object)
            self._known[node] = {key: sorted(found[key], key=str) for key in sorted(found)}
        return self._known[node]

    def values(self, node: object, curie: str) -> list[Term]:
        """A node's values of a property, sorted."""
        return self.properties(node).get(term(curie).value, [])

    def first(self, node: object, curie: str) -> Term | None:
        """One value of a property."""
        return next(iter(self.values(node, curie)), None)

    def text(self, node: object, curie: str) -> str:
        """One value of a property as text, empty where there is none."""
        return plain(self.first(node, curie))

    def number(self, node: object, curie: str, default: float = 0.0) -> float:
        """One value of a property as a number."""
        try:
            return float(self.text(node, curie))
        except ValueError:
            return default

    def classes(self, node: object) -> list[str]:
        """The local names of a node's classes."""
        return [local_name(kind.value) for kind in self.values(node, "rdf:type") if isinstance(kind, ox.NamedNode)]

    def ref(self, node: Term | None) -> Ref | None:
        """A node with its name, or a value as it is read."""
        if node is None:
            return None
        if not isinstance(node, ox.NamedNode):
            return Ref(plain(node))
        figure = self._figure(node)
        if figure:
            return Ref(figure, "", "value")
        named = self.first(node, "schema:name") or self.first(node, "schema:headline")
        return Ref(
            plain(named) if named is not None else short_name(node.value), node.value, family(self.classes(node))
        )

    def _figure(self, node: ox.NamedNode) -> str:
        least, most = self.text(node, "schema:minValue"), self.text(node, "schema:maxValue")
        exact = grouped(self.text(node, "schema:value"))
        bounds = " to ".join(grouped(bound) for bound in (least, most) if bound)
        if bounds and not (least and most):
            bounds = f"{'at least' if least else 'at most'} {bounds}"
        unit = self.text(node, "schema:unitText") or self.text(node, "schema:currency")
        return " ".join(filter(None, [exact or bounds, unit])) if exact or bounds else ""


def family(classes: Iterable[str]) -> str:
    """The family that a node's classes put it into.

    >>> family(["City"]), family(["Attack"]), family([])
    ('place', 'event', 'thing')
    """
    found = list(classes)
    for name, members in _FAMILIES.items():
        if members.intersection(found):
            return name
    return "event" if found and not {"Thing", "Agent"}.intersection(found) else "thing"


def grouped(number: str) -> str:
    """A number with its thousands apart.

    >>> grouped("12000"), grouped("2.5"), grouped("about")
    ('12,000', '2.5', 'about')
    """
    whole, dot, rest = number.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.isdigit() and len(whole) > 4 else number


def local_name(iri: str) -> str:
    """What follows the last slash or hash.

    >>> local_name("https://schema.org/jobTitle")
    'jobTitle'
    """
    return re.split(r"[/#]", iri)[-1]


def words(name: str) -> str:
    """A class's or property's name as words.

    >>> words("https://w3id.org/pressgraph/ontology#headOfGovernment")
    'head of government'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local_name(name)).lower()


def short_name(iri: str) -> str:
    """An IRI as short as it can be read."""
    found = short(iri)
    return found if not found.startswith("<") else iri
