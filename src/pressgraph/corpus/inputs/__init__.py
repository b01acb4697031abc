"""What `pressgraph corpus` reads: inputs cut into pieces, the articles of a piece, and a piece's fingerprint."""

from __future__ import annotations

from pressgraph.corpus.inputs.contents import articles, fingerprint
from pressgraph.corpus.inputs.cutting import TARGET, Piece, cut, listed, pieces
from pressgraph.corpus.inputs.settings import InputSettings, input_settings
from pressgraph.reading.documents import ReadFailure
from pressgraph.reading.given import Limits, Tally

__all__ = [
    "TARGET",
    "InputSettings",
    "Limits",
    "Piece",
    "ReadFailure",
    "Tally",
    "articles",
    "cut",
    "fingerprint",
    "input_settings",
    "listed",
    "pieces",
]
