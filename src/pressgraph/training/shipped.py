"""The weights of an exported model, by the network's own names, so that a training can start from what was shipped.

What was stored as int8 comes back as the runtime computes with it, within half a step of the scale of what was trained.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

Array = np.ndarray[Any, Any]

_HEADS = [(head, layer) for head in ("antecedents", "relations") for layer in ("hidden", "score")]
_PAIRS = [(f"{head}_{layer}", f"{head}.{layer}") for head, layer in _HEADS]
_TURNED = {
    "label_dependent": "label_bias_dependent.weight",
    "label_head": "label_bias_head.weight",
    **{name: f"{layer}.weight" for name, layer in _PAIRS},
}
_SAME = {
    "label_bias": "label_bias_dependent.bias",
    "label_root": "root",
    "relations_distance": "relations.distance.weight",
    "links_none": "links.none",
    **{f"{name}_bias": f"{layer}.bias" for name, layer in _PAIRS},
}


def shipped_weights(folder: Path) -> dict[str, Tensor]:
    """The network's state as far as ``model.onnx`` and ``heads.npz`` of an exported model hold it: all of it."""
    with np.load(folder / "heads.npz") as file:
        found = _encoded(folder / "model.onnx") | _combining({name: file[name] for name in file.files})
    return {name: torch.from_numpy(np.array(array, np.float32)) for name, array in found.items()}


def _encoded(file: Path) -> dict[str, Array]:
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(file)).graph
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    whole = {n.removesuffix(".int8"): stored[n] * stored[n[:-4] + "scale"] for n in stored if n.endswith(".int8")}
    whole |= {name: array for name, array in stored.items() if not name.endswith((".int8", ".scale"))}
    found = {name.removeprefix("network."): whole[name] for name in whole if name.startswith("network.")}
    layers = _layers(graph)
    for node in graph.node:
        weights = node.input[1].removesuffix(".float") if node.op_type == "MatMul" else ""
        if weights in whole:
            found[f"{layers[node.output[0]]}.weight"] = whole[weights].T
    return found


def _layers(graph: Any) -> dict[str, str]:
    """The layer of each product: that of the bias which is added to it, or, where there is none, its scope."""
    found = {n.output[0]: n.name.removesuffix("/MatMul").strip("/") for n in graph.node if n.op_type == "MatMul"}
    for node in (n for n in graph.node if n.op_type == "Add"):
        for product, bias in (tuple(node.input), tuple(reversed(node.input))):
            if product in found and bias.endswith(".bias"):
                found[product] = bias.removeprefix("network.").removesuffix(".bias")
    return found


def _combining(arrays: dict[str, Array]) -> dict[str, Array]:
    """What combines two words: the inverse of what the export writes."""
    width = len(arrays["label_bilinear"])
    found = {"bilinear": arrays["label_bilinear"].reshape(width, -1, width).transpose(1, 0, 2)}
    found |= {own: arrays[name].T for name, own in _TURNED.items()} | {own: arrays[name] for name, own in _SAME.items()}
    for name, array in arrays.items():
        if name.startswith("antecedent_table_"):
            found[f"antecedents.tables.{name.rpartition('_')[2]}.weight"] = array
    for part in ("source", "content"):
        found[f"links.{part}_distance.weight"] = arrays[f"links_{part}_distance"][:, None]
    return found
