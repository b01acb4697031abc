"""Resolution of dates measured on the dates that annotators of the GUM corpus marked."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest

from pressgraph.annotations import Article, Date, Value
from pressgraph.language.values.finder import load_finder

_GENRES = ("news", "interview", "bio", "speech")
_FLOORS = {"precision": 0.88, "recall": 0.68}

Mark = tuple[int, int, dict[str, str]]


def _read(path: Path) -> tuple[Article, list[Mark]]:
    """A document's text, its date, and the marks of dates in it: begin, end, attributes."""
    pieces: list[str] = []
    marks: list[Mark] = []
    opened: tuple[int, dict[str, str]] | None = None
    at, created = 0, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# meta::dateCreated"):
            created = datetime.date.fromisoformat(line.partition("=")[2].strip())
        if line == "# newpar" and at:
            pieces.append("\n\n")
            at += 2
        fields = line.split("\t")
        if len(fields) < 10 or not fields[0].isdigit():
            continue
        begin, at = at, at + len(fields[1])
        pieces.append(fields[1])
        for tag in re.findall(r"<[^>]*>", " ".join(re.findall(r"XML=([^|]*)", fields[9]))):
            if tag.startswith("<date"):
                opened = begin, dict(re.findall(r'(\w+):::"([^"]*)"', tag))
            elif tag == "</date>" and opened:
                marks.append((opened[0], at, opened[1]))
                opened = None
        if "SpaceAfter=No" not in fields[9]:
            pieces.append(" ")
            at += 1
    return Article("".join(pieces), date=created), marks


def _right(value: Value, mark: Mark) -> bool | None:
    """Whether a date agrees with a mark (or has it as an end); None if it is unresolved."""
    begin, end, said = mark
    assert isinstance(value.value, Date)
    found = [literal.lexical for literal in (value.value.start, value.value.end) if literal]
    if not found:
        return None
    wanted = [said[name] for name in ("when", "notBefore", "from", "to", "notAfter") if name in said]
    if len(wanted) == 2 and wanted[0].endswith("-01-01") and wanted[1].endswith("-12-31"):
        wanted = [day[:4] for day in wanted]
    wider = value.span.end - value.span.begin > end - begin
    return found == wanted or (wider and len(wanted) == 1 and wanted[0] in found)


@pytest.mark.data
def test_dates_of_gum(development_data: Path) -> None:
    finder, score = load_finder(), Counter[str]()
    for genre in _GENRES:
        for path in sorted((development_data / "gum" / "dev").glob(f"GUM_{genre}_*.conllu")):
            article, marks = _read(path)
            values = [value for value in finder.find(finder.passage(article.text, article)) if value.kind == "date"]
            for mark in marks:
                over = [value for value in values if value.span.begin < mark[1] and mark[0] < value.span.end]
                right = _right(over[0], mark) if over else None
                score["marked"] += 1
                score["resolved"] += right is not None
                score["right"] += bool(right)
    assert score["marked"] == 46
    assert score["right"] / score["resolved"] >= _FLOORS["precision"], score
    assert score["right"] / score["marked"] >= _FLOORS["recall"], score
