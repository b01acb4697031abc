"""The same records written as a file of each kind, for the tests."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

Record = dict[str, str]


def records(count: int, *, begin: int = 0) -> list[Record]:
    """Short articles of our own."""
    return [
        {"headline": f"Ship {i}", "text": f"Ship number {i} reached the port on Monday.", "date": "2022-05-03"}
        for i in range(begin, begin + count)
    ]


def lines(rows: Sequence[Record]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(rows: Sequence[Record], delimiter: str = ",") -> bytes:
    """CSV or TSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, ["headline", "text", "date"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def parquet(rows: Sequence[Record], group: int = 4) -> bytes:
    """Parquet with ``group`` rows in a row group."""
    import pyarrow as pa
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_pylist(list(rows)), out, row_group_size=group)
    return out.getvalue()


def tar(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


def tar_of(rows: Sequence[Record]) -> bytes:
    """A tar archive of text files."""
    return tar([(f"2022/{i:04}.txt", row["text"].encode()) for i, row in enumerate(rows)])


Answer = tuple[str, str, str, bytes]


def warc(answers: Sequence[Answer], packed: bool = False) -> bytes:
    """A web archive of records: type, status or "", media type, payload; each has an address of its own."""
    found = [_record(f"https://example.org/{i}", *answer) for i, answer in enumerate(answers)]
    return b"".join(gzip.compress(record) if packed else record for record in found)


def _record(address: str, kind: str, status: str, media: str, payload: bytes) -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + payload if status else payload
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address)}>\r\n"
        f"Content-Type: {'application/http; msgtype=response' if status else media}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc_of(rows: Sequence[Record]) -> bytes:
    """A web archive of plain texts."""
    return warc([("response", "200 OK", "text/plain; charset=utf-8", row["text"].encode()) for row in rows])


def json_list(rows: Sequence[Record]) -> bytes:
    """One JSON file with all records."""
    return json.dumps(list(rows)).encode()


def zst(data: bytes) -> bytes:
    """One Zstandard frame."""
    import zstandard

    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


KINDS: dict[str, Callable[[Sequence[Record]], bytes]] = {
    "jsonl": lines,
    "csv": table,
    "tsv": lambda rows: table(rows, "\t"),
    "parquet": parquet,
    "tar": tar_of,
    "warc": warc_of,
}
PACKERS: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zst}


def write(path: Path, data: bytes) -> str:
    """Writes a file and gives its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path.as_posix()
