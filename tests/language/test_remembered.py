"""Words that come again are looked into once, and nothing else changes."""

from __future__ import annotations

import pickle

from spacy.lang.en import English

from pressgraph.language.remembered import Remembered
from pressgraph.language.tokenizer import create_tokenizer

TEXT = "The U.N. said 3.5 km [...] on https://a.example/b?c!! I don't know (maybe), 3.5 times."


def test_a_function_is_asked_once_for_a_word() -> None:
    asked: list[str] = []
    remembered = Remembered(lambda word: asked.append(word) or len(word))  # type: ignore[func-returns-value]
    assert [remembered(word) for word in ("ab", "c", "ab")] == [2, 1, 2]
    assert asked == ["ab", "c"]


def test_words_are_the_same_the_second_time_pickled_and_saved() -> None:
    nlp = English()
    plain = [(lexeme.shape_, lexeme.like_num, lexeme.is_stop) for lexeme in map(nlp.vocab.__getitem__, TEXT.split())]
    tokenizer = create_tokenizer(English())
    with tokenizer.vocab.memory_zone():
        first = [token.text for token in tokenizer(TEXT)]
    assert [token.text for token in tokenizer(TEXT)] == first
    again = map(tokenizer.vocab.__getitem__, TEXT.split())
    assert [(lexeme.shape_, lexeme.like_num, lexeme.is_stop) for lexeme in again] == plain
    assert [token.text for token in pickle.loads(pickle.dumps(tokenizer))(TEXT)] == first
    assert [token.text for token in tokenizer.from_bytes(tokenizer.to_bytes())(TEXT)] == first
