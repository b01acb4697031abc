"""The whole pipeline as a spaCy ``Language``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.lang.en import English
from spacy.language import Language

from pressgraph.language.factories import FACTORIES, PARSING, register_factories
from pressgraph.language.tokenizer import create_tokenizer


def _build(names: Iterable[str], settings: dict[str, object]) -> Language:
    register_factories()
    nlp = English(max_length=2**31, create_tokenizer=create_tokenizer)
    for name in names:
        wanted = FACTORIES[name].settings
        nlp.add_pipe(name, config={key: value for key, value in settings.items() if key in wanted})
    return nlp


def load_parser(model: Path | str | None = None, threads: int = 0) -> Language:
    """Only what the model says: tags, lemmas, trees, sentences and named entities."""
    return _build(PARSING, {"folder": str(model or ""), "threads": threads})


def load(model: Path | str | None = None, threads: int = 0, rules: Sequence[Path | str] = ()) -> Language:
    """The English pipeline; the weights are read when the first text comes.

    Args:
        model: a folder with another model than the package's own.
        threads: threads of one encoder run; 0 takes what the machine has.
        rules: folders with rule files of the user's, read after ours.
    """
    folders = [str(folder) for folder in rules]
    return _build(FACTORIES, {"folder": str(model or ""), "threads": threads, "rules": folders})
