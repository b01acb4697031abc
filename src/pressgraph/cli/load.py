"""``pressgraph load``: article graphs into the embedded store or a remote one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.common import SOME_FAILED, say, setting, store_option
from pressgraph.errors import PressgraphError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from pressgraph.store import Loaded
    from pressgraph.store.spool import Spool

    Graphs = Iterable[tuple[ox.NamedNode, set[ox.Triple]]]

_CHECKED_AT_ONCE = 100


@click.command("load")
@click.argument("inputs", nargs=-1, metavar="[GRAPH]...")
@store_option
@setting(
    "--to",
    metavar="KIND:URL",
    help="A remote store instead: oxigraph, virtuoso, fuseki, graphdb or rdf4j, and its URL.",
)
@setting(
    "--mode",
    type=click.Choice(["replace", "merge", "keep", "delete"]),
    default="replace",
    show_default=True,
    help="For articles that are there already: replace them, add to them, keep them, or delete them.",
)
@click.option("--graph", metavar="IRI", help="The graph for triples outside any; by default that of their article.")
@click.option("--check/--no-check", default=False, help="Whether to leave out graphs with errors.")
@click.option("--remove", multiple=True, metavar="IRI", help="Take an article out again; may be repeated.")
@click.option("--input-format", metavar="FORMAT", help="The graphs' format, where their names do not tell it.")
@click.option("-q", "--quiet", is_flag=True, help="Print the totals only, not each article.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    store: Path,
    to: str | None,
    mode: str,
    graph: str | None,
    check: bool,
    remove: tuple[str, ...],
    input_format: str | None,
    quiet: bool,
) -> None:
    """Load article graphs into a store, each all or nothing.

    The store's merged graph is what all its articles assert, each triple once; an article's own graph has its
    statements, claims and evidence too. Loading an article again replaces it; what has not changed is left alone,
    so that a load that was broken off is taken up again by the same command.

    The merged graph is the default graph, or https://w3id.org/pressgraph/asserted in stores whose default graph is
    the union of all (virtuoso, graphdb, rdf4j). Credentials for a remote store come from PRESSGRAPH_STORE_USER and
    PRESSGRAPH_STORE_PASSWORD, from PRESSGRAPH_STORE_TOKEN, or from ~/.netrc.
    """
    from pressgraph.store.spool import Spool

    if not inputs and not remove:
        raise click.UsageError("name at least one graph, or - for stdin")
    with ExitStack() as stack:
        spool = stack.enter_context(Spool())
        target = _Target(stack, store, to)
        failed = _read(spool, inputs, input_format, graph)
        checked = _Checked(spool.graphs(), check)
        tally = _Tally(target.name, quiet)
        tally.follow(target.removed(remove))
        graphs = iter(checked)
        if first := list(islice(graphs, 1)):
            tally.follow(target.loaded(chain(first, graphs), mode))
        tally.tell()
    if failed and not tally.counts:
        ctx.exit(2)
    if failed or checked.refused:
        ctx.exit(SOME_FAILED)


class _Target:
    """Where graphs go: the embedded store, or a remote one."""

    def __init__(self, stack: ExitStack, directory: Path, to: str | None) -> None:
        from pressgraph.store import ArticleStore
        from pressgraph.store.remote import RemoteStore, connect

        self._remote: RemoteStore | None = None
        self._embedded = ArticleStore(directory)
        self.name = str(directory)
        if to is not None:
            connection = stack.enter_context(connect(to, writable=True))
            self._remote, self.name = RemoteStore(connection), str(connection.place)

    def removed(self, names: tuple[str, ...]) -> Iterable[Loaded]:
        if not names:
            return ()
        return self._remote.remove(names) if self._remote else self._embedded.remove(*names)

    def loaded(self, graphs: Graphs, mode: str) -> Iterable[Loaded]:
        from pressgraph.store import Mode

        if self._remote:
            return self._remote.load(graphs, Mode(mode))
        return self._embedded.load_graphs(graphs, mode=mode)


def _read(spool: Spool, inputs: tuple[str, ...], form: str | None, graph: str | None) -> int:
    """Read the inputs; how many could not be."""
    from pressgraph.errors import FormatError, StoreError

    failed = 0
    for name in inputs:
        try:
            spool.add(Path(name), form, graph)
        except (FormatError, StoreError) as error:
            say(f"pressgraph: {name}: {error}")
            failed += 1
    return failed


class _Checked:
    """Graphs, without those in which a check finds errors where checks are wanted."""

    def __init__(self, graphs: Graphs, wanted: bool) -> None:
        self._graphs = graphs
        self._wanted = wanted
        self.refused = 0

    def __iter__(self) -> Iterator[tuple[ox.NamedNode, set[ox.Triple]]]:
        if not self._wanted:
            yield from self._graphs
            return
        source = iter(self._graphs)
        while some := dict(islice(source, _CHECKED_AT_ONCE)):
            self._refuse(some)
            yield from some.items()

    def _refuse(self, graphs: dict[ox.NamedNode, set[ox.Triple]]) -> None:
        """Take out the graphs in which a check finds errors."""
        import pyoxigraph as ox

        from pressgraph.checks import Severity, check

        quads = [ox.Quad(t.subject, t.predicate, t.object, name) for name, triples in graphs.items() for t in triples]
        errors = [finding for finding in check(quads).findings if finding.severity is Severity.ERROR]
        for finding in errors:
            say(f"pressgraph: {finding.graph or 'across graphs'}: [{finding.check}] {finding.message}")
        for graph in sorted({str(finding.graph) for finding in errors} & {name.value for name in graphs}):
            say(f"refused    {graph}")
            del graphs[ox.NamedNode(graph)]
            self.refused += 1


class _Tally:
    """What became of the graphs, told as it happens and in sum."""

    def __init__(self, place: str, quiet: bool) -> None:
        self._place = place
        self._quiet = quiet
        self.counts: Counter[str] = Counter()
        self._triples = [0, 0]

    def follow(self, done: Iterable[Loaded]) -> None:
        """Tell each as it comes; where it ends with an error, what was done before."""
        try:
            for item in done:
                self._add(item)
        except PressgraphError:
            if self.counts:
                self.tell()
                say("each graph listed is whole; run the same command again to go on where this one ends:")
            raise

    def _add(self, item: Loaded) -> None:
        self.counts[item.status.value] += 1
        self._triples[0] += item.added
        self._triples[1] += item.removed
        if not self._quiet:
            change = f"  +{item.added} -{item.removed}" if item.added or item.removed else ""
            say(f"{item.status.value:<10} {item.graph}{change}")

    def tell(self) -> None:
        listed = ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items())) or "nothing loaded"
        unchanged = bool(self.counts) and set(self.counts) == {"unchanged"}
        added, removed = self._triples
        triples = f" (+{added} -{removed} triples)" if self._quiet and (added or removed) else ""
        say(f"{self._place}: {listed}{triples}{'; the store is as it was' if unchanged else ''}")
