"""``python -m pressgraph.corpus.annotator``: the process that reads and annotates, for one runner of shards.

It loads the model once, does as it is told through standard input, and answers through standard output; whatever a
library prints goes to standard error. It may be killed at any time: it writes nothing but its answers.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from pressgraph.annotations import Annotations, Article, Claim, Event, Fact
from pressgraph.corpus.inputs import ReadFailure, Tally, articles
from pressgraph.corpus.messages import Begun, Broken, Done, Failed, Finished, Ready, Request, Setup, receive, send
from pressgraph.corpus.settings import Allowance, Settings
from pressgraph.errors import OptionError, PressgraphError
from pressgraph.reading.given import Share

Answer = Begun | Done | Failed | Finished


@dataclass(frozen=True)
class Counted(Share):
    """A share that counts the records that it has been asked for, and leaves out some by that count.

    A record that kills its reader is found and passed over in this way, whatever the kind of file.
    """

    omitted: frozenset[int] = frozenset()
    asked: list[int] = field(default_factory=lambda: [0])

    def has(self, index: int) -> bool:
        """Whether the record with this number is to be read."""
        if not Share.has(self, index):
            return False
        self.asked[0] += 1
        return self.asked[0] - 1 not in self.omitted


def main() -> None:
    """Serve requests until standard input ends; never outlive a fault, for the thread that listens would."""
    try:
        serve()
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def serve() -> None:
    """Answer requests."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    setup = requests.get()
    assert isinstance(setup, Setup)
    try:
        worker = Worker(setup.settings)
    except PressgraphError as error:
        send(answers, Broken(error))
        return
    send(answers, Ready(worker.model))
    confine(setup.settings.limits)
    while True:
        request = requests.get()
        assert isinstance(request, Request)
        for answer in worker.answers(request):
            send(answers, answer)


def _listen(stream: BinaryIO, requests: queue.SimpleQueue[object]) -> None:
    """Hand on what comes, and end the process where the runner is gone."""
    while True:
        try:
            requests.put(receive(stream.read))
        except EOFError:
            os._exit(0)


class Worker:
    """Turns pieces into answers; raises ModelError, RuleError or OptionError at once where it never could."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.annotate, self.model = _pipeline(settings)
        self.settings = replace(settings, mapping=replace(settings.mapping, model=self.model))
        # Whatever is loaded when it is first needed is loaded now: no document's time is spent on it.
        statements(self.annotate(Article("The mayor said on Monday that the bridge was open.")), self.settings)
        gc.freeze()  # what is loaded stays: no collection need look through it again

    def answers(self, request: Request) -> Iterator[Answer]:
        """What there is to say of a piece's documents, in their order, numbered from ``request.start``."""
        piece, tally = request.piece, Tally()
        number = request.start - 1
        share = Counted(piece.stride, piece.strides, request.omitted)
        try:
            found = articles(piece, self.settings.reading, tally, share)
            for number, item in enumerate(islice(found, request.start, None), request.start):
                for answer in self._answers(number, item, request.known):
                    yield answer if isinstance(answer, Begun) else replace(answer, asked=share.asked[0])
        except Exception as error:  # a reader that breaks on an input must not break the others
            fault = self._shortage() if isinstance(error, MemoryError) else f"{type(error).__name__}: {error}"
            yield Failed(number + 1, piece.path, f"reading it failed: {fault}; the rest of it is left out")
        yield Finished(dict(sorted(tally.skipped.items())))

    def _answers(
        self, number: int, item: Article | ReadFailure, known: frozenset[str]
    ) -> Iterator[Begun | Done | Failed]:
        if not isinstance(item, Article):
            yield Failed(number, item.source, str(item))
        elif (digest := digest_of(item)) in known:
            yield Done(number, item.source, digest, {}, None)
        else:
            yield Begun(number, item.source, letter_of(item))
            yield self._annotated(number, item, digest)

    def _annotated(self, number: int, article: Article, digest: str) -> Done | Failed:
        try:
            found = self.annotate(article)
            data, quads, graph = statements(found, self.settings)
            record = record_of(found, self.settings.mapping.threshold) | {"graph": graph, "quads": quads}
        except MemoryError:
            return self._too_large(number, article)
        except Exception as error:  # whatever a document does to us, it does to itself alone
            if "alloc" in str(error):
                return self._too_large(number, article)
            return Failed(number, article.source, f"{type(error).__name__}: {error}", letter_of(article))
        return Done(number, article.source, digest, record, data, resident())

    def _too_large(self, number: int, article: Article) -> Failed:
        return Failed(number, article.source, self._shortage(), letter_of(article), exhausted=True)

    def _shortage(self) -> str:
        allowed = self.settings.limits.memory // 2**20
        return f"it needs more than {allowed:,} MB of memory: raise --memory-limit, or split the document"


def _pipeline(settings: Settings) -> tuple[Callable[[Article], Annotations], str]:
    """A function that annotates, and the model's name."""
    from pressgraph.api import model_name
    from pressgraph.language.annotate import annotate_with
    from pressgraph.language.pipeline import load

    if settings.pipeline:
        nlp, name = _own(settings.pipeline)(settings.rules), settings.pipeline
    else:
        nlp, name = load(threads=1, rules=settings.rules), model_name(threads=1)

    def annotate(article: Article) -> Annotations:
        [found] = annotate_with(nlp, [article])
        return found

    return annotate, name


def _own(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    try:
        found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise OptionError(f"--pipeline {name}: {error}; name a function that can be imported") from None
    return found


def statements(found: Annotations, settings: Settings) -> tuple[bytes, int, str]:
    """A document's statements as bytes of the settings' format, how many there are, and the name of its graph."""
    from pressgraph.graph.iris import Minter
    from pressgraph.graph.mapping import to_quads
    from pressgraph.graph.writers import serialize

    graph = Minter(found.article, settings.mapping.base).article.value
    if settings.form in ("nquads", "parquet"):
        data = serialize(found, "nquads", settings.mapping)
        return data, data.count(b"\n"), graph
    return serialize(found, settings.form, settings.mapping), len(to_quads(found, settings.mapping)), graph


def digest_of(article: Article) -> str:
    """SHA-256 of all that annotating an article depends on: text and metadata, not where it was found."""
    plain = asdict(article)
    del plain["source"]
    return hashlib.sha256(json.dumps(plain, default=str, sort_keys=True).encode()).hexdigest()


def letter_of(article: Article) -> dict[str, Any]:
    """An article as a record that can be read again."""
    record = {
        "text": article.text,
        "headline": article.headline,
        "date": article.date.isoformat() if article.date else None,
        "url": article.url,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "language": article.language,
    }
    return {name: value for name, value in record.items() if value}


def record_of(found: Annotations, threshold: float) -> dict[str, Any]:
    """What the report says of an article: what was read, found, and dropped by reason."""
    dropped: dict[str, int] = {}
    for item in found.dropped:
        dropped[f"{item.what}: {item.reason}"] = dropped.get(f"{item.what}: {item.reason}", 0) + 1
    kinds: dict[str, Sequence[Fact | Event | Claim]] = {
        "facts": found.facts,
        "events": found.events,
        "claims": found.claims,
    }
    faint = {name: sum(item.confidence < threshold for item in items) for name, items in kinds.items()}
    for name in sorted(name for name, count in faint.items() if count):
        dropped[f"{name}: confidence below {threshold:g}"] = faint[name]
    return {
        "words": len(found.article.text.split()),
        "characters": len(found.article.text),
        "sentences": len(found.sentences),
        "entities": len(found.entities),
        "mentions": len(found.mentions),
        **{name: len(items) - faint[name] for name, items in kinds.items()},
        "notes": list(found.article.notes),
        "dropped": dict(sorted(dropped.items())),
    }


def resident() -> int:
    """This process's resident memory in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def confine(limits: Allowance) -> None:
    """Lets this process have ``limits.memory`` bytes more than it has now, where the system can enforce that."""
    try:
        import resource

        status = Path("/proc/self/status").read_text(encoding="ascii")
        held = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData"))
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (held + limits.memory, hard))
    except (ImportError, OSError, StopIteration, ValueError):
        return


if __name__ == "__main__":
    main()
