"""Settings from ``pressgraph.toml``: used where neither a flag nor ``PRESSGRAPH_*`` says otherwise.

Keys at the top hold for every command that has the option; those in a table such as ``[extract]`` for that
command. Words of a key are joined by hyphens or underscores. Relative paths start from the file's folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressgraph.errors import OptionError

FILE_NAME = "pressgraph.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Values by option for all commands, and by command; ``path`` is where they come from, None without a file."""

    path: Path | None = None
    common: dict[str, Any] = field(default_factory=dict)
    commands: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of(self, command: str) -> dict[str, Any]:
        """What holds for one command, its own table first."""
        return {**self.common, **self.commands.get(command, {})}


def find_settings(folder: Path) -> Path | None:
    """The nearest ``pressgraph.toml`` in the folder or one above it."""
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


def read_settings(path: Path) -> Settings:
    """The settings of a file; OptionError where it cannot be read or is no TOML."""
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError(f"{path} cannot be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OptionError(f"{path} is not valid TOML: {error}") from None
    common = {_key(key): value for key, value in content.items() if not isinstance(value, dict)}
    tables = {key: _keys(value) for key, value in content.items() if isinstance(value, dict)}
    return Settings(path, common, tables)


def _keys(table: dict[str, Any]) -> dict[str, Any]:
    return {_key(key): value for key, value in table.items()}


def _key(name: str) -> str:
    """An option's name as Python writes it.

    >>> _key("min-confidence")
    'min_confidence'
    """
    return name.replace("-", "_")
