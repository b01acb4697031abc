"""The server around the application: uvicorn on a socket of our own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from pressgraph.errors import OptionError
from pressgraph.web.app import create_app
from pressgraph.web.options import WebOptions

CONNECTIONS = 1000
BACKLOG = 1024
KEEP_ALIVE_S = 15


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens at an address, port 0 for any free one; OptionError where that cannot be.

    Whoever connects before the server is ready waits, and is not refused.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
            opened.listen(BACKLOG)
        except (OSError, OverflowError) as error:
            raise OptionError(f"cannot listen on {host} port {port}: {error}; choose another with --port") from None
        yield opened
    finally:
        opened.close()


def serve(options: WebOptions, opened: socket.socket) -> None:
    """Serve until interrupted."""
    config = uvicorn.Config(
        create_app(options),
        log_level="warning",
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[opened])
