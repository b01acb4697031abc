"""``pressgraph_tagger``: tags, morphological features and lemmas from the model's scores."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
from spacy.attrs import LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc

from pressgraph.language.lemmas import apply_script
from pressgraph.language.reader import ModelComponent

Key = TypeVar("Key", bound=Hashable)


class TaggerComponent(ModelComponent):
    """Sets ``pos_`` (UD), ``tag_`` (Penn), ``morph`` (UD features) and ``lemma_`` of every word."""

    def _lemma(self, form: str, upos: str, script: str) -> str:
        known: str | None = self.model.inventory["irregular"].get(f"{form.lower()} {upos}")
        return known or self._spelt(apply_script(form, script), upos)

    def _spelt(self, lemma: str, upos: str) -> str:
        """A verb's lemma with or without its final "e", whichever is a known word ("thanke" is none)."""
        if upos != "VERB" or lemma in self._lemmas:
            return lemma
        other = lemma[:-1] if lemma.endswith("e") else f"{lemma}e"
        return other if other in self._lemmas else lemma

    @functools.cached_property
    def _lemmas(self) -> frozenset[str]:
        return frozenset(self.model.inventory["irregular"].values())

    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        if reading is None or reading.scores is None:
            return doc
        inventory, scores, strings = self.model.inventory, reading.scores, doc.vocab.strings
        words = [doc[i].text for i in reading.tokens]
        upos = [inventory["upos"][number] for number in scores.upos.tolist()]
        scripts = [inventory["lemmas"][number] for number in scores.lemmas.tolist()]
        columns: Any = np.zeros((len(doc), 4), np.uint64)
        columns[:] = (strings.add("SPACE"), strings.add("_SP"), 0, doc.vocab.morphology.add("_"))
        columns[:, 2] = [strings.add(token.text) for token in doc]
        columns[reading.tokens] = np.array(
            [
                _numbers(upos, strings.add),
                _numbers([inventory["xpos"][number] for number in scores.xpos.tolist()], strings.add),
                _numbers(list(zip(words, upos, scripts, strict=True)), lambda key: strings.add(self._lemma(*key))),
                _numbers([inventory["feats"][number] for number in scores.feats.tolist()], doc.vocab.morphology.add),
            ],
            np.uint64,
        ).T
        doc.from_array([POS, TAG, LEMMA, MORPH], columns)
        return doc


def _numbers(keys: Sequence[Key], number: Callable[[Key], int]) -> list[int]:
    """The number of each key, found once for all that are alike."""
    known = {key: number(key) for key in dict.fromkeys(keys)}
    return [known[key] for key in keys]
