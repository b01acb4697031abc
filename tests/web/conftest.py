"""A store with the sample articles' texts and graphs, and a client of its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="no starlette: install pressgraph with its dependencies")
pytest.importorskip("httpx2", reason="no httpx2: install pressgraph[test]")

from starlette.testclient import TestClient

from pressgraph.graph.jsonl import load_annotations
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store import ArticleStore
from pressgraph.web import WebOptions, create_app
from tests.conftest import ROOT

SAMPLES = ("chess-final", "harbour-bridge", "satellite-call")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles with their texts; nobody writes to it."""
    directory = tmp_path_factory.mktemp("page") / "store"
    options = MappingOptions(include_text=True)
    quads = [
        quad
        for name in SAMPLES
        for one in load_annotations((ROOT / "output" / f"{name}.jsonl").read_bytes(), name)
        for quad in to_quads(one, options)
    ]
    ArticleStore(directory).load(quads)
    return directory


@pytest.fixture(scope="session")
def options(store: Path) -> WebOptions:
    """The settings of the shared client."""
    return WebOptions(store, queries=2, timeout_s=20.0, limit=500, body_timeout_s=5.0)


@pytest.fixture(scope="session")
def client(options: WebOptions) -> Iterator[TestClient]:
    """A client on loopback that does not follow redirects."""
    with TestClient(create_app(options), base_url="http://127.0.0.1", follow_redirects=False) as found:
        yield found
