"""``pressgraph evaluate``: the language model's scores on gold data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from pressgraph.errors import FormatError

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
)
file_argument = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))


@click.group("evaluate")
def command() -> None:
    """Measure the language model on a file of gold data."""


@command.command("ner")
@file_argument
@form_option
def ner(file: Path, form: str) -> None:
    """Named entities: exact span and class, on JSON Lines with ``sents`` of ``tokens`` and ``ner``."""
    from pressgraph.evaluation import evaluate_ner

    try:
        scores = evaluate_ner(file).as_dict()
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError(f"{file} is no JSON Lines file with gold entities: {error}") from None
    click.echo(_json(scores) if form == "json" else entity_table(scores))


@command.command("parse")
@file_argument
@form_option
def parse(file: Path, form: str) -> None:
    """Tags, lemmas, trees and sentences, on CoNLL-U."""
    from pressgraph.evaluation import evaluate_parse

    try:
        scores = evaluate_parse(file).as_dict()
    except ValueError as error:
        raise FormatError(f"{file} is no CoNLL-U file: {error}") from None
    click.echo(_json(scores) if form == "json" else parse_table(scores))


def _json(scores: dict[str, Any]) -> str:
    return json.dumps(scores, indent=2, ensure_ascii=False)


def entity_table(scores: dict[str, Any]) -> str:
    """Percentages by class, all classes together last."""
    rows = [(name, values) for name, values in sorted(scores["by_class"].items())] + [("all", scores)]
    width = max(len(name) for name, _ in rows)
    lines = [f"{'class':<{width}}  precision  recall      F1"]
    for name, values in rows:
        precision, recall, f1 = (100 * values[measure] for measure in ("precision", "recall", "f1"))
        lines.append(f"{name:<{width}}  {precision:9.2f}  {recall:6.2f}  {f1:6.2f}")
    return "\n".join(lines)


def parse_table(scores: dict[str, Any]) -> str:
    """Percentages by measure; counts as they are."""
    return "\n".join(
        f"{name:<14} {value:>7}" if isinstance(value, int) else f"{name:<14} {100 * value:7.2f}"
        for name, value in scores.items()
    )
