"""Basic, digest and bearer credentials, from the environment and netrc."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressgraph.errors import OptionError, StoreError
from pressgraph.store.remote import RemoteStore
from pressgraph.store.remote.credentials import Credentials, credentials_for
from tests.store.remote.articles import A, article, graphs
from tests.store.remote.conftest import Connect
from tests.store.remote.server import Server
from tests.store.remote.test_loading import in_graph, load

PAIR = {"PRESSGRAPH_STORE_USER": "desk", "PRESSGRAPH_STORE_PASSWORD": "pa:ss wörd"}
GIVEN = graphs(article(A, ":x schema:spouse :y ."))


@pytest.mark.parametrize("scheme", ["Basic", "digest", "silent"])
def test_name_and_password(connect: Connect, server: Server, scheme: str) -> None:
    server.login = (scheme, "desk", "pa:ss wörd")
    load(RemoteStore(connect(**PAIR)), GIVEN)
    assert in_graph(server, A) == GIVEN[0][1]
    refused = server.login = (scheme, "desk", "other")
    with pytest.raises(StoreError, match="refuses these credentials") as caught:
        load(RemoteStore(connect(**PAIR)), GIVEN)
    assert "wörd" not in str(caught.value), refused


def test_token(connect: Connect, server: Server) -> None:
    server.login = ("Bearer", "", "t0ken")
    load(RemoteStore(connect(PRESSGRAPH_STORE_TOKEN="t0ken")), GIVEN)
    assert in_graph(server, A) == GIVEN[0][1]
    with pytest.raises(StoreError, match="wants credentials"):
        load(RemoteStore(connect()), GIVEN)


def test_password_is_sent_only_when_asked_for(connect: Connect) -> None:
    sent: list[str] = []
    connection = connect(**PAIR)
    connection._client.event_hooks["request"] = [lambda request: sent.append(request.headers.get("authorization", ""))]
    load(RemoteStore(connection), GIVEN)
    assert set(sent) == {""}


def test_netrc(tmp_path: Path, connect: Connect, server: Server) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login desk password secret\n")
    path.chmod(0o600)
    server.login = ("digest", "desk", "secret")
    load(RemoteStore(connect(NETRC=str(path))), GIVEN)
    assert in_graph(server, A) == GIVEN[0][1]
    assert credentials_for("http://elsewhere.example/", {"NETRC": str(path)}) == Credentials()
    path.write_text("machine")
    with pytest.raises(OptionError, match="cannot be used"):
        credentials_for("http://127.0.0.1/", {"NETRC": str(path)})


def test_half_of_a_pair_is_said() -> None:
    for name in PAIR:
        with pytest.raises(OptionError, match="the other is not"):
            credentials_for("http://h/", {name: "x", "NETRC": "/nowhere"})


def test_secrets_are_not_shown() -> None:
    assert "secret" not in repr(Credentials("desk", "secret", "secret"))
