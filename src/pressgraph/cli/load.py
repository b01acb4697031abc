"""``pressgraph load``: article graphs into the embedded store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.common import SOME_FAILED, say, store_option

if TYPE_CHECKING:
    import pyoxigraph as ox

    from pressgraph.store import ArticleStore, Loaded


@click.command("load")
@click.argument("inputs", nargs=-1, metavar="[GRAPH]...")
@store_option
@click.option("--graph", metavar="IRI", help="The graph for triples outside any; by default that of their article.")
@click.option("--replace/--no-replace", default=True, help="Whether to replace articles that are there already.")
@click.option("--check/--no-check", default=False, help="Whether to leave out graphs with errors.")
@click.option("--remove", multiple=True, metavar="IRI", help="Take an article out again; may be repeated.")
@click.option("--input-format", metavar="FORMAT", help="The graphs' format, where their names do not tell it.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    store: Path,
    graph: str | None,
    replace: bool,
    check: bool,
    remove: tuple[str, ...],
    input_format: str | None,
) -> None:
    """Load article graphs into an embedded store, each all or nothing.

    The store's default graph is what all its articles assert, each triple once; an article's own graph has its
    statements, claims and evidence too. Loading an article again replaces it.
    """
    from pressgraph.store import ArticleStore

    if not inputs and not remove:
        raise click.UsageError("name at least one graph, or - for stdin")
    target = ArticleStore(store)
    done = target.remove(*remove) if remove else []
    graphs, failed = _graphs(inputs, input_format, graph)
    refused = _refuse(graphs) if check else 0
    done += target.load_graphs(graphs, replace=replace) if graphs else []
    _tell(target, done)
    if failed and not done:
        ctx.exit(2)
    if failed or refused:
        ctx.exit(SOME_FAILED)


def _graphs(
    inputs: tuple[str, ...], form: str | None, graph: str | None
) -> tuple[dict[ox.NamedNode, set[ox.Triple]], int]:
    """The article graphs of all inputs, of two versions the later, and how many inputs could not be read."""
    from pressgraph.errors import FormatError, StoreError
    from pressgraph.store.files import read_graph
    from pressgraph.store.loading import by_graph

    found: dict[ox.NamedNode, set[ox.Triple]] = {}
    failed = 0
    for name in inputs:
        try:
            found |= by_graph(read_graph(Path(name), form), graph)
        except (FormatError, StoreError) as error:
            say(f"pressgraph: {name}: {error}")
            failed += 1
    return found, failed


def _refuse(graphs: dict[ox.NamedNode, set[ox.Triple]]) -> int:
    """Take out the graphs in which a check finds errors; how many they are."""
    import pyoxigraph as ox

    from pressgraph.checks import Severity, check

    quads = [ox.Quad(t.subject, t.predicate, t.object, name) for name, triples in graphs.items() for t in triples]
    errors = [finding for finding in check(quads).findings if finding.severity is Severity.ERROR]
    for finding in errors:
        say(f"pressgraph: {finding.graph or 'across graphs'}: [{finding.check}] {finding.message}")
    refused = {finding.graph for finding in errors} & {name.value for name in graphs}
    for graph in refused:
        say(f"refused    {graph}")
        del graphs[ox.NamedNode(graph)]
    return len(refused)


def _tell(store: ArticleStore, done: list[Loaded]) -> None:
    from collections import Counter

    for item in done:
        change = f"  +{item.added} -{item.removed}" if item.added or item.removed else ""
        say(f"{item.status.value:<10} {item.graph}{change}")
    counts = Counter(item.status.value for item in done)
    listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "nothing loaded"
    unchanged = bool(done) and set(counts) == {"unchanged"}
    say(f"{store.directory}: {listed}{'; the store is as it was' if unchanged else ''}")
