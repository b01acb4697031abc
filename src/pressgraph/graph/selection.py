"""What a profile keeps of the annotations, without a link to what it leaves out."""

from __future__ import annotations

from dataclasses import replace

from pressgraph.annotations import Annotations


def select(annotations: Annotations, threshold: float) -> Annotations:
    """The annotations without facts, events and claims below the threshold; links from claims follow."""
    facts = tuple(fact for fact in annotations.facts if fact.confidence >= threshold)
    events = tuple(event for event in annotations.events if event.confidence >= threshold)
    claims = tuple(claim for claim in annotations.claims if claim.confidence >= threshold)
    stated = {fact.id for fact in facts} | {event.id for event in events}
    said = {claim.id for claim in claims}
    linked = tuple(
        replace(
            claim,
            states=tuple(filter(stated.__contains__, claim.states)),
            reports=tuple(filter(said.__contains__, claim.reports)),
        )
        for claim in claims
    )
    return replace(annotations, facts=facts, events=events, claims=linked)
