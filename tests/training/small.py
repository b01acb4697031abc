"""A few lines of every form of gold data, and an encoder of random weights under the pretrained one's names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

WORDS = [
    "ana",
    "left",
    "lisbon",
    "town",
    ".",
    "she",
    "said",
    "it",
    "rained",
    "joined",
    "acme",
    "in",
    "1999",
    "the",
    "firm",
    "grew",
    "dr",
    "silva",
    "his",
]

TREE = """# newdoc
1\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\ttown\ttown\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""

COREFERENCE = """# newdoc id = one
1\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tEntity=(1-person-new-coref)
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\ttown\ttown\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tEntity=(2-place-new-sgl)
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\tNumber=Sing|Person=3\t2\tnsubj\t_\tEntity=(1-person-giv-ana)
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\tLisbon\tLisbon\tPROPN\tNNP\tNumber=Sing\t2\tobj\t_\tEntity=(3-place-new-sgl)
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""

NAMED = {"id": "a", "sents": [{"tokens": ["Ana", "left", "Lisbon"], "ner": ["B-Person", "O", "B-Location"]}]}

ATTRIBUTED = {
    "id": "a",
    "text": "Ana said it rained.\n\nIt rained, she said.",
    "attributions": [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]},
        {"source": [[32, 35]], "cue": [[36, 40]], "content": [[21, 30]]},
    ],
}

PASSAGE = {
    "id": "a",
    "text": "Ana Silva joined Acme in 1999.",
    "properties": ["EMPLOYEE_OR_MEMBER_OF", "DATE_OF_BIRTH"],
    "facts": [{"property": "EMPLOYEE_OR_MEMBER_OF", "subject": [0, 9], "object": [17, 21]}],
}

DOCUMENT = {
    "title": "Ana Silva",
    "sents": [["Ana", "Silva", "joined", "Acme", "."], ["Silva", "left", "Lisbon", "."]],
    "vertexSet": [
        [
            {"sent_id": 0, "pos": [0, 2], "type": "PER", "name": "Ana Silva"},
            {"sent_id": 1, "pos": [0, 1], "type": "PER", "name": "Silva"},
        ],
        [{"sent_id": 0, "pos": [3, 4], "type": "ORG", "name": "Acme"}],
        [{"sent_id": 1, "pos": [2, 3], "type": "LOC", "name": "Lisbon"}],
    ],
    "labels": [{"r": "P108", "h": 0, "t": 1, "evidence": [0]}],
}

TRIPLE = {
    "sent": "Ana Silva joined Acme.",
    "sub_label": "Ana Silva",
    "rel_label": "employer",
    "obj_label": "Acme",
    "rel": "P108",
}


CONFIG = {
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
    "layer_norm_eps": 1e-12,
}


def _lines(path: Path, row: Any, times: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((json.dumps(row) + "\n") * times, encoding="utf-8")


def write_data(data: Path) -> Path:
    """The training data of one tiny project, in the layout that `read_gold` asks for."""
    for folder in ("ud", "gum/train"):
        (data / folder).mkdir(parents=True)
    (data / "ud" / "ewt-train.conllu").write_text(TREE * 6, encoding="utf-8")
    (data / "gum" / "train" / "a.conllu").write_text(COREFERENCE * 4, encoding="utf-8")
    _lines(data / "newswire_ner" / "train.jsonl", NAMED, 6)
    _lines(data / "polnear" / "train.jsonl", ATTRIBUTED, 4)
    for fold in (1, 2):
        _lines(data / "knowledgenet" / f"fold{fold}.jsonl", PASSAGE, 4)
    (data / "redocred").mkdir()
    (data / "redocred" / "docs.json").write_text(json.dumps([DOCUMENT] * 10), encoding="utf-8")
    _lines(data / "text2kgbench" / "wikidata_tekgen" / "train" / "ont_1_train.jsonl", TRIPLE, 2)
    return data


def write_vocabulary(folder: Path) -> None:
    words = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


def write_encoder(folder: Path) -> Path:
    """Vocabulary and weights of the encoder's shape; needs torch and safetensors."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir()
    write_vocabulary(folder)
    (folder / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    torch.manual_seed(0)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (30522, 384),
        "embeddings.position_embeddings.weight": (512, 384),
        "embeddings.token_type_embeddings.weight": (2, 384),
    }
    square = [f"attention.self.{name}" for name in ("query", "key", "value")] + ["attention.output.dense"]
    for kind in ("weight", "bias"):
        shapes[f"embeddings.LayerNorm.{kind}"] = (384,)
        for i in range(6):
            for name in square:
                shapes[f"encoder.layer.{i}.{name}.{kind}"] = (384, 384) if kind == "weight" else (384,)
            shapes[f"encoder.layer.{i}.intermediate.dense.{kind}"] = (1536, 384) if kind == "weight" else (1536,)
            shapes[f"encoder.layer.{i}.output.dense.{kind}"] = (384, 1536) if kind == "weight" else (384,)
            for name in ("attention.output.LayerNorm", "output.LayerNorm"):
                shapes[f"encoder.layer.{i}.{name}.{kind}"] = (384,)
    save_file({name: torch.randn(shape) * 0.05 for name, shape in shapes.items()}, folder / "model.safetensors")
    return folder
