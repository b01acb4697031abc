"""``output/`` holds what the README's commands make of the sample articles, kept fresh."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import MODEL, ROOT

pytestmark = pytest.mark.skipif(not MODEL.exists(), reason="no language model in the package")
ARTICLES = sorted((ROOT / "tests" / "articles").glob("*.txt"))


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "jsonl"])
def test_the_sample_graphs_are_fresh(tmp_path: Path, suffix: str) -> None:
    inputs = [str(path.relative_to(ROOT)) for path in ARTICLES]
    command = [sys.executable, "-m", "pressgraph", "extract", *inputs, "--format", suffix, "-o", f"{tmp_path}/"]
    subprocess.run(command, cwd=ROOT, check=True)
    made = sorted(tmp_path.iterdir())
    assert len(made) == len(ARTICLES)
    for path in made:
        assert path.read_bytes() == (ROOT / "output" / path.name).read_bytes(), path.name
