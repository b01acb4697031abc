"""The three coreference measures whose mean F1 is the CoNLL score (Pradhan et al., ACL 2014).

MUC counts links (Vilain et al. 1995), B³ mentions (Bagga and Baldwin 1998), CEAF-e entities in their best one-to-one
alignment by φ4 (Luo 2005). Numerators and denominators are summed over documents before they are divided, as
the reference scorer does. Key and response are clusterings: no mention is in two clusters of one side.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from pressgraph.evaluation.matching import greatest_weight

Cluster = Set[Any]
Clusters = Sequence[Cluster]


@dataclass(slots=True)
class Ratio:
    """Recall and precision as sums of numerators and denominators."""

    recalled: float = 0.0
    key: float = 0.0
    precise: float = 0.0
    response: float = 0.0

    def add(self, recalled: float, key: float, precise: float, response: float) -> None:
        self.recalled += recalled
        self.key += key
        self.precise += precise
        self.response += response

    @property
    def recall(self) -> float:
        return self.recalled / self.key if self.key else 0.0

    @property
    def precision(self) -> float:
        return self.precise / self.response if self.response else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float]:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(slots=True)
class ConllScore:
    """The measures over all documents added.

    >>> score = ConllScore()
    >>> score.add([{1, 2, 3}, {4, 5, 6, 7}], [{1, 2}, {3, 4}, {6, 7, 8, 9}])
    >>> round(score.muc.f1, 3), round(score.b_cubed.f1, 3), round(score.ceaf_e.f1, 3)
    (0.4, 0.455, 0.52)
    """

    muc: Ratio = field(default_factory=Ratio)
    b_cubed: Ratio = field(default_factory=Ratio)
    ceaf_e: Ratio = field(default_factory=Ratio)

    def add(self, key: Clusters, response: Clusters) -> None:
        """Adds a document."""
        shared = _shared(key, response)
        self.muc.add(*_muc(key, response), *_muc(response, key))
        self.b_cubed.add(*_b_cubed(key, response), *_b_cubed(response, key))
        weights = {(k, r): 2 * n / (len(key[k]) + len(response[r])) for (k, r), n in shared.items()}
        aligned = greatest_weight(weights)
        self.ceaf_e.add(aligned, len(key), aligned, len(response))

    @property
    def f1(self) -> float:
        """The mean of the three F1 values."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def _places(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _parts(cluster: Cluster, others: dict[Hashable, int]) -> Iterator[int]:
    """The sizes of the parts into which the other side cuts a cluster; what it lacks is a part each."""
    sizes: dict[int, int] = {}
    for mention in cluster:
        place = others.get(mention)
        if place is None:
            yield 0
        else:
            sizes[place] = sizes.get(place, 0) + 1
    yield from sizes.values()


def _muc(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    places = _places(others)
    kept = sum(len(cluster) - len(list(_parts(cluster, places))) for cluster in clusters)
    return float(kept), float(sum(len(cluster) - 1 for cluster in clusters))


def _b_cubed(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    places = _places(others)
    kept = sum(sum(size * size for size in _parts(cluster, places)) / len(cluster) for cluster in clusters)
    return float(kept), float(sum(map(len, clusters)))


def _shared(key: Clusters, response: Clusters) -> dict[tuple[int, int], int]:
    places = _places(response)
    shared: dict[tuple[int, int], int] = {}
    for number, cluster in enumerate(key):
        for mention in cluster:
            if mention in places:
                pair = number, places[mention]
                shared[pair] = shared.get(pair, 0) + 1
    return shared
