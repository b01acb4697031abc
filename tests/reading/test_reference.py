"""The reference text can be written in any RDF syntax, and normalising it again changes nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressgraph.reading import normalise
from pressgraph.reading.metadata import web_address
from pressgraph.reading.reference import lost_characters, one_line

XML_CHARACTERS = re.compile("[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]*")
AWKWARD = (
    "\x00\t\r\n\x0b\x0c\x1f\x7f\x80\x85\x92\xa0\xad\u0301\u200b\u200c\u200d\u2028\u212a\ud800\udc00\ufdd0\ufeff\ufffe"
)


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(AWKWARD + " aAeé👩"), st.characters())))
def test_idempotent_and_legal(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert XML_CHARACTERS.fullmatch(once)
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("a\x00b\x07c\ufffed\U0001ffffe", "abcde"),
        ("lone \ud83d end", "lone \ufffd end"),
        ("min\u00adis\u200bter\ufeff", "minister"),
        ("10\u00a0km\u2009away\tnow", "10 km away now"),
        ("Zo\u0065\u0308", "Zoë"),
        ("caf\u0065\u200b\u0301", "café"),
        ("it\x92s \x93so\x94 \x85 \x81", "it’s “so” …"),
        ("\U0001f469\u200d\U0001f680 flew", "\U0001f469\u200d\U0001f680 flew"),
        ("un\u200djoined", "unjoined"),
        ("\u202eevil\u202c", "evil"),
        ("  \n line  \n\n end \n ", "line\n\n end"),
        ("½ ﬁ ²", "½ ﬁ ²"),
    ],
)
def test_rules(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


def test_counts_what_is_lost() -> None:
    assert lost_characters("a\x00b\ud800c\u00ad") == 2


def test_one_line() -> None:
    assert one_line(" A\n b\u00a0\tc ") == "A b c"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://Example.org/a?b=c&d#e", "https://example.org/a?b=c&d"),
        ("https://e.org/100%/a%20b", "https://e.org/100%25/a%20b"),
        ('https://e.org/é<>"{}|\\\\^`', "https://e.org/%C3%A9%3C%3E%22%7B%7D%7C%5C%5C%5E%60"),
        ("http://user:pw@[::1]:8080/x", "http://[::1]:8080/x"),
        ("ftp://e.org/x", None),
        ("/relative", None),
        ("http://e org/", None),
        ("http://[bad", None),
        (5, None),
    ],
)
def test_addresses_are_fit_for_iris(value: object, address: str | None) -> None:
    assert web_address(value) == address
