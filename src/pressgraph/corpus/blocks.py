"""A part's data file as a row of blocks, one per document: written one after the other, and read again by place."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from pressgraph.errors import OptionError

_CHUNK = 2**20
_LEVEL = 6
_ROWS = 50_000


class BlockWriter(Protocol):
    """Takes blocks and packs them."""

    def add(self, block: bytes) -> int:
        """Append a block; gives its size, in bytes before packing or in rows."""

    def close(self) -> None:
        """Write what is left, and the end."""


class BlockReader(Protocol):
    """Gives blocks back."""

    def block(self, begin: int, size: int) -> bytes:
        """The block that began at ``begin`` and had this size."""


def writer(path: Path, form: str, packing: str) -> BlockWriter:
    """A writer of a format of `settings.FORMS`, packed as one of `settings.PACKINGS`.

    The same blocks give the same bytes.
    """
    return ParquetWriter(path) if form == "parquet" else PackedWriter(path, packing)


@contextmanager
def reader(path: Path, form: str, packing: str) -> Iterator[BlockReader]:
    """A reader of a file that `writer` has written."""
    if form == "parquet":
        yield ParquetReader(path)
        return
    with tempfile.TemporaryFile() as plain:
        _unpack(path, packing, cast(BinaryIO, plain))
        yield PlainReader(cast(BinaryIO, plain))


class PackedWriter:
    """Bytes, packed as one stream without names or times."""

    def __init__(self, path: Path, packing: str) -> None:
        self._file = path.open("wb")
        self._stream = _packed(self._file, packing)

    def add(self, block: bytes) -> int:
        self._stream.write(block)
        return len(block)

    def close(self) -> None:
        if self._stream is not self._file:
            self._stream.close()
        self._file.close()


class PlainReader:
    """Blocks of an unpacked file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def block(self, begin: int, size: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(size)


def _packed(file: BinaryIO, packing: str) -> BinaryIO:
    if packing == "gz":
        return cast(BinaryIO, gzip.GzipFile("", "wb", _LEVEL, file, mtime=0))
    if packing == "zst":
        return cast(BinaryIO, zstandard().ZstdCompressor(level=_LEVEL).stream_writer(file, closefd=False))
    return file


@contextmanager
def unpacked(path: Path, packing: str) -> Iterator[BinaryIO]:
    """A stream of a packed file's bytes."""
    with path.open("rb") as file:
        if packing == "gz":
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file))
        elif packing == "zst":
            yield cast(BinaryIO, zstandard().ZstdDecompressor().stream_reader(file))
        else:
            yield file


def zstandard() -> Any:
    """The package zstandard; OptionError with the remedy where it is missing."""
    try:
        import zstandard as package
    except ImportError:
        raise OptionError("compression zst needs zstandard: pip install 'pressgraph[archives]', or choose gz") from None
    return package


class ParquetWriter:
    """Quads as rows: graph, subject, predicate, object, datatype and language (null for IRIs and plain strings)."""

    def __init__(self, path: Path) -> None:
        self._arrow, parquet = pyarrow()
        text = self._arrow.string()
        repeated = self._arrow.dictionary(self._arrow.int32(), text)
        kinds = {"graph": repeated, "subject": text, "predicate": repeated, "object": text}
        kinds |= {"kind": repeated, "datatype": repeated, "language": repeated}
        self._schema = self._arrow.schema(list(kinds.items()))
        self._file = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[tuple[str | None, ...]] = []

    def add(self, block: bytes) -> int:
        rows = list(_rows(block))
        self._rows += rows
        if len(self._rows) >= _ROWS:
            self._flush()
        return len(rows)

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._schema)
        arrays = [self._arrow.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._file.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._file.close()


class ParquetReader:
    """Blocks of a Parquet part, as N-Quads again."""

    def __init__(self, path: Path) -> None:
        _, parquet = pyarrow()
        self._table = parquet.read_table(path)

    def block(self, begin: int, size: int) -> bytes:
        rows = self._table.slice(begin, size).to_pylist()
        return b"".join(sorted(_line(row) for row in rows))


def _rows(block: bytes) -> Iterator[tuple[str | None, ...]]:
    from pyoxigraph import Literal, RdfFormat, parse

    for quad in parse(block, format=RdfFormat.N_QUADS):
        graph, subject = cast(Any, quad.graph_name).value, cast(Any, quad.subject).value
        end = quad.object
        if isinstance(end, Literal):
            yield (graph, subject, quad.predicate.value, end.value, "literal", end.datatype.value, end.language)
        else:
            yield (graph, subject, quad.predicate.value, cast(Any, end).value, "iri", None, None)


def _line(row: dict[str, str | None]) -> bytes:
    from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

    value, datatype, language = cast(str, row["object"]), row["datatype"], row["language"]
    end: Literal | NamedNode
    if datatype is None:
        end = NamedNode(value)
    elif language:
        end = Literal(value, language=language)
    else:
        end = Literal(value, datatype=NamedNode(datatype))
    subject, predicate, graph = (NamedNode(cast(str, row[name])) for name in ("subject", "predicate", "graph"))
    return serialize([Quad(subject, predicate, end, graph)], format=RdfFormat.N_QUADS) or b""


def pyarrow() -> tuple[Any, Any]:
    """The packages pyarrow and pyarrow.parquet; OptionError with the remedy where they are missing."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise OptionError("Parquet needs pyarrow: pip install 'pressgraph[archives]', or choose nquads") from None
    return arrow, parquet


def lines(data: Iterable[dict[str, Any]]) -> bytes:
    """JSON Lines, packed with gzip: the same records give the same bytes."""
    text = "".join(json.dumps(record, ensure_ascii=True, sort_keys=True) + "\n" for record in data)
    return gzip.compress(text.encode("ascii"), mtime=0)


def parsed(data: bytes) -> Iterator[dict[str, Any]]:
    """The records of such lines."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        for line in stream:
            yield json.loads(line)


@contextmanager
def plain_copy(path: Path, packing: str) -> Iterator[Path]:
    """An unpacked copy of a file, for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        with copy.open("wb") as target:
            _unpack(path, packing, target)
        yield copy


def _unpack(path: Path, packing: str, target: BinaryIO) -> None:
    with unpacked(path, packing) as stream:
        shutil.copyfileobj(stream, target, _CHUNK)
