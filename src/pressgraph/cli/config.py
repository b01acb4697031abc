"""Settings from ``pressgraph.toml`` as click's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from pressgraph.cli.root import COMMANDS
from pressgraph.errors import OptionError
from pressgraph.settings import Settings, find_settings, read_settings


def default_map(ctx: click.Context, config: Path | None) -> dict[str, dict[str, Any]]:
    """The defaults of each command; OptionError for keys that no command has as a setting."""
    path = config or find_settings(Path.cwd())
    if path is None:
        return {}
    settings = read_settings(path)
    options = {name: _settable(ctx, name) for name in COMMANDS}
    _refuse_unknown(settings, options)
    return {name: _defaults(settings, name, known) for name, known in options.items()}


def _settable(ctx: click.Context, name: str) -> dict[str, click.Parameter]:
    """The options of a command that have a ``PRESSGRAPH_*`` variable: exactly these are settings."""
    assert isinstance(ctx.command, click.Group)
    command = ctx.command.get_command(ctx, name)
    settable = (p for p in command.params if p.envvar and isinstance(p, click.Option)) if command else ()
    return {_key(p): p for p in settable}


def _key(parameter: click.Parameter) -> str:
    """The setting's name, which is that of the flag: ``format`` for ``--format``, wherever its value goes."""
    long = next(name for name in parameter.opts if name.startswith("--"))
    return long.removeprefix("--").replace("-", "_")


def _refuse_unknown(settings: Settings, options: Mapping[str, Mapping[str, click.Parameter]]) -> None:
    everywhere = {key for known in options.values() for key in known}
    unknown = sorted(set(settings.common) - everywhere)
    unknown += sorted(f"[{name}]" for name in set(settings.commands) - set(options))
    for name, known in options.items():
        unknown += sorted(f"{name}.{key}" for key in set(settings.commands.get(name, {})) - set(known))
    if unknown:
        listed = ", ".join(sorted(everywhere))
        raise OptionError(f"{settings.path}: unknown setting {unknown[0]}; there are: {listed}")


def _defaults(settings: Settings, name: str, known: Mapping[str, click.Parameter]) -> dict[str, Any]:
    assert settings.path is not None
    folder = settings.path.resolve().parent
    given = {key: value for key, value in settings.of(name).items() if key in known}
    return {str(known[key].name): _value(known[key], value, folder) for key, value in given.items()}


def _value(parameter: click.Parameter, value: Any, folder: Path) -> Any:
    if not isinstance(parameter.type, click.Path):
        return value
    return [str(folder / item) for item in value] if isinstance(value, list) else str(folder / value)
