"""Queries against a store or files, run in a worker process that can be killed.

Oxigraph's queries have no timeout of their own and cannot be interrupted from the thread that runs them.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from pressgraph.errors import PressgraphError, QueryError, StoreError
from pressgraph.store.directory import snapshot
from pressgraph.store.guard import refuse_service
from pressgraph.store.results import QueryResult

DEFAULT_TIMEOUT_S = 60.0
DEFAULT_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Request:
    """What the worker is asked: a query over a snapshot's directory or over files."""

    query: str
    snapshot: str | None
    files: tuple[str, ...]
    bindings: dict[str, ox.NamedNode | ox.Literal]
    limit: int | None


def run_query(
    query: str,
    *,
    store: Path | None = None,
    files: Sequence[Path] = (),
    bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
    timeout_s: float | None = DEFAULT_TIMEOUT_S,
    limit: int | None = DEFAULT_LIMIT,
    allow_service: bool = False,
) -> QueryResult:
    """Run SPARQL over an embedded store, or over files loaded for the purpose.

    ``limit`` bounds the rows or triples that come back. QueryError for a bad query, for SERVICE without
    ``allow_service``, and after ``timeout_s`` seconds; StoreError or FormatError for the data.
    """
    if (store is None) == (not files):
        raise QueryError("a query needs either a store or files")
    if not allow_service:
        refuse_service(query)
    path = str(snapshot(store)) if store else None
    request = Request(query, path, tuple(map(str, files)), dict(bindings or {}), limit)
    return _ask_worker(request, timeout_s)


def _ask_worker(request: Request, timeout_s: float | None) -> QueryResult:
    command = [sys.executable, "-P", "-m", "pressgraph.store.worker"]
    question, environment = pickle.dumps(request), _environment()
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, timeout=timeout_s, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise out_of_time(timeout_s) from None
    if done.returncode != 0:
        raise StoreError(f"the query's process ended with status {done.returncode}: {_last_line(done.stderr)}")
    answer = pickle.loads(done.stdout)
    if isinstance(answer, PressgraphError):
        raise answer
    assert isinstance(answer, QueryResult)
    return answer


def out_of_time(timeout_s: float | None) -> QueryError:
    """The error for a query that took longer than it was given."""
    return QueryError(
        f"the query was stopped after {timeout_s or 0:g} s; make it more selective, or allow more with --timeout"
    )


def _environment() -> dict[str, str]:
    """The same environment, with this package where the worker finds it from any folder."""
    here = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))}


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it was killed, or ran out of memory"
