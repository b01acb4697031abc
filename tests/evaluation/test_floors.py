"""The shipped model keeps its scores on the development data."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import floors


@pytest.mark.data
@pytest.mark.parametrize("name", list(floors.SUITES))
def test_no_score_falls_below_its_floor(name: str, development_data: Path) -> None:
    suite, floor = floors.SUITES[name], floors.read_floors()[name]
    files = suite.files(development_data)
    assert floors.fingerprint(files) == floor["data"], "other data than the floors were measured on"
    scores = suite.score(files)
    below = {m: (scores[m], least) for m, least in floor["floors"].items() if scores[m] < least}
    assert not below


_OLD = {"data": "a", "floors": {"f1": 0.8}}


def test_a_floor_rises_with_a_better_score() -> None:
    assert floors.raised(_OLD, {"data": "a", "floors": {"f1": 0.9}}, False)["floors"] == {"f1": 0.9}


@pytest.mark.parametrize("new", [{"data": "a", "floors": {"f1": 0.7}}, {"data": "b", "floors": {"f1": 0.9}}])
def test_a_floor_never_drops_unasked(new: dict[str, object]) -> None:
    with pytest.raises(SystemExit, match="allow-drop"):
        floors.raised(_OLD, new, False)
    assert floors.raised(_OLD, new, True) == new
