"""The one distinction between faults of an input that its readers make."""

from __future__ import annotations

from pressgraph.errors import ReadError


class AccessError(ReadError):
    """The bytes could not be had this time: whoever reads them again may get further, or not so far."""
