"""The command line as a whole: help, statuses, settings, what is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pressgraph
from pressgraph.cli.root import COMMANDS
from pressgraph.errors import OptionError
from pressgraph.settings import find_settings, read_settings
from tests.checks.graphs import PREFIXES, SOUND
from tests.cli.conftest import Run

HEAVY = (
    "spacy",
    "rdflib",
    "pressgraph.reading",
    "pyoxigraph",
    "numpy",
    "trafilatura",
    "onnxruntime",
    "pyshacl",
    "httpx",
    "tokenizers",
    "lxml",
)
ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")])),
    }


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom pressgraph.cli import main\ntry:\n    main(sys.argv[1:])\nfinally:\n"
        f"    print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = python(code, *arguments)
    assert done.returncode == 0
    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_importing_the_package_is_light() -> None:
    done = python(f"import pressgraph, sys; print(sorted(set({HEAVY!r}) & set(sys.modules)))")
    assert done.stdout.strip() == "[]"


def test_public_names() -> None:
    assert pressgraph.__all__ == sorted(pressgraph.__all__, key=lambda name: (not name[0].isupper(), name))
    assert {"read", "extract", "Annotations", "to_dataset", "to_rdflib", "check", "load"} <= set(pressgraph.__all__)
    for name in pressgraph.__all__:
        assert getattr(pressgraph, name) is not None
    assert dir(pressgraph) == sorted(pressgraph.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = pressgraph.nonsense


def test_version_is_that_of_the_project(run: Run) -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert pressgraph.__version__ == declared
    assert run("--version").stdout == f"pressgraph {declared}\n"


def test_every_command_is_listed(run: Run) -> None:
    listed = run("--help").stdout
    assert all(f"\n  {name} " in listed for name in COMMANDS)


def test_usage_errors_have_status_2(run: Run) -> None:
    assert run("nonsense").exit_code == 2
    assert run("check").exit_code == 2
    assert "name at least one graph" in run("check").stderr


def test_errors_become_messages(run: Run) -> None:
    result = run("query", "ASK {}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("pressgraph: pressgraph.store is no store")


def test_interrupt_has_status_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import pressgraph.store

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pressgraph.store, "named_queries", interrupted, raising=False)
    result = run("query", "--list")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX does")
def test_signal_ends_a_real_process_with_130(tmp_path: Path) -> None:
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from pressgraph.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "query", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=tmp_path,
    )
    assert process.stdin is not None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=4)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted" in errors


def test_settings_file_is_below_environment_and_flag(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + SOUND)
    (tmp_path / "pressgraph.toml").write_text('store = "from-file"\n[query]\nlimit = 1\n')
    query = "SELECT ?s WHERE { ?s ?p ?o }"
    assert run("load", "a.ttl").exit_code == 0
    assert (tmp_path / "from-file").is_dir()
    assert len(run("query", query).stdout.splitlines()) == 2
    assert len(run("query", query, env={"PRESSGRAPH_LIMIT": "2"}).stdout.splitlines()) == 3
    assert len(run("query", query, "--limit", "3", env={"PRESSGRAPH_LIMIT": "2"}).stdout.splitlines()) == 4
    missing = run("query", query, env={"PRESSGRAPH_STORE": "elsewhere"})
    assert "elsewhere is no store" in missing.stderr


def test_settings_are_found_in_folders_above_and_paths_start_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pressgraph.toml").write_text('store = "st"\nmin-confidence = 0.5\n')
    (tmp_path / "a.ttl").write_text(PREFIXES + SOUND)
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert find_settings(Path.cwd()) == tmp_path / "pressgraph.toml"
    assert run("load", "../a.ttl").exit_code == 0
    assert (tmp_path / "st").is_dir()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("stoer = 'x'", "unknown setting stoer"),
        ("[load]\nlimit = 3", "unknown setting load.limit"),
        ("[lod]\nstore = 'x'", "unknown setting [lod]"),
        ("store = ", "not valid TOML"),
    ],
)
def test_bad_settings_are_said(run: Run, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "mine.toml").write_text(content)
    result = run("--config", "mine.toml", "query", "--list")
    assert result.exit_code == 2
    assert message in result.stderr


def test_missing_settings_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="cannot be read"):
        read_settings(tmp_path / "none.toml")
