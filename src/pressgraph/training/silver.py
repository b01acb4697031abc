"""Trees and names for texts that have none: larger models of ours read news, and the shipped one learns from that too.

What a costly teacher reads in a million words of news passes on to a small model much of what the teacher knows
(Hinton et al. 2015; for parsers Li et al. 2014, "Ambiguity-aware ensemble training").
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc, Token

from pressgraph.datasets.treebanks import NAME, NO_SPACE
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


class Annotator:
    """The shipped model's sentences with the trees that one teacher gives them and the names that another does.

    A teacher that was trained for trees or names alone is worse at finding where sentences end in raw text.
    """

    def __init__(self, parser: Model, namer: Model) -> None:
        self._splitter = _without(load_parser(threads=1), "pressgraph_tagger", "pressgraph_ner")
        self.vocab = self._splitter.vocab
        self._steps = [
            *_components(_without(load_parser(), "pressgraph_ner"), parser),
            *_components(_without(load_parser(), "pressgraph_tagger", "pressgraph_parser"), namer),
        ]

    def __call__(self, text: str) -> Doc:
        found = [token for token in self._splitter(text) if not token.is_space]
        doc = Doc(
            self.vocab,
            words=[token.text for token in found],
            spaces=[bool(token.whitespace_) for token in found],
            sent_starts=[bool(token.is_sent_start) for token in found],
        )
        for step in self._steps:
            doc = step(doc)
        return doc


def _without(nlp: Language, *names: str) -> Language:
    for name in names:
        nlp.remove_pipe(name)
    return nlp


def _components(nlp: Language, teacher: Model) -> Iterator[Callable[[Doc], Doc]]:
    for _, component in nlp.pipeline:
        cast(ModelComponent, component).read_with(teacher)
        yield component


def _line(token: Token, before: int) -> str:
    """A word as CoNLL-U; ``before`` words stand before its sentence. Lemma and features are not what is learned."""
    head = 0 if token.head.i == token.i else token.head.i - before + 1
    label = "root" if head == 0 else token.dep_
    rest = [f"{NAME}{token.ent_iob_}-{token.ent_type_}"] if token.ent_type_ else []
    rest += [] if token.whitespace_ else [NO_SPACE]
    number, last = token.i - before + 1, "|".join(rest) or "_"
    columns = (number, token.text, "_", token.pos_, token.tag_, "_", head, label, "_", last)
    return "\t".join(map(str, columns))


def news(gold: GoldData) -> Iterator[str]:
    """The texts of the training data that are news and have no trees."""
    for article in gold.names:
        yield "\n\n".join(detokenise(row.words)[0] for row in article)
    yield from (article.text for article in gold.attributed)


def write_silver(annotator: Annotator, texts: Iterable[str], path: Path) -> int:
    """Writes what ``annotator`` makes of each text as a CoNLL-U document; gives the number of words."""
    words = 0
    with path.open("w", encoding="utf-8") as stream:
        for text in texts:
            stream.write("# newdoc\n")
            for sentence in annotator(text).sents:
                words += len(sentence)
                stream.writelines(f"{_line(token, sentence.start)}\n" for token in sentence)
                stream.write("\n")
    return words
