"""Both forms of the encoder take over what was published for them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("safetensors", reason="training needs the extra 'train'")

from safetensors.torch import load_file, save_file  # noqa: E402

from pressgraph.datasets import read_conllu  # noqa: E402
from pressgraph.language.model import default_folder, shared_model  # noqa: E402
from pressgraph.training.encoder import Encoder, Form, _buckets  # noqa: E402
from pressgraph.training.export import load_network  # noqa: E402
from pressgraph.training.gold import read_gold  # noqa: E402
from pressgraph.training.loop import Plan, train  # noqa: E402
from pressgraph.training.silver import Annotator, Teacher, news, write_silver  # noqa: E402
from tests.training.small import WORDS, write_data  # noqa: E402

MEASURES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
CONFIG = MEASURES | {"layer_norm_eps": 1e-5, "relative_attention_num_buckets": 32}


SIZE = 30522


def write_own(file: Path) -> list[str]:
    """A vocabulary of full size, of BERT's form."""
    own = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    own += [f"[unused{i}]" for i in range(99, 99 + SIZE - len(own))]
    file.write_text("\n".join(own) + "\n", encoding="utf-8")
    return own


def write_mpnet(folder: Path) -> Path:
    """A tiny MPNet of random weights: special pieces by other names, and all pieces in another order."""
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    others = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
    pieces = [others.get(piece, piece) for piece in reversed(write_own(folder / "vocab.txt"))]
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    torch.manual_seed(0)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(pieces), 16),
        "embeddings.position_embeddings.weight": (514, 16),
        "encoder.relative_attention_bias.weight": (32, 2),
    }
    for kind in ("weight", "bias"):
        shapes[f"embeddings.LayerNorm.{kind}"] = (16,)
        for i in range(2):
            layer = f"encoder.layer.{i}"
            for name in ("attn.q", "attn.k", "attn.v", "attn.o"):
                shapes[f"{layer}.attention.{name}.{kind}"] = (16, 16) if kind == "weight" else (16,)
            shapes[f"{layer}.intermediate.dense.{kind}"] = (32, 16) if kind == "weight" else (32,)
            shapes[f"{layer}.output.dense.{kind}"] = (16, 32) if kind == "weight" else (16,)
            for name in ("attention.LayerNorm", "output.LayerNorm"):
                shapes[f"{layer}.{name}.{kind}"] = (16,)
    save_file({name: torch.randn(shape) * 0.3 for name, shape in shapes.items()}, folder / "model.safetensors")
    return folder


def test_distances_fall_into_buckets_by_side_and_size() -> None:
    buckets = _buckets(300, 32, torch.device("cpu"))
    assert buckets[200].tolist()[200:193:-1] == [0, 1, 2, 3, 4, 5, 6]
    assert buckets[200].tolist()[201:208] == [17, 18, 19, 20, 21, 22, 23]
    assert buckets[299, 0] == buckets[299, 171] == 15
    assert buckets[0, 299] == buckets[0, 128] == 31
    assert buckets[299, 299 - 127] < 16
    assert (buckets[0].diff() >= 0)[1:].all()


def test_an_mpnet_reads_the_pieces_of_another_vocabulary(tmp_path: Path) -> None:
    folder = write_mpnet(tmp_path / "mpnet")
    own = write_own(tmp_path / "vocab.txt")
    theirs = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    encoder = Encoder(1, Form.of(folder))
    encoder.load_pretrained(folder, tmp_path / "vocab.txt")
    published = load_file(str(folder / "model.safetensors"))
    words = published["embeddings.word_embeddings.weight"]
    for here, there in (("lisbon", "lisbon"), ("[CLS]", "<s>"), ("[PAD]", "<pad>"), ("[UNK]", "[UNK]")):
        assert torch.equal(encoder.words.weight[own.index(here)], words[theirs.index(there)])
    assert torch.equal(encoder.positions.weight[0], published["embeddings.position_embeddings.weight"][2])


def test_padding_changes_nothing_and_order_does(tmp_path: Path) -> None:
    folder = write_mpnet(tmp_path / "mpnet")
    write_own(tmp_path / "vocab.txt")
    encoder = Encoder(1, Form.of(folder)).eval()
    encoder.load_pretrained(folder, tmp_path / "vocab.txt")
    pieces = torch.tensor([[101, 104, 105, 102]])
    padded = torch.nn.functional.pad(pieces, (0, 3))
    with torch.no_grad():
        alone, among = (encoder(p, torch.zeros_like(p))[:, :4] for p in (pieces, padded))
        moved = encoder(pieces.flip(1), torch.zeros_like(pieces)).flip(1)
    assert torch.allclose(alone, among, atol=1e-5)
    assert not torch.allclose(alone, moved, atol=1e-2)


@pytest.mark.parametrize("bfloat16", [False, True])
def test_a_teacher_parses_what_the_student_learns_from(tmp_path: Path, bfloat16: bool) -> None:
    folder, data = write_mpnet(tmp_path / "mpnet"), write_data(tmp_path / "data")
    vocabulary = tmp_path / "vocab.txt"
    write_own(vocabulary)
    plan = Plan(data, folder, tmp_path / "run", epochs=1, size=64, vocabulary=vocabulary, bfloat16=bfloat16)
    run = train(plan).parent
    assert load_network(run / "checkpoint.pt").sizes.form == Form.of(folder)
    teacher = Teacher(run, vocabulary, bfloat16)
    annotator = Annotator(teacher, shared_model(default_folder(), 1))
    texts = list(news(read_gold(data)))
    words = write_silver(annotator, texts, tmp_path / "silver.conllu")
    documents = list(read_conllu(tmp_path / "silver.conllu"))
    assert words == sum(len(s.words) for d in documents for s in d)
    read = ["".join(word for s in d for word in s.words) for d in documents]
    assert read == ["".join(text.split()) for text in texts]
    assert "B-Person" in {tag for d in documents for s in d for tag in s.names}
    silver = replace(plan, silver=tmp_path / "silver.conllu", output=tmp_path / "student")
    learned, without = (
        torch.load(path, weights_only=True)["network"] for path in (train(silver), run / "checkpoint.pt")
    )
    assert any(not torch.equal(value, without[name]) for name, value in learned.items())
