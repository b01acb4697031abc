"""The encoder: word pieces and their case shapes to vectors, in the form of BERT or of MPNet.

It re-implements both plainly, so that it exports to ONNX without fused operators (Devlin et al. 2019; Song et al.
2020). The shipped model has a MiniLM of BERT's form; an MPNet, eight times as costly, can teach it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

_REACH = 128
"""Distances from here on, in pieces, share MPNet's last bucket."""


@dataclass(frozen=True, slots=True)
class Form:
    """An encoder's measures; ``buckets`` of relative distances are MPNet's, BERT has none."""

    width: int = 384
    depth: int = 6
    heads: int = 12
    inner: int = 1536
    buckets: int = 0
    epsilon: float = 1e-12

    @classmethod
    def of(cls, folder: Path) -> Form:
        """The form of a pretrained encoder, by the ``config.json`` that is published with it."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(
            width=config["hidden_size"],
            depth=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            inner=config["intermediate_size"],
            buckets=config.get("relative_attention_num_buckets", 0),
            epsilon=config["layer_norm_eps"],
        )


class Layer(nn.Module):
    """One transformer layer, normalised after each block as in BERT."""

    def __init__(self, form: Form, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = form.heads
        self.drop = nn.Dropout(dropout)
        self.query, self.key, self.value = (nn.Linear(form.width, form.width) for _ in range(3))
        self.joined = nn.Linear(form.width, form.width)
        self.after_attention = nn.LayerNorm(form.width, eps=form.epsilon)
        self.expand = nn.Linear(form.width, form.inner)
        self.contract = nn.Linear(form.inner, form.width)
        self.after_feed = nn.LayerNorm(form.width, eps=form.epsilon)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attention is spelt out: on CPUs the backward pass of torch's fused one takes half of a step in bfloat16."""
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        query = split(self.query(x)) * (width // self.heads) ** -0.5
        scores = query @ split(self.key(x)).transpose(2, 3)
        attended = (scores + bias.to(scores.dtype)).softmax(dim=-1).to(scores.dtype) @ split(self.value(x))
        joined = self.joined(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.after_attention(x + self.drop(joined))
        return self.after_feed(x + self.drop(self.contract(functional.gelu(self.expand(x)))))


def _buckets(length: int, count: int, device: torch.device) -> Tensor:
    """The bucket (length, length) of each distance: half of them for each side, the near ones exact (Raffel 2020)."""
    places = torch.arange(length, device=device)
    distance = places[:, None] - places[None, :]
    side = count // 2
    exact = side // 2
    away = distance.abs()
    far = exact + ((away.clamp(min=1) / exact).log() / math.log(_REACH / exact) * (side - exact)).long()
    return torch.where(distance < 0, side, 0) + torch.where(away < exact, away, far.clamp(max=side - 1))


class Encoder(nn.Module):
    """Word pieces and shapes to vectors; the word embeddings stay as they were pretrained."""

    def __init__(self, shapes: int, form: Form, vocabulary: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, form.width)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(512, form.width)
        self.shapes = nn.Embedding(shapes, form.width)
        nn.init.zeros_(self.shapes.weight)
        self.normalise = nn.LayerNorm(form.width, eps=form.epsilon)
        self.layers = nn.ModuleList(Layer(form) for _ in range(form.depth))
        self.distances = nn.Embedding(form.buckets, form.heads) if form.buckets else None

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """``pieces`` and ``shapes``: (batch, length) integers, piece 0 is padding. Gives (batch, length, width)."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.shapes(shapes)
        x = self.normalise(x)
        bias = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        if self.distances is not None:
            places = _buckets(pieces.shape[1], self.distances.num_embeddings, pieces.device)
            bias = bias + self.distances(places).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, folder: Path, vocabulary: Path) -> None:
        """Takes over published weights (``model.safetensors``, ``vocab.txt``); ``vocabulary`` numbers the pieces here.

        An MPNet has BERT's pieces under numbers of its own: its embeddings are put into this vocabulary's order.
        """
        from safetensors.torch import load_file

        source = load_file(str(folder / "model.safetensors"))
        own = self._bert(source) if self.distances is None else self._mpnet(source)
        pieces, theirs = _pieces(vocabulary), _pieces(folder / "vocab.txt")
        if pieces != theirs:
            number = {piece: i for i, piece in enumerate(theirs)}
            order = [number[piece if piece in number else _OTHER_NAMES[piece]] for piece in pieces]
            own["words.weight"] = own["words.weight"][order]
        own["shapes.weight"] = self.shapes.weight.detach()
        self.load_state_dict(own)

    def _bert(self, source: dict[str, Tensor]) -> dict[str, Tensor]:
        types = source["embeddings.token_type_embeddings.weight"]
        positions = source["embeddings.position_embeddings.weight"] + types[0]
        return {"positions.weight": positions} | self._common(source, _IN_BERT)

    def _mpnet(self, source: dict[str, Tensor]) -> dict[str, Tensor]:
        """Its positions are counted from 2."""
        positions = source["embeddings.position_embeddings.weight"][2:]
        distances = source["encoder.relative_attention_bias.weight"]
        return {"positions.weight": positions, "distances.weight": distances} | self._common(source, _IN_MPNET)

    def _common(self, source: dict[str, Tensor], names: dict[str, str]) -> dict[str, Tensor]:
        own = {"words.weight": source["embeddings.word_embeddings.weight"]}
        for kind in ("weight", "bias"):
            own[f"normalise.{kind}"] = source[f"embeddings.LayerNorm.{kind}"]
            for i in range(len(self.layers)):
                for mine, theirs in names.items():
                    own[f"layers.{i}.{mine}.{kind}"] = source[f"encoder.layer.{i}.{theirs}.{kind}"]
        return own


def _pieces(vocabulary: Path) -> list[str]:
    return vocabulary.read_text(encoding="utf-8").splitlines()


_OTHER_NAMES = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>", "[UNK]": "<unk>"}

_FEED = {"expand": "intermediate.dense", "contract": "output.dense", "after_feed": "output.LayerNorm"}
_IN_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    **_FEED,
}
_IN_MPNET = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "joined": "attention.attn.o",
    "after_attention": "attention.LayerNorm",
    **_FEED,
}
