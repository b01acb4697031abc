"""Commands run in this process, with the language pipeline replaced by annotations made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pressgraph.annotations import Annotations, Article, Span
from pressgraph.cli import main
from tests.graph import sample

Run = Callable[..., Result]


def annotate(articles: Iterable[Article], **_: Any) -> Iterator[Annotations]:
    """The sample's annotations for the sample's text; for other texts the sentence alone."""
    for article in articles:
        made = sample.annotated(article=article)
        if article.text == sample.TEXT.strip() or article.text == sample.TEXT:
            yield made
        else:
            yield Annotations(replace(article), sentences=(Span(0, len(article.text)),))


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline's place taken by `annotate`."""
    import pressgraph.api
    import pressgraph.language.annotate

    monkeypatch.setattr(pressgraph.language.annotate, "annotate", annotate)
    monkeypatch.setattr(pressgraph.api, "model_name", lambda: "test 1")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder: ``run("check", "a.ttl", input=b"…")``."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, **options: Any) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)

    return invoke


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The sample's text in a file."""
    path = tmp_path / "harbour.txt"
    path.write_text(sample.TEXT, encoding="utf-8")
    return path
