"""A blank English pipeline with nothing but the values component."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Article, Date, Money, Value
from pressgraph.language.factories import register_factories

SUNDAY = datetime.date(2022, 2, 27)

Show = Callable[..., list[str]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline."""
    register_factories()
    pipeline = spacy.blank("en")
    pipeline.add_pipe("pressgraph_values")
    return pipeline


@pytest.fixture(scope="session")
def read(nlp: Language) -> Callable[..., Doc]:
    """Reads a text as an article of Sunday 27 February 2022, or of another date or address."""

    def reader(text: str, date: datetime.date | None = SUNDAY, url: str | None = None) -> Doc:
        doc = nlp.make_doc(text)
        doc._.article = Article(text, date=date, url=url)
        return nlp(doc)

    return reader


def shown(value: Value, text: str) -> str:
    """A value in one line: ``kind surface = numbers unit``."""
    content = value.value
    if isinstance(content, Date):
        ends = [literal.lexical for literal in (content.start, content.end) if literal]
        numbers = " to ".join(ends) or "text"
    else:
        unit = content.currency if isinstance(content, Money) else content.unit_code or content.unit_text
        bounds = f"[{content.minimum or ''},{content.maximum or ''}]" if content.value is None else str(content.value)
        numbers = f"{bounds} {unit}".strip()
    return f"{value.kind} {value.span.of(text)!r} = {numbers}"


@pytest.fixture(scope="session")
def show(read: Callable[..., Doc]) -> Show:
    """Reads a text and shows its values."""

    def shower(text: str, date: datetime.date | None = SUNDAY, url: str | None = None) -> list[str]:
        return [shown(value, text) for value in read(text, date, url)._.values]

    return shower
