"""Entities and their mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import NamedNode

from pressgraph.annotations import Annotations, Claim, Entity, Event, Fact, Mention
from pressgraph.graph import literals
from pressgraph.graph.builder import Builder
from pressgraph.graph.iris import Minter, knowledge_base_link, tidy, web_iri

NAMING = frozenset({"name", "handle"})


def name_entities(annotations: Annotations, minter: Minter) -> dict[str, NamedNode]:
    """The IRI of each entity by its id.

    Two entities that the evidence tells apart although class and name are the same both become entities of
    the article alone: a name that two bear cannot stand alone.
    """
    named = {entity.id: _global(entity, minter) for entity in annotations.entities}
    unlinked = [named[e.id] for e in annotations.entities if not knowledge_base_link(e.same_as)]
    bearers = Counter(iri for iri in unlinked if iri is not None)
    first = _first_places(annotations.mentions)
    for entity in annotations.entities:
        iri = named[entity.id]
        if iri is None or bearers[iri] > 1:
            named[entity.id] = minter.local_entity(entity.type, entity.name, first.get(entity.id, entity.id))
    return {id_: iri for id_, iri in named.items() if iri is not None}


def _global(entity: Entity, minter: Minter) -> NamedNode | None:
    link = knowledge_base_link(entity.same_as)
    if link:
        return minter.linked(link)
    return minter.entity(entity.type, entity.name) if entity.standalone else None


def _first_places(mentions: Iterable[Mention]) -> dict[str, str]:
    ordered = sorted(mentions, key=lambda mention: mention.span, reverse=True)
    return {mention.entity: f"{mention.span.begin},{mention.span.end}" for mention in ordered}


def referenced(facts: Iterable[Fact], events: Iterable[Event], claims: Iterable[Claim]) -> set[str]:
    """The ids of the entities that something is said about."""
    found: set[str | None] = set()
    for fact in facts:
        found |= {fact.subject, fact.object if isinstance(fact.object, str) else None, fact.attributed_to}
    for event in events:
        found |= {event.attributed_to, *(role.entity for role in event.roles)}
    for claim in claims:
        found |= {claim.author, claim.addressee}
    return {id_ for id_ in found if id_ is not None}


def shown(annotations: Annotations, used: set[str]) -> list[Entity]:
    """The entities that enter the graph: named and linked ones, and unnamed ones that something is said about."""
    named = {mention.entity for mention in annotations.mentions if mention.kind in NAMING}
    return [e for e in annotations.entities if e.id in named or e.id in used or e.same_as or e.standalone]


def map_entities(builder: Builder, entities: Iterable[Entity]) -> None:
    """State class, names, links and mentions of the entities."""
    counts = Counter(mention.entity for mention in builder.annotations.mentions)
    kept = {entity.id for entity in entities}
    for entity in builder.annotations.entities:
        if entity.id in kept:
            _state(builder, entity, counts[entity.id])
    if builder.options.provenance:
        for mention in builder.annotations.mentions:
            builder.entity(mention.entity, f"the mention at {mention.span.begin},{mention.span.end}")
            if mention.entity in kept:
                _mention(builder, mention)


def _state(builder: Builder, entity: Entity, count: int) -> None:
    node = builder.entities[entity.id]
    builder.a(node, entity.type)
    name = tidy(entity.name)
    builder.add(node, "schema:name", literals.text(name))
    others = dict.fromkeys(map(tidy, entity.alternate_names))
    builder.add(node, "schema:alternateName", *(literals.text(other) for other in others if other and other != name))
    builder.add(node, "schema:sameAs", *map(web_iri, entity.same_as))
    builder.add(node, "pg:mentionCount", literals.integer(count))
    builder.add(builder.article, "schema:mentions", node)
    if entity.salient:
        builder.add(builder.article, "schema:about", node)


def _mention(builder: Builder, mention: Mention) -> None:
    node = builder.span(mention.span)
    builder.add(node, "itsrdf:taIdentRef", builder.entities[mention.entity])
    builder.add(node, "itsrdf:taConfidence", literals.confidence(mention.confidence))
    builder.add(node, "pg:resolvedBy", literals.text(mention.resolved_by))
