"""The reviewed data files of this package."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The content of a TOML file beside this module."""
    return tomllib.loads(files("pressgraph.evaluation").joinpath(f"{name}.toml").read_text("utf-8"))
