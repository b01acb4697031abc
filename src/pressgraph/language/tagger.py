"""``pressgraph_tagger``: tags, morphological features and lemmas from the model's scores."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from spacy.attrs import LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc

from pressgraph.language.lemmas import apply_script
from pressgraph.language.reader import ModelComponent


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
        columns: Any = np.zeros((len(doc), 4), np.uint64)
        space = strings.add("SPACE")
        columns[:, 0] = space
        columns[:, 1] = strings.add("_SP")
        columns[:, 2] = [strings.add(token.text) for token in doc]
        empty = doc.vocab.morphology.add("_")
        columns[:, 3] = empty
        for place, i in enumerate(reading.tokens):
            form, upos = doc[i].text, inventory["upos"][scores.upos[place]]
            lemma = self._lemma(form, upos, inventory["lemmas"][scores.lemmas[place]])
            feats = inventory["feats"][scores.feats[place]]
            columns[i] = (
                strings.add(upos),
                strings.add(inventory["xpos"][scores.xpos[place]]),
                strings.add(lemma),
                doc.vocab.morphology.add(feats),
            )
        doc.from_array([POS, TAG, LEMMA, MORPH], columns)
        return doc
