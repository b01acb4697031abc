"""Rule files: TOML data that says what the rule components look for, ours and the user's.

A family is a word (``facts``, ``events``, ``speech`` …). Its files are ``FAMILY.toml`` or ``FAMILY-*.toml``
in this folder, and in each folder that a user names with ``--rules DIR``; the user's come after ours and may
switch one of ours off with ``disable = ["NAME", …]`` at the top of a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pressgraph.errors import RuleError

OWN = Path(__file__).resolve().parent


def _files(folder: Path, family: str) -> list[Path]:
    return [p for p in sorted(folder.glob("*.toml")) if p.stem == family or p.stem.startswith(f"{family}-")]


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path}: not a readable TOML rule file: {error}") from error


def read_rules(family: str, folders: Sequence[str | Path] = ()) -> list[tuple[Path, dict[str, Any]]]:
    """The parsed files of a family with their paths, ours first, then the user's, folder by folder.

    Raises:
        RuleError: a folder does not exist or a file is no TOML.
    """
    for folder in folders:
        if not Path(folder).is_dir():
            raise RuleError(f"{folder}: no such rules folder; --rules takes a directory of .toml files")
    return [(path, _parse(path)) for folder in (OWN, *map(Path, folders)) for path in _files(folder, family)]


def disabled(files: Sequence[tuple[Path, dict[str, Any]]]) -> frozenset[str]:
    """The names of the rules that some file switches off."""
    return frozenset(name for _, content in files for name in content.get("disable", ()))
