"""``--report-file``: the coverage report of an extraction, with the fields of that of `pressgraph corpus`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pressgraph.annotations import Annotations
    from pressgraph.cli.inputs import Inputs
    from pressgraph.graph import MappingOptions


def report_path(_: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """The option's value; a usage error where its suffix is neither of the two."""
    if value is not None and value.suffix.lower() not in {".json", ".html"}:
        raise click.BadParameter(f"{value} is neither FILE.json nor FILE.html", param=parameter)
    return value


class Report:
    """What became of the inputs of one command; ``options`` are those of its graph."""

    def __init__(self, inputs: Inputs, options: MappingOptions) -> None:
        self._inputs, self._options = inputs, options
        self._written: list[dict[str, Any]] = []

    def noting(self, found: Iterable[tuple[str, Annotations]]) -> Iterator[tuple[str, Annotations]]:
        """The same articles, each noted."""
        from pressgraph.corpus.annotator import digest_of, record_of
        from pressgraph.graph import to_quads
        from pressgraph.graph.iris import Minter

        for path, one in found:
            place = {"input": path, "source": one.article.source or path, "sha256": digest_of(one.article)}
            graph, quads = Minter(one.article, self._options.base).article.value, len(to_quads(one, self._options))
            record = record_of(one, self._options.threshold) | {"graph": graph, "quads": quads}
            self._written.append({"outcome": "written", **place, **record})
            yield path, one

    def write(self, path: Path) -> None:
        """Write it as JSON or as a page, by the suffix; OptionError where it cannot be written."""
        from pressgraph.cli.output import write_output
        from pressgraph.corpus.report.page import rendered

        found = self._content()
        page = path.suffix.lower() == ".html"
        text = rendered(found, path.as_posix()) if page else json.dumps(found, indent=1) + "\n"
        write_output(str(path), text.encode("utf-8"))

    def _content(self) -> dict[str, Any]:
        from pressgraph.corpus.report.collect import Collector
        from pressgraph.corpus.report.wording import sentence

        collector = Collector(listed=True)
        for line in (*self._inputs.lines, *self._written):
            collector.add(line)
        if collector.repeated.count():
            collector.repeated.look("", self._written)
        found, passed = collector.described(), self._inputs.passed.described()
        settings = {"profile": self._options.profile, "threshold": self._options.threshold}
        return {
            "version": 1,
            "summary": sentence(found["totals"], passed["files"]),
            "complete": True,
            "job": {"inputs": list(self._inputs.names), "settings": settings, "models": [self._options.model]},
            "parts": None,
            "passed_over": passed,
            **found,
        }
