"""Fixtures of the graph tests."""

from __future__ import annotations

import pytest

from pressgraph.annotations import Annotations
from tests.graph import sample


@pytest.fixture(name="annotations")
def _annotations() -> Annotations:
    """The hand-made annotations of the invented article."""
    return sample.annotated()
