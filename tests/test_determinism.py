"""The same input gives the same bytes: in another order, in other processes, under another hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pressgraph.annotations import Article
from pressgraph.graph import serialize
from pressgraph.language.annotate import annotate

from .conftest import MODEL, ROOT

pytestmark = pytest.mark.skipif(not MODEL.exists(), reason="no language model in the package")
PATHS = sorted((ROOT / "tests" / "articles").glob("*.txt"))


def _graphs(order: list[int], processes: int) -> dict[str, bytes]:
    articles = [Article(PATHS[i].read_text(encoding="utf-8"), url=f"https://example.org/{i}") for i in order]
    return {str(a.article.url): serialize(a, "trig") for a in annotate(articles, processes=processes)}


def test_order_and_number_of_processes_change_nothing() -> None:
    forth = _graphs([0, 1, 2], 1)
    assert _graphs([2, 0, 1], 1) == forth
    assert _graphs([1, 2, 0], 2) == forth


def test_hash_seed_changes_nothing() -> None:
    made = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "pressgraph", "extract", str(PATHS[0]), "--format", "jsonld"]
        done = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        made.add(done.stdout)
    assert len(made) == 1
    assert made.pop()
