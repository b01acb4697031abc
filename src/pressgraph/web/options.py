"""What whoever starts the server may choose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pressgraph.errors import OptionError
from pressgraph.graph.options import DEFAULT_BASE

MEBIBYTE = 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


@dataclass(frozen=True, slots=True)
class WebOptions:
    """The server's settings; all times are seconds, all sizes bytes.

    ``base`` is where the store's minted IRIs begin: what follows it is served under ``/id/``. ``hosts`` are the names
    under which the server answers (others are refused, so that no foreign page can reach it by a name that it
    points here); ``*`` allows all. ``cors`` are the origins whose scripts may read the SPARQL endpoint. ``token``
    allows writing to whoever sends it. ``queries`` run at once, each in a process of at most ``memory``.
    ``fetch`` lets the page read addresses that a visitor enters.
    """

    store: Path
    base: str = DEFAULT_BASE
    hosts: tuple[str, ...] = LOOPBACK
    cors: tuple[str, ...] = ()
    token: str | None = None
    queries: int = 4
    timeout_s: float = 30.0
    limit: int = 10_000
    memory: int = 4096 * MEBIBYTE
    max_body: int = 2 * MEBIBYTE
    body_timeout_s: float = 30.0
    extraction_timeout_s: float = 120.0
    check_timeout_s: float = 600.0
    fetch: bool = False

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < 16:
            raise OptionError("the token is too short to keep anybody out: give one of at least 16 characters")
        if self.queries < 1 or self.limit < 1 or self.timeout_s <= 0 or self.max_body < 1:
            raise OptionError("the numbers of queries, rows, seconds and bytes must be positive")
