"""Export of a checkpoint to the files that the package ships: ONNX, int8 where accuracy holds."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from pressgraph.language.model import NAMES, seal
from pressgraph.training.loop import result
from pressgraph.training.network import Network, Sizes

Array = np.ndarray[Any, Any]


class Heads(nn.Module):
    """The network as it runs: every head's classes or vectors for each word, nothing per pair of words."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        x = network.words(pieces, shapes, first)
        dependent = functional.gelu(network.arc_dependent(x))
        head = functional.gelu(network.arc_head(x))
        return (
            network.entities(x),
            *(getattr(network, name)(x).argmax(-1) for name in ("upos", "xpos", "feats", "lemmas")),
            network.starts(x).squeeze(-1),
            network.arcs(dependent),
            head,
            network.arc_prior(head).squeeze(-1),
            network.arc_root(dependent).squeeze(-1),
            *network.label_vectors(x),
            network.attribution(x),
            network.things(x),
            *(layer(x) for layer in (network.antecedents.later, network.antecedents.earlier)),
            network.antecedents.mention(x).squeeze(-1),
            *(layer(x) for layer in (network.relations.subject, network.relations.object)),
            *(functional.gelu(layer(x)) for layer in (network.links.source, network.links.cue, network.links.content)),
        )


def load_network(checkpoint: Path) -> Network:
    """The network of a checkpoint, ready to infer."""
    state = torch.load(checkpoint, weights_only=True, mmap=True)
    network = Network(Sizes.of(state["sizes"]))
    network.load_state_dict(result(state))
    return network.eval()


def pair_arrays(network: Network) -> dict[str, Array]:
    """What combines the projections of two words, by the names that `pressgraph.language.model` asks for."""

    def own(tensor: Tensor) -> Array:
        return np.ascontiguousarray(tensor.detach().numpy())

    bilinear = network.bilinear.detach().numpy()
    labels, width, _ = bilinear.shape
    arrays = {
        "label_bilinear": np.ascontiguousarray(bilinear.transpose(1, 0, 2)).reshape(width, labels * width),
        "label_dependent": own(network.label_bias_dependent.weight.T),
        "label_bias": own(network.label_bias_dependent.bias),
        "label_head": own(network.label_bias_head.weight.T),
        "label_root": own(network.root),
    }
    for number, table in enumerate(network.antecedents.tables):
        arrays[f"antecedent_table_{number}"] = own(table.weight)
    for head in ("antecedents", "relations"):
        for layer in ("hidden", "score"):
            linear = getattr(getattr(network, head), layer)
            arrays[f"{head}_{layer}"] = own(linear.weight.T)
            arrays[f"{head}_{layer}_bias"] = own(linear.bias)
    arrays["relations_distance"] = own(network.relations.distance.weight)
    arrays["links_source_distance"] = own(network.links.source_distance.weight[:, 0])
    arrays["links_content_distance"] = own(network.links.content_distance.weight[:, 0])
    arrays["links_none"] = own(network.links.none)
    return arrays


def _to_onnx(network: Network, path: Path) -> None:
    example = (
        torch.ones(2, 12, dtype=torch.long),
        torch.ones(2, 12, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
    )
    axes = {0: "rows", 1: "pieces"}
    names = {"pieces": axes, "shapes": axes, "first": {0: "rows", 1: "words"}}
    with warnings.catch_warnings():
        # The exporter that traces gives the plain operators which quantise well; torch calls it the old one.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", UserWarning)
        torch.onnx.export(
            Heads(network),
            example,
            str(path),
            input_names=list(names),
            output_names=list(NAMES),
            dynamic_axes=names | {name: {0: "rows", 1: "words"} for name in NAMES},
            opset_version=17,
            dynamo=False,
        )


def _rounded(weights: Array, axis: int) -> tuple[Array, Array]:
    """Int8 weights and the scales, one a slice along ``axis``, that give them back."""
    others = tuple(i for i in range(weights.ndim) if i != axis)
    scale = np.maximum(np.abs(weights).max(axis=others, keepdims=True), 1e-12) / 127
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def _restored(result: str, small: str, scale: str) -> list[Any]:
    """The nodes that make floats of int8 values and their scales."""
    from onnx import TensorProto, helper

    cast = helper.make_node("Cast", [small], [f"{result}.cast"], to=TensorProto.FLOAT)
    return [cast, helper.make_node("Mul", [f"{result}.cast", scale], [result])]


def _quantise(source: Path, target: Path) -> None:
    """Stores the large weights as int8 with a scale per output; activations stay fp32, where int8 costs accuracy.

    The runtime restores the weights of products once, when it loads them (as constants); of an embedding it
    scales the rows that it looks up.
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    large = {t.name: t for t in graph.initializer if len(t.dims) == 2 and np.prod(t.dims) > 50_000}
    nodes = []
    for node in graph.node:
        name = next((name for name in node.input if name in large), None)
        if name is None or node.op_type not in ("MatMul", "Gather"):
            nodes.append(node)
            continue
        weights = numpy_helper.to_array(large.pop(name))
        rows = node.op_type == "Gather"
        small, scale = _rounded(weights, 0 if rows else 1)
        graph.initializer.append(numpy_helper.from_array(small, f"{name}.int8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
        if rows:
            out, places = node.output[0], node.input[1]
            nodes.append(helper.make_node("Gather", [f"{name}.int8", places], [f"{out}.int8"]))
            nodes.append(helper.make_node("Gather", [f"{name}.scale", places], [f"{out}.scale"]))
            nodes.extend(_restored(out, f"{out}.int8", f"{out}.scale"))
        else:
            nodes.extend(_restored(f"{name}.float", f"{name}.int8", f"{name}.scale"))
            node.input[list(node.input).index(name)] = f"{name}.float"
            nodes.append(node)
        graph.initializer.remove(next(t for t in graph.initializer if t.name == name))
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def export(run: Path, vocabulary: Path, target: Path, card: dict[str, Any], quantised: bool = True) -> None:
    """Writes ``model.onnx``, ``heads.npz``, ``inventory.json``, ``vocab.txt`` and ``card.json`` to ``target``.

    The card gives the files' SHA-256.
    """
    network = load_network(run / "checkpoint.pt")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _to_onnx(network, plain)
        if quantised:
            _quantise(plain, target / "model.onnx")
        else:
            shutil.copy(plain, target / "model.onnx")
    arrays: dict[str, Any] = pair_arrays(network)
    np.savez(target / "heads.npz", **arrays)
    shutil.copy(run / "inventory.json", target / "inventory.json")
    shutil.copy(vocabulary, target / "vocab.txt")
    (target / "card.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    seal(target)
