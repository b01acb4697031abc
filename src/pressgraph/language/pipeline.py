"""The whole pipeline as a spaCy ``Language``, and the annotation of articles with it."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from pressgraph.language.factories import ORDER, register_factories
from pressgraph.language.tokenizer import create_tokenizer

_WITH_FOLDER = ("pressgraph_encoder", "pressgraph_tagger", "pressgraph_parser", "pressgraph_ner")


def load(model: Path | str | None = None, threads: int = 0) -> Language:
    """The English pipeline; the weights are read when the first text comes.

    Args:
        model: a folder with another model than the package's own.
        threads: threads of one encoder run; 0 takes what the machine has.
    """
    register_factories()
    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    nlp.max_length = 2**31
    for name in ORDER:
        config: dict[str, object] = {"folder": str(model or "")} if name in _WITH_FOLDER else {}
        if name == "pressgraph_encoder":
            config["threads"] = threads
        nlp.add_pipe(name, config=config)
    return nlp
