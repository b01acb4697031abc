"""The README tells the truth: its commands print what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import MODEL
from .readme import blocks, matches, run, workspace


@pytest.mark.skipif(not MODEL.exists(), reason="no language model in the package")
def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    wrong = []
    for block in blocks():
        for command in block:
            printed = run(command.line, folder)
            if not matches(command.shown, [line.rstrip() for line in printed]):
                wrong.append((command.line, printed))
    assert not wrong
    assert sum(len(block) for block in blocks()) >= 8
