"""A store with the sample articles' texts and graphs, and a client of its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="no starlette: install pressgraph with its dependencies")
pytest.importorskip("httpx2", reason="no httpx2: install pressgraph[test]")

from starlette.testclient import TestClient

from pressgraph.web import WebOptions, create_app
from tests.web.samples import fill


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles with their texts; nobody writes to it."""
    return fill(tmp_path_factory.mktemp("page") / "store")


@pytest.fixture(scope="session")
def options(store: Path) -> WebOptions:
    """The settings of the shared client."""
    return WebOptions(store, queries=2, timeout_s=20.0, limit=500, body_timeout_s=5.0)


@pytest.fixture(scope="session")
def client(options: WebOptions) -> Iterator[TestClient]:
    """A client on loopback that does not follow redirects."""
    with TestClient(create_app(options), base_url="http://127.0.0.1", follow_redirects=False) as found:
        yield found
