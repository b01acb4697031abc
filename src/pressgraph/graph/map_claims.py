"""Quotations and claims: who says what, with which act, and which statements and events that is."""

from __future__ import annotations

from pyoxigraph import NamedNode

from pressgraph.annotations import Claim, Span
from pressgraph.graph import literals
from pressgraph.graph.builder import Builder, Node
from pressgraph.graph.namespaces import term


def map_claims(builder: Builder) -> list[Claim]:
    """State the claims that are sure enough, and return them; links lead only to what is in the graph."""
    kept = [claim for claim in builder.annotations.claims if builder.keeps(claim.confidence)]
    for claim in kept:
        builder.items[claim.id] = _node(builder, claim)
    for claim in kept:
        _state(builder, builder.items[claim.id], claim)
    return kept


def _node(builder: Builder, claim: Claim) -> NamedNode:
    places = [f"{span.begin},{span.end}" for span in claim.content]
    author = builder.entity(claim.author, f"the claim {claim.id}")
    cue = claim.cue.of(builder.text) if claim.cue else ""
    return builder.minter.local(claim.kind, str(author or ""), cue, claim.speech_act, *places)


def _state(builder: Builder, node: NamedNode, claim: Claim) -> None:
    builder.a(node, "schema:Quotation" if claim.kind == "quotation" else "schema:Claim")
    for name, value in _parts(builder, claim):
        builder.add(node, name, value)
    builder.add(node, "schema:mentions", *_mentioned(builder, claim.content))
    builder.add(node, "pg:states", *_linked(builder, claim.states))
    builder.add(node, "pg:reports", *(inner for inner in _linked(builder, claim.reports) if inner != node))
    if builder.options.provenance:
        builder.evidence(node, claim.content)
    builder.origin(node, (claim.origin,))


def _parts(builder: Builder, claim: Claim) -> list[tuple[str, Node | None]]:
    where, text = f"the claim {claim.id}", builder.text
    return [
        ("schema:text", literals.text(" ".join(span.of(text).strip() for span in claim.content))),
        ("schema:author", builder.entity(claim.author, where)),
        ("pg:addressee", builder.entity(claim.addressee, where)),
        ("pg:cue", _cue(claim, text)),
        ("pg:speechAct", term(claim.speech_act)),
        ("schema:dateCreated", literals.literal(claim.date) if claim.date else None),
        ("schema:isPartOf", builder.article),
        ("pg:confidence", literals.confidence(claim.confidence)),
    ]


def _cue(claim: Claim, text: str) -> Node | None:
    """The cue's words on one line; no cue of white space alone."""
    words = " ".join(claim.cue.of(text).split()) if claim.cue else ""
    return literals.text(words) if words else None


def _mentioned(builder: Builder, content: tuple[Span, ...]) -> list[NamedNode]:
    inside = [
        mention.entity
        for mention in builder.annotations.mentions
        if any(span.covers(mention.span) for span in content) and mention.entity in builder.entities
    ]
    return [builder.entities[id_] for id_ in dict.fromkeys(inside)]


def _linked(builder: Builder, ids: tuple[str, ...]) -> list[NamedNode]:
    return [builder.items[id_] for id_ in ids if id_ in builder.items]
