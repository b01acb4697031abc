"""Graphs that more than one document writes: found among a hundred million names without keeping any of them.

Eight bytes are kept of each name, 0.85 GB for 100 million; comparing them takes 0.2 GB more, and 8 bytes for each
name that is not the only one. Two different names of 100 million have the same eight bytes once in some 3,700 jobs;
the examples are compared in full.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from pressgraph.corpus.report.plain import kept

EXAMPLES = 100
PLACES = 5


def key_of(graph: str) -> int:
    """Eight bytes that stand for a name."""
    return int.from_bytes(blake2b(graph.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Repeated:
    """Names seen; ``graphs`` were seen more than once, in ``documents`` documents (after `count`)."""

    def __init__(self, examples: int = EXAMPLES) -> None:
        self._keys = array("Q")
        self._most = examples
        self._wanted: dict[int, int] = {}
        self._found: dict[str, list[dict[str, str]]] = {}
        self.graphs = self.documents = 0

    def add(self, graph: str) -> None:
        """A document of this graph was written."""
        self._keys.append(key_of(graph))

    def count(self) -> bool:
        """Whether any name was seen twice; no more can be added then."""
        import numpy as np

        keys = np.frombuffer(self._keys, dtype=np.uint64)
        keys.sort()
        same = np.zeros(len(keys) + 1, dtype=np.bool_)
        np.equal(keys[1:], keys[:-1], out=same[1:-1])
        begins = np.flatnonzero(same[1:] & ~same[:-1])
        sizes = np.flatnonzero(same[:-1] & ~same[1:]) - begins + 1
        self.graphs, self.documents = len(sizes), int(sizes.sum())
        chosen = np.argsort(np.negative(sizes), kind="stable")[: self._most]
        self._wanted = {int(keys[begins[i]]): int(sizes[i]) for i in chosen}
        return self.graphs > 0

    def look(self, part: str, lines: Iterable[dict[str, Any]]) -> bool:
        """Take the places of the examples from a part's lines; whether there is more to look for."""
        for line in lines:
            if line["outcome"] != "written" or key_of(line["graph"]) not in self._wanted:
                continue
            places = self._found.setdefault(line["graph"], [])
            if len(places) < PLACES:
                named = {"part": part, "input": line["input"], "source": line["source"], "sha256": line["sha256"]}
                places.append({name: kept(text) for name, text in named.items()})
        full = sum(len(places) for places in self._found.values())
        return full < sum(min(size, PLACES) for size in self._wanted.values())

    def described(self) -> dict[str, Any]:
        """The counts, and examples, those with the most documents first."""
        found: list[dict[str, Any]] = [
            {
                "graph": kept(graph),
                "documents": self._wanted[key_of(graph)],
                "identical": len({place["sha256"] for place in places}) == 1,
                "places": places,
            }
            for graph, places in self._found.items()
            if len(places) > 1
        ]
        found.sort(key=lambda item: (-item["documents"], item["graph"]))
        return {"graphs": self.graphs, "documents": self.documents, "examples": found}
