"""Like things told together: how many they are, and some of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pressgraph.corpus.report.plain import general, kept

EXAMPLES = 20
MOST = 1000
OTHER = "other reasons"
"""Where more than `MOST` kinds of message are met, the rest is counted under this one."""


@dataclass(slots=True)
class _Group:
    count: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)


class Groups:
    """Messages by what they have in common, with the first ``examples`` of each; memory is bounded.

    ``unit`` is the name of what is counted.
    """

    def __init__(self, unit: str = "documents", examples: int = EXAMPLES, most: int = MOST) -> None:
        self._unit, self._examples, self._most = unit, examples, most
        self._groups: dict[str, _Group] = {}

    def add(self, message: str, part: str, given: str, source: str, count: int = 1) -> None:
        """Count a message about ``source``, a document or record of the input ``given``."""
        reason = general(message, source, given) if source in message or given in message else general(message)
        if reason not in self._groups and len(self._groups) >= self._most:
            reason = OTHER
        group = self._groups.setdefault(reason, _Group())
        group.count += count
        if len(group.examples) < self._examples:
            named = {"part": part, "input": given, "source": source, "message": message}
            group.examples.append({name: kept(text) for name, text in named.items()})

    def described(self) -> list[dict[str, Any]]:
        """The groups, the largest first."""
        ordered = sorted(self._groups.items(), key=lambda item: (-item[1].count, item[0]))
        return [{"reason": reason, self._unit: group.count, "examples": group.examples} for reason, group in ordered]


class Dropped:
    """Candidates that became no statement, by what they were and why."""

    def __init__(self, most: int = 10 * MOST) -> None:
        self._most = most
        self._counts: dict[str, list[int]] = {}

    def add(self, dropped: dict[str, int]) -> int:
        """Count a document's candidates, given as ``{"what: reason": count}``; gives their sum."""
        counts = self._counts
        for name, count in dropped.items():
            own = counts.get(name)
            if own is None:
                own = counts.setdefault(name if len(counts) < self._most else f"others: {OTHER}", [0, 0])
            own[0] += count
            own[1] += 1
        return sum(dropped.values())

    def described(self) -> list[dict[str, Any]]:
        """What, why, how many candidates in how many documents; the most frequent first."""
        found = []
        for name, (candidates, documents) in self._counts.items():
            what, colon, reason = name.partition(": ")
            named = {"what": kept(what), "reason": kept(reason if colon else "no reason given")}
            found.append(named | {"candidates": candidates, "documents": documents})
        return sorted(found, key=lambda item: (-item["candidates"], item["what"], item["reason"]))
