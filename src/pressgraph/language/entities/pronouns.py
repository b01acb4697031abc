"""Pronouns and definite nouns that refer to a name, where only one name can be meant."""

from __future__ import annotations

from spacy.tokens import Doc

from pressgraph.language.entities.lexicon import Lexicon
from pressgraph.language.entities.register import Register


def link_pronouns(doc: Doc, register: Register, lexicon: Lexicon, genders: dict[str, str]) -> None:
    """Adds mentions by pronoun and by definite noun to the register."""
