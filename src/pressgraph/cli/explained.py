"""An explanation as a paragraph for people."""

from __future__ import annotations

from pressgraph.store.explain import Evidence, Explanation

_WIDTH = 100
_STATUS = {
    "pg:Asserted": "asserted by the article",
    "pg:Attributed": "not asserted: said by {source}",
    "pg:Negated": "not asserted: negated by {source}",
    "pg:Hypothetical": "not asserted: supposed by {source}",
    "pg:Planned": "not asserted: planned, says {source}",
}


def paragraph(item: Explanation, colour: bool) -> str:
    """What is explained, its status, confidence and origin, and its evidence, each in the article's line."""
    lines = [_bold(_title(item), colour), f"  {_reasons(item)}"]
    for evidence in item.evidence:
        lines += [f"  {line}" for line in _shown(evidence, item.text, colour)]
    if not item.evidence:
        lines.append(f"  no evidence: the graph of <{item.article}> has no provenance")
    return "\n".join(lines) + "\n"


def _title(item: Explanation) -> str:
    if item.kind == "statement":
        return f"{item.subject}  {item.property}  {item.value}"
    if item.kind == "event":
        return f"{item.subject}: {item.value}" if item.value else item.subject
    mark = '"' if item.kind == "quotation" else ""
    return f"{item.subject} ({item.kind}, {item.property}): {mark}{item.value}{mark}"


def _reasons(item: Explanation) -> str:
    said = _STATUS.get(item.assertion, "").format(source=item.source or "the article, which names nobody")
    sure = f"confidence {item.confidence}" if item.confidence else ""
    return " · ".join(filter(None, [said, sure, ", ".join(item.origins)]))


def _shown(evidence: Evidence, text: str | None, colour: bool) -> list[str]:
    """The evidence in its line, shortened around it: coloured on a terminal, else underlined with carets."""
    where = f"characters {evidence.begin} to {evidence.end}"
    if text is None:
        return [f"{where}: {_flat(evidence.words)}"]
    before, words, after = _context(evidence, text)
    line = f"line {text.count(chr(10), 0, evidence.begin) + 1}, {where}"
    if colour:
        return [line, f"  {before}\x1b[1;33m{words}\x1b[0m{after}"]
    return [line, f"  {before}{words}{after}", f"  {' ' * len(before)}{'^' * len(words)}"]


def _context(evidence: Evidence, text: str) -> tuple[str, str, str]:
    begin = text.rfind("\n", 0, evidence.begin) + 1
    end = text.find("\n", evidence.end)
    before, after = text[begin : evidence.begin], text[evidence.end : end if end >= 0 else len(text)]
    room = max(20, (_WIDTH - (evidence.end - evidence.begin)) // 2)
    before = before if len(before) <= room else "…" + before[-room:]
    after = after if len(after) <= room else after[:room] + "…"
    return _flat(before), _flat(text[evidence.begin : evidence.end]), _flat(after)


def _flat(text: str) -> str:
    """One line of the same length."""
    return "".join(" " if char.isspace() else char for char in text)


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
