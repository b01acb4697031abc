"""The last step of annotation: what the components left on a ``Doc``, made into one consistent `Annotations`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pressgraph.annotations import Annotations, Article, Claim, Entity, Event, Fact, Mention, Span
from pressgraph.language.assembly.claims import ClaimTree
from pressgraph.language.assembly.statements import Kept, keep_statements

__all__ = ["assemble"]


def assemble(doc: Doc) -> Annotations:
    """The annotations of a document with final ids in reading order.

    Entities that are but described ("a woman") stay only if they take part in a fact, event or claim.
    Facts and events in a claim's content become that claim's ``states``, and are never asserted; those
    that refer to an entity the register does not have are dropped, with the reason in ``dropped``.
    """
    register = doc._.register
    known = {entity.id: entity for entity in (register.entities() if register is not None else ())}
    mentions: Sequence[Mention] = register.mentions() if register is not None else ()
    head = doc._.article.headline_span if doc._.article is not None else None
    tree = ClaimTree((c for c in doc._.claims if head is None or not head.covers(c.content[0])), known)
    kept = keep_statements(doc, tree, known)
    told = [m for m in mentions if head is None or not head.covers(m.span)]
    names = _entity_names(known, told, _taking_part(kept, tree.claims))
    return Annotations(
        article=doc._.article or Article(doc.text),
        sentences=_sentences(doc),
        values=tuple(sorted(doc._.values, key=lambda v: (v.span.begin, v.span.end, v.kind))),
        entities=tuple(replace(known[old], id=new) for old, new in names.items()),
        mentions=tuple(replace(m, entity=names[m.entity]) for m in mentions if m.entity in names),
        facts=tuple(_rename_fact(fact, names) for fact in kept.facts),
        events=tuple(_rename_event(event, names) for event in kept.events),
        claims=tuple(_rename_claim(claim, names) for claim in tree.linked(kept.stated)),
        dropped=kept.dropped,
    )


def _sentences(doc: Doc) -> tuple[Span, ...]:
    if not len(doc) or not doc.has_annotation("SENT_START"):
        return ()
    found = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            found.append(Span(words[0].idx, words[-1].idx + len(words[-1])))
    return tuple(found)


def _taking_part(kept: Kept, claims: Iterable[Claim]) -> set[str]:
    found: set[str | None] = set()
    for fact in kept.facts:
        found.update((fact.subject, fact.attributed_to, fact.object if isinstance(fact.object, str) else None))
    for event in kept.events:
        found.update((event.attributed_to, *(role.entity for role in event.roles)))
    for claim in claims:
        found.update((claim.author, claim.addressee))
    return {entity for entity in found if entity is not None}


def _entity_names(known: Mapping[str, Entity], mentions: Iterable[Mention], used: set[str]) -> dict[str, str]:
    """Final ids by provisional ones, for the entities that stay, in the order of the register.

    ``mentions`` are those outside the headline: a name that only the headline has is too easily misread.
    """
    named = {mention.entity for mention in mentions if mention.kind in ("name", "handle")}
    staying = [identifier for identifier in known if identifier in used or identifier in named]
    return {old: f"e{number}" for number, old in enumerate(staying, 1)}


def _or_none(names: Mapping[str, str], identifier: str | None) -> str | None:
    return names.get(identifier) if identifier is not None else None


def _rename_fact(fact: Fact, names: Mapping[str, str]) -> Fact:
    return replace(
        fact,
        subject=names[fact.subject],
        object=names[fact.object] if isinstance(fact.object, str) else fact.object,
        attributed_to=_or_none(names, fact.attributed_to),
    )


def _rename_event(event: Event, names: Mapping[str, str]) -> Event:
    roles = tuple(replace(role, entity=names[role.entity]) for role in event.roles)
    return replace(event, roles=roles, attributed_to=_or_none(names, event.attributed_to))


def _rename_claim(claim: Claim, names: Mapping[str, str]) -> Claim:
    return replace(claim, author=_or_none(names, claim.author), addressee=_or_none(names, claim.addressee))
