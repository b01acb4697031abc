"""The top of the command line: commands found by name when they are needed, and errors turned into exit statuses."""

from __future__ import annotations

import importlib
from typing import Any

import click

from pressgraph.errors import PressgraphError

COMMANDS = ("extract", "corpus", "check", "load", "query", "diff", "serve", "text", "explain", "evaluate")
FAILED = 2
INTERRUPTED = 130


class Root(click.Group):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their use."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; None for a name that is no command."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        command = importlib.import_module(f"pressgraph.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises on purpose becomes a message and status 2."""
        try:
            return super().invoke(ctx)
        except PressgraphError as error:
            click.echo(f"pressgraph: {error}", err=True)
            raise click.exceptions.Exit(FAILED) from None
        except KeyboardInterrupt:
            click.echo("pressgraph: interrupted", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


def show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted and not ctx.resilient_parsing:
        from pressgraph.resources import software_version

        click.echo(f"pressgraph {software_version()}")
        ctx.exit()
