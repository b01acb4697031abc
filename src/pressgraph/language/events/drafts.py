"""An event while it is being read, with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pressgraph.annotations import Assertion, Claim, Event, Role
from pressgraph.language.events.functions import Trigger


@dataclass(frozen=True, slots=True)
class Draft:
    """An event without id; ``sentence`` is the offset at which its sentence begins.

    ``claim`` is the innermost claim that it stands in; ``general`` holds for a word that may take up events of
    several types ("the incident", "it happened"), ``lent`` for one that took a date or place over from another,
    ``headline`` for what stands in the headline.
    """

    trigger: Trigger
    event: Event
    sentence: int
    claim: Claim | None = None
    general: bool = False
    lent: bool = False
    headline: bool = False

    @property
    def token(self) -> Token:
        return self.trigger.token

    @property
    def asserted(self) -> bool:
        return self.event.assertion is Assertion.ASSERTED

    def fillers(self, role: str) -> frozenset[str]:
        """The entities that fill a role."""
        return frozenset(filled.entity for filled in self.event.roles if filled.role == role)

    def places(self) -> tuple[Role, ...]:
        return tuple(role for role in self.event.roles if role.role == "schema:location")
