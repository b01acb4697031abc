"""Inputs that are cut off, corrupt, hostile or missing: what can be read is read, and each fault is told once."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zlib
from pathlib import Path

import pytest

from pressgraph.annotations import Article
from pressgraph.corpus.inputs import Limits, Piece, ReadFailure, Tally, articles, fingerprint, input_settings
from pressgraph.errors import ReadError
from tests.corpus.inputs import writing
from tests.corpus.inputs.writing import KINDS, PACKERS, records, write

pytest.importorskip("pyarrow")
pytest.importorskip("warcio")
pytest.importorskip("zstandard")

SMALL = Limits(record=10_000, unpacked=100_000, ratio=100)


def read(path: str, limits: Limits | None = None, stride: int = 0, strides: int = 1) -> tuple[list[str], list[str]]:
    """The texts and the failures' messages, the path left out of them."""
    found = list(articles(Piece(path, 0, stride, strides), input_settings(limits=limits)))
    texts = [item.text for item in found if isinstance(item, Article)]
    return texts, [str(item).replace(path, "*") for item in found if isinstance(item, ReadFailure)]


def shares(path: str, strides: int, limits: Limits | None = None) -> tuple[list[str], list[str]]:
    """All shares of a file together."""
    parts = [read(path, limits, stride, strides) for stride in range(strides)]
    return [text for texts, _ in parts for text in texts], [fault for _, faults in parts for fault in faults]


def noisy(count: int) -> list[dict[str, str]]:
    """Records that do not pack well, so that a file has many blocks."""
    draw = random.Random(5)
    return [{"text": f"Ship {i} came. " + "".join(draw.choices("abcdefgh ", k=400))} for i in range(count)]


@pytest.mark.parametrize("packer", [".gz", ".zst"])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "tar", "warc"])
def test_packed_data_that_is_cut_off(tmp_path: Path, kind: str, packer: str) -> None:
    rows = noisy(1200)
    if kind == "csv":
        rows = [{"headline": "", "date": "", **row} for row in rows]
    data = PACKERS[packer](KINDS[kind](rows))
    path = write(tmp_path / f"a.{kind}{packer}", data[: len(data) // 2])
    texts, faults = read(path)
    assert 200 < len(texts) < 1190
    assert texts == [row["text"].strip() for row in rows[: len(texts)]]
    assert len(faults) == 1
    assert f"the {'gzip' if packer == '.gz' else 'zst'} data is damaged or cut off: fetch or pack it again" in faults[0]
    together = shares(path, 4)
    assert (sorted(together[0]), together[1]) == (sorted(texts), faults)


@pytest.mark.parametrize(("kind", "size"), [("tar", 1024), ("warc", 719)])
def test_no_record_before_the_cut_is_lost(tmp_path: Path, kind: str, size: int) -> None:
    """Up to sixteen kilobytes of whole records used to go with the one that was cut: of a small archive, all."""
    rows = noisy(20)
    packed = gzip.compress(KINDS[kind](rows))
    for cut in (len(packed) // 2, len(packed) - 300):
        there = len(zlib.decompressobj(31).decompress(packed[:cut]))
        texts, faults = read(write(tmp_path / f"a.{kind}.gz", packed[:cut]))
        assert texts == [row["text"].strip() for row in rows[: len(texts)]]
        assert abs(len(texts) - there // size) <= 1
        assert len(faults) == 1
        assert "the gzip data is damaged or cut off" in faults[0]


def test_no_line_before_the_cut_is_lost(tmp_path: Path) -> None:
    rows = noisy(8)
    data = writing.tar([("a.jsonl", writing.lines(rows)), ("b.txt", b"One came.")])
    texts, faults = read(write(tmp_path / "a.tar", data[:2600]))
    assert texts == [row["text"].strip() for row in rows[:4]]
    assert faults == ["*/a.jsonl: the archive is damaged or cut off here: fetch or pack it again"]
    whole = writing.tar([("a.txt", "\n".join(row["text"] for row in rows).encode())])
    assert read(write(tmp_path / "a.tar", whole[:2600])) == ([], [faults[0].replace("jsonl", "txt")])


@pytest.mark.parametrize("packer", [".gz", ".zst"])
def test_packed_data_that_is_corrupt(tmp_path: Path, packer: str) -> None:
    data = bytearray(PACKERS[packer](writing.lines(noisy(2000))))
    data[len(data) * 3 // 4] ^= 0x55
    data[len(data) * 3 // 4 + 9] ^= 0xFF
    path = write(tmp_path / f"a.jsonl{packer}", bytes(data))
    texts, faults = read(path)
    assert texts == []
    name = "gzip" if packer == ".gz" else "zst"
    assert faults == [f"*: the {name} data is damaged, and the rest of it is not used: fetch or pack it again"]


@pytest.mark.parametrize("packer", [".gz", ".zst"])
def test_members_before_a_corrupt_one_are_used(tmp_path: Path, packer: str) -> None:
    last = bytearray(PACKERS[packer](writing.lines(noisy(2000))))
    last[len(last) * 3 // 4] ^= 0x55
    path = write(tmp_path / f"a.jsonl{packer}", PACKERS[packer](writing.lines(records(5))) + bytes(last))
    texts, faults = read(path)
    assert texts == [row["text"] for row in records(5)]
    assert len(faults) == 1
    together = shares(path, 4)
    assert (sorted(together[0]), together[1]) == (sorted(texts), faults)


@pytest.mark.parametrize("packer", [".gz", ".zst"])
def test_many_members_and_padding(tmp_path: Path, packer: str) -> None:
    data = b"".join(PACKERS[packer](writing.lines(records(2, begin=i))) for i in range(0, 10, 2))
    padding = b"\0" * 512 if packer == ".gz" else b"\x50\x2a\x4d\x18\x02\0\0\0ab"
    path = write(tmp_path / f"a.jsonl{packer}", data + padding)
    assert read(path) == ([row["text"] for row in records(10)], [])
    write(tmp_path / f"a.jsonl{packer}", data + b"left over")
    texts, faults = read(path)
    assert texts == [row["text"] for row in records(10)]
    name = "gzip" if packer == ".gz" else "zst"
    assert faults == [f"*: the {name} data is damaged, and the rest of it is not used: fetch or pack it again"]


@pytest.mark.parametrize("packer", [".gz", ".zst"])
def test_a_bomb_is_given_up_and_what_came_before_it_is_kept(tmp_path: Path, packer: str) -> None:
    bomb = writing.lines(records(3)) + b"\n" * 400_000
    path = write(tmp_path / f"a.jsonl{packer}", PACKERS[packer](bomb))
    texts, faults = read(path, SMALL)
    assert texts == [row["text"] for row in records(3)]
    assert faults == [
        "*: it unpacks to more than 100 times its size and 100,000 bytes, as archives do that are made to fill the "
        "memory: unpack it yourself if you trust it"
    ]


@pytest.mark.parametrize("data", [b"", b"\n \n\r\n", "\n\n".encode("utf-16")])
def test_a_file_without_records_is_told_of_once(tmp_path: Path, data: bytes) -> None:
    """Lines that are all blank used to be neither articles nor a failure, in a tar archive and out of it."""
    fault = "there is no article in it: leave it out, or fetch it again"
    path = write(tmp_path / "a.jsonl", data)
    assert read(path) == shares(path, 3) == ([], [f"*: {fault}"])
    inside = [("a.jsonl", data), ("b.txt", b"One came."), ("c.csv", b"headline,text\n"), ("d.tar", bytes(1024))]
    path = write(tmp_path / "a.tar", writing.tar(inside))
    faults = [f"*/{name}: {fault}" for name, _ in inside if name != "b.txt"]
    assert read(path) == (["One came."], faults)
    together = shares(path, 3)
    assert (together[0], sorted(together[1])) == (["One came."], faults)


def test_a_record_that_is_too_large_takes_no_other_with_it(tmp_path: Path) -> None:
    first, second = (json.dumps(row).encode() for row in records(2))
    path = write(tmp_path / "a.jsonl", first + b'\n{"text": "' + b"a " * 3_000_000 + b'"}\n' + second + b"\n")
    texts, faults = read(path, SMALL)
    assert texts == [row["text"] for row in records(2)]
    assert faults == ["*:2: this line is larger than 10,000 bytes: split it"]
    assert [len(text) for text in read(path)[0]] == [len(records(1)[0]["text"]), 5_999_999, len(records(1)[0]["text"])]


def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "' + b"Ships came. " * 4_400_000 + b'"}\n{"text": "One left."}\n')
    found = [item for item in articles(Piece(path, 0)) if isinstance(item, Article)]
    assert [len(item.text) for item in found] == [52_799_999, 9]


def test_lone_surrogates_and_nul(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "One \\ud800 came.\\u0000"}\n{"text": "Two\x00 came."}\n')
    assert read(path)[0] == ["One \ufffd came."]
    assert [fault[:25] for fault in read(path)[1]] == ["*:2: not valid JSON: Inva"]
    path = write(tmp_path / "a.csv", b"text,date\nOne\x00 came.,2022-05-03\n\xed\xa0\x80 Two came.,\n")
    texts, faults = read(path)
    assert (texts[0], faults) == ("One came.", [])
    assert texts[1].endswith("Two came.")


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "json", "jsonl", "csv", "tsv", "parquet", "warc", "tar", "x"])
@pytest.mark.parametrize("packer", PACKERS)
def test_empty(tmp_path: Path, suffix: str, packer: str) -> None:
    path = write(tmp_path / f"a.{suffix}{packer}", PACKERS[packer](b""))
    texts, faults = shares(path, 3)
    assert texts == []
    assert len(faults) == 1
    assert faults[0].startswith("*: ")
    write(tmp_path / f"a.{suffix}{packer}", b"")
    assert len(shares(path, 3)[1]) == 1


def test_nothing_but_a_header(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"title,text\n")
    assert read(path) == ([], ["*: there is no article in it: leave it out, or fetch it again"])
    path = write(tmp_path / "a.parquet", writing.parquet(records(1)))
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    pyarrow.parquet.write_table(table.slice(0, 0), path)
    assert read(path) == ([], ["*: there is no article in it: leave it out, or fetch it again"])


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_table_without_text(tmp_path: Path, suffix: str) -> None:
    data = b"a,b\n1,2\n" if suffix == "csv" else writing.parquet([{"a": "1", "b": "2"}])
    path = write(tmp_path / f"a.{suffix}", data)
    expected = (
        "*: no column text, articleBody, body or content for the text, found 'a', 'b': "
        "name the one that holds it, for example text=COLUMN"
    )
    assert shares(path, 3) == ([], [expected])


@pytest.mark.parametrize("place", [0.02, 0.5])
def test_parquet_that_is_damaged(tmp_path: Path, place: float) -> None:
    data = bytearray(writing.parquet(noisy(40), group=10))
    begin = int(len(data) * place)
    data[begin : begin + 40] = b"\xff" * 40
    path = write(tmp_path / "a.parquet", bytes(data))
    texts, faults = read(path)
    assert len(faults) == 1
    if place == 0.5:
        assert len(texts) == 30
        assert faults[0].startswith(("*: rows 11 to 20 cannot be read (", "*: rows 21 to 30 cannot be read ("))
    together = shares(path, 3)
    assert (sorted(together[0]), together[1]) == (sorted(texts), faults)
    write(tmp_path / "a.parquet", bytes(data[: len(data) // 2]))
    (fault,) = shares(path, 3)[1]
    assert fault.startswith("*: this is no Parquet, or damaged (")


def members(count: int) -> bytes:
    return writing.tar([(f"{i}.txt", f"Ship {i} came. ".encode() * 100) for i in range(count)])


@pytest.mark.parametrize("size", [5_000, 4_096 + 512, 4_096 + 200, 100])
def test_a_tar_archive_that_is_cut_off(tmp_path: Path, size: int) -> None:
    path = write(tmp_path / "a.tar", members(6)[:size])
    texts, faults = read(path)
    assert len(texts) == (0 if size == 100 else 2)
    assert len(faults) == 1
    together = shares(path, 3)
    assert (sorted(together[0]), together[1]) == (sorted(texts), faults)


def test_a_tar_archive_with_a_damaged_header_loses_one_file(tmp_path: Path) -> None:
    data = bytearray(members(6))
    data[4_096:4_196] = b"\xff" * 100
    path = write(tmp_path / "a.tar", bytes(data))
    texts, faults = read(path)
    assert [text[:6] for text in texts] == [f"Ship {i}" for i in (0, 1, 3, 4, 5)]
    expected = "the archive is damaged before 3.txt: some of its files may be lost, fetch or pack it again"
    assert faults == [f"*: {expected}"]
    write(tmp_path / "a.tar", b"no archive " * 100)
    assert read(path) == ([], ["*: this is no tar archive: check its name"])


def test_a_damaged_member_takes_no_other_with_it(tmp_path: Path) -> None:
    packed = gzip.compress(b"One came. " * 1000)
    data = writing.tar([("a.txt", b"One."), ("b.txt.gz", packed[:20]), ("c.txt", b"Two."), ("d.txt", b"")])
    path = write(tmp_path / "a.tar", data)
    texts, faults = read(path)
    assert texts == ["One.", "Two."]
    assert faults == [
        "*/b.txt.gz: the gzip data is damaged or cut off: fetch or pack it again",
        "*/d.txt: there is no text in it: give an article with at least one sentence",
    ]
    together = shares(path, 3)
    assert (sorted(together[0]), sorted(together[1])) == (sorted(texts), sorted(faults))


def test_odd_members(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            header = tarfile.TarInfo("odd.txt")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
        for name in ("/etc/a.txt", "../../b.txt", "./c.txt", "._c.txt", "c.png", "c.txt", "c\udcff.txt"):
            header = tarfile.TarInfo(name)
            header.size = 9
            archive.addfile(header, io.BytesIO(b"One came."))
    path = write(tmp_path / "a.tar", out.getvalue())
    tally = Tally()
    found = [item for item in articles(Piece(path, 0), None, tally) if isinstance(item, Article)]
    inside = [item.source.removeprefix(path) for item in found]
    assert inside == ["/etc/a.txt", "/../../b.txt", "/c.txt", "/c.txt@10", "/c\ufffd.txt"]
    assert dict(tally.skipped) == {"link": 2, "device": 1, "folder": 1, "hidden file": 1, ".png file": 1}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar"]


def test_archives_in_archives(tmp_path: Path) -> None:
    data = b"One came."
    for depth in range(5):
        data = writing.tar([("a.txt" if depth == 0 else "a.tar", data), (f"{depth}.txt", b"Two came.")])
    path = write(tmp_path / "a.tar", data)
    texts, faults = read(path)
    assert texts == ["Two came."] * 3
    assert faults == ["*/a.tar/a.tar/a.tar: more than 3 archives in each other: unpack it first"]
    together = shares(path, 3)
    assert (sorted(together[0]), together[1]) == (sorted(texts), faults)


def test_zip_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", b"PK\x03\x04" + b"\0" * 100)
    (fault,) = read(path)[1]
    what = "*: this is a zip archive or office document, not an article's text"
    assert fault == f"{what}: unpack it, or save it as text or HTML first"


def test_what_cannot_be_reached_is_told_by_every_share(tmp_path: Path) -> None:
    path = (tmp_path / "gone.jsonl").as_posix()
    assert shares(path, 2)[1] == ["*: no such file: check the path, or use - for standard input"] * 2
    assert read(tmp_path.as_posix())[1] == ["*: cannot be opened (Is a directory): check the path and its permissions"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.txt", b"One came.")
    monkeypatch.setattr(Path, "open", refuse)
    expected = "*: cannot be opened (Permission denied): check the path and its permissions"
    assert read(path) == ([], [expected])
    with pytest.raises(ReadError, match="Permission denied"):
        fingerprint(path)


def test_fingerprint(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt.gz", b"abc")
    assert fingerprint(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(ReadError, match="no such file"):
        fingerprint(f"{path}.gone")
