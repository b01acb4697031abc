"""How fast articles become N-Quads, and where the time goes.

``python -m tests.benchmarks.throughput [ARTICLES]`` prints, all measured in one run on the same text: words per second
of the bare encoder, of tags, trees and names, and of the whole way in one process and in two; the processor time of
each stage; and how that compares with spaCy's own convolutional pipeline and with rdflib's serialiser.
Articles are made of the sample articles' paragraphs, in another order each.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pressgraph.annotations import Annotations, Article
from pressgraph.graph import serialize
from pressgraph.language.annotate import CHUNK, annotate, annotate_with
from pressgraph.language.model import default_folder, shared_model
from pressgraph.language.pipeline import load, load_parser

from .stages import ENCODER, WRITING, measure
from .untrained import untrained_pipeline

ARTICLES = sorted((Path(__file__).resolve().parent.parent / "articles").glob("*.txt"))
PROCESSES = 2


def make_articles(count: int, seed: int = 1) -> list[Article]:
    """Articles of about 330 words: the sample articles' paragraphs in random order, headlines left out."""
    paragraphs = [p for path in ARTICLES for p in path.read_text(encoding="utf-8").split("\n\n")[2:]]
    rng = random.Random(seed)
    size = len(paragraphs) // len(ARTICLES)
    return [Article("\n\n".join(rng.sample(paragraphs, size)), url=f"https://example.org/{i}") for i in range(count)]


def words_of(articles: Iterable[Article]) -> int:
    return sum(len(article.text.split()) for article in articles)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _write(annotated: Iterable[Annotations]) -> None:
    for one in annotated:
        serialize(one, "nquads")


def _encoding(articles: list[Article], threads: int) -> float:
    """Seconds that the bare encoder takes, its model loaded."""
    tokenizer = load_parser()
    lists = [[token.text for token in tokenizer.make_doc(article.text) if not token.is_space] for article in articles]
    model = shared_model(default_folder(), threads)
    model.read(lists[0], [(0, len(lists[0]))])
    return timed(lambda: [model.read(own, [(0, len(own))]) for own in lists])


def _shared_out(articles: list[Article]) -> tuple[float, float]:
    """Seconds of the whole way in `PROCESSES` processes: with their start, and without it.

    Without means from the moment that each process has done its first chunk, the words of which don't count.
    """
    first = make_articles(CHUNK * PROCESSES, seed=2)
    with_start = timed(lambda: _write(annotate(articles, processes=PROCESSES)))
    running = annotate([*first, *articles], processes=PROCESSES)
    for _ in first:
        next(running)
    return with_start, timed(lambda: _write(running))


def _rates(articles: list[Article]) -> dict[str, float]:
    """Seconds on the clock for the same articles."""
    parser, whole, plain = load_parser(), load(), untrained_pipeline()
    seconds = {"encoder alone, all cores": _encoding(articles, 0), "encoder alone, one thread": _encoding(articles, 1)}
    for nlp in (parser, plain):
        list(nlp.pipe(article.text for article in articles[:4]))
    list(annotate_with(whole, articles[:4]))
    seconds["tags, trees, names"] = timed(lambda: list(parser.pipe(article.text for article in articles)))
    seconds["spaCy's CNN pipeline, one process"] = timed(lambda: list(plain.pipe(article.text for article in articles)))
    seconds["to N-Quads, one process"] = timed(lambda: _write(annotate_with(whole, articles)))
    with_start, without = _shared_out(articles)
    seconds[f"to N-Quads, {PROCESSES} processes, with start"] = with_start
    seconds[f"to N-Quads, {PROCESSES} processes, without"] = without
    return seconds


def _print_rates(seconds: dict[str, float], words: int) -> None:
    whole = seconds[f"to N-Quads, {PROCESSES} processes, without"]
    print(f"{'':40} words/s   its speed : ours in {PROCESSES} processes")
    for name, taken in seconds.items():
        print(f"{name:40} {words / taken:7.0f}   {whole / taken:5.2f}")


def _print_stages(articles: list[Article], words: int) -> None:
    stages, own, rdflib, quads = measure(articles)
    total = sum(stages.values())
    print(f"\n{'one thread':26} ms per 1,000 words   share")
    for name, taken in sorted(stages.items(), key=lambda item: -item[1]):
        print(f"{name:26} {taken / words * 1e6:18.1f}   {taken / total:5.1%}")
    share = stages[ENCODER] / total
    print(f"{'all':26} {total / words * 1e6:18.1f}   {words / total:.0f} words/s, {share:.0%} in ONNX Runtime")
    print(
        f"\n{quads} quads: {quads / stages[WRITING]:.0f} mapped and written a second and core; "
        f"{quads / own:.0f} only written, {quads / rdflib:.0f} by rdflib's serialiser ({rdflib / own:.1f} : 1)"
    )


def main(count: int = 100) -> None:
    articles = make_articles(count)
    words = words_of(articles)
    print(f"{count} articles, {words} words\n")
    _print_rates(_rates(articles), words)
    _print_stages(articles, words)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pressgraph", "extract", str(ARTICLES[0]), "-o", f"{folder}/a.ttl"]
        print(f"\ncold extract of one article: {timed(lambda: subprocess.run(command, check=True)):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
