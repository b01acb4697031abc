"""Processor time of each stage from text to N-Quads, on one thread."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from spacy.language import Language

from pressgraph.annotations import Annotations, Article
from pressgraph.graph import serialize, to_quads
from pressgraph.graph.interop import as_rdflib
from pressgraph.language.annotate import to_doc
from pressgraph.language.assembly import assemble
from pressgraph.language.pipeline import load

ENCODER = "encoder (ONNX Runtime)"
WRITING = "map and write N-Quads"
SERIALISERS = ("ours", "rdflib's")


class Stopwatch:
    """Adds up the processor seconds spent under a name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[name] += time.process_time() - start


class _Clocked:
    """A session of ONNX Runtime whose runs are timed."""

    def __init__(self, session: Any, watch: Stopwatch) -> None:
        self._session, self._watch = session, watch

    def run(self, names: list[str], inputs: dict[str, Any]) -> Any:
        with self._watch.on(ENCODER):
            return self._session.run(names, inputs)


def measure(articles: Sequence[Article], warm: int = 4) -> tuple[dict[str, float], float, float, int]:
    """Seconds a stage in the order that they run, of our serialiser and of rdflib's for the same quads, and the quads.

    The first ``warm`` articles are read once before, unmeasured.
    """
    nlp, watch = load(threads=1), Stopwatch()
    model = nlp.get_pipe("pressgraph_encoder").model  # type: ignore[attr-defined]
    model._session = _Clocked(model._session, watch)
    quads = 0
    for number, article in enumerate([*articles[:warm], *articles]):
        if number == warm:
            watch.seconds.clear()
            quads = 0
        with nlp.memory_zone():  # as `annotate_with` does: what is known of an article's words leaves with it
            found = _annotated(nlp, article, watch)
        with watch.on(WRITING):
            serialize(found, "nquads")
        made = to_quads(found)
        with watch.on(SERIALISERS[0]):
            serialize(made, "nquads")
        dataset = as_rdflib(made)
        with watch.on(SERIALISERS[1]):
            dataset.serialize(format="nquads")
        quads += len(made)
    seconds = dict(watch.seconds)
    model._session = model._session._session
    seconds["windows and vectors"] = seconds.pop("encoder") - seconds[ENCODER]
    own, rdflib = (seconds.pop(name) for name in SERIALISERS)
    return seconds, own, rdflib, quads


def _annotated(nlp: Language, article: Article, watch: Stopwatch) -> Annotations:
    """The article's annotations; each component's time is added up under its name."""
    with watch.on("tokens"):
        doc = to_doc(nlp, article)
    for name, component in nlp.pipeline:
        with watch.on(name.removeprefix("pressgraph_")):
            doc = component(doc)
    with watch.on("assembly"):
        return assemble(doc)
