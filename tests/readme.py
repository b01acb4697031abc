"""The commands of the README, run for real: ``python -m tests.readme`` writes their output into it afresh.

A block of ``console`` holds commands after ``$`` and what they print. A line ``...`` stands for any lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ELLIPSIS = "..."


@dataclass(frozen=True, slots=True)
class Command:
    """One command line of the README and the lines that it shows below."""

    line: str
    shown: tuple[str, ...]


def commands(block: str) -> list[Command]:
    """The commands of a block with their output; an output line is one that does not begin with ``$``."""
    found: list[Command] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:], ()))
        elif found:
            found[-1] = Command(found[-1].line, (*found[-1].shown, line))
    return found


def run(line: str, folder: Path) -> list[str]:
    """What a command prints, stdout and stderr together, in a folder that has the repository's tests in it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "NO_COLOR": "1", "COLUMNS": "110", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode("utf-8").splitlines()


def matches(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the lines shown are those printed, where an ellipsis stands for any.

    >>> matches(("a", "...", "d"), ["a", "b", "c", "d"])
    True
    """
    pattern = "".join("(?:.*\n)*" if line == _ELLIPSIS else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def blocks() -> list[list[Command]]:
    return [commands(match) for match in _BLOCK.findall(README.read_text(encoding="utf-8"))]


def workspace(folder: Path) -> Path:
    """A folder in which the README's relative paths hold."""
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


def _fresh(command: Command, folder: Path) -> str:
    printed = run(command.line, folder)
    if not matches(command.shown, printed):
        keep = command.shown.index(_ELLIPSIS) if _ELLIPSIS in command.shown else None
        shown = printed if keep is None else [*printed[:keep], _ELLIPSIS]
    else:
        shown = list(command.shown)
    return "".join(f"{line.rstrip()}\n" for line in (f"$ {command.line}", *shown))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = workspace(Path(name))

        def fresh(match: re.Match[str]) -> str:
            return "```console\n" + "".join(_fresh(c, folder) for c in commands(match.group(1))) + "```"

        README.write_text(_BLOCK.sub(fresh, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
