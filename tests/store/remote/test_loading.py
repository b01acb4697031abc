"""Loading, replacing, merging and deleting on stores of every kind."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from pressgraph.errors import StoreError
from pressgraph.store import Loaded, Mode, Status
from pressgraph.store.loading import canonical
from pressgraph.store.remote import RemoteStore
from pressgraph.store.remote.places import ASSERTED_GRAPH, LEDGER_GRAPH
from pressgraph.store.terms import ONTOLOGY_GRAPH
from tests.store.remote.articles import A, B, C, Graphs, article, graphs, merged, some_article
from tests.store.remote.conftest import Connect
from tests.store.remote.server import Fault, Server


def load(store: RemoteStore, given: Graphs, mode: Mode = Mode.REPLACE) -> list[Loaded]:
    return list(store.load(given, mode))


def in_merged(store: RemoteStore, server: Server) -> set[ox.Triple]:
    name = ASSERTED_GRAPH if store.place.union else ox.DefaultGraph()
    return {quad.triple for quad in server.store.quads_for_pattern(None, None, None, name)}


def in_graph(server: Server, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in server.store.quads_for_pattern(None, None, None, ox.NamedNode(name))}


def test_graphs_and_what_they_assert(store: RemoteStore, server: Server, kind: str) -> None:
    given = graphs(article(A, ":x schema:spouse :y ."), article(B, ":x schema:spouse :y . :st a rdf:Statement ."))
    done = load(store, given)
    assert [(item.graph, item.status) for item in done] == [(A, Status.ADDED), (B, Status.ADDED)]
    for name, triples in given:
        assert in_graph(server, name.value) == triples, kind
    assert in_merged(store, server) == merged(triples for _, triples in given)
    assert store.graphs() == [A, B]
    assert len(in_graph(server, ONTOLOGY_GRAPH.value)) > 100


def test_second_load_changes_nothing_and_sends_nothing(store: RemoteStore, server: Server, kind: str) -> None:
    given = graphs(article(A, ':x schema:name "X"@EN ; pg:share 1.50 .'), article(B, ":x schema:spouse :y ."))
    load(store, given)
    before, asked = set(server.store), len(server.seen)
    again = load(store, given)
    assert [(item.status, item.added, item.removed) for item in again] == [(Status.UNCHANGED, 0, 0)] * 2
    assert set(server.store) == before
    assert not [path for method, path in server.seen[asked:] if method in ("PUT", "DELETE") or "update" in path]
    assert not [body for body in server.bodies[asked:] if "INSERT" in body], kind


def test_replacing_and_removing_keep_the_merged_graph_right(store: RemoteStore, server: Server, kind: str) -> None:
    load(store, graphs(article(A, ":x schema:spouse :y . :x schema:parent :z ."), article(B, ":x schema:parent :z .")))
    [changed] = load(store, graphs(article(A, ":x schema:spouse :w .")))
    assert (changed.status, changed.added, changed.removed) == (Status.REPLACED, 1, 2)
    assert in_merged(store, server) == merged([in_graph(server, A), in_graph(server, B)])
    assert len(in_graph(server, A)) == 2
    [gone] = store.remove([B])
    assert (gone.status, gone.removed) == (Status.REMOVED, 2)
    assert in_merged(store, server) == merged([in_graph(server, A)])
    assert store.graphs() == [A]
    assert not list(server.store.quads_for_pattern(ox.NamedNode(B), None, None, None)), kind
    with pytest.raises(StoreError, match="no article graph"):
        list(store.remove([B]))


def test_merge_keep_and_delete(store: RemoteStore, server: Server, kind: str) -> None:
    load(store, graphs(article(A, ":x schema:spouse :y .")))
    more = graphs(article(A, ":x schema:parent :z ."), article(B, ""))
    assert [item.status for item in load(store, more, Mode.KEEP)] == [Status.KEPT, Status.ADDED]
    [extended, same] = load(store, more, Mode.MERGE)
    assert (extended.status, extended.added, extended.removed) == (Status.EXTENDED, 1, 0)
    assert same.status is Status.UNCHANGED
    assert len(in_graph(server, A)) == 3
    assert [item.status for item in load(store, more, Mode.MERGE)] == [Status.UNCHANGED] * 2
    assert [item.status for item in load(store, more, Mode.DELETE)] == [Status.REMOVED] * 2
    assert store.graphs() == []
    assert in_merged(store, server) == set()
    assert [item.status for item in load(store, more, Mode.DELETE)] == [Status.UNCHANGED] * 2, kind


def test_many_changes_at_random_leave_what_the_graphs_assert(store: RemoteStore, server: Server, kind: str) -> None:
    """Articles come, change and go in batches; the merged graph is always that of the graphs that are there."""
    chance = random.Random(7)
    there: dict[str, set[ox.Triple]] = {}
    for turn in range(8):
        given = graphs(*(some_article(number, chance) for number in chance.sample(range(9), 4)))
        mode = chance.choice([Mode.REPLACE, Mode.REPLACE, Mode.MERGE, Mode.DELETE])
        load(store, given, mode)
        for name, triples in given:
            there[name.value] = mode.outcome(there.get(name.value, set()), triples)
        assert {name: in_graph(server, name) for name in there} == there, (kind, turn)
        assert in_merged(store, server) == merged(there.values()), (kind, turn, mode)


def test_own_graphs_cannot_be_loaded_over(store: RemoteStore) -> None:
    for name in (ASSERTED_GRAPH, LEDGER_GRAPH, ONTOLOGY_GRAPH):
        with pytest.raises(StoreError, match="own"):
            load(store, graphs(article(name.value, "")))


def test_batches_are_bounded(store: RemoteStore, server: Server) -> None:
    given = graphs(*(article(f"https://news.example/{n:03}", "") for n in range(230)))
    assert len(load(store, given)) == 230
    assert [body.count('#triples> "') for body in server.bodies if "INSERT DATA { <" in body] == [100, 100, 30]


@pytest.mark.parametrize("cut_after", range(1, 9))
def test_a_load_that_was_broken_off_is_taken_up_again(
    connect: Connect, server: Server, kind: str, cut_after: int
) -> None:
    """The loader dies after its nth request that changes something; the same command then leaves what it should."""
    load(RemoteStore(connect(kind)), graphs(article(A, ":x schema:spouse :y ."), article(C, ":x schema:parent :y .")))
    given = graphs(article(A, ":x schema:spouse :w ."), article(B, ":x schema:parent :y . :v schema:spouse :u ."))
    connection = connect(kind)
    send, left = connection.send, cut_after

    def dying(method: str, address: str, **options: object) -> object:
        nonlocal left
        if method != "GET" and "query" not in dict(options.get("data") or {}):  # type: ignore[call-overload]
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
        return send(method, address, **options)  # type: ignore[arg-type]

    connection.send = dying  # type: ignore[method-assign, assignment]
    try:
        load(RemoteStore(connection), given)
    except KeyboardInterrupt:
        whole = [in_graph(server, A), in_graph(server, B)]
        assert whole[0] in (canonical(q.triple for q in article(A, ":x schema:spouse :y .")), given[0][1])
        assert whole[1] in (set(), given[1][1])
        assert in_merged(store := RemoteStore(connect(kind)), server) <= merged([*whole, in_graph(server, C)]), store
    fresh = RemoteStore(connect(kind))
    load(fresh, given)
    assert [item.status for item in load(fresh, given)] == [Status.UNCHANGED] * 2
    assert in_merged(fresh, server) == merged([given[0][1], given[1][1], in_graph(server, C)])


def test_a_store_that_others_write_to_is_noticed(store: RemoteStore, server: Server) -> None:
    given = graphs(article(A, ":x schema:spouse :y ."))
    load(store, given)
    server.store.remove_graph(ox.NamedNode(A))
    assert [item.status for item in load(store, given)] == [Status.ADDED]
    assert in_graph(server, A) == given[0][1]


def test_a_store_that_loses_triples_is_said(store: RemoteStore, server: Server) -> None:
    server.faults.append(Fault("/update", status=204, text="", body="INSERT DATA { <"))
    with pytest.raises(StoreError, match=r"was given 2 triples .* and has 0 and 0"):
        load(store, graphs(article(A, ":x schema:spouse :y .")))
