"""The weighted mean of the weights of several checkpoints of one line of training.

Models that start from one another lie in one basin, and the mean of their weights is often better than each
(Wortsman et al. 2022, "Model soups"); it costs nothing at run time.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor


def average(runs: Mapping[Path, float], output: Path) -> Path:
    """Writes a run's folder with the mean of the checkpoints of ``runs``, each with its weight.

    Sizes and inventory are those of the last run. What an earlier run does not have, or has in another shape, is the
    mean of the others.
    """
    folders = list(runs)
    last = torch.load(folders[-1] / "checkpoint.pt", weights_only=True)
    saved = [(torch.load(f / "checkpoint.pt", weights_only=True)["network"], runs[f]) for f in folders]
    last["network"] = {name: _mean(name, value, saved) for name, value in last["network"].items()}
    output.mkdir(parents=True, exist_ok=True)
    torch.save(last, output / "checkpoint.pt")
    shutil.copyfile(folders[-1] / "inventory.json", output / "inventory.json")
    return output


def _mean(name: str, value: Tensor, saved: list[tuple[dict[str, Tensor], float]]) -> Tensor:
    if not value.is_floating_point():
        return value
    own = [(n[name], weight) for n, weight in saved if name in n and n[name].shape == value.shape]
    whole = sum(weight for _, weight in own)
    return torch.stack([tensor * (weight / whole) for tensor, weight in own]).sum(dim=0)
