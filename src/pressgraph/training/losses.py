"""The losses of a batch: treebank batches teach tags, lemmas, boundaries and trees, entity batches names."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from pressgraph.training.network import Network
from pressgraph.training.windows import IGNORED

WEIGHTS = {"upos": 0.3, "xpos": 0.3, "feats": 0.2, "lemmas": 0.2}


def _classes(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def _arcs(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    scores, roots = network.arc_scores(x)
    sentence = batch["sentence"]
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, None, :]
    same &= ~torch.eye(sentence.shape[1], dtype=torch.bool)
    scores = scores.masked_fill(~same, -1e4)
    everything = torch.cat([roots[:, :, None], scores], dim=2)
    gold = torch.where(batch["heads"] == IGNORED, IGNORED, batch["heads"] + 1)
    return _classes(everything, gold)


def _labels(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    dependents, heads = network.label_vectors(x)
    heads = torch.cat([network.root.expand(heads.shape[0], 1, -1), heads], dim=1)
    place = (batch["heads"] + 1).clamp(min=0)
    chosen = heads.gather(1, place[:, :, None].expand(-1, -1, heads.shape[2]))
    known = batch["labels"] != IGNORED
    return functional.cross_entropy(network.label_scores(dependents[known], chosen[known]), batch["labels"][known])


def loss(network: Network, batch: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the losses that the batch has classes for."""
    x = network.words(batch["pieces"], batch["shapes"], batch["first"])
    if "entities" in batch:
        return _classes(network.entities(x), batch["entities"])
    total = _arcs(network, x, batch) + _labels(network, x, batch)
    for name, weight in WEIGHTS.items():
        total = total + weight * _classes(getattr(network, name)(x), batch[name])
    starts, gold = network.starts(x).squeeze(-1), batch["starts"]
    known = gold != IGNORED
    return total + 0.3 * functional.binary_cross_entropy_with_logits(starts[known], gold[known].to(x.dtype))
