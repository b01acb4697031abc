"""How fast articles become N-Quads, next to the bare encoder on the same words.

``python -m tests.benchmarks.throughput`` prints words per second and ratios, all measured in one run:
the encoder alone (one process, all cores), the parsing components, and ``extract`` end to end on two
processes. Articles are made of the sample articles' paragraphs, in another order each.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pressgraph.annotations import Article
from pressgraph.graph import serialize
from pressgraph.language.annotate import annotate
from pressgraph.language.model import default_folder, shared_model
from pressgraph.language.pipeline import load_parser

ARTICLES = sorted((Path(__file__).resolve().parent.parent / "articles").glob("*.txt"))


def make_articles(count: int, seed: int = 1) -> list[Article]:
    """Articles of about 330 words: the sample articles' paragraphs in random order, headlines left out."""
    paragraphs = [p for path in ARTICLES for p in path.read_text(encoding="utf-8").split("\n\n")[2:]]
    rng = random.Random(seed)
    size = len(paragraphs) // len(ARTICLES)
    return [Article("\n\n".join(rng.sample(paragraphs, size)), url=f"https://example.org/{i}") for i in range(count)]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(count: int = 100) -> None:
    articles = make_articles(count)
    words = sum(len(article.text.split()) for article in articles)
    nlp = load_parser()
    docs = [nlp.make_doc(article.text) for article in articles]
    model = shared_model(default_folder())
    lists = [[t.text for t in doc if not t.is_space] for doc in docs]

    def encode() -> None:
        for own in lists:
            model.read(own, [(0, len(own))])

    def end_to_end() -> None:
        for found in annotate(articles, processes=2):
            serialize(found, "nquads")

    encode()
    seconds = {
        "encoder alone": timed(encode),
        "tags, trees, names": timed(lambda: list(nlp.pipe(article.text for article in articles))),
        "extract to N-Quads, 2 processes": timed(end_to_end),
    }
    print(f"{count} articles, {words} words")
    for name, taken in seconds.items():
        print(f"{name:34} {words / taken:8.0f} words/s   {taken / seconds['encoder alone']:5.2f} x the encoder's time")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pressgraph", "extract", str(ARTICLES[0]), "-o", f"{folder}/a.ttl"]
        print(f"{'cold extract of one article':34} {timed(lambda: subprocess.run(command, check=True)):8.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
