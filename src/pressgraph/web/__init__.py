"""The page: a store's articles, entities and graph to look at, and its SPARQL endpoint.

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.web.app import create_app
    from pressgraph.web.options import WebOptions

_HOMES = {"WebOptions": "options", "create_app": "app"}

__all__ = ["WebOptions", "create_app"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
