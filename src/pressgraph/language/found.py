"""What the model's pairwise heads find in a document, by characters; kept on ``doc._.``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from pressgraph.annotations import Span


@dataclass(frozen=True, slots=True, order=True)
class CoreferenceLink:
    """A mention and the earlier mention that it takes up, by the model's choice, for sure enough."""

    mention: Span
    antecedent: Span
    kind: OneOf["name", "nominal", "pronoun"]
    probability: float


@dataclass(frozen=True, slots=True)
class Coreference:
    """``doc._.coreference``: mentions that mean the same, two or more a cluster, in reading order.

    ``links`` are those that are sure enough to act on: what is said of the later mention is said of the earlier one.
    Clusters hold less sure ones too.
    """

    clusters: tuple[tuple[Span, ...], ...] = ()
    links: tuple[CoreferenceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundAttribution:
    """One of ``doc._.attributions``: who says or thinks (``cue``) what; a role may be split, or missing."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    probability: float


@dataclass(frozen=True, slots=True, order=True)
class FoundRelation:
    """One of ``doc._.relations``: a relation of the model's inventory between two mentions.

    ``property`` is a KnowledgeNet property ("EDUCATED_AT") or a Wikidata property ("P131").
    """

    subject: Span
    object: Span
    property: str
    probability: float
