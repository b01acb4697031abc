"""What a document's own register and coreference know of a mention: its other mentions, and its name."""

from __future__ import annotations

from spacy.tokens import Doc

from pressgraph.annotations import Span

Range = tuple[int, int]
_NAMING = frozenset({"name", "handle"})


class Known:
    """The mentions of a processed document by span; the register comes before the coreference clusters."""

    def __init__(self, doc: Doc) -> None:
        self._text = doc.text
        self._groups: dict[Range, list[Range]] = {}
        self._names: dict[Range, str] = {}
        if doc._.register is not None:
            self._register(doc)
        for cluster in doc._.coreference.clusters:
            self._join([_range(span) for span in cluster])

    def _register(self, doc: Doc) -> None:
        entities = {entity.id: entity for entity in doc._.register.entities()}
        groups: dict[str, list[Range]] = {}
        named: dict[str, list[str]] = {}
        for mention in doc._.register.mentions():
            groups.setdefault(mention.entity, []).append(_range(mention.span))
            if mention.kind in _NAMING:
                named.setdefault(mention.entity, []).append(mention.span.of(self._text))
        for identifier, spans in groups.items():
            self._join(spans)
            own = entities[identifier].name
            stated = named.get(identifier, [])
            name = own if own in stated or not stated else max(stated, key=len)
            self._names |= dict.fromkeys(spans, name) if own in self._text or stated else {}

    def _join(self, spans: list[Range]) -> None:
        for span in spans:
            self._groups.setdefault(span, spans)

    def others(self, span: Range) -> list[Range]:
        """The other mentions of the same entity, in reading order."""
        return [other for other in self._groups.get(span, []) if other != span]

    def name(self, span: Range) -> str:
        """The fullest name that the text itself gives the entity of this mention; else the mention's own words."""
        if span in self._names:
            return self._names[span]
        named = [self._names[other] for other in self.others(span) if other in self._names]
        return named[0] if named else self._text[slice(*span)]


def _range(span: Span) -> Range:
    return span.begin, span.end
