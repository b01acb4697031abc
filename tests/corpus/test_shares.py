"""A job shared out by ``--shard i/n``: what Slurm arrays, Kubernetes' indexed jobs and GNU parallel do."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.corpus.conftest import ENVIRONMENT, command, documents, parts, run, write
from tests.corpus.machines import descendants, kill


@pytest.fixture
def slow(corpus: Path) -> Path:
    """Twenty-four documents, a fifth of a second each."""
    for number in range(24):
        write(corpus, number, f"please pause, ship {number}\n")
    return corpus


def share(corpus: Path, out: Path, own: int, of: int) -> subprocess.Popen[str]:
    given = command(corpus, "-o", out, "--shards", 9, "--workers", 1, "--shard", f"{own}/{of}")
    return subprocess.Popen(given, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)


def once(out: Path) -> None:
    found = Counter(Path(line["source"]).name for line in documents(out))
    assert found == Counter(f"{number:04}.txt" for number in range(24))


def test_three_shares_begin_at_once_and_one_is_killed(slow: Path, tmp_path: Path) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    running = [share(slow, out, own, 3) for own in (1, 2, 3)]
    deadline = time.monotonic() + 120
    while not (out / "part-00001-of-00009.manifest.json").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    victim = running[1]
    for pid in (victim.pid, *descendants(victim.pid)):
        kill(pid)
    ends = [process.communicate(timeout=240)[1] for process in running]
    assert [process.returncode for process in running] == [0, -9, 0]
    assert "3 parts, 3 of them made now" in ends[0]
    again = share(slow, out, 2, 3)
    assert "3 parts, " in again.communicate(timeout=240)[1]
    assert again.returncode == 0
    summed = run(slow, "-o", out)
    assert summed.returncode == 0
    assert "9 parts, 0 of them made now" in summed.stderr
    assert "24 written, 0 failed" in summed.stderr
    once(out)
    assert run(slow, "-o", whole, "--shards", 9).returncode == 0
    assert parts(out) == parts(whole)
    assert not list(out.glob(".*.draft"))


def test_more_shares_than_parts(corpus: Path, tmp_path: Path) -> None:
    ended = run(corpus, "-o", tmp_path / "out", "--shards", 2, "--shard", "5/9")
    assert ended.returncode == 0, ended.stderr
    assert "0 parts, 0 of them made now" in ended.stderr


@pytest.mark.parametrize("tool", ["parallel", "xargs"])
def test_shares_by_a_line_of_shell(slow: Path, tmp_path: Path, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    out = tmp_path / "out"
    own = " ".join(command(slow, "-o", out, "--shards", 9, "--workers", 1, "--shard", "{}/3", "-q"))
    line = f"parallel -j 2 {own} ::: 1 2 3" if tool == "parallel" else f"seq 3 | xargs -P 2 -I {{}} {own}"
    ended = subprocess.run(line, shell=True, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=240)
    assert ended.returncode == 0, ended.stderr
    once(out)
