"""Inputs of many articles: tables (CSV, TSV, Parquet), web archives (WARC) and tar archives."""

from __future__ import annotations

import re

from pressgraph.reading.documents import Found
from pressgraph.reading.given import Given
from pressgraph.reading.sources import Opened

HEAD = 512
"""How many bytes of an input show its kind."""


def sniffed(head: bytes) -> str | None:
    """The kind that the first bytes of an input show, None where it is none of these.

    >>> sniffed(b"WARC/1.1\\r\\n"), sniffed(b"PAR1"), sniffed(b"Aid came.")
    ('warc', 'parquet', None)
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"WARC/\d", head):
        return "warc"
    return "tar" if head[257:262] == b"ustar" else None


def documents(opened: Opened, kind: str, given: Given) -> Found:
    """The documents of the share of an archive or a table."""
    if kind == "parquet":
        from pressgraph.reading.archives.parquet import read_parquet

        return read_parquet(opened.stream, given)
    if kind == "warc":
        from pressgraph.reading.archives.warc import read_warc

        return read_warc(opened.stream, given)
    if kind == "tar":
        from pressgraph.reading.archives.tar import read_tar

        return read_tar(opened.stream, given)
    from pressgraph.reading.archives.tables import read_table

    return read_table(opened.stream, kind, given)
