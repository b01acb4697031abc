"""The graph stage: annotations as RDF, written and read in every common format.

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.graph.formats import FORMATS, Format, format_of, format_of_path
    from pressgraph.graph.interop import as_rdflib
    from pressgraph.graph.jsonl import dump_annotations, load_annotations
    from pressgraph.graph.mapping import to_dataset, to_quads, to_rdflib
    from pressgraph.graph.options import MappingOptions
    from pressgraph.graph.readers import article_graphs, parse
    from pressgraph.graph.selection import select
    from pressgraph.graph.writers import serialize, serialize_quads

_HOMES = {
    "FORMATS": "formats",
    "Format": "formats",
    "MappingOptions": "options",
    "article_graphs": "readers",
    "as_rdflib": "interop",
    "dump_annotations": "jsonl",
    "format_of": "formats",
    "format_of_path": "formats",
    "load_annotations": "jsonl",
    "parse": "readers",
    "select": "selection",
    "serialize": "writers",
    "serialize_quads": "writers",
    "to_dataset": "mapping",
    "to_quads": "mapping",
    "to_rdflib": "mapping",
}

__all__ = [
    "FORMATS",
    "Format",
    "MappingOptions",
    "article_graphs",
    "as_rdflib",
    "dump_annotations",
    "format_of",
    "format_of_path",
    "load_annotations",
    "parse",
    "select",
    "serialize",
    "serialize_quads",
    "to_dataset",
    "to_quads",
    "to_rdflib",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
