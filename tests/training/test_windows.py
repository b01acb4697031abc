"""What the network is trained on: windows that hold whole sentences, and batches that line up."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from pressgraph.datasets import (
    CoreferenceMention,
    EntitySentence,
    TreebankSentence,
    read_attributions,
    read_conllu,
    read_documents,
    read_passages,
)
from pressgraph.language.pieces import WordPieces
from pressgraph.language.windows import LIMIT
from pressgraph.training.gold import GoldData, Treebanked, read_gold
from pressgraph.training.indexer import Indexer, cluster_classes, distractors, find
from pressgraph.training.labels import Inventory, collect
from pressgraph.training.windows import IGNORED, Document, batch, batches, units
from tests.training.small import write_data, write_vocabulary

CONLLU = """# newdoc
# newpar
# text = Don't go.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\tVerbForm=Fin\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
3.1\tx\tx\tX\tX\t_\t_\t_\t_\t_
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = Go
1\tGo\tgo\tVERB\tVB\tVerbForm=Fin\t0\troot\t_\t_
"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[TreebankSentence]:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return next(read_conllu(path))


@pytest.fixture
def pieces(tmp_path: Path) -> WordPieces:
    write_vocabulary(tmp_path)
    return WordPieces(tmp_path / "vocab.txt")


@pytest.fixture
def gold(tmp_path: Path) -> GoldData:
    return read_gold(write_data(tmp_path / "data"))


def small_gold(trees: list[TreebankSentence], names: list[EntitySentence]) -> GoldData:
    return GoldData([Treebanked(trees, None)] if trees else [], [names] if names else [], [], [], [], [])


def test_a_treebank_is_read_with_its_spaces(sentences: list[TreebankSentence]) -> None:
    first, second = sentences
    assert first.words == ("Do", "n't", "go", ".")
    assert first.spaces == (False, True, False, True)
    assert first.heads == (3, 3, 0, 3)
    assert (first.starts_paragraph, second.starts_paragraph) == (True, False)


def test_heads_become_places_in_the_row(sentences: list[TreebankSentence], pieces: WordPieces) -> None:
    indexer = Indexer(pieces, collect(small_gold(sentences, [])))
    document = indexer.treebank(sentences, None)
    arrays = batch(units(document, 1024, random.Random(1)))
    assert arrays["heads"][0].tolist() == [2, 2, -1, 2, -1]
    assert arrays["sentence"][0].tolist() == [0, 0, 0, 0, 1]
    assert arrays["starts"][0].tolist() == [1, 0, 0, 0, 1]
    ids = arrays["pieces"][0]
    assert ids[arrays["first"][0]].tolist() == [pieces(w)[0] for s in sentences for w in s.words]


def test_rare_classes_are_left_out(sentences: list[TreebankSentence], pieces: WordPieces) -> None:
    inventory = collect(small_gold(sentences, []))
    assert inventory.feats == []
    encoded = Indexer(pieces, inventory).tree(sentences[0], None)
    assert set(encoded.classes["feats"]) == {IGNORED}


def test_a_long_row_is_cut_and_nothing_lost(pieces: WordPieces) -> None:
    row = EntitySentence(("Silva",) * 400, ("B-Person",) * 400)
    document = Indexer(pieces, collect(small_gold([], [row]))).names([row])
    assert sum(len(part.pieces) for part in document.sentences) == 400
    assert all(part.length <= LIMIT for part in document.sentences)


def test_an_epoch_depends_on_its_seed_alone(sentences: list[TreebankSentence], pieces: WordPieces) -> None:
    indexer = Indexer(pieces, collect(small_gold(sentences, [])))
    documents = [Document(indexer.treebank(sentences * 200, None).sentences) for _ in range(4)]
    epochs = [batches(documents, 300, random.Random(seed)) for seed in ("1", "1", "2")]
    assert epochs[0] == epochs[1] != epochs[2]
    total = sum(len(window) for group in epochs[2] for unit in group for window in unit.windows)
    assert total == 4 * 400
    one, two = (batch(epochs[0][0], random.Random(7))["pieces"] for _ in range(2))
    assert np.array_equal(one, two)


def test_a_cue_knows_its_source_and_a_content_its_cue(gold: GoldData, pieces: WordPieces, tmp_path: Path) -> None:
    article = next(read_attributions(tmp_path / "data" / "polnear" / "train.jsonl"))
    inventory = collect(gold)
    document = Indexer(pieces, inventory).attributed(article)
    first, second = document.sentences
    names = [inventory.attribution[tag] for tag in first.classes["attribution"]]
    assert names == ["B-source", "B-cue", "B-content", "I-content", "O"]
    assert first.classes["own_source"][1] == -1
    assert first.classes["own_cue"][2] == -1
    assert second.classes["own_cue"][0] == 4


def test_relations_line_up_with_the_words_of_their_spans(gold: GoldData, pieces: WordPieces, tmp_path: Path) -> None:
    inventory = collect(gold)
    indexer = Indexer(pieces, inventory)
    properties = ["P108"]
    own = next(read_documents(tmp_path / "data" / "redocred" / "docs.json"))
    passage = next(read_passages(tmp_path / "data" / "knowledgenet" / "fold1.jsonl"))
    document, told = indexer.document(own, properties), indexer.passage(passage)
    _line_up(document, inventory, pieces, {"P108", "EMPLOYEE_OR_MEMBER_OF"})
    _line_up(told, inventory, pieces, {"EMPLOYEE_OR_MEMBER_OF"})


def _line_up(document: Document, inventory: Inventory, pieces: WordPieces, names: set[str]) -> None:
    arrays = batch(units(document, 1024, random.Random(1)) * 2)
    held = np.argwhere(arrays["labels_of_pairs"] == 1).tolist()
    assert sorted(inventory.relations[relation] for _, relation in held) == sorted([*names, *names])
    flat = arrays["pieces"][np.arange(len(arrays["first"]))[:, None], arrays["first"]].ravel()
    for pair, _ in held:
        row = int(np.nonzero(arrays["pair_group"] == pair)[0][0])
        texts = [
            flat[arrays["span_words"][arrays["span_numbers"] == arrays[name][row]]].tolist()
            for name in ("pair_subject", "pair_object")
        ]
        assert texts[0][-1] == pieces("Silva")[0]
        assert texts[1] == [pieces("Acme")[0]]


def test_mentions_are_classes_of_their_heads(sentences: list[TreebankSentence]) -> None:
    mentions = [CoreferenceMention(0, 1, 7, "person"), CoreferenceMention(2, 4, 7, "person")]
    assert cluster_classes(sentences, mentions) == [7, IGNORED, 7, IGNORED, IGNORED]


def test_what_looks_like_a_mention_distracts() -> None:
    words = ["Ana", "Silva", "met", "him", "in", "Porto", "in", "1999"]
    assert distractors(words, [(0, 2)]) == [(3, 4), (5, 6), (7, 8)]
    assert find("Porto", "In porto it rained") == (3, 8)
    assert find("Port", "In Porto it rained") == (0, 0)
