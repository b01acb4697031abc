"""Parsed sentences of our own, and the components that follow the parser, for tests without a model.

The files in ``parses`` are CoNLL-U; ``Ent=B-Person`` in the last column marks named entities.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Article, Event
from pressgraph.language.attribution.component import create_attribution
from pressgraph.language.entities.component import create_entities
from pressgraph.language.events import create_events
from pressgraph.language.extensions import register_extensions
from pressgraph.language.values.component import create_values

PARSES = Path(__file__).with_name("parses")
SUNDAY = datetime.date(2022, 2, 27)


@cache
def blank() -> Language:
    """An empty pipeline, for its vocabulary."""
    register_extensions()
    return spacy.blank("en")


@cache
def _rows(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The token lines of each sentence or text of a file, by its text."""
    found = {}
    for block in (PARSES / f"{name}.conllu").read_text(encoding="utf-8").strip().split("\n\n"):
        first, *lines = block.splitlines()
        found[first.removeprefix("# text = ")] = tuple(tuple(line.split("\t")) for line in lines)
    return found


def texts(name: str) -> list[str]:
    """The texts of a file."""
    return list(_rows(name))


def parsed(name: str, text: str) -> Doc:
    """The document of a text with tags, tree and names; a fresh one at each call."""
    rows = _rows(name)[text]
    doc = Doc(
        blank().vocab,
        words=[row[1] for row in rows],
        spaces=["SpaceAfter=No" not in row[9] for row in rows],
        lemmas=[row[2] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        heads=[int(row[6]) - 1 if row[6] != "0" else place for place, row in enumerate(rows)],
        deps=["ROOT" if row[6] == "0" else row[7] for row in rows],
        ents=[_entity(row[9]) for row in rows],
    )
    doc._.article = Article(doc.text, date=SUNDAY)
    doc._.dropped = []
    return doc


def _entity(misc: str) -> str:
    return next((part.removeprefix("Ent=") for part in misc.split("|") if part.startswith("Ent=")), "O")


@cache
def _components() -> tuple[Callable[[Doc], Doc], ...]:
    nlp = blank()
    makers: tuple[Callable[..., Callable[[Doc], Doc]], ...] = (
        create_values,
        create_entities,
        create_attribution,
        create_events,
    )
    return tuple(make(nlp, "test", []) for make in makers)


def annotated(name: str, text: str) -> Doc:
    """The document of a text after values, entities, attribution and events."""
    doc = parsed(name, text)
    for component in _components():
        doc = component(doc)
    return doc


def shown(event: Event, text: str) -> str:
    """An event in one line: ``Type Assertion trigger role=words …``, with stage, date, count and amount."""
    parts = [event.type.removeprefix("pg:"), event.assertion.removeprefix("pg:"), event.trigger.of(text)]
    parts += [event.stage.removeprefix("pg:")] if event.stage else []
    parts += [f"{role.role.split(':')[1]}={role.span.of(text)}" for role in event.roles]
    if event.date_text:
        end = f"end={event.end.lexical}" if event.end and not event.start else "start=?"
        parts.append(f"start={event.start.lexical}" if event.start else end)
    if event.count:
        parts.append(f"count={event.count.value or event.count.minimum or event.count.maximum} {event.count.unit_text}")
    if event.amount:
        parts.append(f"amount={event.amount.value} {event.amount.currency}")
    return " ".join(parts)
