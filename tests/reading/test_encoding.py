"""Every encoding that newsrooms' archives hold comes out as the same text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressgraph.errors import OptionError, ReadError
from pressgraph.reading import read
from pressgraph.reading.encoding import decode, known
from tests.reading.samples import only_read_errors

TEXT = "The café “Zoë” said – in São Tomé – it’s open again for everyone.\n"
LATIN = "The café Zoë in São Tomé is open again for everyone.\n"
RUSSIAN = "Министр сообщил, что корабли с зерном покинули порт в субботу утром. Город ждал этого дня.\n" * 4


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (TEXT.encode("utf-8-sig"), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-16-le"), TEXT),
        (TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-32"), TEXT),
        (TEXT.encode("windows-1252"), TEXT),
        (LATIN.encode("latin-1"), LATIN),
        (RUSSIAN.encode("windows-1251"), RUSSIAN),
        (b"plain ASCII", "plain ASCII"),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "utf-16-be-bom",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "1252",
        "latin-1",
        "1251",
        "ascii",
    ],
)
def test_undeclared(data: bytes, text: str) -> None:
    assert decode(data, "x.txt") == text


@pytest.mark.parametrize(
    ("data", "declared", "html", "text"),
    [
        ("Łódź".encode("iso-8859-2"), "iso-8859-2", False, "Łódź"),
        ("“é”".encode("windows-1252"), "iso-8859-1", False, "“é”"),
        ("é".encode(), "no-such-charset", False, "é"),
        ("café".encode("windows-1252"), "utf-8", False, "café"),
        (codecs.BOM_UTF8 + "é".encode(), "latin-1", False, "é"),
        ("<meta charset=windows-1250>Łódź".encode("cp1250"), None, True, "<meta charset=windows-1250>Łódź"),
        ("<meta charset=utf-16>é".encode(), None, True, "<meta charset=utf-16>é"),
        ("<meta charset=koi8-r>é".encode(), "utf-8", True, "<meta charset=koi8-r>é"),
        ("<?xml version='1.0' encoding='cp1251'?><p>Я".encode("cp1251"), None, True,
         "<?xml version='1.0' encoding='cp1251'?><p>Я"),
    ],
)  # fmt: skip
def test_declared(data: bytes, declared: str | None, html: bool, text: str) -> None:
    assert decode(data, "x", declared, html) == text


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"%PDF-1.7\n", "pdftotext"),
        (b"PK\x03\x04\x14", "save it as text"),
        (b"\x89PNG\r\n", "image"),
        (bytes(range(256)) * 40, "iconv"),
        (b"\x00" * 100, "iconv"),
    ],
)
def test_binary_is_refused_with_a_remedy(data: bytes, remedy: str) -> None:
    with pytest.raises(ReadError, match=remedy):
        decode(data, "x.bin")


def test_a_stray_nul_is_forgiven(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.txt"
    path.write_bytes(b"Ships\x00 left the harbour on Monday.")
    (article,) = read(path)
    assert article.text == "Ships left the harbour on Monday."
    assert any("left out" in note for note in article.notes)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "hex", "\x00", "shift_jis"]), st.booleans())
def test_only_read_errors(data: bytes, declared: str | None, html: bool) -> None:
    with only_read_errors("x: "):
        assert isinstance(decode(data, "x", declared, html), str)


def test_unknown_label() -> None:
    assert known("Latin-1") == "cp1252"
    with pytest.raises(OptionError, match="unknown encoding"):
        known("klingon")
