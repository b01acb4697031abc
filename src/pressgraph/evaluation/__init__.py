"""Scores against gold data: ``pressgraph evaluate`` and the floors of the tests."""

from __future__ import annotations

from pressgraph.evaluation.ner import EntityScores, evaluate_ner
from pressgraph.evaluation.parse import ParseScores, evaluate_parse

__all__ = ["EntityScores", "ParseScores", "evaluate_ner", "evaluate_parse"]
