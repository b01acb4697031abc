"""What all components that read the model have in common."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from spacy.language import Language
from threadpoolctl import ThreadpoolController

from pressgraph.language.model import Model, default_folder, shared_model


@functools.lru_cache(maxsize=1)
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Keeps numpy's matrix products on one thread, as a context or a decorator.

    A document's are too small to share out: threads that wait for each other take several times the work, and
    how the work is split would change the last digits.
    """
    with _libraries().limit(limits=1):
        yield


class ModelComponent:
    """A part of the pipeline that reads the model, which is loaded at the first document.

    Args:
        folder: where the model lies; by default the package's own.
        threads: how many threads the encoder takes, 0 for as many as there are cores.
    """

    def __init__(self, folder: Path | str = "", threads: int = 0) -> None:
        self.folder, self.threads = Path(folder) if folder else default_folder(), threads
        self._other: Model | None = None

    @property
    def model(self) -> Model:
        return self._other or shared_model(self.folder, self.threads)

    def read_with(self, model: Model) -> None:
        """Takes a model that lies in no folder, as one in training."""
        self._other = model

    @classmethod
    def create(cls, nlp: Language, name: str, folder: str, threads: int) -> Self:  # noqa: ARG003
        """The component's factory for spaCy."""
        return cls(folder, threads)
