"""The embedded store: article graphs, the merged graph of what they assert, and queries over both.

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.store.articles import ArticleStore
    from pressgraph.store.engine import run_query
    from pressgraph.store.loading import Loaded, Mode, Status
    from pressgraph.store.queries import bindings, find_query, named_queries
    from pressgraph.store.results import QueryResult, write_result

_HOMES = {
    "ArticleStore": "articles",
    "Loaded": "loading",
    "Mode": "loading",
    "QueryResult": "results",
    "Status": "loading",
    "bindings": "queries",
    "find_query": "queries",
    "named_queries": "queries",
    "run_query": "engine",
    "write_result": "results",
}

__all__ = [
    "ArticleStore",
    "Loaded",
    "Mode",
    "QueryResult",
    "Status",
    "bindings",
    "find_query",
    "named_queries",
    "run_query",
    "write_result",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
