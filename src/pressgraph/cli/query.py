"""``pressgraph query``: SPARQL and named queries over a store or files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.common import output_option, pairs, say, setting, store_option, terminal_width

if TYPE_CHECKING:
    from pressgraph.store import QueryResult


@click.command("query")
@click.argument("query", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@store_option
@click.option("-p", "--param", multiple=True, metavar="NAME=VALUE", help="A parameter's value; may be repeated.")
@click.option("--format", "form", metavar="FORMAT", help="table, csv, tsv, json or xml; an RDF format for graphs.")
@setting("--timeout", type=click.FloatRange(min=0), default=60.0, show_default=True, help="Seconds; 0 for no limit.")
@setting("--limit", type=click.IntRange(min=0), default=10_000, show_default=True, help="Rows; 0 for no limit.")
@click.option("--allow-service", is_flag=True, help="Let the query send requests to other servers (SERVICE).")
@click.option("--list", "listing", is_flag=True, help="List the named queries with their parameters and end.")
@output_option
def command(
    *,
    query: str | None,
    files: tuple[Path, ...],
    store: Path,
    param: tuple[str, ...],
    form: str | None,
    timeout: float,
    limit: int,
    allow_service: bool,
    listing: bool,
    output: str,
) -> None:
    """Run a query over the store, or over graph FILES where they are named.

    QUERY is SPARQL, the name of a query that comes with pressgraph (see --list), a .rq file, or "-" for stdin.
    """
    from pressgraph.cli.output import write_output
    from pressgraph.store import bindings, find_query, run_query

    if listing:
        click.echo(_listed(), nl=False)
        return
    if query is None:
        raise click.UsageError("give SPARQL, a query's name (pressgraph query --list), a .rq file or - for stdin")
    found = find_query(sys.stdin.read() if query == "-" else query)
    result = run_query(
        found.text,
        store=None if files else store,
        files=files,
        bindings=bindings(found, pairs(param, "--param")),
        timeout_s=timeout or None,
        limit=limit or None,
        allow_service=allow_service,
    )
    names = [parameter.name for parameter in found.parameters]
    write_output(output, _written(result.without(names), form, output))
    if result.truncated:
        say(f"only the first {limit} are shown; allow more with --limit")


def _written(result: QueryResult, form: str | None, output: str) -> bytes:
    from pressgraph.graph.formats import format_of, format_of_path
    from pressgraph.graph.writers import serialize
    from pressgraph.store.results import as_quads, result_format, write_result

    if result.kind == "graph":
        named = format_of(form) if form else format_of_path(output) if output != "-" else format_of("turtle")
        return serialize(as_quads(result), named)
    width = terminal_width() if output == "-" else None
    suffix = Path(output.removesuffix(".gz")).suffix
    chosen = form or (suffix if output != "-" else "") or ("table" if width else "csv")
    return write_result(result, result_format(chosen), width)


def _listed() -> str:
    from pressgraph.store import named_queries

    lines: list[str] = []
    for name, query in named_queries().items():
        lines.append(f"{name:<26} {query.field('title')}: {query.field('description')}")
        for item in query.parameters:
            default = f", by default {item.default}" if item.default else ""
            lines.append(f"{'':<26}   -p {item.name}=…  {item.help} ({item.type}{default})")
    return "\n".join(lines) + "\n"
