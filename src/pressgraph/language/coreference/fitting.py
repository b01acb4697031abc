"""Which words may mean which named entity: gender, number and class must not speak against it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pressgraph.language.entities.definites import noun_of_name
from pressgraph.language.entities.nominals import SUPER, compatible
from pressgraph.language.features import feature

_UNKNOWN = "schema:Thing"
_GENDERS = {"Masc": "male", "Fem": "female"}
_BODIES = frozenset({"schema:Organization", "schema:Place"})
_AREAS = frozenset({"schema:Country", "schema:State", "schema:City", "schema:AdministrativeArea"})


class Fitting:
    """Asks the register of one document."""

    def __init__(self, doc: Doc) -> None:
        self._register = doc._.register

    def may(self, token: Token, entity: str) -> bool:
        """Whether nothing speaks against ``token``, which heads no name, meaning the named entity."""
        if token.pos_ == "NOUN" and self._register.kind(token) == _UNKNOWN:
            return True
        return self.fits(token, entity)

    def fits(self, token: Token, entity: str) -> bool:
        """Whether what is known of ``token`` speaks for it, so that facts about it may be facts about the entity."""
        kind = self._register.entity(entity).type
        if token.pos_ == "NOUN" and SUPER.get(kind) in _BODIES and self._names(token, entity):
            return True
        if token.pos_ == "PRON":
            return self._pronoun(token, kind, self._register.gender(entity))
        if token.pos_ == "PROPN":
            return any(token.text == word for form in self._forms(entity) for word in form.split())
        return self._noun(token, kind, self._register.gender(entity))

    def _names(self, token: Token, entity: str) -> bool:
        """Whether the noun is what the entity's name says that it is: "the museum" of the Kelvin Museum of Art."""
        word = token.lemma_.casefold()
        return any(noun_of_name(form) == word for form in self._forms(entity) if " " in form)

    def _forms(self, entity: str) -> tuple[str, ...]:
        found = self._register.entity(entity)
        return (found.name, *found.alternate_names)

    def _pronoun(self, token: Token, kind: str, gender: str) -> bool:
        person, plural = kind == "schema:Person", "Plur" in feature(token, "Number")
        if token.tag_ in ("WP", "WP$") or "1" in feature(token, "Person"):
            return person or plural
        if "Rel" in feature(token, "PronType"):
            return True
        told = next(iter(feature(token, "Gender")), "")
        if "Prs" not in feature(token, "PronType"):
            return False
        if told in _GENDERS:
            return person and gender in ("", _GENDERS[told])
        if plural:
            return kind == "pg:Group" or SUPER.get(kind, kind) in _BODIES
        return person if told != "Neut" else not person and kind != "pg:Group"

    def _noun(self, token: Token, kind: str, gender: str) -> bool:
        own = self._register.kind(token)
        if own == _UNKNOWN or not compatible(own, kind):
            return False
        if own == "schema:Place" and kind in _AREAS and not self._register.is_area(token):
            return False
        return not gender or self._register.noun_gender(token) in ("", gender)
