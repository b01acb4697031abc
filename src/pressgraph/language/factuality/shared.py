"""One `Factuality` for all components that ask about a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from pressgraph.language.factuality.status import Factuality


def factuality_of(doc: Doc, folders: Sequence[str | Path] = ()) -> Factuality:
    """The document's statuses, kept in ``doc._.factuality`` as long as its claims and the rules are the same.

    Args:
        doc: with tree, claims and register.
        folders: the user's rule folders.
    """
    key = (doc._.claims, doc._.register, tuple(str(folder) for folder in folders))
    kept = doc._.factuality
    if kept is not None:
        (claims, register, rules), factuality = kept
        if claims is key[0] and register is key[1] and rules == key[2]:
            assert isinstance(factuality, Factuality)
            return factuality
    made = Factuality(doc, folders=folders)
    doc._.factuality = (key, made)
    return made
