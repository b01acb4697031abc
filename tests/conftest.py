"""What all tests share: where the development data and the shipped model are."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "src" / "pressgraph" / "models" / "en" / "model.onnx"


@pytest.fixture(scope="session")
def development_data() -> Path:
    """The folder of the development data: ``PRESSGRAPH_SHARED``/data, or ``../shared/data`` beside the repository."""
    shared = Path(os.environ.get("PRESSGRAPH_SHARED", ROOT.parent / "shared"))
    if not (shared / "data").is_dir():
        pytest.skip(f"no development data at {shared / 'data'}; set PRESSGRAPH_SHARED to the folder that holds data/")
    return shared / "data"


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Commands under test can be interrupted, also where the tests run in the background of a shell: a process that
    ignores the signal hands that down."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def parser() -> Language:
    """The model's own components: tags, trees, sentences, names."""
    from pressgraph.language.pipeline import load_parser

    return load_parser()


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """The whole pipeline with the shipped model."""
    from pressgraph.language.pipeline import load

    return load()
