"""Events: of their class when the article asserts them, else a ``pg:DescribedEvent`` with the class as its type."""

from __future__ import annotations

from pyoxigraph import NamedNode

from pressgraph.annotations import Assertion, Event
from pressgraph.graph import literals
from pressgraph.graph.builder import Builder, Node
from pressgraph.graph.map_values import value_node
from pressgraph.graph.namespaces import term


def map_events(builder: Builder) -> list[Event]:
    """State the events that are sure enough, and return them."""
    kept = [event for event in builder.annotations.events if builder.keeps(event.confidence)]
    for event in kept:
        _state(builder, event)
    return kept


def _state(builder: Builder, event: Event) -> None:
    asserted = event.assertion is Assertion.ASSERTED
    parts = _parts(builder, event)
    content = (f"{name} {node}" for name, node in parts)
    place = (f"{event.trigger.begin},{event.trigger.end}", *(f"{span.begin},{span.end}" for span in event.evidence))
    node = builder.minter.local("event" if asserted else "described-event", event.type, *content, *place)
    builder.items[event.id] = node
    if asserted:
        builder.a(node, event.type)
    else:
        builder.a(node, "pg:DescribedEvent")
        builder.add(node, "pg:eventType", term(event.type))
    for name, value in parts:
        builder.add(node, name, value)
    _ground(builder, node, event)


def _ground(builder: Builder, node: NamedNode, event: Event) -> None:
    builder.add(node, "pg:confidence", literals.confidence(event.confidence))
    builder.evidence(node, event.evidence or (event.trigger,))
    builder.origin(node, (event.origin,))
    if builder.options.provenance:
        builder.add(node, "pg:trigger", builder.span(event.trigger))


def _parts(builder: Builder, event: Event) -> list[tuple[str, Node]]:
    """What is said about the event, sorted, so that equal events have equal content."""
    where = f"the event {event.id}"
    found: list[tuple[str, Node | None]] = [(role.role, builder.entity(role.entity, where)) for role in event.roles]
    found += [
        ("pg:assertion", term(event.assertion.value)),
        ("pg:attributedTo", builder.entity(event.attributed_to, where)),
        ("pg:stage", term(event.stage) if event.stage else None),
        ("schema:startDate", literals.literal(event.start) if event.start else None),
        ("schema:endDate", literals.literal(event.end) if event.end else None),
        ("pg:dateText", literals.text(event.date_text) if event.date_text and not event.start else None),
        ("pg:count", value_node(builder, event.count)),
        ("pg:amount", value_node(builder, event.amount)),
    ]
    return sorted(((name, node) for name, node in found if node is not None), key=str)
