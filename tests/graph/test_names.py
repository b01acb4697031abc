"""The public names of the graph stage."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pressgraph.graph


def test_every_public_name_is_there() -> None:
    for name in pressgraph.graph.__all__:
        assert getattr(pressgraph.graph, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pressgraph.graph.nothing


def test_importing_the_stage_loads_no_library() -> None:
    program = (
        "import sys, pressgraph.graph; print(sorted({'rdflib', 'pyoxigraph', 'spacy', 'pyshacl'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
