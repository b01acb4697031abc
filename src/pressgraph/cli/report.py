"""The report of an extraction: what was read, what was found, what was dropped, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pressgraph.annotations import Annotations, Article, Claim, Event, Fact


def report_of(path: str, annotations: Annotations, threshold: float) -> str:
    """The report of one article; ``threshold`` is the least confidence that enters the graph."""
    article = annotations.article
    lines = [f"{article.source or path}: {_headline(article)}", f"  read     {_read(annotations)}"]
    lines += [f"  note     {note}" for note in article.notes]
    lines += [f"  found    {line}" for line in _found(annotations)]
    lines += [f"  dropped  {line}" for line in _dropped(annotations, threshold)]
    return "\n".join(lines)


def _headline(article: Article) -> str:
    return article.headline or "(no headline)"


def _read(annotations: Annotations) -> str:
    article = annotations.article
    words = len(article.text.split())
    known = [article.date.isoformat() if article.date else "no date", article.publisher, ", ".join(article.authors)]
    return "; ".join([f"{words} words in {len(annotations.sentences)} sentences", *(item for item in known if item)])


def _found(annotations: Annotations) -> Iterator[str]:
    entities, mentions, values = map(len, (annotations.entities, annotations.mentions, annotations.values))
    yield f"{entities} entities in {mentions} mentions, {values} values"
    yield _by_status("facts", annotations.facts)
    yield _by_status("events", annotations.events)
    kinds = Counter(claim.kind for claim in annotations.claims)
    without = sum(claim.author is None for claim in annotations.claims)
    yield f"{kinds['quotation']} quotations, {kinds['claim']} claims, {without} of them without a named source"


def _by_status(name: str, items: Iterable[Fact] | Iterable[Event]) -> str:
    counts = Counter(item.assertion.value.removeprefix("pg:").lower() for item in items)
    listed = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{counts.total()} {name}" + (f": {listed}" if listed else "")


def _dropped(annotations: Annotations, threshold: float) -> Iterator[str]:
    text = annotations.article.text
    for item in annotations.dropped:
        line = text.count("\n", 0, item.span.begin) + 1
        yield f"{item.what} {_quoted(item.span.of(text))} in line {line}: {item.reason}"
    items: list[Fact | Event | Claim] = [*annotations.facts, *annotations.events, *annotations.claims]
    for found in items:
        if found.confidence < threshold:
            yield f"{_name(found)}: its confidence {found.confidence:.2f} is below {threshold:.2f}"


def _name(item: Fact | Event | Claim) -> str:
    if isinstance(item, Fact):
        return f"fact {item.predicate}"
    return f"event {item.type}" if isinstance(item, Event) else item.kind


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    return f'"{short if len(short) <= 80 else short[:79] + "…"}"'
