"""What the commands do, for Python: read, extract, map, check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, overload

from pressgraph.annotations import Annotations, Article


@overload
def extract(
    source: Article, *, rules: Sequence[Path | str] = ..., processes: int = ..., **metadata: Any
) -> Annotations: ...


@overload
def extract(
    source: str | PathLike[str] | Iterable[Article],
    *,
    rules: Sequence[Path | str] = ...,
    processes: int = ...,
    **metadata: Any,
) -> Iterator[Annotations]: ...


def extract(
    source: Article | str | PathLike[str] | Iterable[Article],
    *,
    rules: Sequence[Path | str] = (),
    processes: int = 1,
    **metadata: Any,
) -> Annotations | Iterator[Annotations]:
    """Annotate an article, or each of several in their order.

    A path, address or ``-`` is read first; ``metadata`` are the keywords of `pressgraph.read` for it. ``rules`` are
    folders with rule files. Raises ReadError, ModelError, RuleError or OptionError.
    """
    from pressgraph.language.annotate import annotate
    from pressgraph.reading import read

    if isinstance(source, Article):
        return next(annotate([source], rules=rules))
    articles = read(source, **metadata) if isinstance(source, str | PathLike) else source
    return annotate(articles, rules=rules, processes=processes)


def model_name(threads: int = 0) -> str:
    """The language model's name and version, for the graph's provenance; ModelError where there is none.

    ``threads`` is that of the pipeline beside it, so that the model is loaded once.
    """
    from pressgraph.language.model import default_folder, shared_model

    model = shared_model(default_folder(), threads)
    return f"{model.card.get('name', 'pressgraph-en')} {model.version}"
