"""Articles into each store: how fast, next to the store's own bulk loader, and what a kill half-way leaves.

``python -m tests.benchmarks.stores [COUNT]`` makes article graphs (by default 2,000) from the sample articles, whose
entities are shared by some of them, and for the embedded store, Oxigraph's server and Virtuoso, in one run:

- loads the file with the store's own bulk loader (the same quads, no merged graph, no check),
- loads it with ``pressgraph load``, twice: the second time nothing may change,
- loads it into an empty store again, ends the loader by SIGKILL half-way, and loads once more.

After each it compares every graph's number of triples, that of the merged graph, and some graphs triple by triple
with what was given, and ends with status 1 where anything differs. Stores that are not installed are left out.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from re import search

import httpx
import pyoxigraph as ox

from pressgraph.annotations import Annotations
from pressgraph.graph.jsonl import load_annotations
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store.asserted import asserted
from pressgraph.store.directory import reading
from pressgraph.store.loading import article_graphs, by_graph, triples_of
from pressgraph.store.remote import Connection, RemoteStore, ask
from pressgraph.store.remote.credentials import PASSWORD, USER
from pressgraph.store.remote.places import place_of
from pressgraph.store.results import plain
from tests.conftest import ROOT
from tests.store.remote import servers

LOGIN = {USER: "dba", PASSWORD: servers.PASSWORD, "NETRC": os.devnull}
SAMPLES = sorted((ROOT / "output").glob("*.jsonl"))
NAMESAKES = 40
COMPARED = 20


@dataclass(frozen=True, slots=True)
class Given:
    """What is loaded: a file, each graph's number of triples, the merged graph's, and some graphs whole."""

    path: Path
    counts: dict[str, int]
    merged: int
    some: dict[str, set[ox.Triple]]

    @property
    def triples(self) -> int:
        """Those of all graphs."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Held:
    """What a store has: as `Given`, without the file."""

    counts: dict[str, int]
    merged: int
    some: dict[str, set[ox.Triple]]

    def differences(self, given: Given) -> str:
        """What is not as it was given, in words; empty where nothing is."""
        names = given.counts.keys() | self.counts.keys()
        graphs = sum(1 for name in names if given.counts.get(name) != self.counts.get(name))
        others = sum(1 for name in given.some if given.some[name] != self.some[name])
        found = [f"{graphs} graphs with other numbers of triples"] if graphs else []
        found += [f"{others} graphs with other triples"] if others else []
        if self.merged != given.merged:
            found.append(f"a merged graph of {self.merged} instead of {given.merged}")
        return ", ".join(found)


def generated(count: int, seed: int = 1) -> Iterator[Annotations]:
    """Articles with the sample articles' statements, about entities that one in `NAMESAKES` of them shares."""
    chance = random.Random(seed)
    read = [one for path in SAMPLES for one in load_annotations(path.read_bytes(), path.stem)]
    for number in range(count):
        sample = read[number % len(read)]
        entities = tuple(
            replace(entity, name=f"{entity.name} {chance.randrange(NAMESAKES)}") for entity in sample.entities
        )
        yield replace(sample, article=replace(sample.article, url=f"https://news.example/{number}"), entities=entities)


def written(folder: Path, count: int, *, provenance: bool) -> Given:
    """The generated articles as one N-Quads file."""
    path, options = folder / "all.nq", MappingOptions(provenance=provenance)
    counts: dict[str, int] = {}
    some: dict[str, set[ox.Triple]] = {}
    merged: set[int] = set()
    with path.open("wb") as file:
        for number, annotations in enumerate(generated(count)):
            for name, triples in by_graph(to_quads(annotations, options)).items():
                file.writelines(f"{triple} {name} .\n".encode() for triple in sorted(triples, key=str))
                counts[name.value] = len(triples)
                merged.update(hash(str(triple)) for triple in asserted(triples))
                if number % max(count // COMPARED, 1) == 0:
                    some[name.value] = triples
    return Given(path, counts, len(merged), some)


@dataclass(frozen=True, slots=True)
class Target:
    """A store that is empty at first: how to load into it, its own bulk loader, and what it has."""

    options: list[str]
    bulk: Callable[[Path], None]
    held: Callable[[Given], Held]


Make = Callable[[Path], AbstractContextManager[Target]]


@contextmanager
def embedded(folder: Path) -> Iterator[Target]:
    """The embedded store; its bulk loader is that of the ``oxigraph`` command."""
    store = folder / "store"

    def bulk(path: Path) -> None:
        run([servers.program("oxigraph", ""), "load", "--location", str(store), "--file", str(path)])

    def held(given: Given) -> Held:
        with reading(store) as found:
            counts = {name.value: len(triples_of(found, name)) for name in article_graphs(found)}
            some = {name: triples_of(found, ox.NamedNode(name)) for name in given.some}
            merged = sum(1 for _ in found.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        return Held(counts, merged, some)

    yield Target(["--store", str(store)], bulk, held)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Target]:
    """Oxigraph's server; its bulk loader is a POST of the quads without a transaction."""
    with servers.oxigraph(folder) as address:

        def bulk(path: Path) -> None:
            with path.open("rb") as quads:
                url, kind = f"{address}/store?no_transaction", {"Content-Type": "application/n-quads"}
                httpx.post(url, content=quads, headers=kind, timeout=None, trust_env=False).raise_for_status()

        yield Target(["--to", f"oxigraph:{address}"], bulk, lambda given: remote(f"oxigraph:{address}", given))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Target]:
    """Virtuoso; its bulk loader is its own, by its SQL client."""
    with servers.virtuoso(folder) as address:
        settings = (folder / "virtuoso.ini").read_text()
        sql = search(r"ServerPort = (127\.0\.0\.1:\d+)", settings)
        assert sql is not None

        def bulk(path: Path) -> None:
            shutil.copy(path, folder / "bulk.nq")
            command = f"ld_dir('{folder}', 'bulk.nq', 'https://news.example/none'); rdf_loader_run(); checkpoint;"
            run([servers.program("isql-vt", ""), sql[1], "dba", servers.PASSWORD, f"exec={command}"])

        yield Target(["--to", f"virtuoso:{address}"], bulk, lambda given: remote(f"virtuoso:{address}", given))


def remote(place: str, given: Given) -> Held:
    """What a remote store has."""
    with Connection(place_of(place), environment=LOGIN) as connection:
        store = RemoteStore(connection)
        query = "SELECT (STR(?g) AS ?name) (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = {plain(g): int(plain(n)) for g, n in ask(connection, query, limit=None).rows}
        counts = {name: rows.get(name, 0) for name in store.graphs()}
        some = {name: store.triples(ox.NamedNode(name)) for name in given.some}
        [[merged]] = ask(connection, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", limit=None).rows
        return Held(counts, int(plain(merged)), some)


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def load(given: Given, target: Target, *, until: int | None = None) -> tuple[float, str]:
    """Load the file in a process of its own, or kill it after it told of ``until`` graphs: seconds, and last line."""
    command = [sys.executable, "-m", "pressgraph", "load", str(given.path), *target.options]
    begin, last = time.perf_counter(), ""
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | LOGIN, cwd=given.path.parent
    ) as process:
        assert process.stderr is not None
        for told, line in enumerate(process.stderr, 1):
            last = line
            if told == until:
                process.kill()
                break
    if until is None and process.returncode != 0:
        raise SystemExit(f"pressgraph load ended with status {process.returncode}: {last}")
    return time.perf_counter() - begin, last.strip()


def measured(name: str, make: Make, given: Given) -> list[str]:
    """The table's row of a store."""
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder, make(Path(folder)) as target:
        begin = time.perf_counter()
        target.bulk(given.path)
        seconds.append(time.perf_counter() - begin)
    with tempfile.TemporaryDirectory() as folder, make(Path(folder)) as target:
        seconds.append(load(given, target)[0])
        first = target.held(given).differences(given)
        took, said = load(given, target)
        second = target.held(given).differences(given)
    with tempfile.TemporaryDirectory() as folder, make(Path(folder)) as target:
        load(given, target, until=len(given.counts) // 2)
        there = len(target.held(given).counts)
        resumed = load(given, target)[1]
        killed = target.held(given).differences(given)
    own, ours = (given.triples / each for each in seconds)
    print(f"{name}: second load: {said}; after the kill {there} graphs were there, then: {resumed}", file=sys.stderr)
    same = "; ".join(filter(None, [first, second, killed])) or SAME
    return [name, f"{ours:,.0f}", f"{own:,.0f}", f"{ours / own:.2f}", f"{took:.1f}", same]


STORES: dict[str, tuple[str, Make]] = {
    "embedded Oxigraph": ("oxigraph", embedded),
    "Oxigraph server": ("oxigraph", oxigraph),
    "Virtuoso": ("isql-vt", virtuoso),
}
HEAD = ["store", "pressgraph load, triples/s", "its bulk loader, triples/s", "ratio", "second load, s", "afterwards"]
SAME = "same counts"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--no-provenance", action="store_true", help="graphs without spans and mentions")
    parser.add_argument("--only", choices=[key.split()[-1].lower() for key in STORES], help="one of the stores")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given = written(Path(folder), asked.count, provenance=not asked.no_provenance)
        print(
            f"{len(given.counts)} graphs, {given.triples:,} triples, {given.merged:,} in the merged graph", flush=True
        )
        different = False
        for row in (HEAD, ["---"] * len(HEAD)):
            tell(row)
        for name, (needed, make) in STORES.items():
            if asked.only and name.split()[-1].lower() != asked.only:
                continue
            if shutil.which(needed) is None and not (Path(sys.executable).parent / needed).exists():
                print(f"{name}: not measured, no {needed}", file=sys.stderr)
                continue
            row = measured(name, make, given)
            tell(row)
            different |= row[-1] != SAME
    sys.exit(different)


def tell(row: list[str]) -> None:
    """Print a row of the table as soon as it is known."""
    print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
