"""Tar archives, read as a stream: nothing is written to disk, and no list of members is kept."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import PurePosixPath
from tarfile import EOFHeaderError, InvalidHeaderError  # type: ignore[attr-defined]
from typing import Any, BinaryIO, Self, cast

from pressgraph.errors import ReadError
from pressgraph.reading import sources
from pressgraph.reading.access import AccessError
from pressgraph.reading.documents import EMPTY, Found, ReadFailure, documents
from pressgraph.reading.given import MEGABYTE, Given
from pressgraph.reading.packed import Eager, PackedError, unpacked
from pressgraph.reading.sources import Opened

_LEADING = re.compile(r"^(?:\.?/)+")
_LOST = "some of its files may be lost, fetch or pack it again"
_LONGEST_NAME = MEGABYTE
_DRAINED = MEGABYTE
_EXTENDED = frozenset({tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE})
_BREAKS_OFF = "the archive is damaged or cut off here: fetch or pack it again"
_NAMES_BITS = 2**26


def read_tar(stream: BinaryIO, given: Given) -> Found:
    """The articles of an archive's files, as of files of their kinds; ``dump.tar/2022/a.html`` names one.

    Files of unknown kinds, hidden ones, links and devices are counted in the tally; a file whose name was met before
    has its number behind it (``a.html@7``). A file of many records is shared by its records, any other as a whole.
    """
    if given.depth >= given.limits.depth:
        if given.share.has(0):
            raise ReadError(f"{given.source}: more than {given.limits.depth} archives in each other: unpack it first")
        return
    names = _Names()
    for index, member in enumerate(_members(stream, given.source)):
        given.tally.met += not member.skipped
        name = _name(member, index + 1, given.source, names)
        inner = replace(given, source=name, share=given.share.within(index), depth=given.depth + 1)
        yield from _read(member, inner)
        if member.stream.broken:
            return


def _name(member: _Member, number: int, source: str, names: _Names) -> str:
    return names.unique(f"{source}/{_LEADING.sub('', member.name)}", number) if member.name else source


class _Content(io.RawIOBase):
    """The next ``size`` bytes of an archive. ``broken`` once the archive itself ended or failed in them."""

    def __init__(self, archive: Any, source: Eager, size: int) -> None:
        self._archive, self._source = archive, source
        self._left = size
        self.broken = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._take(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def drain(self) -> None:
        """Passes over the rest, even where whoever read it has closed it."""
        while self._take(_DRAINED):
            pass

    def _take(self, size: int) -> bytes:
        size = min(size, self._left)
        data = bytes(self._archive.read(size)) if size else b""
        self._left -= len(data)
        if size and not data:
            self.broken = True
            raise PackedError(str(self._source.fault or _BREAKS_OFF))
        return data


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of an archive; ``skipped`` says why it is no article, ``fault`` what is wrong in its place."""

    name: str
    stream: _Content
    skipped: str = ""
    fault: str = ""


def _read(member: _Member, given: Given) -> Found:
    own = given.share.has(0)
    if member.fault and own:
        yield ReadFailure(given.source, f"{given.source}: {member.fault}")
    elif member.skipped and own:
        given.tally.skipped[member.skipped] += 1
    elif not member.fault and not member.skipped:
        yield from _documents(member, given)
    told = member.stream.broken
    try:
        with sources.readable(given.source):
            member.stream.drain()
    except AccessError:
        raise
    except ReadError as error:
        if own and not told:
            yield ReadFailure(given.source, str(error))


def _documents(member: _Member, given: Given) -> Found:
    """The documents of one file; the file's own faults take no other file with them."""
    try:
        with sources.readable(given.source):
            content = unpacked(cast(BinaryIO, io.BufferedReader(member.stream)), given.limits, given.source)
    except AccessError:
        raise
    except ReadError as error:
        if given.share.has(0):
            yield ReadFailure(given.source, str(error))
        return
    met, item = given.tally.met, None
    try:
        for item in documents(Opened(content, sources.kind_of(member.name)), given):
            yield item
    except AccessError:
        raise
    except ReadError as error:
        yield ReadFailure(given.source, str(error))
    else:
        if item is None and given.tally.met == met and given.share.has(0):
            yield ReadFailure(given.source, f"{given.source}: {EMPTY}")


def _members(stream: BinaryIO, source: str) -> Iterator[_Member]:
    """All members; a fault stands where some are lost, and at the end of an archive that breaks off."""
    eager = Eager(stream)
    with sources.readable(source):
        try:
            archive = _Archive.open(fileobj=cast(Any, eager), mode="r|", tarinfo=_Header, ignore_zeros=True)
            while archive.met and (info := archive.next()) is not None:
                cast(Any, archive).members.clear()  # else they all are kept
                if archive.invalid:
                    yield _fault(f"the archive is damaged before {info.name}: {_LOST}")
                archive.invalid, archive.ended = 0, False
                yield _member(archive, info, eager)
        except tarfile.TarError:
            yield _fault(str(eager.fault or _BREAKS_OFF))
            return
    if eager.fault:
        yield _fault(str(eager.fault))
    elif archive.invalid and not archive.met:
        yield _fault("this is no tar archive: check its name")
    elif archive.invalid or not archive.ended:
        yield _fault(f"the archive has no end: {_LOST}")


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, source: Eager) -> _Member:
    name, nothing = info.name, _Content(archive.fileobj, source, 0)
    if not info.isreg():
        what = "folder" if info.isdir() else "link" if info.issym() or info.islnk() else "device"
        return _Member(name, nothing, skipped=what)
    if info.issparse():
        return _Member(name, nothing, fault="it is stored with holes: pack it again without --sparse")
    hidden = any(part.startswith(".") for part in name.split("/") if part not in {".", ".."})
    known = sources.kind_of(name) is not None
    skipped = (
        "hidden file" if hidden else "" if known else f"{PurePosixPath(name).suffix.lower()[:20] or 'unnamed'} file"
    )
    return _Member(name, _Content(archive.fileobj, source, info.size), skipped)


def _fault(message: str) -> _Member:
    return _Member("", _Content(None, Eager(cast(BinaryIO, io.BytesIO())), 0), fault=message)


class _Archive(tarfile.TarFile):
    """An archive that remembers what `tarfile` passes over: ``invalid`` headers, and whether an end mark was met."""

    invalid = 0
    ended = False
    met = 0


class _Header(tarfile.TarInfo):
    """A header that tells its archive what is wrong with it."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENDED and header.size > _LONGEST_NAME:
            raise InvalidHeaderError("a name too long to be one")
        return header

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        archive = cast(_Archive, tarfile)
        try:
            header = super().fromtarfile(tarfile)
        except EOFHeaderError:
            archive.ended = True
            raise
        except InvalidHeaderError:
            archive.invalid += not archive.ended
            raise
        archive.met += 1
        return header


class _Names:
    """The names met so far, in a fixed amount of memory: a Bloom filter, which takes few new names for old ones."""

    def __init__(self) -> None:
        self._bits = bytearray(_NAMES_BITS // 8)

    def unique(self, name: str, number: int) -> str:
        """The name, with its number behind it where it was met before."""
        digest = blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).digest()
        old = True
        for start in range(0, 16, 4):
            place, bit = divmod(int.from_bytes(digest[start : start + 4], "big") % _NAMES_BITS, 8)
            old = old and bool(self._bits[place] >> bit & 1)
            self._bits[place] |= 1 << bit
        return f"{name}@{number}" if old else name
