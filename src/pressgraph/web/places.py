"""Where countries and cities are, for the map on their pages: known offline, by name, and never part of the graph."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from pressgraph.store.terms import term
from pressgraph.web.nodes import Nodes

Point = tuple[float, float]
_HERE = Path(__file__).resolve().parent
_COUNTRIES = _HERE.parent / "language" / "rules" / "entities-countries.toml"
_WIDTH, _HEIGHT = 100.0, 50.0
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in degrees, north and east, to a tenth; ``exact`` for a city, not for the middle of a country."""

    north: float
    east: float
    exact: bool

    @property
    def geo(self) -> str:
        """The point as a geo URI (RFC 5870), with the tenth of a degree as its uncertainty in metres."""
        return f"geo:{self.north},{self.east};u=10000"

    @property
    def words(self) -> str:
        """The point as it is read.

        >>> Spot(-33.9, 151.2, True).words
        '33.9° S, 151.2° E'
        """
        return f"{abs(self.north)}° {'S' if self.north < 0 else 'N'}, {abs(self.east)}° {'W' if self.east < 0 else 'E'}"

    @property
    def window(self) -> str:
        """The part of the world around it as an SVG viewBox in tenths of degrees, south positive."""
        left = min(max(self.east - _WIDTH / 2, -180), 180 - _WIDTH)
        top = min(max(-self.north - _HEIGHT / 2, -90), 90 - _HEIGHT)
        return " ".join(f"{10 * value:g}" for value in (left, top, _WIDTH, _HEIGHT))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names in lower case: of countries, with their codes; of cities, with where each that bears one is."""

    codes: Mapping[str, str]
    middles: Mapping[str, Point]
    cities: Mapping[str, tuple[tuple[str, Point], ...]]
    shared: frozenset[str]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one that travels with the package."""
    places, names = (tomllib.loads(path.read_text("utf-8")) for path in (_HERE / "places.toml", _COUNTRIES))
    codes, middles = {}, {}
    cities: dict[str, list[tuple[str, Point]]] = defaultdict(list)
    for code, numbers in places["countries"].items():
        country = names["countries"][code]
        middles[code] = (numbers[0], numbers[1])
        codes.update({name.casefold(): code for name in (country["name"], *country.get("variants", ()))})
        for name in country.get("capitals", ()):
            cities[name.casefold()].append((code, (numbers[2], numbers[3])))
    for code, table in places["cities"].items():
        for name, (north, east) in table.items():
            cities[name.casefold()].append((code, (north, east)))
    shared = frozenset(name.casefold() for name in places["shared"])
    return Gazetteer(codes, middles, {name: tuple(found) for name, found in cities.items()}, shared)


def spot(store: ox.Store, node: ox.NamedNode) -> Spot | None:
    """Where a country or city is; None where its name does not tell, or where the articles put it elsewhere.

    A city must lie in the country that the articles say, if they say where it lies at all; one with a name that
    others share is found only where they do.
    """
    nodes, known = Nodes.stored(store, ox.DefaultGraph()), gazetteer()
    name, classes = nodes.text(node, "schema:name").casefold(), nodes.classes(node)
    if "Country" in classes:
        code = known.codes.get(name)
        return Spot(*known.middles[code], exact=False) if code else None
    if "City" not in classes:
        return None
    around = list(_around(store, nodes, node))
    countries = {known.codes.get(nodes.text(one, "schema:name").casefold(), "") for one in around}
    found = [point for code, point in known.cities.get(name, ()) if code in countries or _free(known, name, around)]
    return Spot(*found[0], exact=True) if len(found) == 1 else None


def _free(known: Gazetteer, name: str, around: Iterable[ox.NamedNode]) -> bool:
    """Whether a name alone tells the city."""
    return not any(True for _ in around) and name not in known.shared


def _around(store: ox.Store, nodes: Nodes, node: ox.NamedNode) -> Iterator[ox.NamedNode]:
    """The places that contain a place, by the articles' own word, and the country that has it as its capital."""
    default, seen, level = ox.DefaultGraph(), {node}, [node]
    for quad in store.quads_for_pattern(None, term("pg:capital"), node, default):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject
    for _ in range(_LEVELS):
        values = [value for one in level for value in nodes.values(one, "schema:containedInPlace")]
        level = [value for value in values if isinstance(value, ox.NamedNode) and value not in seen]
        seen.update(level)
        yield from level
