"""The pipeline component that finds dates, quantities, sums, ages and percentages."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.annotations import Article
from pressgraph.language.extensions import register_extensions
from pressgraph.language.values.finder import Finder, load_finder
from pressgraph.language.values.shares import with_wholes


class ValuesComponent:
    """Sets ``doc._.values``: `Value`s in order, without overlaps.

    The grammar is our own, over characters: dateparser fills in days that the text does not give, quantulum3 takes
    minutes for angles, neither says which characters it read, and both depend on today's date or on guesses.
    A parse is used for tense where there is one, and not required.
    """

    def __init__(self, finder: Finder) -> None:
        self.finder = finder

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article
        assert article is None or isinstance(article, Article)
        values = self.finder.find(self.finder.passage(doc.text, article, doc))
        doc._.values = with_wholes(values, doc, self.finder.lexicon)
        return doc


def create_values(nlp: Language, name: str, rules: Sequence[str] = ()) -> ValuesComponent:  # noqa: ARG001
    """The factory ``pressgraph_values``; ``rules`` are directories with further rule files. spaCy wants ``name``."""
    register_extensions()
    return ValuesComponent(load_finder(nlp.lang or "en", tuple(rules)))
