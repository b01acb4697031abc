"""What decides about a part's bytes, and its fingerprint: two runs with the same one write the same parts."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pressgraph.corpus.inputs import InputSettings
from pressgraph.errors import OptionError
from pressgraph.graph.options import MappingOptions

FORMS = {"nquads": ".nq", "trig": ".trig", "jsonl": ".jsonl", "parquet": ".parquet"}
PACKINGS = {"gz": ".gz", "zst": ".zst", "none": ""}
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one document may take: seconds from one result to the next, and bytes of memory on top of the model's.

    A worker whose resident memory has grown by ``memory`` is replaced by a fresh one between two documents.
    """

    seconds: float = 600.0
    memory: int = 2048 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Settings:
    """How a corpus is read, annotated and written.

    ``form`` is a key of `FORMS`, ``packing`` one of `PACKINGS` (Parquet packs by itself). ``pipeline`` names a
    function as ``module:function`` that takes the folders of rules and gives a spaCy ``Language`` whose documents can
    be assembled; empty for our own. ``limits`` are no part of the fingerprint.
    """

    form: str = "nquads"
    packing: str = "gz"
    mapping: MappingOptions = field(default_factory=MappingOptions)
    reading: InputSettings = field(default_factory=InputSettings)
    rules: tuple[str, ...] = ()
    pipeline: str = ""
    limits: Allowance = field(default_factory=Allowance)

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise OptionError(f"unknown format {self.form!r} for a corpus: choose one of {', '.join(FORMS)}")
        if self.packing not in PACKINGS:
            raise OptionError(f"unknown compression {self.packing!r}: choose one of {', '.join(PACKINGS)}")
        if self.pipeline and self.pipeline.count(":") != 1:
            raise OptionError(f"the pipeline {self.pipeline!r} names no function: write MODULE:FUNCTION")

    @property
    def suffix(self) -> str:
        """The suffix of the parts, such as ``.nq.gz``."""
        return FORMS[self.form] + ("" if self.form == "parquet" else PACKINGS[self.packing])

    def described(self) -> dict[str, Any]:
        """Everything that decides about the bytes, as JSON values: options, versions, digests of model and rules."""
        own: dict[str, Any] = {
            "format": self.form,
            "compression": self.packing,
            "mapping": asdict(self.mapping),
            "reading": asdict(self.reading),
            "pipeline": self.pipeline,
            "rules": {folder: digest_of(folder) for folder in self.rules},
            **software(),
        }
        described: dict[str, Any] = json.loads(json.dumps(own, default=str, sort_keys=True))
        return described

    def fingerprint(self) -> str:
        """SHA-256 of all that, in hexadecimal."""
        return hashlib.sha256(json.dumps(self.described(), sort_keys=True).encode()).hexdigest()


@functools.lru_cache(maxsize=1)
def software() -> dict[str, str]:
    """The versions of the program, and digests of the model and the rules that it ships.

    Raises ModelError where the model's files are not those that its card names.
    """
    from pressgraph.language.model import default_folder, whole_card
    from pressgraph.resources import software_version

    card = json.dumps(whole_card(default_folder()), sort_keys=True)  # it has the digests of the model's files
    return {
        "pressgraph": software_version(),
        "model": hashlib.sha256(card.encode()).hexdigest(),
        "own_rules": digest_of(str(Path(__file__).resolve().parent.parent / "language" / "rules")),
    }


def digest_of(folder: str) -> str:
    """SHA-256 over the names and contents of a folder's files; OptionError where one cannot be read."""
    total = hashlib.sha256()
    root = Path(folder)
    try:
        for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            total.update(f"{path.relative_to(root).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError as error:
        raise OptionError(f"{folder}: cannot be read ({error}): check the folder and its permissions") from None
    return total.hexdigest()
