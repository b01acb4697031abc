"""Bytes to text: what was declared first, then UTF-8, then what the bytes themselves suggest."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterable, Iterator

from pressgraph.errors import OptionError, ReadError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that stand for a larger encoding on the web (WHATWG Encoding Standard).
_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_BINARY = (
    (b"%PDF-", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or office document", "unpack it, or save it as text or HTML first"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as text or HTML first"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML first"),
    (b"\x89PNG", "an image", "give the text of the article"),
    (b"\xff\xd8\xff", "an image", "give the text of the article"),
    (b"GIF8", "an image", "give the text of the article"),
    (b"BZh", "compressed with bzip2", "unpack it first (only .gz and .zst are read)"),
    (b"\xfd7zXZ", "compressed with xz", "unpack it first (only .gz and .zst are read)"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first (only .gz and .zst are read)"),
    (b"\x7fELF", "a program", "give the text of the article"),
)
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*+=\s*+["']?\s*+([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*+=\s*+["']([\w.:-]{2,40})""")
_SNIFFED = 65_536
_REMEDY = "convert it to UTF-8 first, for example with iconv -f ENCODING -t UTF-8"


def decode(data: bytes, name: str, declared: str | None = None, html: bool = False) -> str:
    """The text of ``data``; ``declared`` is the encoding that a header or the user names.

    A byte order mark wins over ``declared``, that over an HTML page's own ``charset``, that over UTF-8; UTF-16
    without a mark is told by its zero bytes; Western text that is none of these is Windows-1252.
    Raises ReadError for binary data and for bytes that no rule explains.

    >>> decode(b"caf\\xe9 \\x96 na\\xefve", "note.txt")
    'café – naïve'
    """
    refuse_binary(data, name)
    for encoding in _candidates(data, declared, html):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
        return _checked(text.removeprefix("\ufeff"), name)
    return _checked(_guessed(data, name), name)


def known(label: str) -> str:
    """The codec for an encoding's ``label``; raises OptionError for one that Python does not have."""
    codec = _codec(label)
    if codec is None:
        raise OptionError(f"unknown encoding {label!r}: give a name such as utf-8, windows-1252 or utf-16")
    return codec


def charset(label: str | None) -> str | None:
    """The codec for a label that may be missing; raises OptionError for one that Python does not have."""
    return known(label) if label else None


def refuse_binary(data: bytes, name: str) -> None:
    """Raises ReadError where the first bytes are those of a known binary format."""
    for magic, what, remedy in _BINARY:
        if data.startswith(magic):
            raise ReadError(f"{name}: this is {what}, not an article's text: {remedy}")


def mark(data: bytes) -> str | None:
    """The encoding that a byte order mark, or the zero bytes of UTF-16, gives away.

    >>> mark("war".encode("utf-16-be"))
    'utf-16-be'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    return _unmarked_utf16(data[:_SNIFFED])


def recoded(lines: Iterable[bytes], codec: str) -> Iterator[str]:
    """The lines of a text in UTF-16 or UTF-32, cut anew where they end in that encoding; faults become U+FFFD.

    Without a byte order mark "utf-16" and "utf-32" are little-endian, as in `decode` and on the web.
    """
    lines = iter(lines)
    first = next(lines, b"")
    if codec in ("utf-16", "utf-32") and not first.startswith(tuple(bom for bom, named in _BOMS if named == codec)):
        codec += "-le"
    decoder = codecs.getincrementaldecoder(codec)("replace")
    rest = ""
    for data in itertools.chain([first], lines):
        *whole, rest = (rest + decoder.decode(data)).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest := (rest + decoder.decode(b"", final=True)).removeprefix("\ufeff"):
        yield rest


def _candidates(data: bytes, declared: str | None, html: bool) -> list[str]:
    head = data[:4096]
    found = [mark(data), _codec(declared)]
    if html:
        for pattern in (_XML, _META):
            match = pattern.search(head)
            codec = _codec(match.group(1).decode("ascii")) if match else None
            # A page whose <meta> can be read as ASCII is not UTF-16, whatever it says.
            found.append("utf-8" if codec and codec.startswith(("utf-16", "utf-32")) else codec)
    return [encoding for encoding in (*found, "utf-8") if encoding]


def _codec(label: str | None) -> str | None:
    """The codec's canonical name, or None where ``label`` is empty, unknown or no text encoding."""
    if not label:
        return None
    try:
        b"".decode(label.strip())
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name, name)


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 of mostly Western text has a zero in (nearly) every second place and (nearly) none in the others."""
    half = len(head) // 2
    if half < 2 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd >= 0.7 * half and even <= 0.05 * half:
        return "utf-16-le"
    if even >= 0.7 * half and odd <= 0.05 * half:
        return "utf-16-be"
    return None


def _guessed(data: bytes, name: str) -> str:
    """Text in an undeclared encoding: Windows-1252 where foreign bytes are few, else a detector's word."""
    high = sum(1 for byte in data[:_SNIFFED] if byte >= 0x80)
    if high <= 0.25 * len(data[:_SNIFFED]):
        return data.decode("cp1252" if _fits(data) else "latin-1")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SNIFFED]).best()
    try:
        if best is not None and best.encoding:
            return data.decode(best.encoding)
    except (UnicodeError, LookupError):
        pass
    raise ReadError(f"{name}: its character encoding cannot be told: {_REMEDY}")


def _fits(data: bytes) -> bool:
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _checked(text: str, name: str) -> str:
    """``text``, unless control characters show that it was never text; a few stray ones are forgiven."""
    head = text[:_SNIFFED]
    controls = sum(1 for char in head if (char < " " and char not in "\t\n\r\f\v\x1b") or char == "\x7f")
    if controls > 4 and controls > 0.05 * len(head):
        raise ReadError(f"{name}: this is binary data or text in an unknown encoding, not an article: {_REMEDY}")
    return text
