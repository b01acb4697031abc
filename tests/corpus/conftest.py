"""Small corpora, and runs of them with a pipeline that needs no model."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.reported import three_parts

ROOT = Path(__file__).resolve().parents[2]
PATH = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
ENVIRONMENT = {**os.environ, "PYTHONPATH": PATH}
Command = Callable[..., list[str]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twelve documents in a folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        write(folder, number)
    return folder


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job to report on."""
    return three_parts(tmp_path / "job")


def write(folder: Path, number: int, text: str = "") -> Path:
    """A document of its own words."""
    path = folder / f"{number:04}.txt"
    path.write_text(text or f"Ship number {number} left the harbour on Monday. It was {number} metres long.\n")
    return path


def command(*arguments: object, pipeline: str = "obedient") -> list[str]:
    """A run of ``pressgraph corpus`` in a process of its own."""
    own = [str(argument) for argument in arguments]
    return [sys.executable, "-m", "pressgraph", "corpus", *own, "--pipeline", f"tests.corpus.engines:{pipeline}"]


def run(*arguments: object, pipeline: str = "obedient") -> subprocess.CompletedProcess[str]:
    """Its end."""
    return subprocess.run(
        command(*arguments, pipeline=pipeline),
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def parts(folder: Path, suffix: str = ".nq.gz") -> dict[str, bytes]:
    """The data files' bytes by their names."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob(f"part-*{suffix}"))}


def statements(folder: Path) -> list[bytes]:
    """All statements, sorted, doubled ones twice."""
    return sorted(line for data in parts(folder).values() for line in gzip.decompress(data).splitlines())


def documents(folder: Path) -> list[dict[str, Any]]:
    """What became of each document, by their sources."""
    packed = [path.read_bytes() for path in sorted(folder.glob("part-*.documents.jsonl.gz"))]
    found = [json.loads(line) for data in packed for line in gzip.decompress(data).splitlines()]
    return sorted(found, key=lambda line: line["source"])


def manifests(folder: Path) -> list[dict[str, Any]]:
    """The parts' manifests."""
    return [json.loads(path.read_text()) for path in sorted(folder.glob("part-*.manifest.json"))]
