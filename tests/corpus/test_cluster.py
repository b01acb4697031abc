"""A corpus on a Dask cluster: the same bytes, whoever dies."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pressgraph.corpus.cluster import not_of_dask
from pressgraph.corpus.inputs import Piece
from pressgraph.corpus.plan import part_of
from tests.corpus.conftest import ENVIRONMENT, documents, manifests, parts, statements, write
from tests.corpus.machines import Cluster, alive, descendants, kill, until

pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.dask
PIPELINE = "tests.corpus.machines:noted"
SHORT = "import pressgraph.corpus.cluster as c; c.CONNECT_SECONDS = c.PATIENCE_SECONDS = 2; "
PRELOAD = str(Path(__file__).with_name("otherwise.py"))
MAIN = "from pressgraph.cli import main; main(prog_name='pressgraph')"


def command(*arguments: object, pipeline: str = PIPELINE) -> list[str]:
    own = [str(argument) for argument in arguments]
    return [sys.executable, "-c", SHORT + MAIN, "corpus", *own, "--pipeline", pipeline]


def run(*arguments: object, pipeline: str = PIPELINE) -> subprocess.CompletedProcess[str]:
    given = command(*arguments, pipeline=pipeline)
    return subprocess.run(given, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=240)


def started(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(command(*arguments), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, left whole by the tests that share it."""
    made = Cluster(tmp_path_factory.mktemp("cluster") / "shared")
    try:
        made.scheduler()
        made.worker("first")
        made.worker("second")
        yield made
    finally:
        made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of the test's own, with a scheduler only."""
    made = Cluster(tmp_path / "cluster")
    try:
        made.scheduler()
        yield made
    finally:
        made.close()


@pytest.fixture
def slow(corpus: Path) -> Path:
    """Twenty-four documents, a fifth of a second each."""
    for number in range(24):
        write(corpus, number, f"please pause, ship {number}\n")
    return corpus


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[bytes], list[str]]:
    """The statements of the slow documents, made on this machine in one part, and the documents' names."""
    root = tmp_path_factory.mktemp("whole")
    (root / "in").mkdir()
    for number in range(24):
        write(root / "in", number, f"please pause, ship {number}\n")
    assert run(root / "in", "-o", root / "out", "--shards", 1).returncode == 0
    return statements(root / "out"), [Path(line["source"]).name for line in documents(root / "out")]


def made(out: Path) -> int:
    return len(list(out.glob("part-*.manifest.json")))


def check(out: Path, whole: tuple[list[bytes], list[str]]) -> None:
    """Every document once, in the parts as in their lists, and no half file."""
    found = Counter(Path(line["source"]).name for line in documents(out))
    assert sorted(found.elements()) == whole[1]
    named = [line for line in statements(out) if b"#type> <https://schema.org/NewsArticle>" in line]
    assert len(named) == len(set(named)) == len(whole[1])
    assert not list(out.glob(".*.draft"))


def timeless(out: Path) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "seconds"} for one in manifests(out)]


def test_a_cluster_makes_the_same_bytes(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    local, far = tmp_path / "local", tmp_path / "far"
    before = len(cluster.loads())
    assert run(corpus, "-o", local, "--shards", 6, "--workers", 2).returncode == 0
    ended = run(corpus, "-o", far, "--shards", 6, "--scheduler", cluster.file)
    assert ended.returncode == 0, ended.stderr
    assert "6 parts, 6 of them made now" in ended.stderr
    assert "distributed" not in ended.stderr
    assert parts(far) == parts(local)
    assert timeless(far) == timeless(local)
    assert documents(far) == documents(local)
    loads = cluster.loads()[before:]
    assert len(loads) == len({worker for _, worker in loads}) <= 2
    until(lambda: not any(alive(process) for process, _ in loads))
    address = json.loads(cluster.file.read_text())["address"]
    assert "0 of them made now" in run(corpus, "-o", far, "--scheduler", address).stderr
    assert len(cluster.loads()) == before + len(loads)


def test_failed_documents_are_dead_letters(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    write(corpus, 2, "please fail\n")
    write(corpus, 5, "please die\n")
    (corpus / "0007.txt").write_bytes(b"")
    ended = run(corpus, "-o", tmp_path / "out", "--shards", 2, "--scheduler", cluster.file)
    assert ended.returncode == 1
    assert "9 written, 3 failed" in ended.stderr


def test_interrupted_workers_stop(cluster: Cluster, slow: Path, tmp_path: Path, whole: Any) -> None:
    out = tmp_path / "out"
    before = len(cluster.loads())
    driver = started(slow, "-o", out, "--shards", 8, "--scheduler", cluster.file)
    until(lambda: made(out))
    driver.send_signal(signal.SIGINT)
    message = driver.communicate(timeout=60)[1]
    assert driver.returncode == 130
    assert message.splitlines() == ["pressgraph: interrupted"]
    until(lambda: not any(alive(process) for process, _ in cluster.loads()[before:]))
    done = made(out)
    assert 0 < done < 8
    until(lambda: not list(out.glob(".*.draft")))
    ended = run(slow, "-o", out)
    assert f"8 parts, {8 - done} of them made now" in ended.stderr
    check(out, whole)


def test_a_killed_driver_is_followed_by_another(cluster: Cluster, slow: Path, tmp_path: Path, whole: Any) -> None:
    out = tmp_path / "out"
    arguments = (slow, "-o", out, "--shards", 8, "--scheduler", cluster.file)
    before = len(cluster.loads())
    driver = started(*arguments)
    until(lambda: made(out) >= 2)
    driver.kill()
    driver.communicate()
    until(lambda: not any(alive(process) for process, _ in cluster.loads()[before:]))
    done = made(out)
    assert 2 <= done < 8
    ended = run(*arguments)
    assert ended.returncode == 0, ended.stderr
    assert f"8 parts, {8 - done} of them made now" in ended.stderr
    check(out, whole)


def test_no_idle_annotator_outlives_a_killed_driver(empty: Cluster, tmp_path: Path) -> None:
    """One thread of a worker has done its part, and nothing is left for it, while the other is at work for long."""
    out, folder = tmp_path / "out", tmp_path / "in"
    folder.mkdir()
    names = [(folder / f"{number}.jsonl").as_posix() for number in range(100)]
    long, short = (next(name for name in names if part_of(Piece(name, 0), 2) == part) for part in (0, 1))
    Path(short).write_text('{"text": "One ship left."}\n')
    Path(long).write_text("".join(f'{{"text": "please pause, ship {number}"}}\n' for number in range(500)))
    empty.worker("first", "--nthreads", "2", "--preload", PRELOAD, kind="hasty")
    driver = started(folder, "-o", out, "--shards", 2, "--scheduler", empty.file)
    until(lambda: made(out) and len(empty.loads()) == 2)
    driver.kill()
    driver.communicate()
    until(lambda: not any(alive(process) for process, _ in empty.loads()))
    assert made(out) == 1


def test_workers_may_die(empty: Cluster, slow: Path, tmp_path: Path, whole: Any) -> None:
    """One worker process is killed, and started again by its nanny; then a machine goes with all that runs on it."""
    out, local = tmp_path / "out", tmp_path / "local"
    empty.worker("first")
    empty.worker("second")
    driver = started(slow, "-o", out, "--shards", 8, "--scheduler", empty.file)
    until(lambda: made(out) and len(empty.loads()) >= 2)
    process, worker = empty.loads()[0]
    kill(worker)
    until(lambda: not alive(process))
    until(lambda: made(out) >= 3)
    second = [pid for pid in empty.loads() if pid[1] in descendants(empty.processes["second"].pid)]
    empty.kill("second")
    assert not any(alive(pid) for pid, _ in second)
    message = driver.communicate(timeout=120)[1]
    assert driver.returncode == 0, message
    assert "24 written, 0 failed" in message
    assert "distributed" not in message
    check(out, whole)
    assert run(slow, "-o", local, "--shards", 8).returncode == 0
    assert parts(out) == parts(local)


def test_a_scheduler_may_die(empty: Cluster, slow: Path, tmp_path: Path, whole: Any) -> None:
    """Without one the run ends, and can be taken up without Dask."""
    out = tmp_path / "out"
    empty.worker("first")
    port = int(json.loads(empty.file.read_text())["address"].rpartition(":")[2])
    address = f"tcp://127.0.0.1:{port}"
    driver = started(slow, "-o", out, "--shards", 8, "--scheduler", address)
    until(lambda: made(out))
    empty.kill("scheduler")
    message = driver.communicate(timeout=60)[1]
    assert driver.returncode == 2
    assert f"no Dask scheduler answers at {address}" in message
    assert "Traceback" not in message
    assert "run the same command again" in message
    until(lambda: not any(alive(process) for process, _ in empty.loads()))
    assert run(slow, "-o", out).returncode == 0
    check(out, whole)


def test_without_a_scheduler(corpus: Path, tmp_path: Path) -> None:
    ended = run(corpus, "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert ended.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in ended.stderr
    assert "start one with dask scheduler" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list((tmp_path / "out").glob("part-*"))


def test_workers_may_come_late(empty: Cluster, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    driver = started(corpus, "-o", out, "--shards", 2, "--scheduler", empty.file)
    assert driver.stderr is not None
    assert "the cluster has no workers: waiting for some" in driver.stderr.readline()
    empty.worker("late")
    assert driver.wait(120) == 0
    driver.stderr.close()
    assert made(out) == 2


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("version", "the worker's pressgraph 0.0.9 instead of"),
        ("output", "the worker does not see this job in"),
        ("input", "does not see"),
    ],
)
def test_machines_that_are_not_alike(empty: Cluster, corpus: Path, tmp_path: Path, kind: str, message: str) -> None:
    empty.worker("other", "--preload", PRELOAD, kind=kind)
    ended = run(corpus, "-o", tmp_path / "out", "--shards", 2, "--scheduler", empty.file)
    assert ended.returncode == 2, ended.stderr
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not list((tmp_path / "out").glob("part-*"))


def test_relative_paths_need_the_same_folder(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    given = command(corpus.name, "-o", "out", "--scheduler", cluster.file)
    ended = subprocess.run(
        given, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path
    )
    assert ended.returncode == 2
    assert "give absolute paths" in ended.stderr


@pytest.mark.parametrize(("module", "told"), [("distributed.client", False), ("elsewhere", True)])
def test_exceptions_that_dask_lets_fall_are_no_message(module: str, told: bool) -> None:
    """Dask's client leaves a task with an exception behind where it is closed while it waits for results."""
    kind = type("AllExit", (Exception,), {"__module__": module})
    lost = logging.LogRecord("asyncio", logging.ERROR, "", 0, "never retrieved", None, (kind, kind(), None))
    assert not_of_dask(lost) is told
    assert not_of_dask(logging.LogRecord("asyncio", logging.ERROR, "", 0, "slow callback", None, None))
