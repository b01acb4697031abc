"""Stores on other machines: SPARQL 1.1 Protocol, SPARQL Update and Graph Store Protocol over HTTP."""

from __future__ import annotations

from pressgraph.store.remote.asking import ask
from pressgraph.store.remote.connection import Connection
from pressgraph.store.remote.places import place_of
from pressgraph.store.remote.store import RemoteStore

__all__ = ["Connection", "RemoteStore", "ask", "connect"]


def connect(text: str, *, writable: bool = False) -> Connection:
    """A connection to a store named by kind and address (``oxigraph:http://127.0.0.1:7878``), a context manager."""
    return Connection(place_of(text, writable=writable))
