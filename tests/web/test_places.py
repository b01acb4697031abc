"""Where places are: what a name tells, and what it does not."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from pressgraph.web.places import Spot, gazetteer, spot
from tests.checks.graphs import quads


def where(name: str, turtle: str) -> Spot | None:
    """The spot of the one among these nodes that is ``:x``, of that name."""
    store = ox.Store()
    told = quads(f':x schema:name "{name}" . {turtle}', "https://news.example/1")
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in told)
    [node] = {quad.subject for quad in store if quad.subject.value.endswith("x")}
    assert isinstance(node, ox.NamedNode)
    return spot(store, node)


def test_countries_by_any_of_their_names() -> None:
    assert where("Ukraine", ":x a schema:Country .") == Spot(49.0, 32.0, exact=False)
    assert where("U.S.", ":x a schema:Country .") == where("United States", ":x a schema:Country .")
    assert where("Ruritania", ":x a schema:Country .") is None
    assert where("Ukraine", ":x a schema:Place .") is None


def test_cities_by_name_unless_the_articles_put_them_elsewhere() -> None:
    paris, inside = ":x a schema:City .", ":x schema:containedInPlace :y . :y schema:name"
    assert where("Paris", paris) == Spot(48.9, 2.4, exact=True)
    assert where("Paris", f'{paris} {inside} "France" .') == Spot(48.9, 2.4, exact=True)
    assert where("Paris", f'{paris} {inside} "Texas" .') is None
    assert where("Paris", f'{paris} {inside} "Texas" ; schema:containedInPlace :z . :z schema:name "US" .') is None
    assert (
        where("Lyon", f'{paris} {inside} "Rhône" ; schema:containedInPlace :z . :z schema:name "France" .') is not None
    )
    assert where("Kyiv", ':x a schema:City . :y pg:capital :x ; schema:name "Ukraine" .') is not None
    assert where("Kyiv", ':x a schema:City . :y pg:capital :x ; schema:name "Elbonia" .') is None


def test_shared_names_need_their_country() -> None:
    athens = ":x a schema:City ; schema:containedInPlace :y . :y schema:name"
    assert where("Athens", ":x a schema:City .") is None
    assert where("Athens", f'{athens} "Greece" .') == Spot(38.0, 23.7, exact=True)
    assert where("Athens", f'{athens} "Georgia" .') is None


def test_places_that_contain_each_other_end() -> None:
    assert where("Lyon", ":x a schema:City ; schema:containedInPlace :y . :y schema:containedInPlace :x .") is None


def test_the_list_is_whole_and_within_the_world() -> None:
    known = gazetteer()
    assert set(known.middles) == set(known.codes.values())
    points = [*known.middles.values(), *(point for found in known.cities.values() for _, point in found)]
    assert len(points) > 800
    assert all(-90 <= north <= 90 and -180 <= east <= 180 for north, east in points)


@pytest.mark.parametrize("east", [-179.9, 0.0, 178.4])
def test_the_window_stays_within_the_world(east: float) -> None:
    left, top, width, height = map(float, Spot(-80.0, east, True).window.split())
    assert -1800 <= left <= 10 * east <= left + width <= 1800
    assert -900 <= top <= 800 <= top + height <= 900


def test_a_citys_page_has_a_map_and_a_persons_none(client: TestClient) -> None:
    query = 'SELECT ?x { ?x a schema:City ; schema:name "Kyiv" }'
    [row] = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    place = client.get("/resource", params={"iri": row["x"]["value"]}, headers={"Accept": "text/html"})
    page = client.get(place.headers["location"], headers={"Accept": "text/html"}).text
    assert 'href="geo:50.4,30.5;u=10000"' in page
    assert client.get("/static/vendor/world.svg").text.count("<path") == 1
    person = client.get("/entities", params={"q": "Rui Tavares"}, headers={"Accept": "text/html"}).text
    assert "geo:" not in person
