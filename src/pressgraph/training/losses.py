"""The losses of a batch: each head learns from the batches that have gold for it."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from pressgraph.language.coreference.features import REACH, Candidates, pair_features
from pressgraph.language.scoring import signed_class
from pressgraph.training.network import Network
from pressgraph.training.windows import IGNORED

WEIGHTS = {"entities": 1.0, "attribution": 1.0, "things": 0.5, "upos": 0.3, "xpos": 0.3, "feats": 0.2, "lemmas": 0.2}
"""How much the heads that give each word one class count."""


def _classes(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def _arcs(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    scores, roots = network.arc_scores(x)
    sentence = batch["sentence"]
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, None, :]
    same &= ~torch.eye(sentence.shape[1], dtype=torch.bool, device=x.device)
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


def _starts(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    scores, gold = network.starts(x).squeeze(-1), batch["starts"]
    known = gold != IGNORED
    return functional.binary_cross_entropy_with_logits(scores[known], gold[known].to(x.dtype))


def _running_sentences(sentence: Tensor) -> Tensor:
    """Sentence numbers that go on from row to row."""
    ends = sentence.max(dim=1).values + 1
    return sentence + (ends.cumsum(0) - ends)[:, None]


def _antecedents(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Marginal log-likelihood of the right antecedents (Lee et al. 2017); none is right for first mentions."""
    head = network.antecedents
    known = batch["clusters"] != IGNORED
    clusters = batch["clusters"][known]
    unit = batch["unit"][:, None].expand_as(known)[known]
    count = len(clusters)
    if count < 2:
        return x.sum() * 0
    vectors = x[known]
    forms, others, pronouns, sentences = (
        values[known].numpy(force=True)
        for values in (batch["forms"], batch["others"], batch["pronouns"], _running_sentences(batch["sentence"]))
    )
    candidates = Candidates(forms, others, pronouns, sentences)
    later, earlier = torch.tril_indices(count, count, -1, device=x.device)
    near = (later - earlier <= REACH) & (unit[later] == unit[earlier])
    later, earlier = later[near], earlier[near]
    classes = pair_features(candidates, later.numpy(force=True), earlier.numpy(force=True))
    mention = head.mention(vectors).squeeze(-1)
    bilinear = (head.later(vectors) @ head.earlier(vectors).T) / 11.0
    own = head.features(tuple(torch.from_numpy(c).to(x.device) for c in classes))
    scores = torch.full((count, count + 1), -1e4, device=x.device, dtype=x.dtype)
    scores[:, 0] = 0.0
    scores[later, earlier + 1] = bilinear[later, earlier] + mention[later] + mention[earlier] + own
    right = torch.zeros(count, count + 1, dtype=torch.bool, device=x.device)
    right[later, earlier + 1] = (clusters[later] == clusters[earlier]) & (clusters[later] > 0)
    right[:, 0] = ~right.any(dim=1)
    gold = scores.masked_fill(~right, -1e4).logsumexp(dim=1)
    return (scores.logsumexp(dim=1) - gold).mean()


def _relations(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Cross entropy of each pair's relations; the mentions of an entity pool their scores by log-sum-exp."""
    head = network.relations
    labels, weights = batch["labels_of_pairs"], batch["label_weights"]
    if not len(labels):
        return x.sum() * 0
    flat = x.flatten(0, 1)[batch["span_words"]]
    count = int(batch["spans"][0])
    sizes = torch.zeros(count, device=x.device).index_add_(
        0, batch["span_numbers"], torch.ones(len(flat), device=x.device)
    )

    def means(projected: Tensor) -> Tensor:
        sums = torch.zeros(count, projected.shape[1], device=x.device, dtype=x.dtype)
        return sums.index_add(0, batch["span_numbers"], projected) / sizes[:, None]

    subjects, objects = means(head.subject(flat)), means(head.object(flat))
    scores = head(subjects[batch["pair_subject"]], objects[batch["pair_object"]], batch["pair_distance"])
    group = batch["pair_group"]
    highest = scores.detach().amax(dim=0)
    pooled = torch.zeros(len(labels), scores.shape[1], device=x.device, dtype=x.dtype)
    pooled = pooled.index_add(0, group, torch.exp((scores - highest).clamp(min=-40))).clamp(min=1e-17).log() + highest
    loss = functional.binary_cross_entropy_with_logits(pooled, labels, reduction="none")
    return (loss * weights).sum() / (len(labels) ** 0.5 * max(1.0, float(labels.sum())) ** 0.5)


def _spans(tags: Tensor, begin: int, inside: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i, tag in enumerate(tags.tolist()):
        if tag == begin:
            found.append((i, i + 1))
        elif tag == inside and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
    return found


def _chosen(scores: Tensor, gold: list[int]) -> Tensor:
    wanted = torch.tensor(gold, device=scores.device)
    return functional.cross_entropy(scores, wanted, ignore_index=IGNORED, reduction="sum") / len(gold)


def _links(network: Network, x: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """For each cue its source among those of the window, or none; for each content its cue."""
    head = network.links
    losses = []
    projected = [functional.gelu(layer(x)) for layer in (head.source, head.cue, head.content)]
    for r, tags in enumerate(batch["attribution"]):
        sources, cues, contents = (_spans(tags, 1 + 2 * k, 2 + 2 * k) for k in range(3))
        if not cues:
            continue
        source, cue, content = (
            torch.stack([values[r, b:e].mean(0) for b, e in spans]) if spans else x.new_zeros(0, values.shape[2])
            for values, spans in zip(projected, (sources, cues, contents), strict=True)
        )
        firsts = {begin: i for i, (begin, _) in enumerate(sources)}
        at = [begin for begin, _ in cues]
        if sources:
            between = torch.tensor([[s - c for s, _ in sources] for c in at], device=x.device)
            classes = torch.from_numpy(signed_class(between.numpy(force=True))).to(x.device)
            scores = cue @ source.T / 8.0 + head.source_distance(classes).squeeze(-1)
            scores = torch.cat([head.none.expand(len(cues), 1), scores], dim=1)
            own = batch["own_source"][r, at].tolist()
            gold = [0 if o == 0 else firsts.get(c + o, -1) + 1 or IGNORED for c, o in zip(at, own, strict=True)]
            losses.append(_chosen(scores, gold))
        if contents and len(cues) > 1:
            between = torch.tensor([[c - b for c in at] for b, _ in contents], device=x.device)
            classes = torch.from_numpy(signed_class(between.numpy(force=True))).to(x.device)
            scores = content @ cue.T / 8.0 + head.content_distance(classes).squeeze(-1)
            place = {c: i for i, c in enumerate(at)}
            own = batch["own_cue"][r, [b for b, _ in contents]].tolist()
            gold = [place.get(b + o, IGNORED) for (b, _), o in zip(contents, own, strict=True)]
            losses.append(_chosen(scores, gold))
    return torch.stack(losses).mean() if losses else x.sum() * 0


def loss(network: Network, batch: dict[str, Tensor], bfloat16: bool = False) -> Tensor:
    """The weighted sum of the losses that the batch has gold for; ``bfloat16`` is for the encoder alone."""
    with torch.autocast(batch["pieces"].device.type, torch.bfloat16, enabled=bfloat16):
        x = network.words(batch["pieces"], batch["shapes"], batch["first"])
    x = x.float()
    total = x.sum() * 0
    for name, weight in WEIGHTS.items():
        if name in batch:
            total = total + weight * _classes(getattr(network, name)(x), batch[name])
    if "heads" in batch:
        total = total + _arcs(network, x, batch) + _labels(network, x, batch) + 0.3 * _starts(network, x, batch)
    if "clusters" in batch:
        total = total + _antecedents(network, x, batch)
    if "labels_of_pairs" in batch:
        total = total + 0.4 * _relations(network, x, batch)
    if "own_cue" in batch:
        total = total + 0.3 * _links(network, x, batch)
    return total
