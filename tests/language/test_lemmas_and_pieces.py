"""Edit scripts, word shapes and pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pressgraph.language.lemmas import apply_script, script_of
from pressgraph.language.pieces import SHAPES, straighten, word_shapes

_WORD = st.text(st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=12)


@given(_WORD, _WORD)
def test_a_script_makes_the_lemma_that_it_was_made_from(form: str, lemma: str) -> None:
    assert apply_script(form, script_of(form, lemma)) == lemma


@given(_WORD, _WORD, _WORD)
def test_a_script_never_makes_an_empty_lemma(form: str, other: str, lemma: str) -> None:
    assert apply_script(form, script_of(other, lemma))


@given(st.text(max_size=80))
def test_straightening_keeps_every_offset(text: str) -> None:
    assert len(straighten(text)) == len(text)


@given(st.lists(st.text(min_size=1, max_size=6), max_size=30))
def test_every_word_has_a_shape(words: list[str]) -> None:
    shapes = word_shapes(words)
    assert len(shapes) == len(words)
    assert all(0 < shape < len(SHAPES) for shape in shapes)


def test_headlines_have_shapes_of_their_own() -> None:
    assert SHAPES[word_shapes(["KYIV", "HIT", "BY", "NEW", "STRIKES"])[0]] == "upper-among-capitals"
    assert SHAPES[word_shapes(["the", "plan", "of", "NATO", "states"])[3]] == "upper"
