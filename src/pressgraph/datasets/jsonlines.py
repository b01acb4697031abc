"""JSON Lines with errors that name the line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

Row = TypeVar("Row")


def read_rows(path: Path, make: Callable[[dict[str, Any]], Row], form: str) -> Iterator[Row]:
    """``make`` of each line's object; blank lines are passed over.

    Raises:
        ValueError: a line is no JSON object of the ``form`` that the message shows.
    """
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise TypeError("not an object")
                made = make(row)
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise ValueError(f"{path}:{number}: expected {form} ({error!r})") from error
            yield made
