"""A server of each kind, and connections that do not wait between attempts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pressgraph.store.remote import Connection, RemoteStore
from pressgraph.store.remote.connection import Patience
from pressgraph.store.remote.places import place_of
from tests.store.remote.server import Server, serving

PATHS = {"oxigraph": "", "fuseki": "/news", "rdf4j": "/repositories/news", "graphdb": "/repositories/n", "virtuoso": ""}
Connect = Callable[..., Connection]


@pytest.fixture(params=PATHS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server whose default graph is a union where the test is about a kind of store that has one."""
    name = request.getfixturevalue("kind") if "kind" in request.fixturenames else "oxigraph"
    with serving(union=name in ("rdf4j", "graphdb", "virtuoso")) as made:
        yield made


@pytest.fixture
def pauses() -> list[float]:
    """The seconds that were waited, in their order."""
    return []


@pytest.fixture
def connect(server: Server, pauses: list[float]) -> Iterator[Connect]:
    """Connect to the server as a kind of store, with an environment of the test's own."""
    made: list[Connection] = []

    def open_one(kind: str = "oxigraph", **environment: str) -> Connection:
        place = place_of(f"{kind}:{server.address}{PATHS[kind]}")
        patience = Patience(sleep=pauses.append)
        made.append(Connection(place, patience, {"NETRC": "/nowhere", **environment}))
        return made[-1]

    yield open_one
    for one in made:
        one.__exit__()


@pytest.fixture
def store(request: pytest.FixtureRequest, connect: Connect) -> RemoteStore:
    """The server as a store."""
    return RemoteStore(connect(request.getfixturevalue("kind") if "kind" in request.fixturenames else "oxigraph"))
