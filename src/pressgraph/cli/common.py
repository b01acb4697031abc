"""Options that several commands share, and small helpers for terminals."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
SOME_FAILED = 1


def setting(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """An option that may also come from ``PRESSGRAPH_<NAME>`` and from ``pressgraph.toml``."""
    long = next(name for name in names if name.startswith("--"))
    variable = long.partition("/")[0].removeprefix("--").replace("-", "_").upper()
    return click.option(*names, envvar=f"PRESSGRAPH_{variable}", **attributes)


def _allow_private(_: click.Context, __: click.Parameter, value: bool) -> None:
    """The environment carries it to wherever inputs are read, processes of their own included."""
    if value:
        os.environ["PRESSGRAPH_ALLOW_PRIVATE_ADDRESSES"] = "1"


def metadata_options(command: Command) -> Command:
    """What a user knows about the articles better than the input does."""
    for option in (
        click.option("--date", metavar="YYYY-MM-DD", help="The day of publication."),
        click.option("--url", help="The article's address."),
        setting("--publisher", help="Who published it."),
        click.option("--headline", help="Its headline."),
        setting("--language", help="Its language, as a BCP 47 tag."),
        click.option("--field", multiple=True, metavar="NAME=THEIRS", help="A field's name in JSON; may be repeated."),
        setting(
            "--allow-private-addresses",
            is_flag=True,
            expose_value=False,
            callback=_allow_private,
            help="Fetch from this machine and from private networks, too.",
        ),
    ):
        command = option(command)
    return command


def metadata_of(options: dict[str, Any]) -> dict[str, Any]:
    """The keywords of `pressgraph.read` among a command's options, which are taken out of these."""
    known = {name: options.pop(name) for name in ("date", "url", "publisher", "headline", "language")}
    return {**known, "fields": pairs(options.pop("field"), "--field") or None}


def pairs(items: Iterable[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` options as a dictionary; a usage error for one without ``=``."""
    values = {}
    for item in items:
        name, equals, value = item.partition("=")
        if not equals:
            raise click.BadParameter(f"{item!r} has no value: write NAME=VALUE", param_hint=option)
        values[name.strip()] = value
    return values


def mapping_options(command: Command) -> Command:
    """What of the annotations enters the graph."""
    for option in (
        setting(
            "--profile",
            type=click.Choice(["publish", "balanced", "recall"]),
            default="balanced",
            show_default=True,
            help="What to keep: publish only what is most surely right, recall everything.",
        ),
        setting("--min-confidence", type=click.FloatRange(0, 1), help="The least confidence; wins over --profile."),
        setting("--base", metavar="IRI", help="Where minted IRIs begin."),
    ):
        command = option(command)
    return command


def store_option(command: Command) -> Command:
    """``--store``: the embedded store's directory."""
    return setting(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("pressgraph.store"),
        show_default=True,
        help="The store's directory.",
    )(command)


def rules_option(command: Command) -> Command:
    """``--rules``: folders with the user's rules."""
    return setting(
        "--rules",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        multiple=True,
        help="A folder with rule files of your own; may be repeated.",
    )(command)


def output_option(command: Command) -> Command:
    """``-o``: a file, written beside its place first and then renamed."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=str), default="-", help="Where to write; by default stdout."
    )(command)


def coloured(stream: Any) -> bool:
    """Whether to colour what goes to the stream: only on a terminal, and not where NO_COLOR is set."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(message: str) -> None:
    """A message to stderr."""
    click.echo(message, err=True)


def terminal_width() -> int | None:
    """The width of the terminal that stdout is, None where it is none."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
