"""Checks of a graph before anything is loaded: SPARQL rules and SHACL shapes.

Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pressgraph.checks.findings import Finding, Report, Severity
    from pressgraph.checks.reports import write_report
    from pressgraph.checks.rules import Rule, load_rules
    from pressgraph.checks.runner import check

_HOMES = {
    "Finding": "findings",
    "Report": "findings",
    "Rule": "rules",
    "Severity": "findings",
    "check": "runner",
    "load_rules": "rules",
    "write_report": "reports",
}

__all__ = ["Finding", "Report", "Rule", "Severity", "check", "load_rules", "write_report"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
