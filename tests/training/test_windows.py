"""What the network is trained on: windows that hold whole sentences, and batches that line up."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from pressgraph.datasets import EntitySentence, TreebankSentence, read_conllu
from pressgraph.language.pieces import WordPieces
from pressgraph.language.windows import LIMIT
from pressgraph.training.labels import collect
from pressgraph.training.windows import IGNORED, batch, batches, encode_entities, encode_tree

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
    path = tmp_path / "vocab.txt"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "do", "n", "'", "t", "go", ".", "rui", "##z"]
    path.write_text("\n".join(words) + "\n", encoding="utf-8")
    return WordPieces(path)


def test_a_treebank_is_read_with_its_spaces(sentences: list[TreebankSentence]) -> None:
    first, second = sentences
    assert first.words == ("Do", "n't", "go", ".")
    assert first.spaces == (False, True, False, True)
    assert first.heads == (3, 3, 0, 3)
    assert (first.starts_paragraph, second.starts_paragraph) == (True, False)


def test_heads_become_places_in_the_row(sentences: list[TreebankSentence], pieces: WordPieces) -> None:
    inventory = collect(sentences, [])
    arrays = batch([[encode_tree(s, pieces, inventory) for s in sentences]])
    assert arrays["heads"][0].tolist() == [2, 2, -1, 2, -1]
    assert arrays["sentence"][0].tolist() == [0, 0, 0, 0, 1]
    assert arrays["starts"][0].tolist() == [1, 0, 0, 0, 1]
    ids = arrays["pieces"][0]
    assert ids[arrays["first"][0]].tolist() == [pieces(w)[0] for s in sentences for w in s.words]


def test_rare_classes_are_left_out(sentences: list[TreebankSentence], pieces: WordPieces) -> None:
    inventory = collect(sentences, [])
    assert inventory.feats == []
    encoded = encode_tree(sentences[0], pieces, inventory)
    assert set(encoded.classes["feats"]) == {IGNORED}


def test_a_long_row_is_cut_and_nothing_lost(pieces: WordPieces) -> None:
    row = EntitySentence(("Ruiz",) * 200, ("B-Person",) * 200)
    parts = encode_entities(row, pieces, collect([], [row]))
    assert sum(len(part.pieces) for part in parts) == 200
    assert all(part.length <= LIMIT for part in parts)


def test_an_epoch_depends_on_its_seed_alone(sentences: list[TreebankSentence], pieces: WordPieces) -> None:
    inventory = collect(sentences, [])
    documents = [[encode_tree(s, pieces, inventory) for s in sentences * 30] for _ in range(4)]
    epochs = [batches(documents, 300, random.Random(seed)) for seed in ("1", "1", "2")]
    assert epochs[0] == epochs[1] != epochs[2]
    total = sum(len(window) for group in epochs[2] for window in group)
    assert total == 4 * 60
    one, two = (batch(epochs[0][0], random.Random(7))["pieces"] for _ in range(2))
    assert np.array_equal(one, two)
