"""Lemmas of verbs end as known words do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from pressgraph.language.tagger import TaggerComponent


class _Tagger(TaggerComponent):
    model = SimpleNamespace(inventory={"irregular": {"thank VERB": "thank", "hope VERB": "hope"}})  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("form", "upos", "script", "lemma"),
    [
        ("thanked", "VERB", "1|", "thank"),
        ("hoping", "VERB", "3|", "hope"),
        ("blarged", "VERB", "2|", "blarg"),
        ("Thanke", "NOUN", "0|", "thanke"),
    ],
)
def test_final_e(form: str, upos: str, script: str, lemma: str) -> None:
    assert _Tagger(Path())._lemma(form, upos, script) == lemma
