"""Inputs of many articles: tables (CSV, TSV, Parquet), web archives (WARC) and tar archives."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressgraph.reading.documents import Found
from pressgraph.reading.given import Given
from pressgraph.reading.records import columns_used, text_columns
from pressgraph.reading.sources import Opened

HEAD = 512
"""How many bytes of an input show its kind."""


def sniffed(head: bytes, fields: Mapping[str, str] | None = None) -> str | None:
    """The kind that the first bytes of an input show, None where it is none of these.

    >>> sniffed(b"WARC/1.1\\r\\n"), sniffed(b"PAR1"), sniffed(b"id;title;body\\n1;"), sniffed(b"Aid came.")
    ('warc', 'parquet', 'csv', None)
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    if re.match(rb"WARC/\d", head):
        return "warc"
    if head[257:262] == b"ustar":
        return "tar"
    return "csv" if _is_header(head, fields or {}) else None


def _is_header(head: bytes, fields: Mapping[str, str]) -> bool:
    """Whether the first line names columns: short ones, one for the text and one for another field at least."""
    from pressgraph.reading.archives.tables import header_of

    first, end, _ = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    try:
        columns = header_of(first.decode("utf-8").strip()) if end else []
    except ValueError:
        return False
    short = all(len(column) <= 40 for column in columns)
    return short and bool(text_columns(columns, fields)) and len(columns_used(columns, fields)) > 1


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
