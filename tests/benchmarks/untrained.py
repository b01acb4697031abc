"""spaCy's own CNN pipeline of the same tasks, with random weights: how fast it is does not hang on what they say.

The architectures and widths are those of spaCy's small English pipelines; only the tables of rare words are smaller.
"""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

_WIDTH = 96
_SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "tok2vec"}


def _encoder() -> dict[str, Any]:
    sizes = {"width": _WIDTH, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3}
    rest = {"subword_features": True, "pretrained_vectors": None}
    return {"model": {"@architectures": "spacy.HashEmbedCNN.v2", **sizes, **rest}}


def _transitions(kind: str) -> dict[str, Any]:
    sizes = {"extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True}
    name = "spacy.TransitionBasedParser.v2"
    return {"model": {"@architectures": name, "state_type": kind, **sizes, "tok2vec": _SHARED}}


def _classes() -> dict[str, Any]:
    return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _SHARED}}


def _example(nlp: Language) -> Example:
    words = ["The", "minister", "visited", "Kyiv", "on", "Monday", "."]
    gold = Doc(
        nlp.vocab,
        words=words,
        tags=["DT", "NN", "VBD", "NNP", "IN", "NNP", "."],
        lemmas=["the", "minister", "visit", "Kyiv", "on", "Monday", "."],
        heads=[1, 2, 2, 2, 5, 2, 2],
        deps=["det", "nsubj", "ROOT", "obj", "case", "obl", "punct"],
        ents=["O", "O", "O", "B-Location", "O", "B-Date", "O"],
    )
    return Example(Doc(nlp.vocab, words=words), gold)


def untrained_pipeline() -> Language:
    """Tags, lemmas, trees and names over one convolutional encoder; the labels are those of one sentence."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config=_encoder())
    nlp.add_pipe("tagger", config=_classes())
    nlp.add_pipe("parser", config=_transitions("parser"))
    nlp.add_pipe("trainable_lemmatizer", config=_classes())
    nlp.add_pipe("ner", config=_transitions("ner"))
    nlp.initialize(lambda: [_example(nlp)] * 10)
    return nlp
