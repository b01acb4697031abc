"""What a worker of a cluster does with its annotators between parts; no cluster is needed for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressgraph.corpus import machine
from pressgraph.corpus.inputs import Piece
from pressgraph.corpus.machine import Order, leave, run_on_worker, seal_of
from pressgraph.corpus.settings import Settings
from pressgraph.corpus.shard import Fate, Outcome, Task
from tests.corpus.conftest import PATH, write
from tests.corpus.machines import NOTES, alive, until

SETTINGS = Settings(pipeline="tests.corpus.machines:noted")


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the annotators that are started note themselves; none is left at the end."""
    monkeypatch.syspath_prepend(PATH)
    found = tmp_path / "notes.txt"
    found.touch()
    monkeypatch.setenv(NOTES, str(found))
    yield found
    leave("test")
    machine._left.clear()


def made(folder: Path, number: int) -> Outcome:
    """A part with one document of its own, for a driver that is not heard of again."""
    out = folder / "out"
    piece = Piece(write(folder, number).as_posix(), 1)
    task = Task(number, 9, (piece,), out.as_posix(), SETTINGS, SETTINGS.fingerprint())
    found = run_on_worker(Order(task, "test", seal_of(task.output), str(Path.cwd())))
    assert isinstance(found, Outcome)
    assert found.fate is Fate.WRITTEN
    return found


def annotators(notes: Path) -> list[int]:
    return [int(line.split()[0]) for line in notes.read_text().splitlines()]


def test_an_annotator_ends_when_no_part_comes(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "IDLE_SECONDS", 0.1)
    made(tmp_path, 1)
    [process] = annotators(notes)
    until(lambda: not alive(process))
    until(lambda: not machine._idle)
    assert made(tmp_path, 2).starts == 1
    assert len(annotators(notes)) == 2


def test_an_annotator_waits_for_the_next_part(notes: Path, tmp_path: Path) -> None:
    made(tmp_path, 1)
    first = machine._idle[0].end
    assert made(tmp_path, 2).starts == 0
    assert first is not None
    assert first.finished.is_set(), "the part has put off the end"
    [process] = annotators(notes)
    assert alive(process)
    leave("test")
    assert not alive(process)
