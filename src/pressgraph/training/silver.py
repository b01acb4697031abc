"""Trees for texts that have none: a larger model of ours parses news, and the shipped one learns from that too.

What a costly teacher reads in a million words of news passes on to a small model much of what the teacher knows
(Hinton et al. 2015; for parsers Li et al. 2014, "Ambiguity-aware ensemble training").
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Span

from pressgraph.evaluation.text import detokenise
from pressgraph.language.model import Model
from pressgraph.language.pieces import WordPieces
from pressgraph.language.pipeline import load_parser
from pressgraph.language.reader import ModelComponent
from pressgraph.training.export import Heads, load_network, pair_arrays
from pressgraph.training.gold import GoldData

Array = np.ndarray[Any, Any]


class _Session:
    """A network where the pipeline expects a session of ONNX Runtime; all outputs are asked for, in their order."""

    def __init__(self, heads: Heads, bfloat16: bool) -> None:
        self._heads, self._bfloat16 = heads, bfloat16

    def run(self, _names: Sequence[str], feeds: Mapping[str, Array]) -> list[Array]:
        tensors = [torch.from_numpy(feeds[name]) for name in ("pieces", "shapes", "first")]
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self._bfloat16):
            found = self._heads(*tensors)
        return [t.float().numpy() if t.is_floating_point() else t.numpy() for t in found]


class Teacher(Model):
    """The network of a run's checkpoint in the place of an exported model."""

    def __init__(self, run: Path, vocabulary: Path, bfloat16: bool = False) -> None:
        network = load_network(run / "checkpoint.pt")
        self.card, self.folder = {"version": "0"}, run
        self.pieces = WordPieces(vocabulary)
        self.inventory = json.loads((run / "inventory.json").read_text(encoding="utf-8"))
        self.arrays = pair_arrays(network)
        self._session = _Session(Heads(network), bfloat16)


def parser(model: Model) -> Language:
    """The pipeline as far as trees, read by ``model``."""
    nlp = load_parser()
    nlp.remove_pipe("pressgraph_ner")
    for _, component in nlp.pipeline:
        cast(ModelComponent, component).read_with(model)
    return nlp


def _line(token: Any, number: Mapping[int, int]) -> str:
    head = 0 if token.head.i == token.i else number[token.head.i]
    label = "root" if head == 0 else token.dep_
    spaced = "_" if token.whitespace_ else "SpaceAfter=No"
    feats = str(token.morph) or "_"
    columns = (number[token.i], token.text, token.lemma_, token.pos_, token.tag_, feats, head, label, "_", spaced)
    return "\t".join(map(str, columns))


def _lines(sentence: Span) -> Iterator[str]:
    words = [token for token in sentence if not token.is_space]
    number = {token.i: place for place, token in enumerate(words, 1)}
    yield from (_line(token, number) for token in words)


def news(gold: GoldData) -> Iterator[str]:
    """The texts of the training data that are news and have no trees."""
    for article in gold.names:
        yield "\n\n".join(detokenise(row.words)[0] for row in article)
    yield from (article.text for article in gold.attributed)


def write_silver(nlp: Language, texts: Iterator[str], path: Path) -> int:
    """Writes what ``nlp`` makes of each text as a CoNLL-U document; gives the number of words."""
    words = 0
    with path.open("w", encoding="utf-8") as stream:
        for text in texts:
            stream.write("# newdoc\n")
            for sentence in nlp(text).sents:
                lines = list(_lines(sentence))
                words += len(lines)
                stream.writelines(f"{line}\n" for line in lines)
                stream.write("\n" if lines else "")
    return words
