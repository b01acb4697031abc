"""``python -m pressgraph.training``: rebuilds the language model's weights."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Train the English model and export it (needs the extra ``train``)."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@main.command()
@click.option("--data", type=_FOLDER, required=True, help="Folder with ud/, gum/ and newswire_ner/.")
@click.option("--encoder", type=_FOLDER, required=True, help="Folder with config.json, vocab.txt, model.safetensors.")
@click.option("--vocabulary", type=_FILE, help="The model's vocab.txt, where the encoder's is another.")
@click.option("--silver", type=_FILE, help="CoNLL-U that `annotate` wrote, to learn from as well.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder for checkpoints.")
@click.option("--epochs", default=9.0, show_default=True, help="Length of the schedule.")
@click.option("--minutes", default=0.0, help="Length of the schedule by the clock, instead of epochs.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--start",
    type=click.Path(exists=True, path_type=Path),
    help="Checkpoint or exported model to begin with.",
)
@click.option("--share", "shares", type=(str, float), multiple=True, help="A corpus and how much of it an epoch takes.")
@click.option("--memory", default=0.0, help="Give the running mean of the weights, of which a step leaves this much.")
@click.option("--encoder-rate", default=2e-4, show_default=True, help="Peak learning rate of the encoder.")
@click.option("--head-rate", default=1e-3, show_default=True, help="Peak learning rate of the heads.")
@click.option("--bfloat16", is_flag=True, help="Compute the encoder in bfloat16 (for CPUs with AMX).")
@click.option("--size", default=1024, show_default=True, help="Word pieces in a batch, padding included.")
@click.option("--threads", default=2, show_default=True)
def train(threads: int, shares: tuple[tuple[str, float], ...], **options: Any) -> None:
    """Train all heads together; run again to resume."""
    import torch

    from pressgraph.training.corpora import SHARES
    from pressgraph.training.loop import Plan
    from pressgraph.training.loop import train as run

    if unknown := sorted({name for name, _ in shares} - set(SHARES)):
        raise click.UsageError(f"--share {unknown[0]}: no such corpus; there are {', '.join(SHARES)}")
    torch.set_num_threads(threads)
    click.echo(run(Plan(**options, shares=dict(shares))))


@main.command()
@click.argument("runs", type=_FOLDER, nargs=-1, required=True)
@click.option("--weights", required=True, help="The weight of each run, as in 0.2,0.3,0.5.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the mean.")
def average(runs: tuple[Path, ...], weights: str, output: Path) -> None:
    """Average the checkpoints of RUNS that were started from one another, the last one last; exported models, too."""
    from pressgraph.training.average import average as mean

    try:
        numbers = [float(number) for number in weights.split(",")]
    except ValueError:
        raise click.UsageError(f"--weights {weights}: give numbers with commas between them") from None
    if len(numbers) != len(runs) or min(numbers) <= 0:
        raise click.UsageError(f"--weights {weights}: give one positive number for each of the {len(runs)} runs")
    click.echo(mean(dict(zip(runs, numbers, strict=True)), output))


@main.command()
@click.argument("run", type=_FOLDER)
@click.option("--encoder", type=_FOLDER, required=True, help="Folder with vocab.txt.")
@click.option("--card", type=click.Path(exists=True, path_type=Path), help="JSON with version, licence, data.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder for the model.")
@click.option("--float", "plain", is_flag=True, help="Leave the weights in fp32.")
def export(run: Path, encoder: Path, card: Path | None, output: Path, plain: bool) -> None:
    """Export the checkpoint of RUN to ONNX, quantised to int8 unless told otherwise."""
    from pressgraph.training.export import export as write

    content = json.loads(card.read_text(encoding="utf-8")) if card else {"version": "0"}
    write(run, encoder / "vocab.txt", output, content, quantised=not plain)
    click.echo(output)


@main.command()
@click.argument("parser", type=_FOLDER)
@click.argument("namer", type=_FOLDER)
@click.option("--data", type=_FOLDER, required=True, help="Folder with newswire_ner/ and polnear/.")
@click.option("--vocabulary", type=_FILE, required=True, help="The vocab.txt that the runs were trained with.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="CoNLL-U file.")
@click.option("--part", type=(int, int), default=(1, 1), help="The K-th of N parts of the articles, as in 2 4.")
@click.option("--bfloat16", is_flag=True, help="Compute in bfloat16 (for CPUs with AMX).")
@click.option("--threads", default=2, show_default=True)
def annotate(parser: Path, namer: Path, data: Path, vocabulary: Path, output: Path, **options: Any) -> None:
    """Give the training data's news the trees of the run PARSER and the names of NAMER, for `train --silver`."""
    import torch

    from pressgraph.training.gold import read_gold
    from pressgraph.training.silver import Annotator, Teacher, news, write_silver

    torch.set_num_threads(options["threads"])
    first, step = options["part"]
    texts = list(news(read_gold(data)))[first - 1 :: step]
    annotator = Annotator(*(Teacher(run, vocabulary, options["bfloat16"]) for run in (parser, namer)))
    click.echo(f"{write_silver(annotator, texts, output)} words in {output}")


@main.command()
@click.argument("model", type=_FOLDER)
@click.option("--data", type=_FOLDER, required=True, help="Folder with knowledgenet/ and redocred/.")
def calibrate(model: Path, data: Path) -> None:
    """Fit the probabilities of relations of the exported MODEL on development data."""
    from pressgraph.training.calibrate import calibrate as fit

    click.echo(json.dumps(fit(model, data)["reliability"], indent=1))


@main.command()
@click.option("--data", type=_FOLDER, required=True, help="Folder with the gold data.")
@click.option("--encoder", type=_FOLDER, required=True, help="Folder with vocab.txt and model.safetensors.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The table to review.")
def event_words(data: Path, encoder: Path, output: Path) -> None:
    """Propose words for types of events by their likeness to known ones, to be reviewed by hand."""
    import torch

    from pressgraph.training.event_words import write

    torch.set_num_threads(1)
    click.echo(f"{write(data, encoder, output)} words in {output}")


if __name__ == "__main__":
    main()
