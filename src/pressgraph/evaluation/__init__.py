"""Scores against gold data: ``pressgraph evaluate`` and the floors of the tests."""

from __future__ import annotations

from pressgraph.evaluation.attributions import AttributionScores, evaluate_polnear
from pressgraph.evaluation.coreference import CoreferenceScores, evaluate_coref
from pressgraph.evaluation.documents import RelationScores, evaluate_redocred
from pressgraph.evaluation.ner import EntityScores, evaluate_ner
from pressgraph.evaluation.parse import ParseScores, evaluate_parse
from pressgraph.evaluation.passages import FactScores, evaluate_knowledgenet
from pressgraph.evaluation.selection import Select, by_probability
from pressgraph.evaluation.triples import TripleScores, evaluate_text2kg

__all__ = [
    "AttributionScores",
    "CoreferenceScores",
    "EntityScores",
    "FactScores",
    "ParseScores",
    "RelationScores",
    "Select",
    "TripleScores",
    "by_probability",
    "evaluate_coref",
    "evaluate_knowledgenet",
    "evaluate_ner",
    "evaluate_parse",
    "evaluate_polnear",
    "evaluate_redocred",
    "evaluate_text2kg",
]
