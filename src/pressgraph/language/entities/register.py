"""The register: which tokens mention which entity. Components ask it; it grows as they describe new ones."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pressgraph.annotations import Entity, Mention, Span


class Register:
    """The mentions and entities of one document, kept in ``doc._.register``.

    Ids are provisional while components work; `pressgraph.language.assembly` numbers the final ones.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def at(self, token: Token) -> str | None:
        """The id of the entity that the phrase headed by ``token`` refers to (name, nominal or pronoun), or None.

        A token inside a name ("Elon" in "Elon Musk") answers for the whole name.
        """
        raise NotImplementedError

    def describe(self, token: Token) -> str:
        """The id for the phrase headed by ``token``: `at`'s, else a new unnamed entity of this article alone.

        Only for participants of events and sources of claims ("a woman", "officials", "a residential building").
        """
        raise NotImplementedError

    def span(self, token: Token) -> Span:
        """The characters of the mention at ``token``, else of its noun phrase without relative clauses."""
        raise NotImplementedError

    def entity(self, id: str) -> Entity:
        """The entity of an id."""
        raise NotImplementedError

    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order of their first mentions."""
        raise NotImplementedError

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, by span."""
        raise NotImplementedError
