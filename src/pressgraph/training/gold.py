"""What the model learns from: the training parts of all data sets, read whole.

KnowledgeNet's third fold and every fifth Re-DocRED document are kept back for development, like the data sets' own
development parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pressgraph.datasets import (
    AttributedArticle,
    CoreferenceMention,
    EntitySentence,
    Passage,
    RelationDocument,
    TreebankSentence,
    TripleSentence,
    attribution_file,
    document_file,
    entity_file,
    passage_file,
    read_attributions,
    read_conllu,
    read_coreference,
    read_documents,
    read_entities,
    read_passages,
    read_triples,
    treebank_files,
)

FOLDS = (1, 2)
"""KnowledgeNet's folds that are learned from."""


@dataclass(frozen=True, slots=True)
class Treebanked:
    """A document of a treebank, with its coreference where the treebank has it."""

    sentences: list[TreebankSentence]
    mentions: list[CoreferenceMention] | None


@dataclass(frozen=True, slots=True)
class GoldData:
    """All training data; ``triples`` one list a file, since each file looks for relations of its own."""

    trees: list[Treebanked]
    names: list[list[EntitySentence]]
    attributed: list[AttributedArticle]
    passages: list[Passage]
    documents: list[RelationDocument]
    triples: list[list[TripleSentence]]


def held_out(number: int) -> bool:
    """Whether the document of this place in Re-DocRED's file is kept for development."""
    return number % 5 == 4


def _trees(data: Path) -> list[Treebanked]:
    found = []
    for path in treebank_files(data, "train"):
        documents = list(read_conllu(path))
        if path.parent.parent.name == "gum":
            found += [Treebanked(d, m) for d, m in zip(documents, read_coreference(path), strict=True)]
        else:
            found += [Treebanked(d, None) for d in documents]
    return found


def read_gold(data: Path) -> GoldData:
    """Reads the training data of a folder in the layout of the data sets' README."""
    tekgen = sorted((data / "text2kgbench" / "wikidata_tekgen" / "train").glob("*.jsonl"))
    return GoldData(
        _trees(data),
        list(read_entities(entity_file(data, "train"))),
        list(read_attributions(attribution_file(data, "train"))),
        [passage for fold in FOLDS for passage in read_passages(passage_file(data, fold))],
        [d for i, d in enumerate(read_documents(document_file(data))) if not held_out(i)],
        [list(read_triples(path)) for path in tekgen],
    )
