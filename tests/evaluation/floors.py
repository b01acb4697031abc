"""Floors of the scores: measured, pinned to the data's fingerprint, and never lowered by accident.

``python -m tests.evaluation.floors [SUITE…]`` measures and raises the floors in ``floors.json``; a floor goes down,
or is taken over new data, only with ``--allow-drop``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressgraph.evaluation import (
    evaluate_coref,
    evaluate_knowledgenet,
    evaluate_ner,
    evaluate_parse,
    evaluate_polnear,
    evaluate_redocred,
    evaluate_text2kg,
)
from pressgraph.training.gold import held_out

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
SLACK = 0.003
"""How far below the measured score a floor is set: rounding differs between processors."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A set of files, how to score them, and the measures that have floors."""

    files: Callable[[Path], list[Path]]
    score: Callable[[list[Path]], dict[str, Any]]
    measures: tuple[str, ...]


def _gum(*genres: str) -> Callable[[Path], list[Path]]:
    return lambda data: [p for p in sorted((data / "gum" / "dev").glob("*.conllu")) if p.name.split("_")[1] in genres]


def _polnear(files: list[Path]) -> dict[str, Any]:
    scores = evaluate_polnear(*files).as_dict()
    return {f"{role}_f1": scores[role]["f1"] for role in ("source", "cue", "content")}


def _redocred(files: list[Path]) -> dict[str, Any]:
    """Scores of the documents that training has not seen, in a file of their own."""
    documents = json.loads(files[0].read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "held-out.json"
        kept.write_text(json.dumps([d for i, d in enumerate(documents) if held_out(i)]), encoding="utf-8")
        scores = evaluate_redocred(kept).as_dict()
    return scores | {"publish_precision": scores["publish"]["precision"]}


def _text2kg(data: Path) -> list[Path]:
    folder = data / "text2kgbench"
    return [
        folder / "wikidata_tekgen" / "validation" / "ont_8_politics_validation.jsonl",
        folder / "dbpedia_webnlg" / "train" / "ont_6_politician_train.jsonl",
        folder / "dbpedia_webnlg" / "train" / "ont_7_company_train.jsonl",
    ]


SUITES = {
    "newswire-ner-dev": Suite(
        lambda data: [data / "newswire_ner" / "dev.jsonl"],
        lambda files: evaluate_ner(files[0]).as_dict(),
        ("precision", "recall", "f1"),
    ),
    "ewt-dev": Suite(
        lambda data: [data / "ud" / "ewt-dev.conllu"],
        lambda files: evaluate_parse(*files).as_dict(),
        ("las", "uas", "upos", "xpos", "lemma", "sentence_f1"),
    ),
    "gum-dev-news-interview": Suite(
        _gum("news", "interview"),
        lambda files: evaluate_parse(*files).as_dict(),
        ("las", "uas", "upos", "xpos", "lemma", "sentence_f1"),
    ),
    "gum-dev-coreference": Suite(
        _gum("news", "interview", "bio"),
        lambda files: evaluate_coref(*files).as_dict(),
        ("conll_f1", "muc", "b_cubed", "ceaf_e", "link_precision"),
    ),
    "knowledgenet-fold-3": Suite(
        lambda data: [data / "knowledgenet" / "fold3.jsonl"],
        lambda files: evaluate_knowledgenet(*files).as_dict(),
        ("precision", "recall", "f1"),
    ),
    "polnear-dev": Suite(
        lambda data: [data / "polnear" / "dev.jsonl"], _polnear, ("source_f1", "cue_f1", "content_f1")
    ),
    "redocred-held-out": Suite(
        lambda data: [data / "redocred" / "docs.json"], _redocred, ("precision", "recall", "f1", "publish_precision")
    ),
    "text2kg-politics-company": Suite(
        _text2kg, lambda files: evaluate_text2kg(*files).as_dict(), ("precision", "recall", "f1", "conformance")
    ),
}


def fingerprint(files: Iterable[Path]) -> str:
    """SHA-256 over the files' contents, in order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_floors() -> dict[str, Any]:
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def raised(old: dict[str, Any] | None, new: dict[str, Any], allow_drop: bool) -> dict[str, Any]:
    """The floors after a measurement.

    Raises:
        SystemExit: a floor would drop, or the data has changed, and that was not asked for.
    """
    if old is None or allow_drop:
        return new
    if old["data"] != new["data"]:
        raise SystemExit("the data has changed: floors are carried over only with --allow-drop")
    lower = [name for name, floor in old["floors"].items() if new["floors"].get(name, 0) + 2 * SLACK < floor]
    if lower:
        raise SystemExit(f"{', '.join(lower)} would drop: lower a floor only with --allow-drop")
    return {**new, "floors": {name: max(floor, new["floors"][name]) for name, floor in old["floors"].items()}}


def main(arguments: list[str]) -> None:
    root = Path(os.environ.get("PRESSGRAPH_SHARED", HERE.parent.parent.parent / "shared")) / "data"
    floors = read_floors() if FLOORS.exists() else {}
    chosen = [name for name in SUITES if name in arguments] or list(SUITES)
    for name in chosen:
        suite = SUITES[name]
        files = suite.files(root)
        scores = suite.score(files)
        measured = {m: round(scores[m] - SLACK, 4) for m in suite.measures}
        floors[name] = raised(
            floors.get(name), {"data": fingerprint(files), "floors": measured}, "--allow-drop" in arguments
        )
        print(name, {m: round(scores[m], 4) for m in suite.measures})
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
