"""Articles of many inputs, each with the input that it came from."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressgraph.cli.common import say
from pressgraph.errors import ReadError

if TYPE_CHECKING:
    from pressgraph.annotations import Annotations, Article


class Inputs:
    """The inputs of a command. What cannot be read is said at once, counted in ``failed``, and the rest goes on.

    ``lines`` tell what failed and what archives hold besides, as in `pressgraph.corpus.documents`.
    """

    def __init__(self, names: Sequence[str], glob: str | None, metadata: dict[str, Any]) -> None:
        from pressgraph.reading.passed import Passed

        self.names = names
        self.glob = glob
        self.metadata = metadata
        self.failed = 0
        self.read = 0
        self.passed = Passed()
        self.lines: list[dict[str, Any]] = []

    def articles(self) -> Iterator[tuple[str, Article]]:
        """Each article with its input: a file of a directory rather than the directory."""
        from pressgraph.annotations import Article
        from pressgraph.reading.given import Given
        from pressgraph.reading.inputs import read_input, shown
        from pressgraph.reading.options import checked

        words = checked(**self.metadata)
        for path in self._paths():
            given = Given(shown(path), words.fields, words.charset)
            for item in read_input(path, given, words.known):
                if isinstance(item, Article):
                    self.read += 1
                    yield path, item
                else:
                    self._fail(item, path, item.source)
            place = {"outcome": "skipped", "input": path, "source": path}
            self.lines += [{**place, "reason": kind, "count": n} for kind, n in sorted(given.tally.skipped.items())]

    def annotated(
        self, annotate: Callable[..., Iterator[Annotations]], rules: Iterable[Path], processes: int
    ) -> Iterator[tuple[str, Annotations]]:
        """The same articles annotated, in the same order."""
        waiting: deque[str] = deque()

        def stream() -> Iterator[Article]:
            for path, article in self.articles():
                waiting.append(path)
                yield article

        for one in annotate(stream(), rules=tuple(rules), processes=processes):
            yield waiting.popleft(), one

    def status(self) -> int:
        """0 where all was read, 1 where something was not, 2 where nothing was."""
        if not self.failed:
            return 0
        return 1 if self.read else 2

    def _paths(self) -> Iterator[str]:
        from pressgraph.reading.sources import expand

        for name in self.names:
            try:
                yield from expand(name, self.glob, self.passed.add)
            except ReadError as error:
                self._fail(error, name, name)

    def _fail(self, failure: object, path: str, source: str) -> None:
        self.failed += 1
        self.lines.append({"outcome": "failed", "input": path, "source": source, "reason": str(failure)})
        say(f"pressgraph: {failure}")
