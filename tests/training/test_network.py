"""The network learns, resumes where it stopped, and exports to what the runtime reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("onnx", reason="training needs the extra 'train'")

from pressgraph.language.model import Model  # noqa: E402
from pressgraph.training import export as exporting  # noqa: E402
from pressgraph.training.loop import Plan, train  # noqa: E402

TREE = """# newdoc
1\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\ttown\ttown\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
NAMED = {"id": "a", "sents": [{"tokens": ["Ana", "left", "Lisbon"], "ner": ["B-Person", "O", "B-Location"]}]}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Tiny data, and a small encoder with random weights under the names of the pretrained one."""
    from safetensors.torch import save_file

    data = tmp_path / "data"
    for folder in ("ud", "gum/train", "newswire_ner"):
        (data / folder).mkdir(parents=True)
    (data / "ud" / "ewt-train.conllu").write_text(TREE * 6, encoding="utf-8")
    (data / "newswire_ner" / "train.jsonl").write_text((json.dumps(NAMED) + "\n") * 6, encoding="utf-8")
    encoder = tmp_path / "encoder"
    encoder.mkdir()
    words = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words += ["ana", "left", "lisbon", "town", "."]
    (encoder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    torch.manual_seed(0)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (30522, 384),
        "embeddings.position_embeddings.weight": (512, 384),
    }
    shapes["embeddings.token_type_embeddings.weight"] = (2, 384)
    for kind, width in (("weight", (384,)), ("bias", (384,))):
        shapes[f"embeddings.LayerNorm.{kind}"] = width
        for i in range(6):
            for name in (
                "attention.self.query",
                "attention.self.key",
                "attention.self.value",
                "attention.output.dense",
            ):
                shapes[f"encoder.layer.{i}.{name}.{kind}"] = (384, 384) if kind == "weight" else (384,)
            shapes[f"encoder.layer.{i}.intermediate.dense.{kind}"] = (1536, 384) if kind == "weight" else (1536,)
            shapes[f"encoder.layer.{i}.output.dense.{kind}"] = (384, 1536) if kind == "weight" else (384,)
            for name in ("attention.output.LayerNorm", "output.LayerNorm"):
                shapes[f"encoder.layer.{i}.{name}.{kind}"] = (384,)
    save_file({name: torch.randn(shape) * 0.05 for name, shape in shapes.items()}, encoder / "model.safetensors")
    return Plan(data, encoder, tmp_path / "run", epochs=4, size=64)


def test_trains_exports_and_runs_as_it_was_trained(plan: Plan, tmp_path: Path) -> None:
    checkpoint = train(plan)
    target = tmp_path / "model"
    exporting.export(plan.output, plan.encoder / "vocab.txt", target, {"version": "0"}, quantised=False)
    scores = Model(target).read(["Ana", "left", "town", "."], [(0, 4)])
    network = exporting.load_network(checkpoint)
    pieces = torch.tensor([[101, 104, 105, 107, 108, 102]])
    shapes = torch.tensor([[0, 2, 1, 1, 8, 0]])
    with torch.no_grad():
        x = network.words(pieces, shapes, torch.tensor([[1, 2, 3, 4]]))
        arcs, roots = network.arc_scores(x)
        expected = network.entities(x)[0].numpy()
    assert np.allclose(scores.entities, expected, atol=1e-3)
    own = scores.arc_dependent @ scores.arc_head.T + scores.arc_prior[None, :]
    assert np.allclose(own, arcs[0].numpy(), atol=1e-3)
    assert np.allclose(scores.arc_root, roots[0].numpy(), atol=1e-3)


def test_a_finished_run_resumes_to_the_same_weights(plan: Plan) -> None:
    first = torch.load(train(plan), weights_only=True)
    again = torch.load(train(plan), weights_only=True)
    assert again["epoch"] == first["epoch"]
    for name, value in first["network"].items():
        assert torch.equal(value, again["network"][name]), name


def test_the_same_seed_gives_the_same_weights(plan: Plan, tmp_path: Path) -> None:
    one = torch.load(train(plan), weights_only=True)["network"]
    two = torch.load(train(replace(plan, output=tmp_path / "other")), weights_only=True)["network"]
    assert all(torch.equal(one[name], two[name]) for name in one)
