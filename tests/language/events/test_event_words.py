"""The search for words like the lexicon's triggers, with an encoder whose space is laid out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pressgraph.language.events.rules import load_events
from pressgraph.training import event_words
from pressgraph.training.event_words import Candidate, candidates, exemplars, table, words_of

SENTENCE = """# newdoc id = a
# text = Thugs clobbered him.
1\tThugs\tthug\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tclobbered\tclobber\tVERB\tVBD\t_\t0\troot\t_\t_
3\thim\the\tPRON\tPRP\t_\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


class Space:
    """Words on axes of their own; those named in ``near`` lie on the axis of another word."""

    def __init__(self, near: dict[str, str]) -> None:
        self._near = near
        self._axes = {kind: place for place, kind in enumerate(sorted(set(exemplars(load_events()).values())))}

    def vectors(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        rows = np.zeros((len(texts), len(self._axes) + 1))
        for row, text in zip(rows, texts, strict=True):
            row[self._axis(text)] = 1.0
        return rows

    def _axis(self, text: str) -> int:
        words = text.split()
        for word in words:
            if word in self._near:
                return self._axes[self._near[word]]
        known = exemplars(load_events())
        kinds = [known[word, pos] for word in words for pos in ("VERB", "NOUN") if (word, pos) in known]
        return self._axes[kinds[0]] if kinds else len(self._axes)


def test_a_word_near_one_types_triggers_is_a_candidate() -> None:
    space: Any = Space({"clobber": "pg:Attack"})
    words = {("clobber", "VERB"): 4, ("ponder", "VERB"): 9, ("bomb", "VERB"): 5}
    found = candidates(words, space)
    assert [(c.type, c.word, c.count) for c in found] == [("pg:Attack", "clobber", 4)]


def test_words_of_several_types_and_of_similarity_are_no_exemplars() -> None:
    known = exemplars(load_events())
    assert known["bomb", "VERB"] == "pg:Attack"
    assert ("acquire", "VERB") not in known
    assert ("sabotage", "VERB") not in known


def test_the_table_has_a_line_for_each_candidate() -> None:
    lines = table([Candidate("pg:Attack", "VERB", 0.7, 0.1, "clobber", 4)]).splitlines()
    assert lines[0].split("\t") == ["type", "class", "score", "lead", "count", "word"]
    assert lines[1].split("\t") == ["pg:Attack", "VERB", "0.7", "0.1", "4", "clobber"]


def test_words_are_counted_over_treebanks_and_news(tmp_path: Path) -> None:
    for folder in ("ud", "gum/train", "newswire_ner", "polnear"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "ud" / "ewt-train.conllu").write_text(SENTENCE)
    (tmp_path / "newswire_ner" / "train.jsonl").write_text('{"sents": [{"tokens": ["They", "clobbered", "thugs"]}]}\n')
    (tmp_path / "polnear" / "train.jsonl").write_text('{"text": "It clobbered us; an embargoed text, an embargo."}\n')
    assert words_of(tmp_path, least=1) == {("clobber", "VERB"): 3, ("embargo", "VERB"): 1, ("thug", "NOUN"): 2}


@pytest.mark.parametrize(
    ("form", "reading"), [("evicted", ("evict", "VERB")), ("eviction", ("eviction", "NOUN")), ("green", None)]
)
def test_forms_that_the_treebanks_lack_are_guessed(form: str, reading: tuple[str, str] | None) -> None:
    assert event_words._guess(form, {"evict": 2}) == reading
