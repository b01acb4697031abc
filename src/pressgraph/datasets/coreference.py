"""Coreference in GUM's CoNLL-U: the brackets of ``Entity=`` in the last column.

Form: ``Entity=(1-person-new-…-coref(2-place…`` opens, ``2)1)`` closes, ``(3-time-…)`` is one word
(Zeldes 2017, https://gucorpling.org/gum/). Parts of discontinuous mentions are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BRACKET = re.compile(
    r"\((?P<group>\d++)(?P<part>\[\d++/\d++\])?-(?P<type>[^-()]*+)[^()]*+(?P<one>\))?"
    r"|(?<!\d)(?P<end>\d++)(?P<end_part>\[\d++/\d++\])?\)"
)


@dataclass(frozen=True, slots=True, order=True)
class CoreferenceMention:
    """Words ``begin`` to ``end`` (exclusive), counted over the whole document; ``entity`` is GUM's group."""

    begin: int
    end: int
    entity: int
    type: str


def _entity_field(misc: str) -> str:
    return next((part.removeprefix("Entity=") for part in misc.split("|") if part.startswith("Entity=")), "")


def _mentions(fields: list[str]) -> list[CoreferenceMention]:
    opened: dict[str, list[tuple[int, str]]] = {}
    found = []
    for word, content in enumerate(fields):
        for match in _BRACKET.finditer(content):
            if match["group"] and not match["part"]:
                if match["one"]:
                    found.append(CoreferenceMention(word, word + 1, int(match["group"]), match["type"]))
                else:
                    opened.setdefault(match["group"], []).append((word, match["type"]))
            elif match["end"] and not match["end_part"] and opened.get(match["end"]):
                begin, kind = opened[match["end"]].pop()
                found.append(CoreferenceMention(begin, word + 1, int(match["end"]), kind))
    return sorted(found)


def read_coreference(path: Path) -> Iterator[list[CoreferenceMention]]:
    """The mentions of each document of a file, singletons too; documents as `read_conllu` gives them.

    Raises:
        ValueError: a word line has other than ten columns.
    """
    fields: list[str] = []
    seen = False
    with path.open(encoding="utf-8") as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.rstrip("\n")
            if line.startswith("# newdoc"):
                if seen:
                    yield _mentions(fields)
                fields, seen = [], True
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if len(columns) != 10:
                    raise ValueError(f"{path}:{number}: a CoNLL-U word line has 10 columns, this one {len(columns)}")
                if columns[0].isdigit():
                    fields.append(_entity_field(columns[9]))
                seen = True
    if seen:
        yield _mentions(fields)
