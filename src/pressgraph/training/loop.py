"""The training loop: seeded, resumable from a checkpoint, on a budget of epochs or of minutes."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from pressgraph.datasets import entity_file, read_conllu, read_entities, treebank_files
from pressgraph.language.pieces import SHAPES, WordPieces
from pressgraph.training.labels import Inventory, collect
from pressgraph.training.losses import loss
from pressgraph.training.network import Network, Sizes
from pressgraph.training.windows import Encoded, batch, batches, encode_entities, encode_tree

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a training run is asked to do; ``minutes`` (0: no limit) ends the schedule by the clock instead.

    A schedule by the clock gives other weights on every machine; one by epochs gives the same on the same.
    """

    data: Path
    encoder: Path
    output: Path
    epochs: float = 9.0
    minutes: float = 0.0
    seed: int = 1
    size: int = 1024
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    save_every: float = 300.0


def _documents(plan: Plan, pieces: WordPieces) -> tuple[Inventory, list[list[Encoded]], list[list[Encoded]]]:
    trees = [doc for path in treebank_files(plan.data, "train") for doc in read_conllu(path)]
    named = list(read_entities(entity_file(plan.data, "train")))
    inventory = collect((s for doc in trees for s in doc), (s for doc in named for s in doc))
    parsed = [[encode_tree(s, pieces, inventory) for s in doc] for doc in trees]
    tagged = [[part for row in doc for part in encode_entities(row, pieces, inventory)] for doc in named]
    return inventory, parsed, tagged


def _epochs(
    parsed: list[list[Encoded]], tagged: list[list[Encoded]], plan: Plan, first: int
) -> Iterator[tuple[int, int, list[list[list[Encoded]]]]]:
    """Endless epochs as (number, steps, batches); an epoch depends on seed and number alone."""
    number = first
    while True:
        rng = random.Random(f"{plan.seed}/{number}")
        mixed = batches(parsed, plan.size, rng) + batches(tagged, plan.size, rng)
        rng.shuffle(mixed)
        yield number, len(mixed), mixed
        number += 1


def _optimiser(network: Network, plan: Plan) -> torch.optim.AdamW:
    slow = [p for n, p in network.encoder.named_parameters() if p.requires_grad and not n.startswith("shapes")]
    known = {id(p) for p in slow}
    fast = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": slow, "rate": plan.encoder_rate}, {"params": fast, "rate": plan.head_rate}]
    return torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _rate(done: float, warm: float = 0.05) -> float:
    """The share of the peak learning rate at ``done`` (0 to 1) of the schedule: warm up, then fall to zero."""
    return min(done / warm, max(0.0, (1.0 - done) / (1.0 - warm)))


def _save(path: Path, state: dict[str, Any]) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def train(plan: Plan) -> Path:
    """Trains, or goes on where the checkpoint in ``plan.output`` stands; gives the checkpoint's path."""
    plan.output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    pieces = WordPieces(plan.encoder / "vocab.txt")
    inventory, parsed, tagged = _documents(plan, pieces)
    inventory.save(plan.output / "inventory.json")
    counts = {name: len(getattr(inventory, name)) for name in ("entities", "upos", "xpos", "feats", "lemmas", "labels")}
    network = Network(Sizes(**counts, shapes=len(SHAPES)))
    network.encoder.load_pretrained(plan.encoder / "model.safetensors")
    optimiser = _optimiser(network, plan)
    checkpoint = plan.output / "checkpoint.pt"
    epoch = step = 0
    spent = 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        epoch, step, spent = state["epoch"], state["step"], state["spent"]
        log.info("resumed at epoch %d step %d", epoch, step)
    network.train()

    def save() -> None:
        state = {"network": network.state_dict(), "optimiser": optimiser.state_dict()}
        _save(checkpoint, state | {"epoch": epoch, "step": step, "spent": spent, "sizes": network.sizes.as_dict()})

    last, saved = time.monotonic(), time.monotonic()
    running: dict[str, float] = {}
    for number, steps, mixed in _epochs(parsed, tagged, plan, epoch):
        if number != epoch:
            epoch, step = number, 0
        for windows in mixed[step:]:
            done = spent / (plan.minutes * 60) if plan.minutes else (epoch + step / steps) / plan.epochs
            if done >= 1:
                save()
                return checkpoint
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * _rate(done)
            torch.manual_seed(hash((plan.seed, epoch, step)) % 2**31)
            arrays = batch(windows, random.Random(f"{plan.seed}/{epoch}/{step}"))
            tensors = {name: torch.from_numpy(values) for name, values in arrays.items()}
            value = loss(network, tensors)
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            kind = "entities" if "entities" in arrays else "trees"
            running[kind] = 0.98 * running.get(kind, value.item()) + 0.02 * value.item()
            step += 1
            now = time.monotonic()
            spent, last = spent + now - last, now
            if step % 50 == 0:
                log.info("epoch %d step %d/%d done %.3f spent %.0fs %s", epoch, step, steps, done, spent, running)
            if now - saved > plan.save_every:
                saved = now
                save()
    raise AssertionError("the epochs never end")
