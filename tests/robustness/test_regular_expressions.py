"""No regular expression of the package takes more than linear time, whatever text it meets."""

from __future__ import annotations

import re

import pytest

from tests.robustness.growth import STEP, TOLERATED, growth
from tests.robustness.patterns import Use, hostile, uses

USES = list({(use.pattern.pattern, use.pattern.flags, use.is_search or use.method): use for use in uses()}.values())
"""Equal patterns that are run alike count once."""
SHORT = {
    "pressgraph.store.remote.refusals:": 8_000,  # the beginning of a store's error page
    "pressgraph.reading.listing:": 1_000,  # a part of a path that the user gives
}
"""Patterns, by the beginning of their place, that see so many characters at most: they may be quadratic."""


def test_the_patterns_are_found() -> None:
    assert len(USES) > 60
    assert {"match", "fullmatch", "sub", "finditer"} <= {use.method for use in USES}


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where}-{use.method}")
def test_a_pattern_takes_linear_time(use: Use) -> None:
    short = next((length for place, length in SHORT.items() if use.where.startswith(place)), None)
    most, tolerated = (short // STEP, 1.5 * STEP**2) if short else (1 << 13, TOLERATED)
    for before, repeated, after in hostile(use.pattern):

        def run(size: int, before: str = before, repeated: str = repeated, after: str = after) -> object:
            return use.run(before + repeated * (size // len(repeated) + 1) + after)

        ratio = growth(run, 16, most)
        assert ratio <= tolerated, f"{before!r} + {repeated!r} * n + {after!r}: 4 times the text, {ratio:.0f} the time"


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"(a+)+$", "match"), (r"\s+$", "search"), (r"<[^>]*>", "sub"), (r"(\w+\s?)*:", "match"), (r"x.*y.*z", "match"),
     (r"[^\S\n]*\n\s*;", "search")],
)  # fmt: skip
def test_slow_patterns_would_be_caught(pattern: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.robustness.growth.LONGEST_S", 2)
    use = Use("here", re.compile(pattern), method)
    attacks = hostile(use.pattern)
    assert any(
        growth(lambda n, b=b, r=r, a=a: use.run(b + r * (n // len(r) + 1) + a), 16, 1 << 13) > TOLERATED  # type: ignore[misc]
        for b, r, a in attacks
    )
