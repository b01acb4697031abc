"""``pressgraph serve``: a store's page and SPARQL endpoint."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from pathlib import Path

import click

from pressgraph.cli.common import say, setting
from pressgraph.errors import OptionError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@click.argument("store", required=False, type=click.Path(path_type=Path), envvar="PRESSGRAPH_STORE", metavar="[STORE]")
@setting("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@setting("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port; 0 for a free one.")
@setting("--base", metavar="IRI", help="Where the store's minted IRIs begin; they are served under /id/.")
@setting("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds for a query.")
@setting("--limit", type=click.IntRange(1), default=10_000, show_default=True, help="Rows or triples of a result.")
@setting("--queries", type=click.IntRange(1), default=4, show_default=True, help="Queries that run at once.")
@setting("--allow-host", multiple=True, metavar="NAME", help="A further host name to answer to; * for any.")
@setting("--cors", multiple=True, metavar="ORIGIN", help="An origin whose scripts may query; * for any.")
@setting("--allow-fetch", is_flag=True, help="Let visitors have web addresses read.")
@setting("--writable", is_flag=True, help="Let whoever has the token load and remove articles (PRESSGRAPH_TOKEN).")
@setting("--token", hidden=True)
def command(
    *,
    store: Path | None,
    host: str,
    port: int,
    base: str | None,
    timeout: float,
    limit: int,
    queries: int,
    allow_host: tuple[str, ...],
    cors: tuple[str, ...],
    allow_fetch: bool,
    writable: bool,
    token: str | None,
) -> None:
    """Serve the page and SPARQL endpoint of a STORE, or of one graph file, until interrupted.

    STORE is a directory that pressgraph load made, by default pressgraph.store. It is only read, unless --writable
    is given: then the token is taken from PRESSGRAPH_TOKEN, or made and shown.
    """
    from pressgraph.graph.options import DEFAULT_BASE
    from pressgraph.store.directory import snapshot
    from pressgraph.web.options import WebOptions
    from pressgraph.web.server import listen, serve

    with ExitStack() as stack:
        directory = _directory(store or Path("pressgraph.store"), stack)
        snapshot(directory)
        socket = stack.enter_context(listen(host, port))
        options = WebOptions(
            directory,
            base=base or DEFAULT_BASE,
            hosts=_hosts(host, allow_host),
            cors=cors,
            token=_token(token) if writable else None,
            queries=queries,
            timeout_s=timeout,
            limit=limit,
            fetch=allow_fetch,
        )
        shown = f"[{host}]" if ":" in host else host
        say(f"{directory}: http://{shown}:{socket.getsockname()[1]}/ (interrupt to end)")
        serve(options, socket)


def _directory(store: Path, stack: ExitStack) -> Path:
    """The store's directory; a graph file is loaded into one that lasts as long as the server."""
    if not store.is_file():
        return store
    from tempfile import TemporaryDirectory

    from pressgraph.store import ArticleStore
    from pressgraph.store.files import read_graph

    directory = Path(stack.enter_context(TemporaryDirectory(prefix="pressgraph-")))
    ArticleStore(directory).load(read_graph(store))
    return directory


def _hosts(host: str, more: tuple[str, ...]) -> tuple[str, ...]:
    names = (host, f"[{host}]") if ":" in host else (host,)
    loopback = ("127.0.0.1", "localhost", "::1", "[::1]") if host in LOOPBACK else ()
    return tuple(dict.fromkeys((*names, *loopback, *more)))


def _token(given: str | None) -> str:
    if given == "":
        raise OptionError("PRESSGRAPH_TOKEN is empty: give a token of at least 16 characters, or unset it")
    if given is None:
        given = secrets.token_urlsafe(24)
        say(f"token for writing: {given}")
    return given
