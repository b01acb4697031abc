"""The graph stage: annotations as RDF, written and read in every common format.

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.graph.mapping import to_dataset, to_quads, to_rdflib
    from pressgraph.graph.options import MappingOptions

_HOMES = {
    "MappingOptions": "options",
    "to_dataset": "mapping",
    "to_quads": "mapping",
    "to_rdflib": "mapping",
}

__all__ = ["MappingOptions", "to_dataset", "to_quads", "to_rdflib"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
