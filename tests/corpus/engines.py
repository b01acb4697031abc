"""Pipelines without a model for tests of what surrounds them, named by ``--pipeline tests.corpus.engines:...``."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.language.extensions import register_extensions


def plain(rules: Sequence[str] = ()) -> Language:  # noqa: ARG001
    """Sentences, and nothing found in them."""
    register_extensions()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@Language.component("tests_moody")
def moody(doc: Doc) -> Doc:
    """Does what a document tells it to do."""
    text = doc.text
    if "please fail" in text:
        raise ValueError("as the text wanted")
    if "please die" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "please hang" in text:
        time.sleep(3600)
    if "please fill" in text:
        bytearray(8 * 2**30)
    if "please pause" in text:
        time.sleep(0.2)
    return doc


def obedient(rules: Sequence[str] = ()) -> Language:
    """The same, but texts can ask it to fail, die, hang, fill the memory or pause."""
    nlp = plain(rules)
    nlp.add_pipe("tests_moody")
    return nlp


def missing(rules: Sequence[str] = ()) -> Language:  # noqa: ARG001
    """A pipeline whose model is not there."""
    from pressgraph.errors import ModelError

    raise ModelError("no model here: reinstall it")
