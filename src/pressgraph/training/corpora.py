"""Each data set as documents in integers, with the share of it that an epoch takes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pressgraph.datasets import TreebankSentence
from pressgraph.training.gold import GoldData
from pressgraph.training.indexer import Indexer, Range
from pressgraph.training.labels import Inventory, neighbours
from pressgraph.training.pairs import Relating
from pressgraph.training.renaming import Names
from pressgraph.training.windows import Document, Encoded

SHARES = {
    "trees": 1.0,
    "silver": 1.0,
    "coreference": 2.0,
    "names": 1.0,
    "attributions": 0.6,
    "passages": 1.0,
    "mixed passages": 0.5,
    "documents": 0.8,
    "triples": 0.4,
}
"""How much of each corpus an epoch takes: large sets that are learned early are balanced against small ones."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents that teach the same heads; an epoch takes ``share`` of them (2: each twice).

    ``varied`` gives the documents anew for an epoch, where no epoch is like another.
    """

    name: str
    documents: list[Document]
    share: float = 1.0
    varied: Callable[[random.Random], list[Document]] | None = None

    def draw(self, rng: random.Random) -> list[Document]:
        whole = int(self.share)
        documents = self.varied(rng) if self.varied else self.documents
        part = rng.sample(documents, round((self.share - whole) * len(documents)))
        return documents * whole + part


def mixed(passages: Sequence[Document], count: int = 5) -> list[Document]:
    """Passages put together ``count`` at a time, far ones with each other: mentions of two of them are unrelated.

    Without them the model learns from single sentences only, and relates whom it likes across an article.
    """
    step = max(1, len(passages) // count)
    return [joined([passages[i + k * step] for k in range(count) if i + k * step < len(passages)]) for i in range(step)]


def joined(documents: Sequence[Document]) -> Document:
    """One document of several that hold relations of single mentions."""
    sentences: list[Encoded] = []
    entities: list[list[Range]] = []
    held: dict[tuple[int, int], frozenset[int]] = {}
    parts: list[int] = []
    weights = []
    words = 0
    for number, document in enumerate(documents):
        relating = document.relating
        assert relating is not None
        held |= {(s + len(entities), o + len(entities)): names for (s, o), names in relating.relations.items()}
        parts += [number] * len(relating.entities)
        weights += relating.weights
        entities += [[(begin + words, end + words) for begin, end in entity] for entity in relating.entities]
        sentences += document.sentences
        words += sum(len(sentence.pieces) for sentence in document.sentences)
    return Document(
        sentences, together=True, relating=Relating(entities, held, parts, weights, np.ones_like(weights[0]))
    )


def transitions(every: Sequence[Corpus], inventory: Inventory) -> dict[str, list[list[float]]]:
    """What a tag tells of the next one, for each head with BIO tags."""
    found = {}
    for head in ("entities", "attribution"):
        rows = (s.classes[head] for c in every for d in c.documents for s in d.sentences if head in s.classes)
        found[head] = neighbours(rows, len(getattr(inventory, head)))
    return found


def corpora(
    gold: GoldData,
    indexer: Indexer,
    shares: Mapping[str, float] = SHARES,
    silver: Iterable[Sequence[TreebankSentence]] = (),
) -> list[Corpus]:
    """The training data in integers, each set with its share; ``silver``: documents that other models read."""
    properties = sorted({name for d in gold.documents for name, _, _ in d.relations})
    triples: list[Document] = []
    for file in gold.triples:
        own = sorted({name for sentence in file for name in sentence.properties})
        triples += [made for s in file if (made := indexer.triples(s, own)) is not None]
    passages = [indexer.passage(passage) for passage in gold.passages]
    names = Names(gold.names, gold.documents)
    documents = {
        "trees": [indexer.treebank(d.sentences, d.mentions) for d in gold.trees if d.mentions is None],
        "silver": [indexer.silver(d) for d in silver],
        "coreference": [indexer.treebank(d.sentences, d.mentions) for d in gold.trees if d.mentions is not None],
        "names": [indexer.names(article) for article in gold.names],
        "attributions": [indexer.attributed(article) for article in gold.attributed],
        "passages": passages,
        "mixed passages": mixed(passages),
        "documents": [indexer.document(d, properties) for d in gold.documents],
        "triples": triples,
    }

    def renamed(rng: random.Random) -> list[Document]:
        return [indexer.names(article) for article in names.varied(gold.names, rng)]

    every = [Corpus(name, own, shares[name]) for name, own in documents.items()]
    return [replace(corpus, varied=renamed) if corpus.name == "names" else corpus for corpus in every]
