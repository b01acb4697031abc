"""The training loop: seeded, resumable from a checkpoint, on a budget of epochs or of minutes."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from pressgraph.datasets import read_conllu
from pressgraph.language.pieces import SHAPES, WordPieces
from pressgraph.training.corpora import SHARES, Corpus, corpora, transitions
from pressgraph.training.encoder import Form
from pressgraph.training.gold import read_gold
from pressgraph.training.indexer import Indexer
from pressgraph.training.labels import collect
from pressgraph.training.losses import loss
from pressgraph.training.network import TAGS, Network, Sizes
from pressgraph.training.shipped import shipped_weights
from pressgraph.training.windows import Unit, batch, batches

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
    start: Path | None = None
    """Checkpoint of an earlier run, or folder of an exported model, whose weights are taken over where they fit."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """How much of a corpus an epoch takes, where not as much as `corpora.SHARES` says."""
    vocabulary: Path | None = None
    """The pieces' numbers, where the encoder has others than the model (see `Encoder.load_pretrained`)."""
    silver: Path | None = None
    """CoNLL-U of texts without gold that larger models read: the corpus ``silver``."""
    bfloat16: bool = False
    """Compute the encoder in bfloat16: more than twice as fast on CPUs with AMX, very slow on those without."""
    memory: float = 0.0
    """What is left each step of the mean of the weights so far, which is what the run gives (0: the last weights)."""


def _epochs(every: list[Corpus], plan: Plan, first: int) -> Iterator[tuple[int, list[tuple[str, list[Unit]]]]]:
    """Endless epochs as (number, batches with their corpus); an epoch depends on seed and number alone."""
    number = first
    while True:
        rng = random.Random(f"{plan.seed}/{number}")
        mixed = [(corpus.name, own) for corpus in every for own in batches(corpus.draw(rng), plan.size, rng)]
        rng.shuffle(mixed)
        yield number, mixed
        number += 1


def _optimiser(network: Network, plan: Plan) -> torch.optim.AdamW:
    slow = [p for n, p in network.encoder.named_parameters() if p.requires_grad and not n.startswith("shapes")]
    known = {id(p) for p in slow}
    fast = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": slow, "rate": plan.encoder_rate}, {"params": fast, "rate": plan.head_rate}]
    return torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def take_over(network: Network, source: Path) -> None:
    """Copies the weights of a checkpoint or an exported model, where name and shape agree; the rest stays as it is."""
    own = network.state_dict()
    saved = shipped_weights(source) if source.is_dir() else result(torch.load(source, weights_only=True))
    fitting = {name: value for name, value in saved.items() if name in own and own[name].shape == value.shape}
    network.load_state_dict(own | fitting)
    log.info("took over %d of %d weights from %s", len(fitting), len(own), source)


def result(state: Mapping[str, Any]) -> dict[str, Tensor]:
    """The weights that a checkpoint's run gives: their running mean, where it kept one."""
    found: dict[str, Tensor] = state["mean"] or state["network"]
    return found


def _remember(mean: dict[str, Tensor], network: Network, memory: float) -> None:
    """Moves the running mean of the weights a step on (Polyak and Juditsky 1992, as an exponential mean)."""
    for name, value in network.state_dict().items():
        mean[name].lerp_(value, 1.0 - memory)


def _rate(done: float, warm: float = 0.05) -> float:
    """The share of the peak learning rate at ``done`` (0 to 1) of the schedule: warm up, then fall to zero."""
    return min(done / warm, max(0.0, (1.0 - done) / (1.0 - warm)))


def _save(path: Path, state: dict[str, Any]) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def _prepare(plan: Plan) -> tuple[Network, list[Corpus]]:
    """The network before its first step, and what it will learn from; the inventory is left in the run's folder."""
    gold = read_gold(plan.data)
    inventory = collect(gold)
    vocabulary = plan.vocabulary or plan.encoder / "vocab.txt"
    silver = read_conllu(plan.silver) if plan.silver else ()
    every = corpora(gold, Indexer(WordPieces(vocabulary), inventory), {**SHARES, **plan.shares}, silver)
    inventory.transitions.update(transitions(every, inventory))
    inventory.save(plan.output / "inventory.json")
    counts = {name: len(getattr(inventory, name)) for name in (*TAGS, "labels", "relations")}
    network = Network(Sizes(**counts, shapes=len(SHAPES), form=Form.of(plan.encoder)))
    network.encoder.load_pretrained(plan.encoder, vocabulary)
    if plan.start is not None:
        take_over(network, plan.start)
    return network, every


def train(plan: Plan) -> Path:
    """Trains, or goes on where the checkpoint in ``plan.output`` stands; gives the checkpoint's path."""
    plan.output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    network, every = _prepare(plan)
    optimiser = _optimiser(network, plan)
    checkpoint = plan.output / "checkpoint.pt"
    epoch = step = 0
    spent = 0.0
    mean = {name: value.clone() for name, value in network.state_dict().items()} if plan.memory else {}
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        mean = state["mean"]
        optimiser.load_state_dict(state["optimiser"])
        epoch, step, spent = state["epoch"], state["step"], state["spent"]
        log.info("resumed at epoch %d step %d", epoch, step)
    network.train()

    def save() -> None:
        state = {"network": network.state_dict(), "mean": mean, "optimiser": optimiser.state_dict()}
        _save(checkpoint, state | {"epoch": epoch, "step": step, "spent": spent, "sizes": network.sizes.as_dict()})

    last, saved = time.monotonic(), time.monotonic()
    running: dict[str, float] = {}
    for number, mixed in _epochs(every, plan, epoch):
        if number != epoch:
            epoch, step = number, 0
        steps = len(mixed)
        for name, own in mixed[step:]:
            done = spent / (plan.minutes * 60) if plan.minutes else (epoch + step / steps) / plan.epochs
            if done >= 1:
                save()
                return checkpoint
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * _rate(done)
            torch.manual_seed(hash((plan.seed, epoch, step)) % 2**31)
            arrays = batch(own, random.Random(f"{plan.seed}/{epoch}/{step}"))
            tensors = {name: torch.from_numpy(values) for name, values in arrays.items()}
            value = loss(network, tensors, plan.bfloat16)
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            if mean:
                _remember(mean, network, plan.memory)
            running[name] = 0.98 * running.get(name, value.item()) + 0.02 * value.item()
            step += 1
            now = time.monotonic()
            spent, last = spent + now - last, now
            if step % 50 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(running.items()))
                log.info("epoch %d step %d/%d done %.3f spent %.0fs %s", epoch, step, steps, done, spent, shown)
            if now - saved > plan.save_every:
                saved = now
                save()
    raise AssertionError("the epochs never end")
