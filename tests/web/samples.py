"""The sample articles' texts and graphs as a store."""

from __future__ import annotations

from pathlib import Path

from pressgraph.graph.jsonl import load_annotations
from pressgraph.graph.mapping import to_quads
from pressgraph.graph.options import MappingOptions
from pressgraph.store import ArticleStore
from tests.conftest import ROOT

SAMPLES = ("chess-final", "harbour-bridge", "satellite-call")


def fill(directory: Path) -> Path:
    """A new store of the sample articles in ``directory``."""
    options = MappingOptions(include_text=True)
    quads = [
        quad
        for name in SAMPLES
        for one in load_annotations((ROOT / "output" / f"{name}.jsonl").read_bytes(), name)
        for quad in to_quads(one, options)
    ]
    ArticleStore(directory).load(quads)
    return directory
