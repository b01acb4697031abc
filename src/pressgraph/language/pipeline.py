"""The whole pipeline as a spaCy ``Language``, and the annotation of articles with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from pressgraph.language.factories import ORDER, WITH_RULES, register_factories
from pressgraph.language.tokenizer import create_tokenizer

PARSING = ("pressgraph_encoder", "pressgraph_tagger", "pressgraph_parser", "pressgraph_ner")
"""The components that read the model."""


def _build(names: Sequence[str], model: Path | str | None, threads: int, rules: Sequence[Path | str]) -> Language:
    register_factories()
    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    nlp.max_length = 2**31
    for name in names:
        config: dict[str, object] = {"folder": str(model or "")} if name in PARSING else {}
        if name == "pressgraph_encoder":
            config["threads"] = threads
        if name in WITH_RULES:
            config["rules"] = [str(folder) for folder in rules]
        nlp.add_pipe(name, config=config)
    return nlp


def load_parser(model: Path | str | None = None, threads: int = 0) -> Language:
    """Only what the model says: tags, lemmas, trees, sentences and named entities."""
    return _build(PARSING, model, threads, ())


def load(model: Path | str | None = None, threads: int = 0, rules: Sequence[Path | str] = ()) -> Language:
    """The English pipeline; the weights are read when the first text comes.

    Args:
        model: a folder with another model than the package's own.
        threads: threads of one encoder run; 0 takes what the machine has.
        rules: folders with rule files of the user's, read after ours.
    """
    return _build(ORDER, model, threads, rules)
