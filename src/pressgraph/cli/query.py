"""``pressgraph query``: SPARQL and named queries over a store or files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressgraph.cli.common import output_option, pairs, say, setting, store_option, terminal_width

if TYPE_CHECKING:
    from pressgraph.store import QueryResult
    from pressgraph.store.sparqlfiles import SparqlFile


@click.command("query")
@click.argument("query", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@store_option
@setting(
    "--from", "source", metavar="[KIND:]URL", help="A remote store (as for load --to), or any SPARQL endpoint's URL."
)
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
    source: str | None,
    param: tuple[str, ...],
    form: str | None,
    timeout: float,
    limit: int,
    allow_service: bool,
    listing: bool,
    output: str,
) -> None:
    """Run a query over the store, over graph FILES where they are named, or over a remote store.

    QUERY is SPARQL, the name of a query that comes with pressgraph (see --list), a .rq file, or "-" for stdin.
    A parameter's value is bound to its variable as a term; it is never read as SPARQL.
    """
    from pressgraph.cli.output import write_output
    from pressgraph.store import bindings, find_query

    if listing:
        click.echo(_listed(), nl=False)
        return
    if query is None:
        raise click.UsageError("give SPARQL, a query's name (pressgraph query --list), a .rq file or - for stdin")
    if source and files:
        raise click.UsageError("a query is over FILES or over a store: leave out one of them")
    found = find_query(sys.stdin.read() if query == "-" else query)
    bounds: dict[str, Any] = {"timeout_s": timeout or None, "limit": limit or None, "allow_service": allow_service}
    bounds["bindings"] = bindings(found, pairs(param, "--param"))
    result = _asked(source, found, bounds) if source else _run(found, store, files, bounds)
    names = [parameter.name for parameter in found.parameters]
    write_output(output, _written(result.without(names), form, output))
    if result.truncated:
        say(f"only the first {limit} are shown; allow more with --limit")


def _run(found: SparqlFile, store: Path, files: tuple[Path, ...], bounds: dict[str, Any]) -> QueryResult:
    from pressgraph.store import run_query

    return run_query(found.text, store=None if files else store, files=files, **bounds)


def _asked(source: str, found: SparqlFile, bounds: dict[str, Any]) -> QueryResult:
    from pressgraph.store.remote import ask, connect

    with connect(source) as connection:
        return ask(connection, found.text, **bounds)


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
