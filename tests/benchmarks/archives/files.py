"""The files of an archive, one writer per kind; each writes the same bytes for the same stories."""

from __future__ import annotations

import csv
import gzip
import html
import importlib
import importlib.util
import io
import json
import tarfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.archives.writing import Story

Writer = Callable[[Path, Sequence[Story]], Iterator[tuple[Path, str]]]
# The package that a kind needs beside the standard library.
NEEDS = {"zst": "zstandard", "parquet": "pyarrow"}


def available(kind: str) -> bool:
    """Whether files of this kind can be written here."""
    return kind not in NEEDS or importlib.util.find_spec(NEEDS[kind]) is not None


def record(story: Story) -> dict[str, str]:
    """A story as the object of a JSON line."""
    return {
        "id": story.key,
        "url": story.url,
        "headline": story.headline,
        "datePublished": story.date.isoformat(),
        "author": story.author,
        "text": story.text,
    }


def json_lines(stories: Sequence[Story]) -> bytes:
    return "".join(json.dumps(record(story), ensure_ascii=False) + "\n" for story in stories).encode("utf-8")


def packed(data: bytes) -> bytes:
    """gzip without name and time."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0, compresslevel=6) as stream:
        stream.write(data)
    return out.getvalue()


def _txt(path: Path, stories: Sequence[Story]) -> Iterator[tuple[Path, str]]:
    path.mkdir(parents=True)
    for story in stories:
        own = path / f"{story.key}.txt"
        own.write_bytes(story.printed.encode("utf-8"))
        yield own, story.printed


def _whole(suffix: str, pack: Callable[[Sequence[Story]], bytes], printed: bool = False) -> Writer:
    """A writer of one file with all the stories."""

    def write(path: Path, stories: Sequence[Story]) -> Iterator[tuple[Path, str]]:
        own = path.with_name(path.name + suffix)
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_bytes(pack(stories))
        for story in stories:
            yield own, story.printed if printed else story.text

    return write


def _csv(stories: Sequence[Story]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["id", "link", "title", "published", "body"])
    for story in stories:
        writer.writerow([story.key, story.url, story.headline, story.date.isoformat(), story.text])
    return out.getvalue().encode("utf-8")


def _tar(stories: Sequence[Story]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for story in stories:
            data = story.printed.encode("utf-8")
            member = tarfile.TarInfo(f"{story.date:%Y/%m}/{story.key}.txt")
            member.size, member.mtime = len(data), int(_noon(story).timestamp())
            tar.addfile(member, io.BytesIO(data))
    return packed(out.getvalue())


def _zst(stories: Sequence[Story]) -> bytes:
    zstandard = importlib.import_module("zstandard")
    return bytes(zstandard.ZstdCompressor(level=6, write_checksum=True).compress(json_lines(stories)))


def _parquet(stories: Sequence[Story]) -> bytes:
    pa, pq = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    rows = [record(story) for story in stories]
    out = io.BytesIO()
    table = pa.table({name: [row[name] for row in rows] for name in rows[0]})
    pq.write_table(table, out, row_group_size=200, write_page_checksum=True)
    return out.getvalue()


def _warc(stories: Sequence[Story]) -> bytes:
    """One gzip member per record, as crawlers write it."""
    return b"".join(packed(_response(story)) for story in stories)


def _response(story: Story) -> bytes:
    page = _page(story).encode("utf-8")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    answer += f"Content-Length: {len(page)}\r\n\r\n".encode("ascii") + page
    head = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, story.url)}>",
        "WARC-Target-URI": story.url,
        "WARC-Date": f"{_noon(story):%Y-%m-%dT%H:%M:%SZ}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(answer)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode("ascii") + answer + b"\r\n\r\n"


def _page(story: Story) -> str:
    paragraphs = "\n".join(f"<p>{html.escape(p)}</p>" for p in story.text.split("\n\n"))
    title = html.escape(story.headline)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{story.url}">
<meta property="article:published_time" content="{story.date.isoformat()}">
</head><body><article><h1>{title}</h1>
{paragraphs}
</article></body></html>
"""


def _noon(story: Story) -> datetime:
    return datetime(story.date.year, story.date.month, story.date.day, 12, tzinfo=UTC)


WRITERS: dict[str, Writer] = {
    "txt": _txt,
    "jsonl": _whole(".jsonl", json_lines),
    "jsonl.gz": _whole(".jsonl.gz", lambda stories: packed(json_lines(stories))),
    "csv": _whole(".csv", _csv),
    "tar.gz": _whole(".tar.gz", _tar, printed=True),
    "warc.gz": _whole(".warc.gz", _warc),
    "zst": _whole(".jsonl.zst", _zst),
    "parquet": _whole(".parquet", _parquet),
}
