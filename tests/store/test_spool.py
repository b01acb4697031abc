"""Graph files of any form and order, as whole article graphs."""

from __future__ import annotations

import gzip
import io
import random
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from pressgraph.errors import PressgraphError
from pressgraph.store import spool as spools
from pressgraph.store.loading import by_graph, in_order
from pressgraph.store.spool import Spool
from tests.store.remote.articles import A, B, article, some_article


def dumped(quads: list[ox.Quad], form: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> bytes:
    return ox.serialize(quads, format=form) or b""


@pytest.fixture
def quads() -> list[ox.Quad]:
    chance = random.Random(1)
    return [quad for number in range(40) for quad in some_article(number, chance)]


@pytest.mark.parametrize("form", ["nq", "trig", "nq.gz", "jsonld"])
def test_scattered_statements_make_whole_graphs(
    tmp_path: Path, quads: list[ox.Quad], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spools, "_AT_ONCE", 7)
    random.Random(2).shuffle(quads)
    kinds = {"trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
    data = dumped(quads, kinds.get(form, ox.RdfFormat.N_QUADS))
    path = tmp_path / f"all.{form}"
    path.write_bytes(gzip.compress(data) if form.endswith("gz") else b"\xef\xbb\xbf" + data)
    with Spool() as spool:
        spool.add(path)
        assert len(spool) == 40
        assert list(spool.graphs()) == in_order(by_graph(quads))
        assert list(spool.graphs()) == in_order(by_graph(quads)), "and once more"


def test_the_later_input_counts_and_a_broken_one_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "1.nq").write_bytes(dumped([*article(A, ":x schema:spouse :y ."), *article(B, "")]))
    (tmp_path / "2.nq").write_bytes(dumped(article(A, ":x schema:spouse :z .")))
    (tmp_path / "3.nq").write_bytes(dumped(article(A, ":x schema:spouse :w .")) + b"<a> <b")
    (tmp_path / "4.nq").write_bytes(dumped(article(B, ":x schema:spouse :w .")) + b"_:b <urn:p> <urn:o> <urn:g> .")
    (tmp_path / "5.nq.gz").write_bytes(gzip.compress(dumped(article(A, "")))[:-9])
    with Spool() as spool:
        spool.add(tmp_path / "1.nq")
        spool.add(tmp_path / "2.nq")
        for number, message in ((3, "line 3"), (4, "blank node"), (5, "not readable"), (6, "cannot be opened")):
            with pytest.raises(PressgraphError, match=message):
                spool.add(next(iter(tmp_path.glob(f"{number}.*")), tmp_path / "none.nq"))
        expected = in_order(by_graph([*article(A, ":x schema:spouse :z ."), *article(B, "")]))
        assert list(spool.graphs()) == expected


def test_loose_triples_belong_to_their_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = [ox.Quad(q.subject, q.predicate, q.object) for q in article(A, ":x schema:spouse :y .")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(dumped(loose)))))
    with Spool() as spool:
        spool.add(Path("-"), "nt")
        assert [name.value for name, _ in spool.graphs()] == [A]
    (tmp_path / "a.nt").write_bytes(dumped(loose))
    with Spool() as spool:
        spool.add(tmp_path / "a.nt", graph=B)
        assert [name.value for name, _ in spool.graphs()] == [B]
    (tmp_path / "none.nt").write_text("<urn:a> <urn:b> <urn:c> .")
    with Spool() as spool:
        with pytest.raises(PressgraphError, match="--graph"):
            spool.add(tmp_path / "none.nt")
        assert len(spool) == 0
