"""Annotations as JSON Lines: one article per line, with spans and surfaces, for people who want no RDF.

The line has ``article`` (all its fields), ``sentences``, ``values``, ``entities`` (each with its ``mentions``,
whose ``index`` keeps the reading order of all mentions), ``facts``, ``events``, ``claims`` and ``dropped``. A fact's
object is an entity's id or an object with a ``form``. Reading a line gives back equal annotations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pressgraph.annotations import Annotations, Article, Claim, Dropped, Entity, Event, Fact, Mention, Span, Value
from pressgraph.errors import FormatError, PressgraphError
from pressgraph.graph.codec import Decoder, encode

_SURROGATE = re.compile("[\ud800-\udfff]")
_LISTS: dict[str, type] = {"values": Value, "facts": Fact, "events": Event, "claims": Claim, "dropped": Dropped}


def dump_annotations(annotations: Annotations) -> bytes:
    """One line, line feed included, in UTF-8. Raises PressgraphError for a mention of an entity that is not there."""
    text = annotations.article.text
    line = {
        "article": encode(annotations.article, text),
        "sentences": encode(annotations.sentences, text),
        "entities": _entities(annotations),
        **{name: encode(getattr(annotations, name), text) for name in _LISTS},
    }
    shown = json.dumps(line, ensure_ascii=False, allow_nan=False)
    if _SURROGATE.search(shown):  # no UTF-8 holds them; JSON's escapes do
        shown = json.dumps(line, allow_nan=False)
    return (shown + "\n").encode("utf-8")


def _entities(annotations: Annotations) -> list[dict[str, Any]]:
    text = annotations.article.text
    found: dict[str, dict[str, Any]] = {e.id: encode(e, text) | {"mentions": []} for e in annotations.entities}
    for index, mention in enumerate(annotations.mentions):
        if mention.entity not in found:
            raise PressgraphError(
                f"a mention refers to the entity {mention.entity!r}, which the annotations do not have: add it there"
            )
        shown = encode(mention, text)
        del shown["entity"]
        found[mention.entity]["mentions"].append({"index": index, **shown})
    return list(found.values())


def load_annotations(data: bytes | str, name: str = "the input") -> Iterator[Annotations]:
    """The annotations of every line that is not empty.

    Raises FormatError with the line's number when it is no JSON, has an unknown or ill-typed field, or a span whose
    text is not the article's.
    """
    lines = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    for number, line in enumerate(lines.split(b"\n"), start=1):
        if line.strip():
            yield _annotations(line, f"{name}, line {number}")


def _annotations(line: bytes, where: str) -> Annotations:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise FormatError(f"{where}: no JSON in UTF-8 ({error}); one article is expected per line") from error
    if not isinstance(data, dict) or not isinstance(data.get("article"), dict):
        raise FormatError(f"{where}: the object has no article; write it with pressgraph extract --format jsonl")
    text = data["article"].get("text", "")
    decoder = Decoder(text if isinstance(text, str) else "", where)
    entities, mentions = _read_entities(decoder, data.get("entities", []))
    return Annotations(
        article=decoder.record(Article, data["article"], "article"),
        sentences=decoder.value(tuple[Span, ...], data.get("sentences", []), "sentences"),
        entities=entities,
        mentions=mentions,
        **{name: decoder.value(tuple[cls, ...], data.get(name, []), name) for name, cls in _LISTS.items()},  # type: ignore[valid-type]
    )


def _read_entities(decoder: Decoder, data: Any) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise decoder.fail("entities", "a list of objects is expected")
    entities, mentions = [], []
    for place, item in enumerate(data):
        own = {key: value for key, value in item.items() if key != "mentions"}
        entity = decoder.record(Entity, own, f"entities[{place}]")
        entities.append(entity)
        mentions += [_read_mention(decoder, inner, entity.id) for inner in item.get("mentions", [])]
    ordered = sorted(mentions, key=lambda pair: pair[0])
    return tuple(entities), tuple(mention for _, mention in ordered)


def _read_mention(decoder: Decoder, data: Any, entity: str) -> tuple[int, Mention]:
    if not isinstance(data, dict) or type(data.get("index", 0)) is not int:
        raise decoder.fail("mentions", "an object with the index of the mention is expected")
    own = {key: value for key, value in data.items() if key != "index"}
    mention: Mention = decoder.record(Mention, own | {"entity": entity}, "mention")
    return data.get("index", mention.span.begin), mention
