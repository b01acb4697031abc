"""Parquet: one article per row; only the columns that articles need are read, a batch at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from pressgraph.errors import ReadError
from pressgraph.reading import encoding, sources
from pressgraph.reading.access import AccessError
from pressgraph.reading.documents import Found, ReadFailure, named
from pressgraph.reading.given import MEGABYTE, Given
from pressgraph.reading.metadata import Document
from pressgraph.reading.records import columns_used, no_text_column, record, text_columns

_BATCH_BYTES = 8 * MEGABYTE
_BATCH_ROWS = 1024
Row = tuple[int, "dict[str, Any] | ReadError"]


def read_parquet(stream: BinaryIO, given: Given) -> Found:
    """The articles of a table's rows; ``table.parquet#7`` is the seventh row, counted from 1 over all row groups."""
    with ExitStack() as closing:
        try:
            table = _opened(_seekable(stream, given, closing), given)
        except AccessError:
            raise
        except ReadError:
            given.tally.met += 1
            if given.share.has(0):
                raise
            return
        given.tally.met += table.metadata.num_rows
        for number, row in _rows(table, given):
            yield _document(number, row, given)


def _document(number: int, row: dict[str, Any] | ReadError, given: Given) -> Document | ReadFailure:
    place = f"{given.source}#{number}"
    try:
        if isinstance(row, ReadError):
            raise row
        return named(record(row, place, given.source, given.fields), place, given)
    except ReadError as error:
        return ReadFailure(given.source, str(error), number)


def _opened(stream: Any, given: Given) -> Any:
    """The table (pyarrow); ReadError where it is none, or has no column for the text."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise AccessError(
            f"{given.source}: this is Parquet, which needs a package: pip install 'pressgraph[archives]'"
        ) from None
    try:
        table = pyarrow.parquet.ParquetFile(
            stream, buffer_size=MEGABYTE, pre_buffer=False, page_checksum_verification=True
        )
        columns = table.schema_arrow.names
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise ReadError(
            f"{given.source}: this is no Parquet, or damaged ({_reason(error)}): fetch or write it again"
        ) from None
    if not text_columns(columns, given.fields):
        raise ReadError(no_text_column(given.source, columns, given.fields))
    return table


def _seekable(stream: BinaryIO, given: Given, closing: ExitStack) -> Any:
    """The stream itself, or a temporary copy of one that can only be read forwards."""
    if stream.seekable():
        return stream
    copy = closing.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    with sources.readable(given.source):
        shutil.copyfileobj(stream, copy, MEGABYTE)
        copy.seek(0)
    return copy


def _rows(table: Any, given: Given) -> Iterator[Row]:
    """The rows of the share with their numbers; a group that is damaged takes no other with it."""
    columns = columns_used(table.schema_arrow.names, given.fields)
    begin = 0
    for group in range(table.metadata.num_row_groups):
        about = table.metadata.row_group(group)
        index = begin
        try:
            size = max(1, min(_BATCH_ROWS, _BATCH_BYTES * about.num_rows // max(1, about.total_byte_size)))
            for batch in table.iter_batches(size, row_groups=[group], columns=columns):
                yield from _batch(batch, index, given)
                index += batch.num_rows
            if index < begin + about.num_rows:
                raise ReadError("they are not there")
        except Exception as error:
            given.tally.reached = False
            if given.share.has(index):
                yield (
                    index + 1,
                    ReadError(
                        f"{given.source}: rows {index + 1:,} to {begin + about.num_rows:,} cannot be read "
                        f"({_reason(error)}): fetch or write the file again"
                    ),
                )
        begin += about.num_rows


def _batch(batch: Any, begin: int, given: Given) -> Iterator[Row]:
    own = [offset for offset in range(batch.num_rows) if given.share.has(begin + offset)]
    rows = batch.take(own) if len(own) < batch.num_rows else batch
    for offset, place in enumerate(own):
        number = begin + place + 1
        try:
            values = {name: _value(rows.column(name)[offset].as_py()) for name in rows.schema.names}
        except (ValueError, ReadError, OverflowError) as error:
            yield number, ReadError(f"{given.source}#{number}: this row cannot be read ({_reason(error)}): mend it")
            continue
        yield number, values


def _value(value: Any) -> Any:
    """A cell; text that is stored as bytes is decoded."""
    return encoding.decode(value, "a cell") if isinstance(value, bytes) else value


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
