"""``pressgraph corpus``: an archive of articles in, parts of a graph out, on all cores or many machines."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressgraph.cli.common import (
    SOME_FAILED,
    mapping_options,
    metadata_of,
    metadata_options,
    rules_option,
    say,
    setting,
)

if TYPE_CHECKING:
    from pressgraph.corpus.run import Run
    from pressgraph.corpus.settings import Settings

_FORMS = {"nq": "nquads", "n-quads": "nquads", "ndjson": "jsonl", "annotations": "jsonl"}


class _Share(click.ParamType["tuple[int, int]"]):
    """``i/n``: one of n processes that share a job."""

    name = "i/n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        own, _, processes = str(value).partition("/")
        if not (own.isdecimal() and processes.isdecimal() and 1 <= int(own) <= int(processes)):
            self.fail(f"{value!r} is not one of n: write 1/4 for the first of four", param, ctx)
        return int(own), int(processes)


@click.command("corpus")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="DIR", help="Where the parts go: a folder, or s3://, gs://.")
@setting("--format", "form", default="nquads", show_default=True, help="nquads, trig, jsonl or parquet.")
@setting("--compression", type=click.Choice(["gz", "zst", "none"]), default="gz", show_default=True)
@click.option("--shards", type=click.IntRange(1, 99_999), help="Into how many parts; by default as fit the input.")
@click.option("--shard", "share", type=_Share(), help="Do every n-th part only, as one of n processes.")
@setting("--workers", type=click.IntRange(min=1), help="How many parts at once; by default as many as there are cores.")
@click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster: tcp://HOST:PORT or the scheduler's file.")
@setting("--time-limit", type=click.FloatRange(min=1), default=600.0, show_default=True, help="Seconds a document.")
@setting("--memory-limit", type=click.IntRange(min=64), default=2048, show_default=True, help="MB a document.")
@click.option("--load", type=click.Path(path_type=Path, file_okay=False), help="Load the parts into this store too.")
@click.option("--load-to", metavar="KIND:URL", help="Load the parts into a remote store, as pressgraph load --to.")
@click.option("--report", is_flag=True, help="Write report.json and report.html: what was read, failed, dropped, why.")
@click.option("--retry", is_flag=True, help="Make parts with failed documents again.")
@click.option("--verify", is_flag=True, help="Read finished parts again before they are trusted.")
@click.option("--replace", is_flag=True, help="Write over the job of other inputs in DIR.")
@metadata_options
@mapping_options
@setting("--provenance/--no-provenance", default=True, help="Whether to write mentions, evidence and the run.")
@setting("--include-text", is_flag=True, help="Put the articles' text into the graph.")
@rules_option
@click.option("--pipeline", default="", metavar="MODULE:FUNCTION", help="A spaCy pipeline of your own.")
@click.option("--glob", metavar="PATTERN", help="Which files of a directory to read.")
@click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    output: str,
    shards: int | None,
    share: tuple[int, int] | None,
    workers: int | None,
    scheduler: str | None,
    load: Path | None,
    load_to: str | None,
    report: bool,
    retry: bool,
    verify: bool,
    replace: bool,
    glob: str | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Extract the graphs of an archive, however large, on all cores or on many machines.

    INPUT is a file, directory, glob or object-storage URL: text, Markdown, HTML, JSON, JSON Lines, CSV, TSV, Parquet,
    WARC and tar, each packed with gzip or zstd or not. DIR gets one file of statements for each part, its manifest,
    what became of each document, and those that failed with the reason. The same command again goes on where the
    last one ended, and does only what has changed in the input, the model, the rules or the options.
    """
    from pressgraph.corpus.pool import default_workers
    from pressgraph.corpus.run import Corpus, Run

    corpus = Corpus(
        inputs, output, _settings(options), glob, shards or 0, share, verify=verify, retry=retry, replace=replace
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    run = Run(corpus, workers or default_workers(), scheduler, live=not quiet)
    failed = _run(run, load, load_to, quiet)
    if report:
        _report(output, quiet)
    if failed:
        ctx.exit(SOME_FAILED)


def _settings(options: dict[str, Any]) -> Settings:
    from pressgraph.corpus.inputs import input_settings
    from pressgraph.corpus.settings import MEGABYTE, Allowance, Settings
    from pressgraph.graph import MappingOptions

    limits = Allowance(options.pop("time_limit"), options.pop("memory_limit") * MEGABYTE)
    form = options.pop("form").lower().removeprefix(".")
    packing, pipeline = options.pop("compression"), options.pop("pipeline")
    rules = tuple(str(folder) for folder in options.pop("rules"))
    reading = input_settings(**metadata_of(options))
    mapping = MappingOptions(**{name: value for name, value in options.items() if value is not None})
    return Settings(_FORMS.get(form, form), packing, mapping, reading, rules, pipeline, limits)


def _run(run: Run, load: Path | None, load_to: str | None, quiet: bool) -> int:
    """Do the job; how many documents failed."""
    from pressgraph.corpus.loading import Loader

    with ExitStack() as stack:
        loader = Loader(stack, load or Path(), load_to) if load or load_to else None
        for task in run:
            if loader is not None:
                loader.load(task)
        for line in () if quiet else (*run.summary.lines(run.corpus.output), *(loader.lines() if loader else ())):
            say(line)
    return run.summary.counts["failed"]


def _report(output: str, quiet: bool) -> None:
    from pressgraph.corpus.report import write_report

    write_report(output)
    if not quiet:
        say(f"report     {output.rstrip('/')}/report.html and report.json")
