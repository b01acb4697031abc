"""Texts of our own, and a check, that the reading tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pressgraph.errors import ReadError

FIRST = "Two grain ships left the harbour of Odesa on Tuesday, the first to sail since the storm closed it."
SECOND = "The mayor, Olena Kovalenko, said the crews had waited nine days and that more ships would follow by Friday."
THIRD = "Engineers repaired the lighthouse & both cranes; the work cost 2.5 million euros, the port said."
LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Echo"}, {"@type": ["NewsArticle"],
 "headline": "Ships sail &amp; crews cheer", "datePublished": "2022-05-03T23:30:00+03:00", "inLanguage": "en-GB",
 "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}], "publisher": {"name": "Harbour Echo"},
 "mainEntityOfPage": {"@id": "https://example.org/ships#main"}}]}"""
BODY = f"""<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ships sail again</h1>
<p>{FIRST}</p><h2>More to come</h2><p>{SECOND}</p><p>{THIRD.replace("&", "&amp;")}</p></article>
<footer>All rights reserved</footer>"""
META = """<meta property="og:title" content="Ships sail again"><meta property="article:published_time"
 content="2022-05-04T08:00:00Z"><meta property="og:site_name" content="Echo online">
<meta name="author" content="By Ana Poe">
<link rel="canonical" href="/canonical">"""
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Ships sail again | Echo</title>{META}
<script type="application/ld+json">{LD}</script></head><body>{BODY}</body></html>"""


@contextmanager
def only_read_errors(prefix: str | tuple[str, ...]) -> Iterator[None]:
    """Lets a ReadError pass whose message names its input, and no other exception."""
    try:
        yield
    except ReadError as error:
        message = str(error)
        if not message.startswith(prefix):
            raise AssertionError(message) from error
