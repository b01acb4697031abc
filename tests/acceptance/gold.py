"""A gold reading of an article, compared with what the pipeline found, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.annotations import Annotations, Claim, Event, Fact, Literal, Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: ``found`` says how the item was found, empty when it was not."""

    kind: str
    item: str
    importance: int
    found: str


class Comparison:
    """Names of the gold's entities against those of the annotations, and the rows that follow from them."""

    def __init__(self, gold: dict[str, Any], annotations: Annotations) -> None:
        self.gold, self.annotations = gold, annotations
        self.text = annotations.article.text
        self.names = {e["id"]: {n.casefold() for n in (e["name"], *e["aliases"])} for e in gold["entities"]}
        self.own = {
            e.id: {n.casefold() for n in (e.name, *e.alternate_names)} | {e.name.casefold().removeprefix("the ")}
            for e in annotations.entities
        }

    def same(self, gold_id: str, own_id: str | None) -> bool:
        """Whether an entity of ours bears one of the names of the gold's."""
        wanted = {name.removeprefix("the ") for name in self.names.get(gold_id, {gold_id.casefold()})}
        return own_id is not None and bool(wanted & {name.removeprefix("the ") for name in self.own.get(own_id, set())})

    def _object(self, wanted: str, fact: Fact) -> bool:
        if isinstance(fact.object, Literal):
            return fact.object.lexical.casefold() == wanted.casefold()
        return isinstance(fact.object, str) and self.same(wanted, fact.object)

    def facts(self, wanted: dict[str, Any]) -> Iterator[Fact]:
        """Facts of ours that state what a gold fact states, whatever their assertion."""
        for fact in self.annotations.facts:
            if (
                fact.predicate == wanted["p"]
                and self.same(wanted["s"], fact.subject)
                and self._object(wanted["o"], fact)
            ):
                yield fact

    def fact_row(self, wanted: dict[str, Any]) -> Row:
        """A gold fact is found when one of ours states it with the gold's assertion status."""
        status = f"pg:{wanted['assertion'].capitalize()}"
        found = [f"{f.assertion} {f.origin}" for f in self.facts(wanted) if f.assertion == status]
        item = f"{wanted['s']} {wanted['p']} {wanted['o']}"
        return Row("fact", item, wanted["importance"], "; ".join(found))

    def overlap(self, texts: list[str], spans: tuple[Span, ...]) -> float:
        """Characters that a gold text and our spans share, over all that either has."""
        wanted = set()
        for text in texts:
            begin = self.text.find(text)
            wanted |= set(range(begin, begin + len(text))) if begin >= 0 else set()
        mine = {i for span in spans for i in range(span.begin, span.end)}
        return len(wanted & mine) / max(1, len(wanted | mine))

    def claim(self, wanted: dict[str, Any]) -> Claim | None:
        """The claim of ours whose content overlaps most, if by half."""
        best = max(self.annotations.claims, key=lambda c: self.overlap(wanted["text"], c.content), default=None)
        return best if best is not None and self.overlap(wanted["text"], best.content) >= 0.5 else None

    def claim_row(self, wanted: dict[str, Any]) -> Row:
        """A gold claim is found when one of ours has its content and its speaker."""
        claim = self.claim(wanted)
        right = claim is not None and self.same(wanted["author"], claim.author)
        item = f"{wanted['kind']} {wanted['author']} {wanted['text'][0][:60]!r}"
        return Row("claim", item, 2, f"{claim.kind} {claim.speech_act}" if right and claim is not None else "")

    def event_row(self, wanted: dict[str, Any]) -> Row:
        """A gold event is found when one of ours has its trigger, its type and its assertion status."""
        status = f"pg:{wanted.get('assertion', 'asserted').capitalize()}"
        place = self.text.find(wanted["evidence"])
        found: list[Event] = [
            e
            for e in self.annotations.events
            if place <= e.trigger.begin < place + len(wanted["evidence"])
            and wanted["trigger"].casefold() in e.trigger.of(self.text).casefold()
            and e.type == wanted["type"]
            and e.assertion == status
        ]
        item = f"{wanted['type']} {wanted['trigger']}"
        return Row("event", item, 1, "; ".join(f"{e.assertion} {len(e.roles)} roles" for e in found))

    def rows(self) -> list[Row]:
        """All rows, facts first; a ``must-not`` row is *found* when the false triple was made, asserted or not."""
        rows = [self.fact_row(fact) for fact in self.gold["facts"]]
        for bad in self.gold["must_not"]:
            made = "; ".join(f"{f.assertion} {f.origin}" for f in self.facts(bad))
            rows.append(Row("must-not", f"{bad['s']} {bad['p']} {bad['o']}", 2, made))
        rows += [self.claim_row(claim) for claim in self.gold["claims"]]
        return rows + [self.event_row(event) for event in self.gold["events"]]


def read_gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def table(rows: list[Row]) -> str:
    """The rows as text, a line each: found or not, and how."""
    return "\n".join(f"{'+' if r.found else '-'} {r.kind:8} {r.importance} {r.item:70} {r.found}" for r in rows)
