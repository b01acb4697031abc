"""The errors behind a score, with their text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["false", "missed"]
KINDS: tuple[Kind, ...] = ("false", "missed")
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A prediction that is ``false``, or gold that was ``missed``.

    ``what`` says it in short ("SPOUSE: Ana → Rui"), ``context`` shows it in its text with brackets around its
    spans, ``probability`` is the model's own, ``instead`` what was expected or found in its place.
    """

    kind: Kind
    what: str
    context: str
    probability: float | None = None
    instead: str = ""
    count: int = 1

    def as_dict(self) -> dict[str, Any]:
        row: dict[str, Any] = {"what": self.what, "context": self.context, "count": self.count}
        if self.probability is not None:
            row["probability"] = self.probability
        return row | ({"instead": self.instead} if self.instead else {})


class Mistakes:
    """Collects mistakes; those with the same wording are one, with a count."""

    def __init__(self) -> None:
        self._found: dict[tuple[Kind, str, str], Mistake] = {}

    def add(self, mistake: Mistake) -> None:
        """A repetition keeps the context of its most probable case."""
        key = (mistake.kind, mistake.what, mistake.instead)
        known = self._found.get(key)
        if known is None:
            self._found[key] = mistake
        else:
            better = mistake if (mistake.probability or 0) > (known.probability or 0) else known
            self._found[key] = replace(better, count=known.count + mistake.count)

    def worst(self, number: int) -> dict[str, list[dict[str, Any]]]:
        """At most ``number`` of each kind: the most frequent, then the most probable, then in reading order."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for kind in KINDS:
            own = [m for m in self._found.values() if m.kind == kind]
            own.sort(key=lambda m: (-m.count, -(m.probability or 0)))
            rows[kind] = [m.as_dict() for m in own[:number]]
        return rows


def marked(text: str, spans: Iterable[Range], around: int = 60) -> str:
    """The text about the spans on one line, in brackets; ``around`` characters on both sides.

    >>> marked("Ana Ruiz was born in Lisbon.", [(0, 8), (21, 27)])
    '[Ana Ruiz] was born in [Lisbon].'
    """
    places = sorted(set(spans))
    begin = max(0, min(b for b, _ in places) - around)
    end = min(len(text), max(e for _, e in places) + around)
    signs = sorted([(e, 0, "]") for _, e in places] + [(b, 1, "[") for b, _ in places])
    made, at = "", begin
    for place, _, sign in signs:
        made += text[at:place] + sign
        at = place
    shown = " ".join((made + text[at:end]).split())
    return ("…" if begin else "") + shown + ("…" if end < len(text) else "")
