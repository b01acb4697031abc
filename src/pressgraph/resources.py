"""Where the files that travel with the package lie."""

from __future__ import annotations

from pathlib import Path

from pressgraph.errors import PressgraphError


def ontology_dir() -> Path:
    """The folder with the ontology, shapes, context, checks and queries.

    In an installed package it is ``pressgraph/ontology``, in a source checkout ``ontology`` at its top.
    Raises PressgraphError when neither is there.
    """
    package = Path(__file__).resolve().parent
    candidates = [package / "ontology", package.parents[1] / "ontology"]
    for folder in candidates:
        if (folder / "pressgraph.ttl").is_file():
            return folder
    raise PressgraphError("the ontology's files are missing: install pressgraph again, or run it from a whole checkout")


def ontology_file(name: str) -> Path:
    """A file of the ontology folder by its name, such as ``shapes.ttl``. Raises PressgraphError when it is missing."""
    path = ontology_dir() / name
    if not path.is_file():
        raise PressgraphError(f"the ontology's file {name} is missing: install pressgraph again, or restore it")
    return path


def software_version() -> str:
    """The version of pressgraph that runs; ``0`` in a checkout that states none."""
    import importlib.metadata

    import pressgraph

    stated = getattr(pressgraph, "__version__", None)
    if isinstance(stated, str):
        return stated
    try:
        return importlib.metadata.version("pressgraph")
    except importlib.metadata.PackageNotFoundError:
        return "0"
