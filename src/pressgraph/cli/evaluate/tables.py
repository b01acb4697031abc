"""Scores as text: percentages, counts as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Scores = Mapping[str, Any]
WIDEST = 12
"""The most columns of a confusion table; of a larger one only its pairs are listed."""
LISTED = 20
_CORNER = "gold \\ predicted"
MEASURES = ("precision", "recall", "f1")


def measures(head: str, rows: Iterable[tuple[str, Scores]]) -> list[str]:
    """Precision, recall and F1 a row, with gold and predicted counts where they are known."""
    listed = list(rows)
    width = max([len(head), *(len(name) for name, _ in listed)])
    counted = any("gold" in scores for _, scores in listed)
    lines = [f"{head:<{width}}  precision  recall      F1" + ("    gold  predicted" if counted else "")]
    for name, scores in listed:
        precision, recall, f1 = (100 * scores[measure] for measure in MEASURES)
        line = f"{name:<{width}}  {precision:9.2f}  {recall:6.2f}  {f1:6.2f}"
        lines.append(line + (f"  {scores['gold']:6}  {scores['predicted']:9}" if "gold" in scores else ""))
    return lines


def values(scores: Scores) -> list[str]:
    """A number a line; what is no number is left out."""
    rows = {name: value for name, value in scores.items() if isinstance(value, int | float)}
    width = max([14, *map(len, rows)])
    return [
        f"{name:<{width}} {value:>7}" if isinstance(value, int) else f"{name:<{width}} {100 * value:7.2f}"
        for name, value in rows.items()
    ]


def by(head: str, key: str) -> Callable[[Scores], list[str]]:
    """A table of the parts under ``key``, all together last."""
    return lambda scores: measures(head, [*scores[key].items(), ("all", scores)])


def roles(scores: Scores) -> list[str]:
    return measures("role", [(name, scores[name]) for name in ("source", "cue", "content", "links")])


def coreference(scores: Scores) -> list[str]:
    details = scores["details"]
    rows = [(name, details[name]) for name in ("mentions", "muc", "b_cubed", "ceaf_e")]
    named = ("conll_f1", "link_precision", "link_precision_by_head", "links", "documents")
    links = [
        f"links of kind {kind}: {own['right']} of {own['predicted']} right, {own['right_by_head']} by their heads"
        for kind, own in details["links"].items()
    ]
    return [*measures("measure", rows), "", *values({name: scores[name] for name in named}), *links]


def documents(scores: Scores) -> list[str]:
    rows = [(f"{name} {own['name']}".strip(), own) for name, own in scores["by_relation"].items()]
    return measures("relation", [*rows, ("all", scores), ("all, publish", scores["publish"])])


def triples(scores: Scores) -> list[str]:
    means = [("mean of sentences", scores), ("every relation", scores["strict"]), ("all triples", scores["micro"])]
    named = {name: scores[name] for name in ("conformance", "hallucination", "sentences")}
    return [*measures("relation", [*scores["by_relation"].items(), *means]), "", *values(named)]


def confusion(table: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Gold classes in rows, predicted ones in columns; of many classes the most frequent confusions."""
    columns = list(dict.fromkeys([*table, *(name for row in table.values() for name in row)]))
    wrong = [(count, gold, said) for gold, row in table.items() for said, count in row.items() if gold != said]
    if not wrong:
        return []
    if len(columns) > WIDEST:
        wrong.sort(key=lambda item: (-item[0], item[1], item[2]))
        return ["", "most frequent confusions (gold → predicted)"] + [f"{n:6}  {g} → {p}" for n, g, p in wrong[:LISTED]]
    predicted = [name for name in columns if any(name in row for row in table.values())]
    width = max(len(_CORNER), *map(len, table))
    lines = ["", f"{_CORNER:<{width}}  " + "  ".join(f"{name:>6}" for name in predicted)]
    for gold, row in table.items():
        cells = (f"{row.get(name, 0) or '.':>{max(6, len(name))}}" for name in predicted)
        lines.append(f"{gold:<{width}}  " + "  ".join(cells))
    return lines


def errors(kinds: Mapping[str, Iterable[Scores]]) -> list[str]:
    """The worst errors of each kind, each with its text below it."""
    lines = []
    for kind, rows in kinds.items():
        listed = list(rows)
        if listed:
            lines += ["", f"{kind}:"]
        for row in listed:
            times = f"{row['count']} × " if row["count"] > 1 else ""
            sure = f" ({100 * row['probability']:.0f}%)" if "probability" in row else ""
            instead = f"; instead of: {row['instead']}" if kind == "false" and "instead" in row else ""
            found = f"; found: {row['instead']}" if kind == "missed" and "instead" in row else ""
            lines += [f"  {times}{row['what']}{sure}{instead}{found}", f"      {row['context']}"]
    return lines
