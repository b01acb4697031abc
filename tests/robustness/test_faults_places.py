"""Full disks, folders that nobody may write, clocks that jump, a damaged model: each is told, and mended by a rerun."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.benchmarks.archives.files import json_lines
from tests.benchmarks.archives.writing import Length, stories
from tests.conftest import ROOT
from tests.robustness.faults import ENVIRONMENT, QUICK, archive, assert_complete, corpus, drafts, left, run, undisturbed

OPTIONS = (*QUICK, "--shards", "4", "-q")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("source") / "archive", documents=60)


@pytest.fixture(scope="module")
def calm(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return undisturbed(source, tmp_path_factory.mktemp("calm") / "parts", *OPTIONS)


def mounted(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a shell script where it may mount file systems that nobody else sees; skips where that is not allowed."""
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("mounting is not allowed here")
    command = [*unshare, "sh", "-c", f"set -u; {script}", "sh", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT, timeout=240, check=False)


def test_a_file_may_not_grow(source: Path, calm: Path, tmp_path: Path) -> None:
    """The limit of a file's size stands for a full disk or a spent quota where no file system can be mounted."""
    largest = max(path.stat().st_size for path in calm.iterdir() if path.is_file())
    out = tmp_path / "parts"
    limit = largest - 1
    done = run(
        [source / "input"],
        out,
        *OPTIONS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert drafts(out) == []
    assert run([source / "input"], out, *OPTIONS).returncode == 0
    assert left(out) == left(calm)
    assert_complete(out, source)


def test_a_full_disk(source: Path, calm: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = corpus([source / "input"], disk / "parts", *OPTIONS)
    script = """
    mount -t tmpfs -o size=32k none "$1" || exit 77
    disk=$1; copy=$2; shift 2
    "$@"; first=$?
    mount -o remount,size=16m "$disk"
    "$@"; second=$?
    cp -r "$disk/parts" "$copy"
    echo "$first $second"
    """
    done = mounted(script, str(disk), str(tmp_path / "copy"), *command)
    if done.returncode == 77:
        pytest.skip("no tmpfs can be mounted here")
    assert done.stdout.split() == ["2", "0"]
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert left(tmp_path / "copy") == left(calm)
    assert_complete(tmp_path / "copy", source)


def test_a_folder_that_is_read_only(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    out.mkdir()
    command = corpus([source / "input"], out, *OPTIONS)
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77; shift; exec "$@"'
    done = mounted(script, str(out), *command)
    if done.returncode == 77:
        pytest.skip("nothing can be bound read-only here")
    assert done.returncode == 2
    assert "cannot be written: Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(out.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_without_permission(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    out.mkdir(mode=0o555)
    done = run([source / "input"], out, *OPTIONS)
    assert done.returncode == 2
    assert "cannot be written: Permission denied" in done.stderr


def test_the_output_is_a_file(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    out.write_text("mine")
    done = run([source / "input"], out, *OPTIONS)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert out.read_text() == "mine"


def test_files_from_the_past_and_the_future(source: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "archive", tmp_path / "parts"
    shutil.copytree(source, own)
    paths = sorted(own.rglob("*.jsonl"))
    for number, path in enumerate(paths):
        moment = (0, 4_102_444_800)[number % 2]
        os.utime(path, (moment, moment))
    assert run([own / "input"], out, *OPTIONS).returncode == 0
    before = left(out)
    for path in paths:
        os.utime(path, (1, 1))
    done = run([own / "input"], out, *QUICK, "--shards", "4")
    assert (done.returncode, left(out)) == (0, before)
    assert "0 of them made now" in done.stderr
    assert_complete(out, own)


def test_a_changed_file_with_its_old_time(source: Path, tmp_path: Path) -> None:
    """What has changed is told by content: the file's size and time are as before."""
    own, out = tmp_path / "archive", tmp_path / "parts"
    shutil.copytree(source, own)
    assert run([own / "input"], out, *OPTIONS).returncode == 0
    path = min(own.joinpath("input").rglob("*.jsonl"))
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b" the ", b" one ", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert run([own / "input"], out, *OPTIONS).returncode == 0
    fresh = tmp_path / "fresh"
    assert run([own / "input"], fresh, *OPTIONS).returncode == 0
    assert left(out) == left(fresh)


def test_a_clock_that_jumps(source: Path, calm: Path, tmp_path: Path) -> None:
    """Every reading of the clock is hours or years away from the one before, in every process of the run."""
    (tmp_path / "sitecustomize.py").write_text(
        "import itertools, time\n"
        "jumps = itertools.cycle([0.0, 4e9, 1.0, 9e8, 2e9])\n"
        "time.time = lambda: next(jumps)\n"
        "time.time_ns = lambda: int(next(jumps) * 10**9)\n"
    )
    path = os.pathsep.join([str(tmp_path), ENVIRONMENT["PYTHONPATH"]])
    out = tmp_path / "parts"
    done = run([source / "input"], out, *OPTIONS, workers=2, env={**ENVIRONMENT, "PYTHONPATH": path})
    assert (done.returncode, done.stderr) == (0, "")
    assert left(out) == left(calm)
    assert_complete(out, source)


@pytest.mark.parametrize("name", ["model.onnx", "heads.npz", "vocab.txt", "inventory.json", "calibration.json"])
def test_a_damaged_model(tmp_path: Path, name: str) -> None:
    """A bit flipped in any file of the model is found before a statement is made of it."""
    package = tmp_path / "lib" / "pressgraph"
    shutil.copytree(ROOT / "src" / "pressgraph", package, copy_function=_linked)
    shutil.copytree(ROOT / "ontology", package / "ontology", dirs_exist_ok=True)
    model = package / "models" / "en" / name
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.unlink()
    model.write_bytes(data)
    (tmp_path / "one.jsonl").write_bytes(json_lines(list(stories(1, 1, Length()))))
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{package.parent}{os.pathsep}{ROOT}"}
    done = run([tmp_path / "one.jsonl"], tmp_path / "parts", env=environment, cwd=tmp_path)
    assert done.returncode == 2
    assert name in done.stderr
    assert "reinstall" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "parts").glob("part-*")) if (tmp_path / "parts").exists() else True


def _linked(source: str, target: str) -> None:
    """A hard link where the file system allows it, since the model is large."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
