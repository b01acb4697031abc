"""Headline, byline, dateline and dates in plain text; ordinary sentences are left alone."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressgraph.annotations import Span
from pressgraph.reading import normalise
from pressgraph.reading.layout import layout
from pressgraph.reading.lines import byline, credit, dateline, published

BODY = "Ships left the harbour on Tuesday. The mayor was pleased."


def shown(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("text", "headline", "line", "place"),
    [
        (f"Harbour opens again\n\n{BODY}", "Harbour opens again", None, None),
        (f"Harbour opens again\nBy Jane Doe\n\n{BODY}", "Harbour opens again", "By Jane Doe", None),
        (f"Harbour opens again\nODESA (Reuters) - {BODY}", "Harbour opens again", None, "ODESA (Reuters) -"),
        (f"‘A long wait’ ends for crews\nas harbour opens\n\n{BODY}", "‘A long wait’ ends for crews\nas harbour opens", None, None),  # noqa: E501
        (f"Is the harbour open?\n\nBy Jane Doe\n\n{BODY}", "Is the harbour open?", "By Jane Doe", None),
        (f"Harbour opens\n\nThe wait is over for crews.\n\nBy Jane Doe\n\nODESA — {BODY}", "Harbour opens", "By Jane Doe", "ODESA —"),  # noqa: E501
        (f"By Jane Doe\n\n{BODY}", None, "By Jane Doe", None),
        (f"LONDON — {BODY}", None, None, "LONDON —"),
        (f"Harbour opens\n\n{BODY}\n\nReporting by Jane Doe; editing by John Roe", "Harbour opens",
         "Reporting by Jane Doe; editing by John Roe", None),
        (f"Harbour opens\n\nBy Jane Doe\nOdesa, 14 March 2024\n\n{BODY}", "Harbour opens", "By Jane Doe",
         "Odesa, 14 March 2024"),
        (BODY, None, None, None),
        (f"The harbour opened.\n\n{BODY}", None, None, None),
        (f"Was it open?\n\n{BODY}", None, None, None),
        (f"“We are open.”\n\n{BODY}", None, None, None),
        (f"Ships left the harbour early on\nTuesday and crews cheered. {BODY}", None, None, None),
        ("Harbour opens again", None, None, None),
        (f"Dear readers,\n\n{BODY}", None, None, None),
        (f"harbour notes\n\n{BODY}", None, None, None),
        (f"{'Harbour news ' * 20}\n\n{BODY}", None, None, None),
        (f"Harbour opens\n\n{BODY}\n\nBy Friday\nthe city was calm.", "Harbour opens", None, None),
    ],
)  # fmt: skip
def test_spans(text: str, headline: str | None, line: str | None, place: str | None) -> None:
    found = layout(text)
    assert shown(found.headline_span, text) == headline
    assert found.headline == (headline and " ".join(headline.split()))
    assert shown(found.byline_span, text) == line
    assert shown(found.dateline_span, text) == place


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("KYIV, Feb 26 (Reuters) - Ukraine", "-"),
        ("WASHINGTON, D.C. — A", "—"),
        ("KANSAS CITY, Mo. (AP) — The", "—"),
        ("BEIRUT/GENEVA (Reuters) - Aid", "-"),
        ("O’FALLON, Mo. -- “We", "--"),
        ("SÃO PAULO – O", "–"),
        ("Kyiv, Ukraine (CNN) — The", "—"),
        ("London, 3 March 2021 – The", "–"),
        ("NEW YORK, Feb. 26, 2022 /PRNewswire/ -- Ships", "--"),
    ],
)
def test_datelines(line: str, end: str) -> None:
    found = dateline(line)
    assert found is not None
    assert line[: found[0]].endswith(end)


@pytest.mark.parametrize(
    "line",
    [
        "Ukraine — the largest country — waited.",
        "Ukraine — The largest country waited.",
        "NATO — the alliance — met.",
        "BREAKING — Officials said so.",
        "I — The author — was there.",
        "ACME (NYSE: ACM) - The company rose.",
        "Anna (12) - The youngest - won.",
        "The harbour - Ukraine's largest - opened.",
        "KYIV-based firms left.",
    ],
)
def test_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"PARIS, 3 March 2021 — {BODY}", datetime.date(2021, 3, 3)),
        (f"PARIS, March 3 — {BODY}", None),
        (f"Harbour opens\n\nPublished 27 February 2022\n\n{BODY}", datetime.date(2022, 2, 27)),
        (
            f"Harbour opens\nBy Jane Doe | First published: February 27, 2022 10:15 GMT\n\n{BODY}",
            datetime.date(2022, 2, 27),
        ),
        (f"Harbour opens\n27 February 2022\n\n{BODY}", datetime.date(2022, 2, 27)),
        (f"Harbour opens\n\nNew York, N.Y., March 14, 2024\n\n{BODY}", datetime.date(2024, 3, 14)),
        (f"Harbour opens\n\nHe died in Odesa, 14 March 2024\n\n{BODY}", None),
        (
            f"Harbour opens\n\nUpdated 28 February 2022\nPublished 27 February 2022\n\n{BODY}",
            datetime.date(2022, 2, 27),
        ),
        (f"Harbour opens\n\nUpdated 28 February 2022\n\n{BODY}", None),
        (f"Harbour opens\n\n{BODY}\n\nPublished on 2022-02-27", datetime.date(2022, 2, 27)),
        (f"Harbour opens\n\nPublished 27 February\n\n{BODY}", None),
        (f"On 27 February 2022 the harbour opened. {BODY}", None),
        (f"{BODY} It was built by 3 May 1901.", None),
    ],
)
def test_dates(text: str, date: datetime.date | None) -> None:
    assert layout(text).date == date


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By JANE DOE", ("JANE DOE",)),
        ("By Jane Doe, Echo News", ("Jane Doe",)),
        ("By Jane Doe, Ana Roe and Max van der Berg", ("Jane Doe", "Ana Roe", "Max van der Berg")),
        ("Written by Zoë Müller-O’Brien for the Echo", ("Zoë Müller-O’Brien",)),
        ("Jane Doe, Staff Writer", ("Jane Doe",)),
        ("Jane Doe and John Roe, Senior Political Correspondents", ()),
        ("By New Delhi standards", ()),
        ("By Friday Jane Doe", ()),
        ("By Jane Doe was there.", ()),
        ("Jane Doe, mother of two", ()),
        ("Jane Doe", ()),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    assert byline(line) == authors


def test_credits() -> None:
    line = "(Reporting by Jane Doe in Kyiv and Ana Roe in London; Writing by Max Poe; Editing by Al Moe)"
    assert credit(line) == (True, ("Jane Doe", "Ana Roe", "Max Poe"))
    assert credit("Reporting by the ministry was late") == (False, ())
    assert layout(f"{BODY}\n\nEditing by Al Moe").authors == ()


def test_headline_of_structured_input_stays_out() -> None:
    assert layout(f"27 February 2022\n\n{BODY}", headline=False).date is None
    assert layout(f"27 February 2022\n\n{BODY}").date == datetime.date(2022, 2, 27)
    assert layout(f"Harbour opens again\n\n{BODY}", headline=False).headline is None
    assert published("Published by the ministry") == (False, None)


@settings(deadline=None)
@given(st.lists(st.sampled_from(
    ["By Jane Doe", "Harbour opens", BODY, "", "KYIV, Feb 26 (Reuters) - Ships", "Published 3 May 2022", "| - — (", "By A | By B"]  # noqa: E501
)))  # fmt: skip
def test_spans_lie_inside(parts: list[str]) -> None:
    text = normalise("\n".join(parts))
    found = layout(text)
    for span in (found.headline_span, found.byline_span, found.dateline_span):
        assert span is None or (0 <= span.begin < span.end <= len(text) and span.of(text).strip() == span.of(text))
