"""The weighted mean of the weights of several checkpoints, or exported models, of one line of training.

Models that start from one another lie in one basin, and the mean of their weights is often better than each
(Wortsman et al. 2022, "Model soups"); it costs nothing at run time.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from pressgraph.training.loop import result
from pressgraph.training.shipped import shipped_weights


def average(runs: Mapping[Path, float], output: Path) -> Path:
    """Writes a run's folder with the mean of the checkpoints of ``runs``, each with its weight.

    Sizes and inventory are those of the last run. What an earlier run does not have, or has in another shape, is the
    mean of the others. All but the last may be folders of exported models.
    """
    folders = list(runs)
    last = torch.load(folders[-1] / "checkpoint.pt", weights_only=True)
    saved = [(_weights(folder), runs[folder]) for folder in folders]
    last["network"] = {name: _mean(name, value, saved) for name, value in result(last).items()}
    last["mean"] = {}
    output.mkdir(parents=True, exist_ok=True)
    torch.save(last, output / "checkpoint.pt")
    shutil.copyfile(folders[-1] / "inventory.json", output / "inventory.json")
    return output


def _weights(folder: Path) -> dict[str, Tensor]:
    checkpoint = folder / "checkpoint.pt"
    return result(torch.load(checkpoint, weights_only=True)) if checkpoint.exists() else shipped_weights(folder)


def _mean(name: str, value: Tensor, saved: list[tuple[dict[str, Tensor], float]]) -> Tensor:
    if not value.is_floating_point():
        return value
    own = [(n[name], weight) for n, weight in saved if name in n and n[name].shape == value.shape]
    whole = sum(weight for _, weight in own)
    return torch.stack([tensor * (weight / whole) for tensor, weight in own]).sum(dim=0)
