"""Targets: archives, tables and packed streams, as written, then cut, altered and packed in any way."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tarfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import zstandard

from pressgraph.annotations import Article
from pressgraph.corpus.inputs import InputSettings, Piece, Tally, articles
from pressgraph.reading.given import Limits
from pressgraph.reading.packed import DamagedError, PackedError, sound, unpacked
from tests.fuzz.draws import Draws
from tests.fuzz.reading import folder, is_sound

_LIMITS = Limits(record=1 << 16, unpacked=1 << 20)
_SETTINGS = InputSettings(limits=_LIMITS)
_STRIDES = 3
_REASON = re.compile(r"(?<=cannot be read )\(.*\)", re.DOTALL)  # Arrow reads what was in the memory before, and says so
_NAMES = (
    "a.txt", "b.txt", "2022/c.txt", "./d.txt", "e.html", "f.jsonl", "g.csv", "h.tar", "i.txt.gz", ".hidden.txt",
    ".git/j.txt", "k.pdf", "l", "../m.txt", "/n.txt", "o/" + "p" * 150 + ".txt", "ü.txt", "q.warc", "r.md", "s.json",
)  # fmt: skip
_TYPES = (tarfile.REGTYPE,) * 6 + (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, b"Z",
                                   tarfile.GNUTYPE_SPARSE, tarfile.GNUTYPE_LONGNAME)  # fmt: skip
_CONTENTS = (
    b"The ship left port on Monday.\n", b"", b'{"text": "Aid came."}\n{"text": 3}\n', b"<p>Rain fell in Oslo.</p>",
    b"headline,text\nA,One came.\nB,\"Two, too\"\n", b"\0\1\2", b"\xff\xfeA\0i\0d\0", b"[{\"text\": \"Aid.\"}]",
)  # fmt: skip
_MEDIA = ("text/plain", "text/html; charset=utf-8", "text/markdown", "application/pdf", "", "text/plain; charset=x")
_RECORDS = ("response", "response", "response", "resource", "conversion", "warcinfo", "request", "metadata", "revisit")
_CELLS = ("Aid came.", "", " ", "a,b", 'a "b" c', "one\ntwo", "a;b", "a\tb", "2022-05-03", "\r\n", "x|y", "é", "\0")
_HEADERS = (("headline", "text"), ("text",), ("id", "text", "date"), ("body", "Title", "x", "text"), ("a", "b"))


def tars(data: bytes) -> None:
    """Tar archives: every file is an article, a failure or counted as skipped, whatever happened to the archive."""
    draws = Draws(data)
    if draws.flag():
        _read_all(draws.rest(), ".tar")
        return
    members = [_member(draws) for _ in range(draws.number(1, 6))]
    odd = any(odd for odd, _ in members)
    altered, stored = _altered(draws, b"".join(data for _, data in members) + b"\0" * draws.of((1024, 10240, 0, 512)))
    found, failures, tally = _read_all(stored, draws.of((".tar", ".tgz", "", ".tar.zst")))
    assert altered or odd or failures or len(found) + tally.skipped.total() >= len(members), "a member is lost"


def warcs(data: bytes) -> None:
    """Web archives: each record is an article, a failure or counted as skipped."""
    draws = Draws(data)
    if draws.flag():
        _read_all(draws.rest(), ".warc")
        return
    apart = draws.flag()
    records = [_record(draws, number) for number in range(draws.number(1, 6))]
    whole = b"".join(gzip.compress(record, 1) for record in records) if apart else b"".join(records)
    altered, stored = _altered(draws, whole, pack=not apart)
    found, failures, tally = _read_all(stored, draws.of((".warc", ".wet", "", ".warc.gz")))
    assert altered or len(found) + len(failures) + tally.skipped.total() >= len(records), "a record is lost"


def tables(data: bytes) -> None:
    """CSV and TSV: each row with a text is an article, each other one a failure."""
    draws = Draws(data)
    if draws.flag():
        suffix = draws.of((".csv", ".tsv", "", ".csv.gz"))
        _read_all(draws.rest(), suffix)
        return
    columns = draws.of(_HEADERS)
    delimiter = draws.of(",;\t|") if len(columns) > 1 else ","
    rows = [[_cell(draws) for _ in columns] for _ in range(draws.number(1, 8))]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=draws.of(("\r\n", "\n"))).writerows([columns, *rows])
    written = out.getvalue().encode("utf-8", "replace")
    altered, stored = _altered(draws, written)
    found, failures, _ = _read_all(stored, ".tsv" if delimiter == "\t" else ".csv")
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not altered and "text" in columns and "\0" not in out.getvalue() and written.isascii():
        assert len(found) + len(failures) == max(1, len(filled)), "a row is lost"


def parquets(data: bytes) -> None:
    """Parquet with columns of any type: every row is an article or a failure."""
    draws = Draws(data)
    if draws.flag():
        _read_all(draws.rest(), draws.of((".parquet", "")))
        return
    count = draws.number(1, 6)
    columns = {name: _column(draws, count) for name in ("text", draws.of(("headline", "date", "id", "authors", "url")))}
    out = io.BytesIO()
    pyarrow.parquet.write_table(
        pa.table(columns),
        out,
        row_group_size=draws.number(1, 4),
        compression=draws.of(("none", "snappy", "gzip", "zstd")),
        write_page_checksum=draws.flag(),
    )
    altered, stored = _altered(draws, out.getvalue())
    found, failures, _ = _read_all(stored, ".parquet")
    assert failures or altered or len(found) == count, "a row is lost"


def streams(data: bytes) -> None:
    """Gzip and Zstandard: what was packed comes back, or PackedError says why not; what is sound is as it was."""
    draws = Draws(data)
    if draws.flag():
        _unpacked(draws.rest())
        return
    parts = [_content(draws) for _ in range(draws.number(1, 5))]
    kind = draws.flag()
    packed = [_packed(draws, part, kind) for part in parts]
    altered, stored = _altered(draws, b"".join(packed), pack=False)
    content, fault, good = _unpacked(stored)
    plain = b"".join(parts)
    if not altered:
        assert fault is None
        assert content == plain
    elif isinstance(fault, DamagedError) and good is not None:
        assert good <= len(content)


def _read_all(content: bytes, suffix: str) -> tuple[list[Article], list[str], Tally]:
    """What a corpus reads of a file; its shares give the same, and nothing twice."""
    path = folder() / f"input{suffix}"
    path.write_bytes(content)
    found, failures, tally = _share(path, 0, 1)
    for article in found:
        is_sound(article)
    assert len({article.source for article in found}) == len(found), "two articles of one name"
    shares = [_share(path, stride, _STRIDES) for stride in range(_STRIDES)]
    own = Counter((article.source, article.text) for share in shares for article in share[0])
    assert own == Counter((article.source, article.text) for article in found), "the shares give other articles"
    told = Counter(failure for share in shares for failure in share[1])
    assert told == Counter(failures), "the shares tell of other failures"
    skipped = sum((share[2].skipped for share in shares), Counter[str]())
    assert skipped == tally.skipped, "the shares skip other records"
    assert found or failures or tally.skipped, "nothing is said of the file"
    return found, failures, tally


def _share(path: Path, stride: int, strides: int) -> tuple[list[Article], list[str], Tally]:
    tally = Tally()
    items = list(articles(Piece(path.as_posix(), 0, stride, strides), _SETTINGS, tally))
    failures = [_REASON.sub("", str(item)) for item in items if not isinstance(item, Article)]
    assert all(failures)
    return [item for item in items if isinstance(item, Article)], failures, tally


def _altered(draws: Draws, content: bytes, pack: bool = True) -> tuple[bool, bytes]:
    """The content packed or not, and cut or with some other bytes, or as it is."""
    packing = draws.number(0, 5) if pack else 0
    if packing == 1:
        content = gzip.compress(content, 1)
    elif packing == 2:
        content = zstandard.ZstdCompressor(write_checksum=True).compress(content)
    kind = draws.number(0, 3)
    if kind == 1:
        return True, content[: draws.number(0, min(65_535, len(content)))]
    if kind < 2 or not content:
        return False, content
    changed = bytearray(content)
    for _ in range(draws.number(1, 4)):
        place = draws.number(0, min(65_535, len(changed) - 1))
        changed[place : place + draws.number(0, 2)] = bytes(draws.byte() for _ in range(draws.number(0, 2)))
        changed = changed or bytearray(b"\0")
    return bytes(changed) != content, bytes(changed)


def _content(draws: Draws) -> bytes:
    if draws.flag():
        return draws.of(_CONTENTS)
    return bytes(draws.byte() for _ in range(draws.number(0, 40)))


def _member(draws: Draws) -> tuple[bool, bytes]:
    """A header of any form with its content, and whether it is an odd one, that may take others for its own."""
    info, content = tarfile.TarInfo(draws.of(_NAMES)), _content(draws)
    info.type = draws.of(_TYPES)
    info.size = len(content) if info.isreg() or draws.byte() < 20 else 0
    info.linkname = draws.of(("", "a.txt", "/etc/hosts", "x" * 120))
    odd = info.type in (tarfile.GNUTYPE_SPARSE, tarfile.GNUTYPE_LONGNAME) or bool(info.size and not info.isreg())
    if draws.byte() < 40:
        odd = True
        info.pax_headers = {draws.of(("path", "GNU.sparse.major", "comment", "size", "hdrcharset")): draws.text(12)}
    form: Any = draws.of((tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT))
    try:
        header = info.tobuf(form, "utf-8", "surrogateescape")
    except (ValueError, UnicodeError):
        info.name, info.linkname, info.pax_headers = "t.txt", "", {}
        header = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
    if draws.byte() < 60:
        odd, header = True, _mended(draws, bytearray(header))
    return odd, header + (content + b"\0" * (-len(content) % 512) if info.size else b"")


def _mended(draws: Draws, header: bytearray) -> bytes:
    """The last block with a field changed, and its checksum made to fit, as an evil archive's does."""
    begin = len(header) - 512
    place = begin + draws.of((0, 100, 124, 125, 134, 135, 136, 156, 257, 263, 345, 386, 482, 483))
    some = bytes(draws.byte() for _ in range(draws.number(1, 6)))
    header[place : place + len(some)] = some
    header[begin + 148 : begin + 156] = b" " * 8
    header[begin + 148 : begin + 156] = b"%06o\0 " % sum(header[begin : begin + 512])
    return bytes(header[: begin + 512])


def _record(draws: Draws, number: int) -> bytes:
    kind, media, content = draws.of(_RECORDS), draws.of(_MEDIA), _content(draws)
    status = draws.of(("200 OK", "200 OK", "200 OK", "404 Not Found", "", "x", "301 Moved"))
    coding, block = _coded(draws, content) if draws.byte() < 60 else ("", content)
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{coding}\r\n".encode() if kind == "response" else b""
    length = len(answer + block)
    if draws.byte() < 16:
        answer = answer.replace(b"\r\n", draws.of((b"\n", b"\r", b"")))
        length = len(answer + block)
    head = (
        f"WARC/1.{draws.number(0, 1)}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"Content-Type: {'application/http; msgtype=response' if answer else media}\r\nContent-Length: {length}\r\n\r\n"
    )
    return head.encode() + answer + block + b"\r\n\r\n"


def _coded(draws: Draws, content: bytes) -> tuple[str, bytes]:
    """A payload as servers send it: packed or in chunks, or only said to be."""
    kind = draws.number(0, 5)
    if kind == 0:
        return "Content-Encoding: gzip\r\n", gzip.compress(content, 1)
    if kind == 1:
        return "Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(content), content)
    if kind == 2:
        return "Content-Encoding: deflate\r\n", zlib.compress(content, 1)
    said = draws.of(("Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: br"))
    return f"{said}\r\n", content


def _cell(draws: Draws) -> str:
    return draws.of(_CELLS) if draws.flag() else draws.text(12)


def _column(draws: Draws, count: int) -> pa.Array:
    kind = draws.number(0, 9)
    texts = [draws.of((*_CELLS, None)) if draws.flag() else draws.text(8) for _ in range(count)]
    plain = [None if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    numbers = [draws.number(0, 65_535) * 10**6 for _ in range(count)]
    if kind < 4:
        return pa.array(plain, draws.of((pa.string(), pa.large_string())))
    if kind == 4:
        return pa.array([None if text is None else text.encode("utf-16") for text in plain], pa.binary())
    if kind == 5:
        return pa.array([[text] for text in plain], pa.list_(pa.string()))
    if kind == 6:
        return pa.array([{"a": text} for text in plain])
    if kind == 7:
        return pa.array(numbers, draws.of((pa.timestamp("us"), pa.timestamp("ns", "Europe/Oslo"), pa.date64())))
    return pa.array(numbers) if kind == 8 else pa.array(plain, pa.string()).dictionary_encode()


def _packed(draws: Draws, content: bytes, gzipped: bool) -> bytes:
    """A member or a frame, perhaps with padding or a frame to skip before or behind it."""
    if gzipped:
        return gzip.compress(content, draws.number(0, 9)) + b"\0" * draws.of((0, 0, 0, 1, 600))
    packer = zstandard.ZstdCompressor(
        level=draws.number(1, 5), write_checksum=draws.flag(), write_content_size=draws.flag()
    )
    return packer.compress(content) + draws.of((b"", b"", b"\x50\x2a\x4d\x18\x02\0\0\0xx"))


def _unpacked(stored: bytes) -> tuple[bytes, Exception | None, int | None]:
    """What comes of a stream, read to its end or its fault, and how much of it `sound` trusts."""
    good = sound(unpacked(io.BytesIO(stored), _LIMITS, "x"))
    found, fault = _to_the_end(stored, None)
    assert (good is not None) == isinstance(fault, DamagedError)
    if good is not None:
        trusted, end = _to_the_end(stored, good)
        assert isinstance(end, PackedError)
        assert trusted == found[:good]
    return found, fault, good


def _to_the_end(stored: bytes, good: int | None) -> tuple[bytes, PackedError | None]:
    stream: Any = unpacked(io.BytesIO(stored), _LIMITS, "x", good)
    found = bytearray()
    try:
        while some := stream.read1(1000):
            found += some
    except PackedError as error:
        return bytes(found), error
    return bytes(found), None
