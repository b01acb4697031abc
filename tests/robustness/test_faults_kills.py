"""Runs that are killed, interrupted or started twice: resumed, they end with every article exactly once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.benchmarks.scenarios import kill_tree
from tests.benchmarks.watching import ANNOTATOR, command_of, descendants
from tests.conftest import ROOT
from tests.robustness.faults import ENVIRONMENT, SLOW, archive, assert_complete, corpus, drafts, left, run, undisturbed

OPTIONS = (*SLOW, "--shards", "8", "-q")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("source") / "archive", documents=120)


@pytest.fixture(scope="module")
def calm(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return undisturbed(source, tmp_path_factory.mktemp("calm") / "parts", *OPTIONS, workers=2)


def start(source: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = corpus([source / "input"], out, *OPTIONS, *options, workers=2)
    return subprocess.Popen(
        command, env=ENVIRONMENT, cwd=ROOT, text=True, stderr=subprocess.PIPE, start_new_session=True
    )


def parts_done(out: Path) -> int:
    return sum(1 for _ in out.glob("part-*.manifest.json"))


def wait_for_parts(child: subprocess.Popen[str], out: Path, wanted: int) -> None:
    """Until so many parts are done, or the command has ended."""
    while child.poll() is None and parts_done(out) < wanted:
        time.sleep(0.01)


def annotators(pid: int) -> list[int]:
    return [one for one in descendants([pid]) if ANNOTATOR in command_of(one)]


def gone(pids: list[int]) -> bool:
    """Whether none of these processes is left, some seconds later at most."""
    deadline = time.monotonic() + 20
    while alive := [pid for pid in pids if ANNOTATOR in command_of(pid)]:
        if time.monotonic() > deadline:
            return not alive
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments(source: Path, calm: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    out = tmp_path / "parts"
    for _ in range(2):
        child = start(source, out)
        wait_for_parts(child, out, parts_done(out) + rng.randint(0, 3))
        time.sleep(rng.uniform(0.0, 0.5))
        kill_tree(child.pid)
        child.communicate()
    done = run([source / "input"], out, *OPTIONS, workers=2)
    assert (done.returncode, done.stderr) == (0, "")
    assert left(out) == left(calm)
    assert drafts(out) == []
    assert_complete(out, source)


def test_the_driver_alone_is_killed(source: Path, calm: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    child = start(source, out)
    wait_for_parts(child, out, 2)
    below = annotators(child.pid)
    child.kill()
    child.communicate()
    assert gone(below), "annotating processes outlive the command"
    assert run([source / "input"], out, *OPTIONS, workers=2).returncode == 0
    assert left(out) == left(calm)


def test_workers_are_killed_and_replaced(source: Path, calm: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    child = start(source, out)
    for wanted in (1, 3):
        wait_for_parts(child, out, wanted)
        for pid in annotators(child.pid):
            os.kill(pid, signal.SIGKILL)
    assert child.wait(120) == 0
    child.communicate()
    assert left(out) == left(calm)
    assert_complete(out, source)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(source: Path, calm: Path, tmp_path: Path, ending: signal.Signals) -> None:
    out = tmp_path / "parts"
    child = start(source, out)
    wait_for_parts(child, out, 2)
    below = annotators(child.pid)
    os.killpg(child.pid, ending)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in said
    assert gone(below)
    assert drafts(out) == []
    assert 0 < parts_done(out) < 8
    assert run([source / "input"], out, *OPTIONS, workers=2).returncode == 0
    assert left(out) == left(calm)


def test_two_runs_in_one_folder(source: Path, calm: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    first, second = start(source, out), start(source, out)
    endings = [child.communicate(timeout=120)[1] for child in (first, second)]
    assert (first.returncode, second.returncode, endings) == (0, 0, ["", ""])
    assert left(out) == left(calm)
    assert_complete(out, source)


def test_another_job_beside_a_running_one(source: Path, calm: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    child = start(source, out)
    wait_for_parts(child, out, 1)
    child.send_signal(signal.SIGSTOP)  # so that it is still at work when the other one comes
    refused = run([source / "input"], out, *OPTIONS, "--include-text")
    child.send_signal(signal.SIGCONT)
    child.communicate(timeout=120)
    assert refused.returncode == 2
    assert "another run" in refused.stderr
    assert child.returncode == 0
    assert left(out) == left(calm)
