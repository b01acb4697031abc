"""CSV and TSV: one article per row, its fields in columns that the first row names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from pressgraph.errors import ReadError
from pressgraph.reading import encoding, sources
from pressgraph.reading.access import AccessError
from pressgraph.reading.documents import Found, ReadFailure, named, shared, sized, split
from pressgraph.reading.given import Given
from pressgraph.reading.records import no_text_column, record, text_columns

_DELIMITERS = ",;\t|"
_LARGEST_FIELD = 2**31 - 1
Row = tuple[int, "list[str] | ReadError"]


def read_table(stream: BinaryIO, kind: str, given: Given) -> Found:
    """The articles of a table's rows; ``table.csv#7`` is the seventh row below the header.

    CSV may be delimited by comma, semicolon, tab or bar, whichever the header has most of. A failure's ``line`` is
    the line of the file where the row begins.
    """
    csv.field_size_limit(min(given.limits.record, _LARGEST_FIELD))
    lines = _Lines(split(sources.lines(stream, given.source, given.limits.record), given), given)
    header = _header(lines, kind, given)
    if header is None:
        return
    columns, delimiter = header
    for number, (line, row) in shared(_rows(lines, delimiter), given):
        try:
            place = f"{given.source}#{number}"
            yield named(record(_fields(row, columns, place), place, given.source, given.fields), place, given)
        except ReadError as error:
            yield ReadFailure(given.source, f"{error!s} (line {line})", number)


def header_of(first: str) -> list[str]:
    """The columns that a table's first line names.

    >>> header_of("id;headline;text")
    ['id', 'headline', 'text']
    """
    try:
        return [cell.strip() for cell in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    except csv.Error:
        return []


class _Lines:
    """The lines of a table as text; ``number`` of them were taken, ``ended`` when one more was asked for in vain."""

    def __init__(self, lines: Iterator[tuple[bytes, str | None]], given: Given) -> None:
        self._lines = lines
        self._given = given
        self.number = 0
        self.size = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        found = next(self._lines, None)
        if found is None:
            self.ended = True
            raise StopIteration
        line, charset = found
        self.number += 1
        self.size += len(line)
        if self.size > self._given.limits.record:
            raise ReadError(f"{self._given.source}: a quoted cell never ends before line {self.number}: close it")
        text = _decoded(sized(line, f"{self._given.source}:{self.number}", self._given), charset)
        return text.removeprefix("\ufeff") if self.number == 1 else text


def _header(lines: _Lines, kind: str, given: Given) -> tuple[list[str], str] | None:
    """The columns and the delimiter; None where there is no row at all, or no text and another share tells of it."""
    try:
        first = next(lines, None)
        if first is None:
            return None
        delimiter = "\t" if kind == "tsv" else _delimiter(first)
        columns = [cell.strip() for cell in next(csv.reader(_chain(first, lines), delimiter=delimiter), [])]
        if not text_columns(columns, given.fields):
            raise ReadError(no_text_column(given.source, columns, given.fields))
    except AccessError:
        raise
    except (ReadError, csv.Error) as error:
        if not given.share.has(0):
            return None
        given.tally.met += 1
        raise ReadError(str(error)) from None
    return columns, delimiter


def _chain(first: str, lines: _Lines) -> Iterator[str]:
    yield first
    yield from lines


def _delimiter(first: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: (first.count(delimiter), -_DELIMITERS.index(delimiter)))


def _rows(lines: _Lines, delimiter: str) -> Iterator[Row]:
    """The rows with the number of their first line; blank lines are no rows."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.size = 0
        begin = lines.number + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield begin, ReadError(f"this row is not valid CSV ({error}): mend it")
            continue
        if row is None:
            return
        if lines.ended:
            yield begin, ReadError("a quotation mark opened in this row is never closed: close it, the rest is lost")
        elif any(cell.strip() for cell in row):
            yield begin, row


def _fields(row: list[str] | ReadError, columns: list[str], place: str) -> dict[str, str]:
    if isinstance(row, ReadError):
        raise ReadError(f"{place}: {row}")
    if any(cell.strip() for cell in row[len(columns) :]):
        raise ReadError(
            f"{place}: {len(row)} cells under {len(columns)} columns: put cells in quotation marks that hold the "
            "delimiter"
        )
    found: dict[str, str] = {}
    for name, cell in zip(columns, row, strict=False):
        found.setdefault(name, cell)
    return found


def _decoded(line: bytes, charset: str | None) -> str:
    try:
        return line.decode(charset or "utf-8")
    except UnicodeError:
        pass
    try:
        return encoding.decode(line, "", charset)
    except ReadError:
        return line.decode("utf-8", "replace")
