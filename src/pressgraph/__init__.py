"""News articles in, a checked RDF knowledge graph out.

    >>> import pressgraph
    >>> [article] = pressgraph.read("news.txt", date="2022-02-27")  # doctest: +SKIP
    >>> graph = pressgraph.to_rdflib(pressgraph.extract(article))  # doctest: +SKIP

Names are loaded when first used: importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.annotations import Annotations, Article
    from pressgraph.api import extract
    from pressgraph.checks.findings import Finding, Report
    from pressgraph.checks.runner import check
    from pressgraph.errors import PressgraphError
    from pressgraph.graph.mapping import to_dataset, to_rdflib
    from pressgraph.graph.writers import serialize
    from pressgraph.language.pipeline import load
    from pressgraph.reading import read, read_many
    from pressgraph.store.articles import ArticleStore

__version__ = "0.1.0"

_HOMES = {
    "Annotations": "annotations",
    "Article": "annotations",
    "ArticleStore": "store.articles",
    "Finding": "checks.findings",
    "PressgraphError": "errors",
    "Report": "checks.findings",
    "check": "checks.runner",
    "extract": "api",
    "load": "language.pipeline",
    "read": "reading",
    "read_many": "reading",
    "serialize": "graph.writers",
    "to_dataset": "graph.mapping",
    "to_rdflib": "graph.mapping",
}

__all__ = [
    "Annotations",
    "Article",
    "ArticleStore",
    "Finding",
    "PressgraphError",
    "Report",
    "__version__",
    "check",
    "extract",
    "load",
    "read",
    "read_many",
    "serialize",
    "to_dataset",
    "to_rdflib",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
