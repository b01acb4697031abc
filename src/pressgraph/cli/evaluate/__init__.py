"""``pressgraph evaluate``: the language model's scores on gold data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pressgraph.cli.evaluate import tables

Command = TypeVar("Command", bound=Callable[..., Any])


def _options(command: Command) -> Command:
    for option in (
        click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show the N worst of each kind."),
        click.option(
            "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
        ),
        click.argument(
            "files",
            nargs=-1,
            required=True,
            metavar="FILE...",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
        ),
    ):
        command = option(command)
    return command


@click.group("evaluate")
def command() -> None:
    """Measure the language model on files of gold data; several files are scored together."""


@command.command("ner")
@_options
def ner(files: tuple[Path, ...], form: str, errors: int) -> None:
    """Named entities: exact span and class, on JSON Lines with ``sents`` of ``tokens`` and ``ner``."""
    from pressgraph.evaluation import evaluate_ner

    _show(evaluate_ner(*files), form, errors, tables.by("class", "by_class"))


@command.command("parse")
@_options
def parse(files: tuple[Path, ...], form: str, errors: int) -> None:
    """Tags, lemmas, trees and sentences, on CoNLL-U."""
    from pressgraph.evaluation import evaluate_parse

    _show(evaluate_parse(*files), form, errors, tables.values)


@command.command("knowledgenet")
@_options
def knowledgenet(files: tuple[Path, ...], form: str, errors: int) -> None:
    """Facts of passages, spans overlapping, on JSON Lines with ``text``, ``properties`` and ``facts``."""
    from pressgraph.evaluation import evaluate_knowledgenet

    _show(evaluate_knowledgenet(*files), form, errors, tables.by("property", "by_property"))


@command.command("polnear")
@_options
def polnear(files: tuple[Path, ...], form: str, errors: int) -> None:
    """Exact spans of source, cue and content, on JSON Lines with ``text`` and ``attributions``."""
    from pressgraph.evaluation import evaluate_polnear

    _show(evaluate_polnear(*files), form, errors, tables.roles)


@command.command("coref")
@_options
def coref(files: tuple[Path, ...], form: str, errors: int) -> None:
    """Coreference without singletons, and its links, on CoNLL-U with ``Entity=`` brackets."""
    from pressgraph.evaluation import evaluate_coref

    _show(evaluate_coref(*files), form, errors, tables.coreference)


@command.command("redocred")
@_options
def redocred(files: tuple[Path, ...], form: str, errors: int) -> None:
    """Relations between a document's entities, on DocRED's JSON."""
    from pressgraph.evaluation import evaluate_redocred

    _show(evaluate_redocred(*files), form, errors, tables.documents)


@command.command("text2kg")
@_options
@click.option(
    "--ontology",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The ontology; by default the one that the benchmark's layout has beside FILE, else FILE's own relations.",
)
def text2kg(files: tuple[Path, ...], form: str, errors: int, ontology: Path | None) -> None:
    """Triples of sentences for an ontology, on JSON Lines with ``sent`` and ``triples``."""
    from pressgraph.evaluation import evaluate_text2kg

    _show(evaluate_text2kg(*files, ontology=ontology), form, errors, tables.triples)


def _show(scores: Any, form: str, errors: int, layout: Callable[[dict[str, Any]], list[str]]) -> None:
    """Prints scores with their confusion and, where asked for, the worst errors."""
    content: dict[str, Any] = scores.as_dict()
    if errors:
        content["errors"] = scores.mistakes.worst(errors)
    if form == "json":
        click.echo(json.dumps(content, indent=2, ensure_ascii=False))
        return
    lines = [
        *layout(content),
        *tables.confusion(content.get("confusion", {})),
        *tables.errors(content.get("errors", {})),
    ]
    click.echo("\n".join(lines))
