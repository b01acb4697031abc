"""The multi-task network: an encoder of word pieces and case shapes, and a head for each annotation.

Parser heads after Dozat and Manning (2017).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from pressgraph.training.encoder import Encoder, Form
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
    form: Form = field(default_factory=Form)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Sizes:
        """What `as_dict` wrote."""
        return cls(**{**values, "form": Form(**values.get("form", {}))})


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
        self.encoder = Encoder(sizes.shapes, sizes.form)
        self.drop = nn.Dropout(dropout)
        width = sizes.form.width
        for name in TAGS:
            setattr(self, name, nn.Linear(width, getattr(sizes, name)))
        self.starts = nn.Linear(width, 1)
        self.arc_dependent, self.arc_head = (nn.Linear(width, sizes.arc_width) for _ in range(2))
        self.label_dependent, self.label_head = (nn.Linear(width, sizes.label_width) for _ in range(2))
        self.arcs = nn.Linear(sizes.arc_width, sizes.arc_width, bias=False)
        self.arc_prior = nn.Linear(sizes.arc_width, 1, bias=False)
        self.arc_root = nn.Linear(sizes.arc_width, 1)
        self.root = nn.Parameter(torch.zeros(sizes.label_width))
        self.bilinear = nn.Parameter(torch.randn(sizes.labels, sizes.label_width, sizes.label_width) * 0.02)
        self.label_bias_dependent = nn.Linear(sizes.label_width, sizes.labels)
        self.label_bias_head = nn.Linear(sizes.label_width, sizes.labels, bias=False)
        self.antecedents = Antecedents(width)
        self.relations = Relations(width, sizes.relations)
        self.links = Links(width)

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
