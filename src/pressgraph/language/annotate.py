"""Articles in, annotations out: in this process, or shared out among several."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pressgraph.annotations import Annotations, Article

if TYPE_CHECKING:  # a process that only shares the work out never loads spaCy
    from spacy.language import Language
    from spacy.tokens import Doc

CHUNK = 8
"""Articles handed to a worker process at once."""

_pipeline: Language | None = None


def to_doc(nlp: Language, article: Article) -> Doc:
    """The article's text as a ``Doc`` that knows its article; not yet annotated."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return doc


def annotate_with(nlp: Language, articles: Iterable[Article]) -> Iterator[Annotations]:
    """Annotates with a pipeline at hand, one article after the other.

    Each article's words leave the pipeline's vocabulary with it, so that memory is bounded however many there are:
    a ``Doc`` that the caller has made with ``nlp`` must not be used while this runs.
    """
    from pressgraph.language.assembly import assemble

    for article in articles:
        with nlp.memory_zone():
            found = assemble(nlp(to_doc(nlp, article)))
        yield found


def annotate(
    articles: Iterable[Article],
    *,
    rules: Sequence[Path | str] = (),
    model: Path | str | None = None,
    processes: int = 1,
) -> Iterator[Annotations]:
    """Annotates articles, in order; the result of each is the same whatever its neighbours and ``processes``.

    At most a few chunks of articles are held at a time, however many there are.

    Raises:
        ModelError: there is no model where one was looked for.
        RuleError: a rule file is malformed.
    """
    if processes <= 1:
        from pressgraph.language.pipeline import load

        yield from annotate_with(load(model, rules=rules), articles)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _start, (model, tuple(map(str, rules)))) as pool:
        running: deque[Future[list[Annotations]]] = deque()
        stream = iter(articles)
        while chunk := list(itertools.islice(stream, CHUNK)):
            running.append(pool.submit(_work, chunk))
            if len(running) > 2 * processes:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _start(model: Path | str | None, rules: Sequence[str]) -> None:
    from pressgraph.language.pipeline import load

    global _pipeline  # noqa: PLW0603 - one pipeline a worker process
    _pipeline = load(model, threads=1, rules=rules)
    gc.freeze()  # what is loaded stays: no collection need look through it again


def _work(articles: list[Article]) -> list[Annotations]:
    assert _pipeline is not None
    return list(annotate_with(_pipeline, articles))
