"""What all components that read the model have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from spacy.language import Language

from pressgraph.language.model import Model, default_folder, shared_model


class ModelComponent:
    """A part of the pipeline that reads the model, which is loaded at the first document.

    Args:
        folder: where the model lies; by default the package's own.
        threads: how many threads the encoder takes, 0 for as many as there are cores.
    """

    def __init__(self, folder: Path | str = "", threads: int = 0) -> None:
        self.folder, self.threads = Path(folder) if folder else default_folder(), threads

    @property
    def model(self) -> Model:
        return shared_model(self.folder, self.threads)

    @classmethod
    def create(cls, nlp: Language, name: str, folder: str, threads: int) -> Self:  # noqa: ARG003
        """The component's factory for spaCy."""
        return cls(folder, threads)
