"""The command as its users run it: what it leaves, and how it goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.corpus.conftest import ENVIRONMENT, command, documents, manifests, parts, run, statements, write


def test_every_document_is_in_one_part_once(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = run(corpus, "-o", out, "--shards", 3, "--workers", 2)
    assert ended.returncode == 0, ended.stderr
    assert "12 written, 0 failed" in ended.stderr
    assert list(parts(out)) == [f"part-0000{n}-of-00003.nq.gz" for n in range(3)]
    sources = [Path(line["source"]).name for line in documents(out)]
    assert sources == [f"{n:04}.txt" for n in range(12)]
    assert len({line["graph"] for line in documents(out)}) == 12
    assert sum(manifest["counts"]["quads"] for manifest in manifests(out)) == len(statements(out))
    assert len(statements(out)) == len(set(statements(out)))


def test_workers_and_shares_do_not_show_in_the_bytes(corpus: Path, tmp_path: Path) -> None:
    one, two, shared = tmp_path / "one", tmp_path / "two", tmp_path / "shared"
    assert run(corpus, "-o", one, "--shards", 3, "--workers", 1).returncode == 0
    assert run(corpus, "-o", two, "--shards", 3, "--workers", 2).returncode == 0
    halves = [
        subprocess.Popen(command(corpus, "-o", shared, "--shards", 3, "--shard", f"{i}/2"), env=ENVIRONMENT)
        for i in (1, 2)
    ]
    assert [half.wait(240) for half in halves] == [0, 0]
    assert parts(one) == parts(two) == parts(shared)


def test_a_second_run_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, "-o", out, "--shards", 3)
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("part-*")}
    ended = run(corpus, "-o", out)
    assert "3 parts, 0 of them made now" in ended.stderr
    assert {path.name: path.stat().st_mtime_ns for path in out.glob("part-*")} == before


def test_only_what_changed_is_annotated_again(corpus: Path, tmp_path: Path) -> None:
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    run(corpus, "-o", out, "--shards", 2)
    write(corpus, 3, "Another ship has left on Tuesday.\n")
    write(corpus, 12)
    (corpus / "0007.txt").unlink()
    ended = run(corpus, "-o", out)
    assert ended.returncode == 0
    assert sum(manifest["counts"]["written"] for manifest in manifests(out)) == 12
    again = sum(m["counts"]["written"] - m["reused"] for m in manifests(out) if m["reused"])
    assert again <= 2
    assert run(corpus, "-o", fresh, "--shards", 2).returncode == 0
    assert parts(out) == parts(fresh)
    assert documents(out) == documents(fresh)


def test_options_make_other_parts(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, "-o", out, "--shards", 2)
    ended = run(corpus, "-o", out, "--no-provenance")
    assert "2 parts, 2 of them made now" in ended.stderr
    assert "copied" not in ended.stderr


def test_failed_documents_are_dead_letters(corpus: Path, tmp_path: Path) -> None:
    write(corpus, 2, "please fail\n")
    write(corpus, 5, "please die\n")
    write(corpus, 8, "please fill\n")
    write(corpus, 9, "please hang\n")
    (corpus / "0010.txt").write_bytes(b"")
    out = tmp_path / "out"
    ended = run(corpus, "-o", out, "--shards", 2, "--time-limit", 8, "--memory-limit", 500, "--workers", 2)
    assert ended.returncode == 1
    assert "7 written, 5 failed" in ended.stderr
    reasons = {Path(d["source"]).name: d["reason"] for d in documents(out) if d["outcome"] == "failed"}
    assert reasons["0002.txt"] == "ValueError: as the text wanted"
    assert "killed by signal 9" in reasons["0005.txt"]
    assert "more than 500 MB of memory" in reasons["0008.txt"]
    assert "more than 8 seconds" in reasons["0009.txt"]
    assert "there is no text in it" in reasons["0010.txt"]
    letters = [json.loads(line) for path in out.glob("*.failed.jsonl") for line in path.read_text().splitlines()]
    assert {Path(letter["source"]).name for letter in letters} == set(reasons)
    assert {letter["text"].strip() for letter in letters if "text" in letter} == {
        "please fail", "please die", "please fill", "please hang",
    }  # fmt: skip


def test_dead_letters_can_be_given_again(corpus: Path, tmp_path: Path) -> None:
    write(corpus, 2, "please fail\n")
    out, again = tmp_path / "out", tmp_path / "again"
    run(corpus, "-o", out, "--shards", 1)
    ended = run(out / "part-00000-of-00001.failed.jsonl", "-o", again, pipeline="plain")
    assert ended.returncode == 0, ended.stderr
    assert [line["words"] for line in documents(again)] == [2]


def test_failures_are_tried_again_when_asked(corpus: Path, tmp_path: Path) -> None:
    write(corpus, 2, "please hang\n")
    out = tmp_path / "out"
    assert run(corpus, "-o", out, "--shards", 2, "--time-limit", 2).returncode == 1
    assert "0 of them made now" in run(corpus, "-o", out).stderr
    ended = run(corpus, "-o", out, "--retry", "--time-limit", 2)
    assert "1 of them made now" in ended.stderr
    assert ended.returncode == 1


def test_an_interrupted_run_goes_on(corpus: Path, tmp_path: Path) -> None:
    for number in range(12):
        write(corpus, number, f"please pause, ship {number}\n")
    out, whole = tmp_path / "out", tmp_path / "whole"
    running = subprocess.Popen(
        command(corpus, "-o", out, "--shards", 6, "--workers", 1),
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 120
    while not list(out.glob("*.manifest.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    message = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "interrupted" in message
    assert "Traceback" not in message
    assert not list(out.glob(".*.draft"))
    done = len(manifests(out))
    assert 0 < done < 6
    ended = run(corpus, "-o", out)
    assert f"6 parts, {6 - done} of them made now" in ended.stderr
    assert run(corpus, "-o", whole, "--shards", 6).returncode == 0
    assert parts(out) == parts(whole)


def test_nothing_is_written_without_a_model(corpus: Path, tmp_path: Path) -> None:
    ended = run(corpus, "-o", tmp_path / "out", pipeline="missing")
    assert ended.returncode == 2
    assert "no model here: reinstall it" in ended.stderr
    assert not list((tmp_path / "out").glob("part-*"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--shards", 5), "holds a job of 2 parts, not 5: leave out --shards"),
        (("--format", "csv"), "unknown format 'csv' for a corpus: choose one of nquads"),
        (("--shard", "3/2"), "'3/2' is not one of n: write 1/4"),
    ],
)
def test_options_that_make_no_sense(corpus: Path, tmp_path: Path, arguments: tuple[object, ...], message: str) -> None:
    out = tmp_path / "out"
    run(corpus, "-o", out, "--shards", 2)
    ended = run(corpus, "-o", out, *arguments)
    assert ended.returncode == 2
    assert message in ended.stderr


def test_other_inputs_need_to_be_meant(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, "-o", out, "--shards", 2)
    other = corpus / "0001.txt"
    ended = run(other, "-o", out)
    assert ended.returncode == 2
    assert "the job of other inputs" in ended.stderr
    assert run(other, "-o", out, "--replace").returncode == 0
    assert len(documents(out)) == 1
    assert not list(out.glob("*of-00002*"))


def test_two_runs_share_the_work(corpus: Path, tmp_path: Path) -> None:
    for number in range(12):
        write(corpus, number, f"please pause, ship {number}\n")
    out = tmp_path / "out"
    runs = [
        subprocess.Popen(
            command(corpus, "-o", out, "--shards", 6, "--workers", 1),
            env=ENVIRONMENT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ends = [running.communicate(timeout=240)[1] for running in runs]
    assert [running.returncode for running in runs] == [0, 0]
    assert all("12 written, 0 failed" in end for end in ends)
    assert len({line["source"] for line in documents(out)}) == len(documents(out)) == 12


@pytest.mark.parametrize(("form", "suffix"), [("trig", ".trig.gz"), ("jsonl", ".jsonl.gz"), ("parquet", ".parquet")])
def test_other_formats_hold_the_same(corpus: Path, tmp_path: Path, form: str, suffix: str) -> None:
    out, lines = tmp_path / form, tmp_path / "lines"
    assert run(corpus, "-o", out, "--shards", 2, "--format", form).returncode == 0
    first = parts(out, suffix)
    write(corpus, 4, "A ship came back.\n")
    assert run(corpus, "-o", out, "--format", form).returncode == 0
    assert run(corpus, "-o", lines, "--shards", 2).returncode == 0
    assert sorted(first) == sorted(parts(out, suffix))
    if form == "trig":
        import pyoxigraph as ox

        quads = [
            quad for path in out.glob(f"*{suffix}") for quad in ox.parse(_unpacked(path), format=ox.RdfFormat.TRIG)
        ]
        assert sorted(f"{quad} ." for quad in quads) == [line.decode() for line in statements(lines)]
    if form == "parquet":
        from pyarrow import parquet

        tables = [parquet.read_table(path) for path in sorted(out.glob(f"*{suffix}"))]
        assert sum(table.num_rows for table in tables) == len(statements(lines))
        assert run(corpus, "-o", tmp_path / "fresh", "--shards", 2, "--format", form).returncode == 0
        again = [parquet.read_table(path) for path in sorted((tmp_path / "fresh").glob(f"*{suffix}"))]
        assert [table.to_pylist() for table in tables] == [table.to_pylist() for table in again]


def _unpacked(path: Path) -> bytes:
    import gzip

    return gzip.decompress(path.read_bytes())


def test_parts_are_loaded_into_a_store_once(corpus: Path, tmp_path: Path) -> None:
    from pressgraph.store import ArticleStore

    out, store = tmp_path / "out", tmp_path / "store"
    assert run(corpus, "-o", out, "--shards", 2, "--load", store).returncode == 0
    assert ArticleStore(store).graphs() == sorted(line["graph"] for line in documents(out))
    (corpus / "0003.txt").unlink()
    write(corpus, 5, "A ship came back.\n")
    ended = run(corpus, "-o", out, "--load", store)
    assert ended.returncode == 0, ended.stderr
    assert ArticleStore(store).graphs() == sorted(line["graph"] for line in documents(out))
    assert "2 parts there already" in run(corpus, "-o", out, "--load", store).stderr


def test_the_output_may_lie_in_object_storage(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "stored"
    out.mkdir()
    assert run(corpus, "-o", f"file://{out}", "--shards", 2).returncode == 0
    ended = run(corpus, "-o", f"file://{out}")
    assert "2 parts, 0 of them made now" in ended.stderr
    assert run(corpus, "-o", tmp_path / "local", "--shards", 2).returncode == 0
    assert parts(out) == parts(tmp_path / "local")


def test_a_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    ended = run(corpus, "-o", blocked)
    assert ended.returncode == 2
    assert "cannot be written" in ended.stderr
    assert os.linesep.join(ended.stderr.splitlines()).count("Traceback") == 0
