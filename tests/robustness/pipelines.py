"""Pipelines for ``pressgraph corpus --pipeline`` that load at once, and do to their process what the text says."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.language.extensions import register_extensions


def quick(_rules: Sequence[str]) -> Language:
    """Sentences and nothing else."""
    return _pipeline("")


def slow(_rules: Sequence[str]) -> Language:
    """Sentences, after a rest of 20 ms a document, so that there is time to disturb it."""
    return _pipeline("rest")


def obedient(_rules: Sequence[str]) -> Language:
    """Sentences; a text that begins with DIE, HANG, or EAT ends, stops or swells its process."""
    return _pipeline("obey")


def _pipeline(first: str) -> Language:
    register_extensions()
    nlp = spacy.blank("en")
    nlp.max_length = 2**31
    for name in filter(None, (first, "sentencizer")):
        nlp.add_pipe(name)
    return nlp


@Language.component("rest")
def _rest(doc: Doc) -> Doc:
    time.sleep(0.02)
    return doc


@Language.component("obey")
def _obey(doc: Doc) -> Doc:
    order = doc.text.split(" ", 1)[0]
    if order == "DIE":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "HANG":
        time.sleep(3600)
    elif order == "EAT":
        held = [bytearray(2**24) for _ in range(2**10)]
        raise AssertionError(f"{len(held)} blocks were given")
    return doc
