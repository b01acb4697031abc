"""The multi-task network: a MiniLM encoder with case shapes, and a head for each annotation.

The encoder re-implements BERT (Devlin et al. 2019) plainly, so that it exports to ONNX without fused
operators; parser heads after Dozat and Manning (2017).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from pressgraph.training.heads import Antecedents, Links, Relations

TAGS = ("entities", "upos", "xpos", "feats", "lemmas", "attribution", "things")
"""The heads that give each word one class."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each head has, and the widths of the parser's layers."""

    entities: int
    upos: int
    xpos: int
    feats: int
    lemmas: int
    labels: int
    attribution: int
    things: int
    relations: int
    shapes: int
    arc_width: int = 256
    label_width: int = 96

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Layer(nn.Module):
    """One transformer layer, normalised after each block as in BERT."""

    def __init__(self, width: int = 384, heads: int = 12, inner: int = 1536, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = heads
        self.drop = nn.Dropout(dropout)
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.joined = nn.Linear(width, width)
        self.after_attention = nn.LayerNorm(width, eps=1e-12)
        self.expand = nn.Linear(width, inner)
        self.contract = nn.Linear(inner, width)
        self.after_feed = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=bias
        )
        joined = self.joined(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.after_attention(x + self.drop(joined))
        return self.after_feed(x + self.drop(self.contract(functional.gelu(self.expand(x)))))


class Encoder(nn.Module):
    """Word pieces and shapes to vectors of 384; the word embeddings stay as they were pretrained."""

    def __init__(self, shapes: int, width: int = 384, depth: int = 6, vocabulary: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(512, width)
        self.shapes = nn.Embedding(shapes, width)
        nn.init.zeros_(self.shapes.weight)
        self.normalise = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(depth))

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """``pieces`` and ``shapes``: (batch, length) integers, piece 0 is padding. Gives (batch, length, 384)."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.shapes(shapes)
        x = self.normalise(x)
        bias = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, file: Path) -> None:
        """Takes over the weights of a BERT-named safetensors file (all-MiniLM-L6-v2)."""
        from safetensors.torch import load_file

        source = load_file(str(file))
        own = {"words.weight": source["embeddings.word_embeddings.weight"]}
        types = source["embeddings.token_type_embeddings.weight"]
        own["positions.weight"] = source["embeddings.position_embeddings.weight"] + types[0]
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "joined": "attention.output.dense",
            "after_attention": "attention.output.LayerNorm",
            "expand": "intermediate.dense",
            "contract": "output.dense",
            "after_feed": "output.LayerNorm",
        }
        for kind in ("weight", "bias"):
            own[f"normalise.{kind}"] = source[f"embeddings.LayerNorm.{kind}"]
            for i in range(len(self.layers)):
                for mine, theirs in names.items():
                    own[f"layers.{i}.{mine}.{kind}"] = source[f"encoder.layer.{i}.{theirs}.{kind}"]
        own["shapes.weight"] = self.shapes.weight.detach()
        self.load_state_dict(own)


class Network(nn.Module):
    """Encoder and heads. `words` gives one vector a word, the others score them."""

    entities: nn.Linear
    upos: nn.Linear
    xpos: nn.Linear
    feats: nn.Linear
    lemmas: nn.Linear
    attribution: nn.Linear
    things: nn.Linear

    def __init__(self, sizes: Sizes, dropout: float = 0.2) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.shapes)
        self.drop = nn.Dropout(dropout)
        for name in TAGS:
            setattr(self, name, nn.Linear(384, getattr(sizes, name)))
        self.starts = nn.Linear(384, 1)
        self.arc_dependent, self.arc_head = (nn.Linear(384, sizes.arc_width) for _ in range(2))
        self.label_dependent, self.label_head = (nn.Linear(384, sizes.label_width) for _ in range(2))
        self.arcs = nn.Linear(sizes.arc_width, sizes.arc_width, bias=False)
        self.arc_prior = nn.Linear(sizes.arc_width, 1, bias=False)
        self.arc_root = nn.Linear(sizes.arc_width, 1)
        self.root = nn.Parameter(torch.zeros(sizes.label_width))
        self.bilinear = nn.Parameter(torch.randn(sizes.labels, sizes.label_width, sizes.label_width) * 0.02)
        self.label_bias_dependent = nn.Linear(sizes.label_width, sizes.labels)
        self.label_bias_head = nn.Linear(sizes.label_width, sizes.labels, bias=False)
        self.antecedents = Antecedents(384)
        self.relations = Relations(384, sizes.relations)
        self.links = Links(384)

    def words(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """One vector a word: that of its first piece, whose place in the row ``first`` (batch, words) gives."""
        x = self.encoder(pieces, shapes)
        return self.drop(x.gather(1, first[:, :, None].expand(-1, -1, x.shape[2])))

    def arc_scores(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (batch, dependent, head) and the root's (batch, dependent)."""
        dependent = self.drop(functional.gelu(self.arc_dependent(x)))
        head = self.drop(functional.gelu(self.arc_head(x)))
        return self.arcs(dependent) @ head.transpose(1, 2) + self.arc_prior(head).transpose(1, 2), self.arc_root(
            dependent
        ).squeeze(-1)

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of the labels for pairs of label vectors, both (pairs, width)."""
        pairs = torch.einsum("nd,lde,ne->nl", dependents, self.bilinear, heads)
        return pairs + self.label_bias_dependent(dependents) + self.label_bias_head(heads)

    def label_vectors(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return (
            self.drop(functional.gelu(self.label_dependent(x))),
            self.drop(functional.gelu(self.label_head(x))),
        )
