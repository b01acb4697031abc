"""Drafts of claims, and what of a claim does not depend on how it was found: addressee, date, order and nesting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pressgraph.annotations import Claim, Date, Literal, Span
from pressgraph.language.attribution.contents import Contents
from pressgraph.language.attribution.cues import Cue
from pressgraph.language.attribution.lexicon import Lexicon
from pressgraph.language.attribution.ranges import Range, extent
from pressgraph.language.attribution.sources import NOBODY, Source
from pressgraph.language.phrases import case_of


@dataclass(slots=True)
class Draft:
    """A claim in the making; ``tokens`` reach from its first to its last token."""

    kind: str
    spans: list[Span]
    tokens: Range
    act: str
    origin: str
    confidence: float
    cue: Cue | None = None
    source: Source = NOBODY
    addressee: str | None = None

    def claim(self, identifier: str, date: Literal | None) -> Claim:
        """The claim with an id."""
        return Claim(
            identifier,
            "quotation" if self.kind == "quotation" else "claim",
            tuple(self.spans),
            self.source.entity,
            self.source.span,
            self.cue.span if self.cue else None,
            self.act,
            self.addressee,
            date,
            confidence=self.confidence,
            origin=self.origin,
        )


def called_on(doc: Doc, tokens: Range, lexicon: Lexicon) -> str | None:
    """Whom a quotation speaks to in its own words: a vocative, or a handle at its head or after a greeting."""
    first = True
    for token in doc[slice(*tokens)]:
        if token.is_punct or token.is_space:
            continue
        handle = token.text.startswith("@") and (first or lexicon.has("greetings", _word_before(token)))
        if handle or (token.dep_ == "vocative" and token.pos_ == "PROPN"):
            entity: str | None = doc._.register.at(token)
            if entity is not None:
                return entity
        first = False
    return None


def _word_before(token: Token) -> str:
    before = token.doc[token.i - 1] if token.i else None
    return before.lower_ if before is not None else ""


_BEYOND = frozenset({"since", "until", "till", "from", "before", "after", "by"})
"""Prepositions of dates that are none of the saying's own."""


class Dates:
    """The dates of a document, asked for by cue."""

    def __init__(self, doc: Doc) -> None:
        dates = [v for v in doc._.values if v.kind == "date"]
        self._dates = sorted(dates, key=lambda value: value.span)
        self._begins = [value.span.begin for value in self._dates]

    def of(self, cue: Cue | None) -> Literal | None:
        """The date of the saying: a known day or month that an adverbial of the cue names."""
        for child in cue.token.children if cue is not None and self._dates else ():
            if child.dep_.startswith(("obl", "advmod", "nmod")) and case_of(child) not in _BEYOND:
                begin, stop = extent(child)
                last = child.doc[stop - 1]
                found = self._among(child.doc[begin].idx, last.idx + len(last))
                if found is not None:
                    return found
        return None

    def _among(self, begin: int, end: int) -> Literal | None:
        place = bisect_left(self._begins, begin)
        if place == len(self._dates) or self._dates[place].span.end > end:
            return None
        value = self._dates[place].value
        return value.start if isinstance(value, Date) and value.end is None else None


def answered(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Gives answers without addressee the one who spoke to their speaker last."""
    spoken_to: dict[str, str] = {}
    for draft in drafts:
        author = draft.source.entity
        if author and draft.addressee is None and _is_answer(draft.cue, lexicon):
            draft.addressee = spoken_to.get(author)
        if author and draft.addressee and author != draft.addressee:
            spoken_to[draft.addressee] = author


def _is_answer(cue: Cue | None, lexicon: Lexicon) -> bool:
    if cue is None or cue.source is not None:
        return False
    if lexicon.has("answers", cue.token.lemma_.lower()):
        return True
    return any(
        c.dep_.startswith("obl")
        and lexicon.has("answers", c.lemma_.lower())
        and any(g.lower_ == "in" for g in c.children)
        for c in cue.token.children
    )


def finished(doc: Doc, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The claims in reading order, numbered, each with those that it reports.

    Reported speech of which no words name a source is nobody's claim, unless it is told in the passive ("he is
    said to have left"); factuality sees to it that it is not asserted.
    """
    dates = Dates(doc)
    told = [d for d in drafts if d.kind == "quotation" or d.source != NOBODY or (d.cue is not None and d.cue.passive)]
    ordered = sorted(told, key=lambda d: (d.spans[0].begin, -d.spans[-1].end, d.cue.token.i if d.cue else -1))
    claims = [draft.claim(f"c{place}", dates.of(draft.cue)) for place, draft in enumerate(ordered, 1)]
    contents = Contents(doc, claims)
    reports: dict[str, list[str]] = {}
    for draft, claim in zip(ordered, claims, strict=True):
        outer = contents.claim_at(draft.cue.token if draft.cue else doc[draft.tokens[0]])
        if outer is not None and outer.id != claim.id:
            reports.setdefault(outer.id, []).append(claim.id)
    return tuple(replace(claim, reports=tuple(reports.get(claim.id, ()))) for claim in claims)
